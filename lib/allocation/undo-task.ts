import { digestOf } from '@/lib/domain/digest'
import type { Event, EventKind, NewEvent } from '@/lib/domain/event'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { MOST_TASKS, type ScheduledTask, type TaskAction } from '@/lib/domain/schedule'
import type { UndoNote } from '@/lib/domain/undo'
import type { Allocation } from './command'
import { taskEvent, taskSummary, writeTask } from './record-task'

/** A change of a scheduled task taken back: what it is now, and what it is to be; null: it is none. */
export type TaskUndo = {
  readonly groupId: string
  readonly now: ScheduledTask | null
  readonly into: ScheduledTask | null
  readonly notes: readonly UndoNote[]
  /** Of what it is now and what it is to be: it applies only while that is so (B3). */
  readonly digest: string
}

type Summary = Readonly<Record<string, unknown>>

const FIELDS = ['name', 'action', 'cron', 'timeZone', 'enabled'] as const

/** Null: the event is not about what a task says. */
export async function findTaskUndo(
  { store, surroundings }: Allocation,
  event: Event,
): Promise<Result<TaskUndo, Refusal> | null> {
  const { groupId, kind, before, after } = event
  const taskId = (after ?? before)?.taskId
  if (groupId === null || typeof taskId !== 'string' || !/^task-(added|changed|removed)$/.test(kind))
    return null
  const now = await store.scheduledTask(taskId)
  const none = (notes: readonly UndoNote[] = []) =>
    refuse<Refusal>({ kind: 'cannot-undo', why: { kind: 'nothing-left', notes } })
  const undo = (into: ScheduledTask | null, notes: readonly UndoNote[]) =>
    ok({ groupId, now, into, notes, digest: digestOf([now && taskSummary(now), into && taskSummary(into)]) })

  if (kind === 'task-added') return now ? undo(null, []) : none()
  if (kind === 'task-removed') {
    if (now || !before) return none()
    if ((await store.scheduledTasks(groupId)).length >= MOST_TASKS) return none()
    const at = surroundings.now()
    const { action, ...saying } = said(before)
    return undo({ id: taskId, groupId, ...saying, action, createdAt: at, dueAfter: at, last: null }, [])
  }
  if (!now || !before || !after) return none()
  const [was, is, today] = [said(before), said(after), said(taskSummary(now))]
  const notes: UndoNote[] = []
  let into = now
  for (const field of FIELDS) {
    if (same(was[field], is[field])) continue
    if (same(today[field], is[field])) into = { ...into, [field]: was[field] }
    else if (!same(today[field], was[field])) notes.push({ kind: 'changed-since', field, by: null })
  }
  return same(taskSummary(into), taskSummary(now)) ? none(notes) : undo(into, notes)
}

const same = (a: unknown, b: unknown): boolean => digestOf([a]) === digestOf([b])

function said(summary: Summary): Pick<ScheduledTask, (typeof FIELDS)[number]> {
  const { name, cron, timeZone, enabled, taskId: _, ...action } = summary
  return { name, cron, timeZone, enabled, action: action as TaskAction } as Pick<
    ScheduledTask,
    (typeof FIELDS)[number]
  >
}

/** In the group's turn, and told by an event of its own beside that of the task. */
export async function writeTaskUndo(
  allocation: Allocation,
  { now, into }: TaskUndo,
  how: {
    readonly request: { readonly key: string; readonly fingerprint: string; readonly answer: unknown }
    readonly undoes: { readonly requestId: string; readonly why: string }
  },
): Promise<void> {
  const at = allocation.surroundings.now()
  const task = into ?? now
  if (!task) return
  const kind: EventKind = into === null ? 'task-removed' : now === null ? 'task-added' : 'task-changed'
  const why = `“${task.name}” is as it was before the change that was undone.`
  const event = taskEvent(kind, task, { at, actor: 'operator', requestId: how.request.key, why })
  const undone: NewEvent = {
    ...{ ...event, kind: 'change-undone', why: how.undoes.why },
    ...{ before: null, after: { undoes: how.undoes.requestId } },
  }
  await writeTask(allocation, {
    request: how.request,
    tasksAdded: into && !now ? [into] : [],
    tasksChanged: into && now ? [{ ...into, dueAfter: at }] : [],
    tasksRemoved: into ? [] : [{ taskId: task.id }],
    events: [
      undone,
      {
        ...event,
        before: now && taskSummary(now),
        after: into && taskSummary(into),
      },
    ],
  })
}
