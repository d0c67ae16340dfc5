import type { Allocation } from '@/lib/allocation/command'
import { tellOutcome } from '@/lib/allocation/record-task'
import { runTask } from '@/lib/allocation/run-task'
import { readCron } from '@/lib/api/cron'
import { refusalSentence } from '@/lib/api/messages'
import { lateSentence, missedSentence, RAN_BEFORE_RESTART, stepSentence } from '@/lib/api/task-messages'
import type { EventKind } from '@/lib/domain/event'
import {
  MAKE_UP_MS,
  type ScheduledTask,
  sortDue,
  type TaskOutcome,
  taskRequestKey,
} from '@/lib/domain/schedule'
import { type Clock, type ClockOptions, LONGEST_WAIT, startClock } from './looking-clock'

export type TaskClockOptions = ClockOptions & { readonly allocation: Allocation }

/** After a bug the same due time is not tried again at once. */
const REST_AFTER_PROBLEM = 30_000

/** Of one task, between two looks: more than that is said to be more. Every minute of a working day. */
const MOST_COUNTED = 500

const CHANGES: ReadonlySet<EventKind> = new Set(['task-added', 'task-changed', 'task-removed'])

/**
 * Runs scheduled tasks when they are due. It sleeps until the next due time of all tasks, and wakes early when one of
 * them is changed. Each due time is one request (`taskRequestKey`), so a process that is killed leaves one of these:
 *
 *   due ──▶ change stored under the key ──▶ outcome told, `dueAfter` moves on ──▶ done
 *    │                │
 *    │                └ killed here: the key is answered, so only the outcome is told
 *    └ killed here: it is due still, and made up for if it is not older than MAKE_UP_MS
 */
export const startTaskClock = (options: TaskClockOptions): Clock =>
  startClock(options, {
    surroundings: options.allocation.surroundings,
    ...{ what: 'scheduled tasks', wakes: CHANGES, afterProblem: REST_AFTER_PROBLEM },
    look: async () => {
      const { allocation } = options
      await lookForDue(allocation, options.onProblem)
      const next = await nextDue(allocation)
      const wait = next === null ? LONGEST_WAIT : Date.parse(next) - Date.parse(allocation.surroundings.now())
      return Math.min(Math.max(wait, 0), LONGEST_WAIT)
    },
  })

type Due = { readonly task: ScheduledTask; readonly times: readonly string[] }

/** Everything that is due, in the order in which it was. One task that meets a bug does not hold up the others. */
export async function lookForDue(
  allocation: Allocation,
  onProblem: TaskClockOptions['onProblem'],
): Promise<void> {
  const now = allocation.surroundings.now()
  const tasks = await allocation.store.scheduledTasks(null)
  const due = tasks.flatMap((task): Due[] => {
    const times = dueTimes(task, now)
    return times.length > 0 ? [{ task, times }] : []
  })
  due.sort((a, b) => orderOf(a).localeCompare(orderOf(b)))
  let problem: unknown = null
  for (const one of due)
    await deal(allocation, one).catch((error: unknown) => {
      problem = error
      onProblem(`scheduled task ${one.task.id}`, error)
    })
  if (problem !== null) throw problem
}

const orderOf = ({ task, times }: Due): string => `${times.at(-1)} ${task.createdAt} ${task.id}`

/** The next time at which anything is due. */
async function nextDue({ store }: Allocation): Promise<string | null> {
  const tasks = await store.scheduledTasks(null)
  return tasks.flatMap((task) => readingOf(task)?.next(task.dueAfter, 1) ?? []).reduce(earliest, null)
}

const earliest = (a: string | null, b: string): string => (a === null || b < a ? b : a)

function readingOf({ enabled, cron, timeZone }: ScheduledTask) {
  const reading = enabled ? readCron(cron, timeZone) : null
  return reading?.ok ? reading.value : null
}

/** The oldest of them up to MOST_COUNTED, and all that are young enough to run. */
function dueTimes(task: ScheduledTask, now: string): readonly string[] {
  const reading = readingOf(task)
  if (!reading) return []
  const oldest = reading.between(task.dueAfter, now, MOST_COUNTED)
  if (oldest.length < MOST_COUNTED) return oldest
  const young = new Date(Date.parse(now) - MAKE_UP_MS - 1).toISOString()
  return [...new Set([...oldest, ...reading.between(young, now, MOST_COUNTED)])]
}

/** One task's due times: the first may be done already, one may run, the others are told of. */
async function deal(allocation: Allocation, { task, times }: Due): Promise<void> {
  const { store, surroundings } = allocation
  const [first] = times
  let left = times
  if (first !== undefined && (await store.answered(taskRequestKey(task.id, first)))) {
    await tell(allocation, task, first, { result: 'ran', sentence: RAN_BEFORE_RESTART })
    left = times.slice(1)
  }
  const { run, missed } = sortDue(left, surroundings.now())
  await tellMissed(allocation, task, missed, run)
  if (run === null) return
  // Somebody may have changed or disabled it a moment ago: that counts at once.
  const fresh = await store.scheduledTask(task.id)
  if (!fresh?.enabled || fresh.dueAfter >= run) return
  await runNow(allocation, fresh, run)
}

async function runNow(allocation: Allocation, task: ScheduledTask, dueAt: string): Promise<void> {
  const done = await runTask(allocation, task, dueAt)
  const late = lateSentence(Date.parse(allocation.surroundings.now()) - Date.parse(dueAt))
  const became = done.ok
    ? ({ result: 'ran', sentence: late + stepSentence(done.value.step, done.value.changed) } as const)
    : ({ result: 'refused', sentence: late + refusalSentence(done.refusal) } as const)
  await tell(allocation, task, dueAt, became)
}

async function tellMissed(
  allocation: Allocation,
  task: ScheduledTask,
  missed: readonly string[],
  run: string | null,
): Promise<void> {
  const last = missed.at(-1)
  if (last === undefined) return
  const now = allocation.surroundings.now()
  await tellOutcome(allocation, task, {
    outcome: {
      dueAt: last,
      at: now,
      result: 'missed',
      sentence: missedSentence(missed, MOST_COUNTED),
    },
    // Those that were not counted are missed too.
    dueAfter: run === null ? now : new Date(Date.parse(run) - 1).toISOString(),
    requestId: taskRequestKey(task.id, last),
  })
}

const tell = (
  allocation: Allocation,
  task: ScheduledTask,
  dueAt: string,
  became: Pick<TaskOutcome, 'result' | 'sentence'>,
): Promise<void> =>
  tellOutcome(allocation, task, {
    outcome: { dueAt, at: allocation.surroundings.now(), ...became },
    dueAfter: dueAt,
    requestId: taskRequestKey(task.id, dueAt),
  })
