'use client'

import { CloseButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { EmptyState } from '@/components/shell/states'
import type { DriftActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { DriftSide, DriftView } from '@/lib/api/views/drifts'
import panel from '../map/map-inspector.module.css'
import { ContestedNote } from './contested-note'
import css from './drift.module.css'
import { SOURCE_TEXT, sideText, standingText } from './drift-words'

type Repair = DriftView['repairs'][number]

/** One difference: recorded beside found, whose it is, and what can be done about it. `missing`: it is in no list. */
export function DriftInspector(props: {
  drift: DriftView | null
  missing: boolean
  actions: DriftActions
  onClose: () => void
}) {
  const { drift } = props
  const aside = useRef<HTMLElement>(null)
  const id = drift?.id
  const seen = useRef(id)
  // On narrow screens it stands below the list: what was just chosen must not open out of sight.
  useEffect(() => {
    if (id !== undefined && id !== seen.current) aside.current?.scrollIntoView({ block: 'nearest' })
    seen.current = id
  }, [id])
  if (drift === null)
    return (
      <aside className={panel.panel} aria-label="Inspector">
        <EmptyState
          compact
          title={props.missing ? 'Not in this list any more' : 'Nothing selected'}
          text={
            props.missing
              ? 'It was closed, or is listed under the other state.'
              : 'Choose a difference to see what is recorded, what was found, and how to put it right.'
          }
        />
      </aside>
    )
  return (
    <aside ref={aside} className={panel.panel} aria-label={`Inspector, ${drift.kindText}`}>
      <div className={panel.head}>
        <h2 className={panel.address}>{drift.kindText}</h2>
        <CloseButton aria-label="Close the inspector" onClick={props.onClose} />
      </div>
      <p className={css.lead}>{drift.sentence}</p>
      <Sides sides={drift.sides} />
      <Whose drift={drift} />
      {drift.closed === null && <Ways key={drift.id} drift={drift} actions={props.actions} />}
    </aside>
  )
}

/** What differs is marked by a sign, not by its colour alone. */
function Sides(props: { sides: readonly DriftSide[] }) {
  return (
    <table className={css.sides}>
      <thead>
        <tr>
          <th scope="col">
            <span className={css.hidden}>Fact</span>
          </th>
          <th scope="col">Recorded</th>
          <th scope="col">Found</th>
        </tr>
      </thead>
      <tbody>
        {props.sides.map((side) => (
          <tr key={side.name} data-differs={side.differs || undefined}>
            <th scope="row">{side.name}</th>
            <td>
              <Value value={side.recorded} />
            </td>
            <td>
              {side.differs && (
                <span className={css.sign} aria-hidden>
                  ≠
                </span>
              )}
              <Value value={side.found} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Value = (props: { value: string | null }) =>
  props.value === null ? (
    <span className={css.soft}>None</span>
  ) : (
    <span title={props.value}>{sideText(props.value)}</span>
  )

function Whose({ drift }: { drift: DriftView }) {
  const { group, instanceId, subnetId, address, closed, begun } = drift
  return (
    <Facts>
      <Fact name="Group">
        {group ? <Link href={paths.group(group.id)}>{group.name}</Link> : 'None on record'}
      </Fact>
      {group && instanceId && (
        <Fact name="Instance">
          <IdLink href={paths.group(group.id, 'instances', instanceId)} value={instanceId} />
          {drift.nic && <FactNote>Interface {drift.nic}</FactNote>}
        </Fact>
      )}
      {subnetId && address && (
        <Fact name="On the map">
          <Link href={paths.subnet(subnetId, { address })}>{address}</Link>
        </Fact>
      )}
      {drift.interfaceId && (
        <Fact name="Interface">
          <Id value={drift.interfaceId} />
        </Fact>
      )}
      <Fact name="Found">
        <Ago at={drift.since} />
        <FactNote>{SOURCE_TEXT[drift.source]} told of it.</FactNote>
      </Fact>
      {drift.contested && (
        <Fact name="Repaired before">
          <ContestedNote drift={drift} />
        </Fact>
      )}
      {begun && (
        <Fact name="Repair begun">
          <Ago at={begun.at} />
          <FactNote>
            {begun.text} {begun.byItself ? 'Holdfast did so by itself, as set.' : ''}
          </FactNote>
        </Fact>
      )}
      {closed && (
        <Fact name={standingText(drift)}>
          <Ago at={closed.at} />
        </Fact>
      )}
    </Facts>
  )
}

function Ways(props: { drift: DriftView; actions: DriftActions }) {
  const { drift, actions } = props
  const client = useQueryClient()
  const [repair, setRepair] = useState<Repair | null>(null)
  // The dialog fades out after its choice is gone; its words stay until then.
  const shown = useRef<Repair | null>(null)
  if (repair !== null) shown.current = repair
  const choice = shown.current
  const wanted = choice && { driftId: drift.id, repair: choice.kind }
  return (
    <section className={css.ways} aria-labelledby="ways">
      <h3 id="ways">What can be done</h3>
      {drift.advice !== null && <p>{drift.advice}</p>}
      {drift.way && (
        <p>
          <Link href={drift.way.href}>{drift.way.label}</Link>
        </p>
      )}
      <ul>
        {drift.repairs.map((one, at) => (
          <li key={one.kind}>
            <ReasonButton
              action="applyDriftRepair"
              size="compact-sm"
              variant={at === 0 ? 'filled' : 'default'}
              onClick={() => setRepair(one)}
            >
              {one.label}
            </ReasonButton>
            <p>{one.text}</p>
          </li>
        ))}
      </ul>
      {drift.repairs.length > 0 && (
        <p className={css.soft}>Each shows its plan first. No repair changes a private IP.</p>
      )}
      {wanted && choice && (
        <ConfirmPlan
          opened={repair !== null}
          onClose={() => setRepair(null)}
          title={drift.kindText}
          verb={choice.label}
          action="applyDriftRepair"
          planKey={choice.kind}
          loadPlan={() => actions.planDriftRepair(wanted)}
          apply={(proof, requestKey) => actions.applyDriftRepair(wanted, requestKey, proof)}
          onDone={() => void client.invalidateQueries({ queryKey: ['drift'] })}
        />
      )}
    </section>
  )
}
