import type { Capacity, Group, GroupConfig } from './group'
import type { Intent } from './intent'
import type { Refusal } from './refusal'
import { ok, type Result, refuse } from './result'
import type { StatefulInstance } from './stateful-instance'

/** What a scheduled task does to its group when it is due (A9). */
export type TaskAction =
  | { readonly kind: 'set-target'; readonly target: number }
  | { readonly kind: 'scale-up'; readonly by: number }
  | { readonly kind: 'scale-down'; readonly by: number }
  /** Every active instance gets a new machine; its identity stays (A1). */
  | { readonly kind: 'recycle' }

export const TASK_KINDS = [
  'set-target',
  'scale-up',
  'scale-down',
  'recycle',
] as const satisfies readonly TaskAction['kind'][]

/** What is done to a group again and again, by the clock of one place. */
export type ScheduledTask = {
  /** `tsk-` and 12 hexadecimal digits. */
  readonly id: string
  readonly groupId: string
  readonly name: string
  readonly action: TaskAction
  /** Five fields, read by the clock of `timeZone` (an IANA name). */
  readonly cron: string
  readonly timeZone: string
  readonly enabled: boolean
  /** ISO 8601, UTC, like every time here. */
  readonly createdAt: string
  /** Due times up to and including this one are dealt with, or were before the task said what it says now. */
  readonly dueAfter: string
  readonly last: TaskOutcome | null
}

/** What became of one due time. */
export type TaskOutcome = {
  readonly dueAt: string
  /** When it was dealt with. */
  readonly at: string
  readonly result: 'ran' | 'refused' | 'missed'
  readonly sentence: string
}

/** More than an operator can keep in view, and few enough that the clock reads all of them at every look. */
export const MOST_TASKS = 50

/** What Holdfast was not running for is made up for this late at most: the day's load has moved on after that. */
export const MAKE_UP_MS = 15 * 60_000

/** One request per due time: however often a process is killed and started, the group is changed once. */
export const taskRequestKey = (taskId: string, dueAt: string): string => `task-${taskId}-${dueAt}`

/**
 * Due times that passed, oldest first, are never made up for in a burst: the latest one runs if it is young enough,
 * and the others are told of.
 *
 *   02:00   03:00   04:00  now        run: 04:00
 *   ──●───────●───────●─────┼──▶      missed: 02:00, 03:00
 *     └─ stopped ─┴─────────┘
 */
export function sortDue(
  dueTimes: readonly string[],
  now: string,
): { readonly run: string | null; readonly missed: readonly string[] } {
  const latest = dueTimes.at(-1)
  if (latest === undefined || Date.parse(now) - Date.parse(latest) > MAKE_UP_MS)
    return { run: null, missed: dueTimes }
  return { run: latest, missed: dueTimes.slice(0, -1) }
}

/** What a task asks of its group as the group is now; `intent` is null where there is nothing to ask. */
export type TaskStep =
  | {
      readonly kind: 'scale'
      readonly intent: Intent
      readonly from: number
      readonly to: number
      /** The target that the task named or reckoned, where the group's capacity does not allow it. */
      readonly beyond: { readonly limit: 'minimum' | 'maximum'; readonly wanted: number } | null
    }
  | { readonly kind: 'recycle'; readonly intent: Intent | null; readonly instances: number }

/** A9: a task resumes paused instances before it lets new ones be made, and never leaves minimum and maximum. */
export function stepOf(
  action: TaskAction,
  group: Group,
  instances: readonly StatefulInstance[],
): Result<TaskStep, Refusal> {
  const problem = actionProblem(action, group.config)
  if (problem) return refuse(problem)
  if (action.kind === 'recycle') {
    const instanceIds = instances.filter(({ state }) => state === 'active').map(({ id }) => id)
    const intent: Intent | null = instanceIds.length === 0 ? null : { kind: 'recycle', instanceIds }
    return ok({ kind: 'recycle', intent, instances: instanceIds.length })
  }
  const { capacity } = group.config
  const wanted = targetOf(action, capacity)
  const to = Math.min(Math.max(wanted, capacity.minimum), capacity.maximum)
  return ok({
    kind: 'scale',
    intent: { kind: 'scale', target: to, resumePaused: true },
    from: capacity.target,
    to,
    beyond: to === wanted ? null : { limit: to < wanted ? 'maximum' : 'minimum', wanted },
  })
}

function targetOf(action: Exclude<TaskAction, { kind: 'recycle' }>, { target }: Capacity): number {
  switch (action.kind) {
    case 'set-target':
      return action.target
    case 'scale-up':
      return target + action.by
    case 'scale-down':
      return target - action.by
  }
}

/** What a task can never do in this group, whatever its instances are; null where it can. */
export function actionProblem(action: TaskAction, { name, persistence }: GroupConfig): Refusal | null {
  if (action.kind !== 'recycle' || canRecycle(persistence.kind)) return null
  return { kind: 'task-not-for-group', groupName: name }
}

/** Recycling keeps an identity while its machine changes: only stateful instances have one. */
const canRecycle = (kind: GroupConfig['persistence']['kind']): boolean => kind === 'stateful'
