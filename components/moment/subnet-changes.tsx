'use client'

import type { SubnetChangesView } from '@/lib/api/views/moments'
import { Ip } from '../shell/ip'
import { addressesDiffer, CHANGE_WORDS } from './change-words'
import { Exact } from './exact'
import css from './moment.module.css'
import { NotCompared } from './not-compared'
import type { ShownMoment } from './shown-moment'
import { useSubnetChanges } from './use-then'

/** Every address of a map that differs between the two moments, the earlier state first. */
export function SubnetChanges(props: {
  moment: ShownMoment
  subnetId: string
  cidr: string | undefined
  onSelect?: ((address: string) => void) | undefined
  /** It stands by itself beside the map. */
  card?: boolean
}) {
  const { data, error, refetch } = useSubnetChanges(props.moment, props.subnetId, props.cidr)
  if (error) return <NotCompared error={error} retry={refetch} />
  if (!data) return null
  return (
    <section className={css.changes} data-card={props.card || undefined} aria-label="What differs">
      <h2>What differs</h2>
      <p className={css.counts} role="status">
        {addressesDiffer(data)} Marked with a corner; from <Exact at={data.from} /> to <Exact at={data.to} />.
      </p>
      <Lines view={data} onSelect={props.onSelect} />
      {data.more > 0 && (
        <p className={css.more}>
          {data.more.toLocaleString('en')} more are marked on the map. Open a smaller part to have them
          listed.
        </p>
      )}
    </section>
  )
}

function Lines(props: { view: SubnetChangesView; onSelect: ((address: string) => void) | undefined }) {
  const { view, onSelect } = props
  if (view.lines.length === 0) return null
  return (
    <ul className={css.list}>
      {view.lines.map(({ address, change, before, after }) => (
        <li key={address}>
          {onSelect ? (
            <button type="button" className={css.address} onClick={() => onSelect(address)}>
              <Ip address={address} plain />
            </button>
          ) : (
            <Ip address={address} plain />
          )}
          <span className={css.kind}>{CHANGE_WORDS[change]}</span>
          <span className={css.was}>{before.text}</span>
          <span className={css.is}>{after.text}</span>
        </li>
      ))}
    </ul>
  )
}
