import { readCron } from '@/lib/api/cron'
import { refusalSentence } from '@/lib/api/messages'
import { actionWords } from '@/lib/api/task-messages'
import type { ScheduledTaskView, TasksView } from '@/lib/api/views/tasks'
import { actionProblem, MOST_TASKS, type ScheduledTask } from '@/lib/domain/schedule'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import { NotFound } from './groups'

export const SHOWN_RUNS = 3

export async function readTasks({ store }: Holdfast, groupId: string): Promise<TasksView> {
  const [group, tasks] = await Promise.all([store.reads.groupRecord(groupId), store.scheduledTasks(groupId)])
  if (!group) throw new NotFound('This group does not exist.')
  const now = nowIso()
  const { config } = group
  const noRecycle = actionProblem({ kind: 'recycle' }, config)
  const full = tasks.length >= MOST_TASKS
  return {
    tasks: tasks.map((task) => presentTask(task, now)),
    noRecycle: noRecycle && refusalSentence(noRecycle),
    full: full ? refusalSentence({ kind: 'too-many-tasks', most: MOST_TASKS, groupName: config.name }) : null,
  }
}

function presentTask(task: ScheduledTask, now: string): ScheduledTaskView {
  const { id, name, action, cron, timeZone, enabled, last } = task
  const reading = readCron(cron, timeZone)
  return {
    id,
    name,
    kind: action.kind,
    amount: action.kind === 'recycle' ? null : action.kind === 'set-target' ? action.target : action.by,
    what: actionWords(action),
    cron,
    cronWords: reading.ok ? reading.value.words : cron,
    timeZone,
    enabled,
    nextRuns: enabled && reading.ok ? reading.value.next(now, SHOWN_RUNS) : [],
    last,
  }
}
