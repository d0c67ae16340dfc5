import { Cron } from 'croner'
import cronstrue from 'cronstrue'
import { type CronProblem, readCronFields } from '@/lib/domain/cron-fields'
import { ok, type Result, refuse } from '@/lib/domain/result'

/** When a schedule is due, and how it reads. Times are ISO 8601, UTC. */
export type CronReading = {
  /** As it is kept: single spaces, capitals. */
  readonly text: string
  /** "At 08:00, Monday through Friday" */
  readonly words: string
  /** The next due times after `after`. */
  next(after: string, count: number): readonly string[]
  /** Due times after `after` up to `until`, oldest first; of more than `most` the newest are left out. */
  between(after: string, until: string, most: number): readonly string[]
}

/**
 * Reads a schedule of five fields by the clock of `timeZone`, which `isTimeZone` knows.
 *
 *   02:30 daily, Europe/Berlin     the clock jumps 02:00 → 03:00     runs once, at 03:00
 *                                  the clock goes back 03:00 → 02:00 runs once, at the first 02:30
 *   every 10 minutes               runs every 10 minutes that pass, in both
 *
 * 'no-wildcard': lists and ranges of times are such times of day too, as in Vixie cron.
 */
export function readCron(typed: string, timeZone: string): Result<CronReading, CronProblem> {
  const read = readCronFields(typed)
  if (!read.ok) return read
  const text = read.value
  const cron = new Cron(text, {
    mode: '5-part',
    timezone: timeZone,
    fixedTimeRule: 'no-wildcard',
    paused: true,
  })
  if (cron.nextRun(new Date(A_TIME)) === null) return refuse({ kind: 'never' })
  const reading: CronReading = {
    text,
    words: wordsOfCron(text),
    next: (after, count) => cron.nextRuns(count, new Date(after)).map((at) => at.toISOString()),
    between(after, until, most) {
      const found: string[] = []
      for (
        let at = cron.nextRun(new Date(after));
        at !== null && found.length < most;
        at = cron.nextRun(at)
      ) {
        const due = at.toISOString()
        if (due > until) break
        found.push(due)
      }
      return found
    },
  }
  return ok(reading)
}

/** Whether a day exists at all does not depend on when it is asked; asked at one time, it is always answered alike. */
const A_TIME = '2026-01-01T00:00:00.000Z'

/** With day and weekday both given, cron means either: the words must not sound like both at once. */
function wordsOfCron(text: string): string {
  const words = cronstrue.toString(text, { use24HourTimeFormat: true }).replace(', and on ', ', and also on ')
  return /^At \d\d:\d\d( and \d\d:\d\d)*$/.test(words) ? `${words}, every day` : words
}

/** A name of the IANA database, such as Europe/Berlin; an offset is none, because it knows no daylight saving. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}
