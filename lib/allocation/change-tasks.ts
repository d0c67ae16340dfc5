import { digestOf } from '@/lib/domain/digest'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { actionProblem, MOST_TASKS, type ScheduledTask, type TaskAction } from '@/lib/domain/schedule'
import type { Allocation } from './command'
import { taskEvent, taskSummary, writeTask } from './record-task'

/** What an operator says of a task; `why` is the same in words, for its events. */
export type TaskSaid = {
  readonly name: string
  readonly action: TaskAction
  readonly cron: string
  readonly timeZone: string
  readonly enabled: boolean
  readonly why: string
}

/*
 * Each of these takes the group's turn: a task is neither added to a group that is being deleted at that moment, nor
 * changed from what somebody else has just changed. What is done already is done: no event tells of it twice.
 */

/** Idempotent under `requestKey`. It is first due after now. */
export function addTask(
  allocation: Allocation,
  groupId: string,
  said: TaskSaid,
  requestKey: string,
): Promise<Result<{ readonly taskId: string }, Refusal>> {
  const { store, surroundings } = allocation
  const fingerprint = digestOf(['task', groupId, said])
  return allocation.turns(groupId, async () => {
    const answered = await store.answered(requestKey)
    if (answered)
      return answered.fingerprint === fingerprint
        ? ok(answered.answer as { taskId: string })
        : refuse({ kind: 'request-key-reused', key: requestKey })
    const problem = await problemOf(allocation, groupId, said.action)
    if (problem) return refuse(problem)
    const now = surroundings.now()
    const { why, ...saying } = said
    const task: ScheduledTask = {
      id: `tsk-${surroundings.id(12)}`,
      groupId,
      ...saying,
      createdAt: now,
      dueAfter: now,
      last: null,
    }
    if ((await store.scheduledTasks(groupId)).length >= MOST_TASKS)
      return refuse(await tooMany(allocation, groupId))
    const answer = { taskId: task.id }
    await writeTask(allocation, {
      request: { key: requestKey, fingerprint, answer },
      tasksAdded: [task],
      events: [taskEvent('task-added', task, { at: now, actor: 'operator', requestId: requestKey, why })],
    })
    return ok(answer)
  })
}

/** What was due before now is not made up for by what the task says from now on. */
export function editTask(
  allocation: Allocation,
  taskId: string,
  said: TaskSaid,
): Promise<Result<{ readonly taskId: string }, Refusal>> {
  return withTask(allocation, taskId, async (task) => {
    const problem = await problemOf(allocation, task.groupId, said.action)
    if (problem) return refuse(problem)
    const { why, ...saying } = said
    await change(allocation, task, { ...task, ...saying }, why)
    return ok({ taskId })
  })
}

export function enableTask(
  allocation: Allocation,
  taskId: string,
  enabled: boolean,
): Promise<Result<{ readonly taskId: string }, Refusal>> {
  return withTask(allocation, taskId, async (task) => {
    const why = `“${task.name}” was ${enabled ? 'enabled' : 'disabled'}.`
    await change(allocation, task, { ...task, enabled }, why)
    return ok({ taskId })
  })
}

/** Removing what is gone succeeds. */
export async function removeTask(
  allocation: Allocation,
  taskId: string,
): Promise<Result<{ readonly taskId: string }, Refusal>> {
  const removed = await withTask(allocation, taskId, async (task) => {
    const { id, now } = stamp(allocation)
    const why = `“${task.name}” was removed.`
    await writeTask(allocation, {
      tasksRemoved: [{ taskId }],
      events: [
        {
          ...taskEvent('task-removed', task, { at: now, actor: 'operator', requestId: id, why }),
          before: taskSummary(task),
          after: null,
        },
      ],
    })
    return ok({ taskId })
  })
  return removed.ok || removed.refusal.kind !== 'unknown-task' ? removed : ok({ taskId })
}

async function withTask<T>(
  allocation: Allocation,
  taskId: string,
  work: (task: ScheduledTask) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const known = await allocation.store.scheduledTask(taskId)
  if (!known) return refuse({ kind: 'unknown-task', taskId })
  return allocation.turns(known.groupId, async () => {
    const task = await allocation.store.scheduledTask(taskId)
    return task ? work(task) : refuse({ kind: 'unknown-task', taskId })
  })
}

async function problemOf(
  { store }: Allocation,
  groupId: string,
  action: TaskAction,
): Promise<Refusal | null> {
  const snapshot = await store.groupSnapshot(groupId)
  if (!snapshot) return { kind: 'unknown-group', groupId }
  const { state, config } = snapshot.group
  if (state !== 'live') return { kind: 'group-deleting', groupId, name: config.name }
  return actionProblem(action, config)
}

async function tooMany({ store }: Allocation, groupId: string): Promise<Refusal> {
  const groupName = (await store.groupSnapshot(groupId))?.group.config.name ?? groupId
  return { kind: 'too-many-tasks', most: MOST_TASKS, groupName }
}

async function change(
  allocation: Allocation,
  before: ScheduledTask,
  after: ScheduledTask,
  why: string,
): Promise<void> {
  if (digestOf([taskSummary(before)]) === digestOf([taskSummary(after)])) return
  const { id, now } = stamp(allocation)
  await writeTask(allocation, {
    tasksChanged: [{ ...after, dueAfter: now }],
    events: [
      {
        ...taskEvent('task-changed', after, { at: now, actor: 'operator', requestId: id, why }),
        before: taskSummary(before),
      },
    ],
  })
}

const stamp = ({ surroundings }: Allocation) => ({
  id: `req-${surroundings.id(12)}`,
  now: surroundings.now(),
})
