import type { TASK_KINDS, TaskOutcome } from '@/lib/domain/schedule'

export type ScheduledTaskView = {
  readonly id: string
  readonly name: string
  readonly kind: (typeof TASK_KINDS)[number]
  /** Null for recycle. */
  readonly amount: number | null
  /** "Set target to 6" */
  readonly what: string
  readonly cron: string
  /** "At 08:00, Monday through Friday" */
  readonly cronWords: string
  readonly timeZone: string
  readonly enabled: boolean
  /** The next three due times; none while it is disabled. */
  readonly nextRuns: readonly string[]
  readonly last: TaskOutcome | null
}

/** GET /api/groups/:id/tasks, by name. */
export type TasksView = {
  readonly tasks: readonly ScheduledTaskView[]
  /** Why no task of this group can recycle; null where it can. */
  readonly noRecycle: string | null
  /** Why no more can be added; null where one can. */
  readonly full: string | null
}
