'use client'

import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId, useState } from 'react'
import { Ago } from '@/components/shell/ago'
import { Bone, ErrorState } from '@/components/shell/states'
import { paths, type WhyOf } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { WhyView } from '@/lib/api/views/why'
import css from './why.module.css'

/**
 * "Why?" of an address or a public IP, and below it, once asked, what its choice looked at. `name`: what it is asked
 * of, for those who hear the button. `told`: the headline stands above already.
 */
export function WhyPart(props: { of: WhyOf; name: string; told?: boolean }) {
  const [asked, setAsked] = useState(false)
  const id = useId()
  return (
    <div className={css.why}>
      <button
        type="button"
        className={css.ask}
        aria-expanded={asked}
        aria-controls={id}
        aria-label={`Why ${props.name}?`}
        onClick={() => setAsked(!asked)}
      >
        <IconChevronRight size={13} aria-hidden />
        Why?
      </button>
      <div id={id} hidden={!asked}>
        {asked && <Answer of={props.of} told={props.told === true} />}
      </div>
    </div>
  )
}

function Answer(props: { of: WhyOf; told: boolean }) {
  const { data, error, refetch } = useQuery(queries.why(props.of))
  if (data) return <Told view={data} told={props.told} />
  if (error) return <ErrorState compact error={error} retry={() => void refetch()} />
  return (
    <div role="status" aria-label="Loading the reasons" className={css.bones}>
      <Bone width="86%" />
      <Bone width="64%" />
    </div>
  )
}

function Told(props: { view: WhyView; told: boolean }) {
  const { view } = props
  return (
    <div className={css.answer}>
      {!props.told && <p className={css.headline}>{view.headline}</p>}
      {view.rule && (
        <p className={css.rule}>
          <span className={css.name}>{view.rule.name}</span> {view.rule.text}.
        </p>
      )}
      {view.facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {view.groups.length > 0 && (
        <p>
          {view.groups.map(({ id, name }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Link href={paths.group(id)}>{name}</Link>
            </span>
          ))}
        </p>
      )}
      <Skipped view={view} />
      {view.at && (
        <p className={css.soft}>
          {view.rule ? 'Chosen' : 'Since'} <Ago at={view.at} />
        </p>
      )}
    </div>
  )
}

function Skipped(props: { view: WhyView }) {
  const { skipped, others } = props.view
  if (skipped.length === 0 && others === null) return null
  return (
    <>
      {skipped.length > 0 && (
        <>
          <p className={css.passed}>Passed over for it:</p>
          <ul className={css.list} aria-label="Passed over">
            {skipped.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a draw may meet the same address twice, and the list never changes
              <li key={at}>
                {one.subnetId === null ? (
                  <Link href={paths.publicIps({ search: one.candidate })}>{one.candidate}</Link>
                ) : (
                  <Link href={paths.address(one.candidate, one.subnetId)}>{one.candidate}</Link>
                )}
                <Obstacle of={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      {others && <p className={css.soft}>{others}</p>}
    </>
  )
}

/** The holder's own name leads to it. */
function Obstacle(props: { of: WhyView['skipped'][number] }) {
  const { text, holder } = props.of
  if (holder?.kind !== 'instance' || !text.includes(holder.instanceId)) return <span>{text}</span>
  const [before, after] = text.split(holder.instanceId)
  return (
    <span>
      {before}
      <Link href={paths.group(holder.groupId, 'instances', holder.instanceId)}>{holder.instanceId}</Link>
      {after}
    </span>
  )
}
