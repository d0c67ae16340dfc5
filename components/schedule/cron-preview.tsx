'use client'

import { useMemo } from 'react'
import { useNow } from '@/components/shell/clock'
import { isTimeZone, readCron } from '@/lib/api/cron'
import { NextRuns } from './next-runs'
import css from './schedule.module.css'
import { zoneLabel } from './zone-time'

const SHOWN = 3

/** What a schedule means, while it is typed: its words and its next runs. What is wrong with it stands at its field. */
export function CronPreview(props: { cron: string; timeZone: string }) {
  const now = useNow()
  const { cron, timeZone } = props
  const zoned = isTimeZone(timeZone)
  const reading = useMemo(() => readCron(cron, zoned ? timeZone : 'UTC'), [cron, timeZone, zoned])
  const minute = now === null ? null : Math.floor(now / 60_000) * 60_000
  const runs = useMemo(
    () => (reading.ok && minute !== null ? reading.value.next(new Date(minute).toISOString(), SHOWN) : []),
    [reading, minute],
  )
  return (
    <div className={css.preview} role="status" aria-label="What this schedule means">
      {!reading.ok || !zoned ? (
        <p className={css.soft}>When it runs is shown here as soon as the schedule can be read.</p>
      ) : (
        <>
          <p className={css.words}>{reading.value.words}</p>
          <p className={css.soft}>Next runs, {zoneLabel(timeZone)}</p>
          <NextRuns runs={runs} timeZone={timeZone} label="Next runs" />
        </>
      )}
    </div>
  )
}
