'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Ago } from '@/components/shell/ago'
import { StateChip } from '@/components/shell/chips'
import { useNow } from '@/components/shell/clock'
import type { RollingActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { durationWords } from '@/lib/api/rolling-messages'
import type { GroupRowView } from '@/lib/api/views/groups'
import type { LiveRollingView, RollingRunView } from '@/lib/api/views/rolling'
import { BatchStrip } from './batch-strip'
import css from './rolling.module.css'
import { RollingButtons } from './rolling-buttons'
import { RollingItems } from './rolling-items'
import { countsText, endText, settingsText, shareDone, stateText, stateTone } from './rolling-words'

/** A gate is passed by time alone, of which no event tells: while a run lives it is read again this often. */
const WHILE_LIVE_MS = 2_000

const EVENT_KINDS =
  'rolling-started,rolling-batch-started,rolling-paused,rolling-resumed,rolling-cancelled,rolling-finished'

/** The rolling recycle of a group that is under way, and those before it. Wants `queries.rolling` prefetched. */
export function RollingPart(props: { row: GroupRowView; actions: RollingActions }) {
  const { row, actions } = props
  const { data } = useQuery({
    ...queries.rolling(row.id),
    refetchInterval: (query) => (query.state.data?.live ? WHILE_LIVE_MS : false),
  })
  if (!data || (data.live === null && data.history.length === 0)) return null
  return (
    <section className={css.part} aria-label="Rolling recycle" data-live={data.live !== null || undefined}>
      {data.live && <LiveRun run={data.live} row={row} actions={actions} />}
      {data.history.length > 0 && <History runs={data.history} row={row} />}
    </section>
  )
}

function LiveRun(props: { run: LiveRollingView; row: GroupRowView; actions: RollingActions }) {
  const { run, row } = props
  const words = countsText(run)
  return (
    <>
      <div className={css.head}>
        <h2 className={css.title}>Rolling recycle</h2>
        <StateChip sentence={{ tone: stateTone(run), text: stateText(run) }} />
        <span className={css.soft}>
          batch {run.batch} of {run.batches}
        </span>
        <RollingButtons run={run} groupId={row.id} actions={props.actions} />
      </div>
      {run.reason !== null && (
        <p className={css.reason} role="status">
          {run.reason}
        </p>
      )}
      <div
        className={css.progress}
        role="progressbar"
        aria-label="Rolling recycle"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(shareDone(run) * 100)}
        aria-valuetext={words}
      >
        <span style={{ width: `${shareDone(run) * 100}%` }} data-tone={stateTone(run)} />
      </div>
      <p className={css.told}>
        <b>{words}</b>
        <Times run={run} />
      </p>
      {run.waitsFor !== null && <p className={css.soft}>{run.waitsFor}</p>}
      <BatchStrip run={run} />
      <RollingItems run={run} groupId={row.id} member={row.member} />
      <div className={css.told}>
        <span className={css.soft}>{settingsText(run)}</span>
        <Link href={paths.activity({ group: row.id, kind: EVENT_KINDS })}>Its events</Link>
      </div>
    </>
  )
}

function Times(props: { run: LiveRollingView }) {
  const now = useNow()
  const { startedAt, expectedEnd } = props.run
  if (now === null) return null
  const elapsed = durationWords((now - Date.parse(startedAt)) / 1000)
  const left = expectedEnd && durationWords((Date.parse(expectedEnd) - now) / 1000)
  return (
    <span className={css.soft}>
      {elapsed} elapsed
      {left !== null && `, about ${left} to go`}
    </span>
  )
}

function History(props: { runs: readonly RollingRunView[]; row: GroupRowView }) {
  const { runs, row } = props
  const [last] = runs
  if (!last) return null
  return (
    <details className={css.history}>
      <summary>
        <span>{runs.length === 1 ? 'Last rolling recycle' : `Last ${runs.length} rolling recycles`}</span>
        <StateChip sentence={{ tone: stateTone(last), text: stateText(last) }} />
        <span className={css.soft}>
          {endText(last)}, <Ago at={last.endedAt ?? last.startedAt} still />
        </span>
      </summary>
      <ul className={css.runs} aria-label="Rolling recycles that have ended">
        {runs.map((run) => (
          <li key={run.id}>
            <StateChip sentence={{ tone: stateTone(run), text: stateText(run) }} />
            <span>{endText(run)}</span>
            {run.reason !== null && <span className={css.soft}>{run.reason}</span>}
            <span className={css.soft}>
              {settingsText(run)}; took {durationWords(secondsOf(run))},{' '}
              <Ago at={run.endedAt ?? run.startedAt} />
            </span>
          </li>
        ))}
      </ul>
      <Link href={paths.activity({ group: row.id, kind: EVENT_KINDS })}>
        {runs.length === 1 ? 'Its events' : 'Their events'}
      </Link>
    </details>
  )
}

const secondsOf = ({ startedAt, endedAt }: RollingRunView): number =>
  (Date.parse(endedAt ?? startedAt) - Date.parse(startedAt)) / 1000
