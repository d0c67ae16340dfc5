import { ROLLING_STATE_WORDS } from '@/lib/api/rolling-messages'
import type { Tone } from '@/lib/api/views/instances'
import type { RollingBatchView, RollingRunView } from '@/lib/api/views/rolling'
import { plural, say } from '@/lib/domain/plural'
import type { RollingCommand, RollingItemState } from '@/lib/domain/rolling-recycle'

/** In the order in which they stand in a bar: what has ended first, what waits last. */
export const ITEM_STATES = [
  'done',
  'skipped',
  'failed',
  'health',
  'replacing',
  'waiting',
] as const satisfies readonly RollingItemState[]

export const ITEM_WORDS: Record<RollingItemState, string> = {
  done: 'Replaced',
  skipped: 'Skipped',
  failed: 'Failed',
  health: 'At the health gate',
  replacing: 'Being replaced',
  waiting: 'Waiting',
}

export const ITEM_TONES: Record<RollingItemState, Tone | 'plain'> = {
  done: 'ok',
  skipped: 'warn',
  failed: 'bad',
  health: 'busy',
  replacing: 'busy',
  waiting: 'plain',
}

/** What a button does, said beside it. */
export const COMMAND_HINTS: Record<RollingCommand, string> = {
  pause: 'Begins nothing more until it is resumed. What is under way ends.',
  resume: 'Goes on with the batch under way. Those at the gate get its whole time anew.',
  cancel: 'Begins nothing more, and ends with what is under way. The others keep their machines.',
}

export function stateText({ state, cancelling }: Pick<RollingRunView, 'state' | 'cancelling'>): string {
  return cancelling ? 'Ending: what is under way is finished' : ROLLING_STATE_WORDS[state]
}

export function stateTone({ state, cancelling }: Pick<RollingRunView, 'state' | 'cancelling'>): Tone {
  if (cancelling || state === 'paused' || state === 'cancelled') return 'warn'
  if (state === 'failed') return 'bad'
  return state === 'done' ? 'ok' : 'busy'
}

/** "3 of 6 replaced, 1 under way, 2 waiting" */
export function countsText({ counts }: Pick<RollingRunView, 'counts'>): string {
  const parts = [`${say(counts.done)} of ${say(counts.total)} replaced`]
  if (counts.underWay > 0) parts.push(`${say(counts.underWay)} under way`)
  if (counts.waiting > 0) parts.push(`${say(counts.waiting)} waiting`)
  if (counts.skipped > 0) parts.push(`${say(counts.skipped)} skipped`)
  if (counts.failed > 0) parts.push(`${say(counts.failed)} failed`)
  return parts.join(', ')
}

/** The same of one that has ended: what waited was left as it was. */
export function endText(run: RollingRunView): string {
  const { counts } = run
  const left = counts.waiting + counts.underWay
  const text = countsText({ counts: { ...counts, underWay: 0, waiting: 0 } })
  return left === 0 ? text : `${text}, ${say(left)} left on ${left === 1 ? 'its machine' : 'their machines'}`
}

/** "Batch 2 of 3, us-east-1a: 1 replaced, 1 waiting" */
export function batchText(batch: RollingBatchView, of: number): string {
  const states = ITEM_STATES.flatMap((state) => {
    const count = batch.byState[state] ?? 0
    return count === 0 ? [] : `${say(count)} ${ITEM_WORDS[state].toLowerCase()}`
  })
  const zone = batch.zone === null ? '' : `, ${zoneText(batch.zone)}`
  return `Batch ${batch.number} of ${of}${zone}: ${states.join(', ')}`
}

/** "zone 1" where the cloud numbers them; a name stands for itself. */
export const zoneText = (zone: string): string => (/^\d+$/.test(zone) ? `zone ${zone}` : zone)

/** How far a run is, 0 to 1: what has ended, whatever became of it. */
export function shareDone({ counts }: Pick<RollingRunView, 'counts'>): number {
  const { total, done, skipped, failed } = counts
  return total === 0 ? 1 : (done + skipped + failed) / total
}

/** How long one at the gate still has to run. */
export const gateText = (seconds: number): string =>
  seconds === 0 ? 'Counts at the next look.' : `Counts in ${say(seconds)} s if it stays so.`

/** "Batches of 2, at most 2 unavailable, health gate 30 s" */
export function settingsText({ settings }: Pick<RollingRunView, 'settings'>): string {
  const { batchSize, maximumUnavailable, healthSeconds } = settings
  return `Batches of ${plural(batchSize, 'machine')}, at most ${say(maximumUnavailable)} unavailable, health gate ${say(healthSeconds)} s`
}
