'use client'

import { Ago } from '@/components/shell/ago'
import css from './schedule.module.css'
import { zoneTime } from './zone-time'

/** Due times by the clock of their zone, and how far off they are. */
export function NextRuns(props: { runs: readonly string[]; timeZone: string; label: string }) {
  return (
    <ol className={css.runs} aria-label={props.label}>
      {props.runs.map((at) => (
        <li key={at}>
          <span className={css.at}>{zoneTime(at, props.timeZone)}</span>{' '}
          <span className={css.soft}>
            <Ago at={at} still />
          </span>
        </li>
      ))}
    </ol>
  )
}
