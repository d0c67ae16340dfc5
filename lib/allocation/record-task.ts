import type { Actor, EventKind, NewEvent } from '@/lib/domain/event'
import type { ScheduledTask, TaskOutcome } from '@/lib/domain/schedule'
import type { Allocation } from './command'
import { type Commit, EMPTY_COMMIT } from './ports/commit'

const OUTCOME_EVENT: Record<TaskOutcome['result'], EventKind> = {
  ran: 'task-ran',
  refused: 'task-refused',
  missed: 'task-missed',
}

/** Tells what became of a due time; due times up to `dueAfter` are dealt with. */
export function tellOutcome(
  allocation: Allocation,
  task: ScheduledTask,
  told: { readonly outcome: TaskOutcome; readonly dueAfter: string; readonly requestId: string },
): Promise<void> {
  const { outcome, dueAfter, requestId } = told
  const why = `“${task.name}”: ${outcome.sentence}`
  return writeTask(allocation, {
    taskOutcomes: [{ taskId: task.id, dueAfter, outcome }],
    events: [
      {
        ...taskEvent(OUTCOME_EVENT[outcome.result], task, {
          at: outcome.at,
          actor: 'holdfast',
          requestId,
          why,
        }),
        after: null,
      },
    ],
  })
}

/** Nothing of a task can lose a race in its group's turn; a database that is busy is asked again. */
export async function writeTask({ store }: Allocation, part: Partial<Commit>): Promise<void> {
  const stored = await store.commit({ ...EMPTY_COMMIT, ...part })
  if (stored.ok) return
  if (stored.refusal.kind !== 'busy') throw new Error(`a scheduled task met ${stored.refusal.kind}`)
  const again = await store.commit({ ...EMPTY_COMMIT, ...part })
  if (!again.ok) throw new Error(`a scheduled task met ${again.refusal.kind}`)
}

export function taskEvent(
  kind: EventKind,
  task: ScheduledTask,
  part: Pick<NewEvent, 'at' | 'requestId' | 'why'> & { readonly actor: Actor },
): NewEvent {
  return {
    kind,
    groupId: task.groupId,
    instanceId: null,
    subnetId: null,
    address: null,
    interfaceId: null,
    publicIpId: null,
    machineId: null,
    before: null,
    after: taskSummary(task),
    ...part,
  }
}

/** What a task says, small: for its events, and to tell whether anything changed. */
export const taskSummary = ({
  id,
  name,
  action,
  cron,
  timeZone,
  enabled,
}: ScheduledTask): Record<string, unknown> => ({
  taskId: id,
  name,
  ...action,
  cron,
  timeZone,
  enabled,
})
