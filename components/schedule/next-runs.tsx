'use client'

import { exactText } from '@/components/shell/ago-text'
import { useNow } from '@/components/shell/clock'
import css from './schedule.module.css'
import { untilText, zoneTime } from './zone-time'

/** Due times by the clock of their zone, and how far off they are; on hover by the clock of whoever reads. */
export function NextRuns(props: { runs: readonly string[]; timeZone: string; label: string }) {
  const now = useNow()
  return (
    <ol className={css.runs} aria-label={props.label}>
      {props.runs.map((at) => (
        <li key={at}>
          <time dateTime={at} className={css.at} title={now === null ? undefined : exactText(at)}>
            {zoneTime(at, props.timeZone)}
          </time>{' '}
          {now !== null && <span className={css.soft}>{untilText(at, now)}</span>}
        </li>
      ))}
    </ol>
  )
}
