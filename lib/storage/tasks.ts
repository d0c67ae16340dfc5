import type { Commit } from '@/lib/allocation/ports/commit'
import type { ScheduledTask, TaskAction, TaskOutcome } from '@/lib/domain/schedule'
import type { PrismaClient } from './client'
import { forEachRow, insertRows, type Statement } from './insert'
import { columns, type Row } from './rows'

/** What a task says: the columns that are written when it is added or changed. */
const SAID = [
  'id',
  'groupId',
  'name',
  'kind',
  'amount',
  'cron',
  'timeZone',
  'enabled',
  'createdAt',
  'dueAfter',
] as const
const TOLD = ['lastDueAt', 'lastRunAt', 'lastResult', 'lastOutcome'] as const

type TaskRaw = { readonly [column in (typeof SAID)[number] | (typeof TOLD)[number]]: unknown }

export async function readTasks(client: PrismaClient, groupId: string | null): Promise<ScheduledTask[]> {
  const rows = await client.$queryRawUnsafe<TaskRaw[]>(
    `SELECT ${columns([...SAID, ...TOLD])} FROM "ScheduledTask"
     WHERE "groupId" = coalesce(?, "groupId") ORDER BY "name" COLLATE NOCASE, "createdAt", "id"`,
    groupId,
  )
  return rows.map(readRow)
}

export async function readTask(client: PrismaClient, taskId: string): Promise<ScheduledTask | null> {
  const [row] = await client.$queryRawUnsafe<TaskRaw[]>(
    `SELECT ${columns([...SAID, ...TOLD])} FROM "ScheduledTask" WHERE "id" = ?`,
    taskId,
  )
  return row ? readRow(row) : null
}

const readRow = (raw: TaskRaw): ScheduledTask => ({
  id: String(raw.id),
  groupId: String(raw.groupId),
  name: String(raw.name),
  action: readAction(raw.kind as TaskAction['kind'], Number(raw.amount ?? 0)),
  cron: String(raw.cron),
  timeZone: String(raw.timeZone),
  enabled: Boolean(raw.enabled),
  createdAt: String(raw.createdAt),
  dueAfter: String(raw.dueAfter),
  last: readOutcome(raw),
})

function readAction(kind: TaskAction['kind'], amount: number): TaskAction {
  if (kind === 'recycle') return { kind }
  return kind === 'set-target' ? { kind, target: amount } : { kind, by: amount }
}

const readOutcome = (raw: TaskRaw): TaskOutcome | null =>
  raw.lastDueAt === null
    ? null
    : {
        dueAt: String(raw.lastDueAt),
        at: String(raw.lastRunAt),
        result: raw.lastResult as TaskOutcome['result'],
        sentence: String(raw.lastOutcome),
      }

const amountOf = (action: TaskAction): number | null =>
  action.kind === 'recycle' ? null : action.kind === 'set-target' ? action.target : action.by

const taskRow = (task: ScheduledTask): Row => [
  task.id,
  task.groupId,
  task.name,
  task.action.kind,
  amountOf(task.action),
  task.cron,
  task.timeZone,
  task.enabled,
  task.createdAt,
  task.dueAfter,
]

/** Removing comes last: what is added, changed or told of in the same transaction goes with its group too. */
export function taskStatements(commits: readonly Commit[]): Statement[] {
  return [
    ...insertRows(
      'ScheduledTask',
      SAID,
      commits.flatMap(({ tasksAdded }) => tasksAdded.map(taskRow)),
    ),
    ...forEachRow(
      CHANGE,
      commits.flatMap(({ tasksChanged }) => tasksChanged.map(taskRow)),
    ),
    ...forEachRow(
      TELL,
      commits.flatMap(({ taskOutcomes }) =>
        taskOutcomes.map(({ taskId, dueAfter, outcome: { dueAt, at, result, sentence } }) => [
          taskId,
          dueAfter,
          dueAt,
          at,
          result,
          sentence,
        ]),
      ),
    ),
    ...forEachRow(
      REMOVE,
      commits.flatMap(({ tasksRemoved }) => tasksRemoved.map(({ taskId }) => [taskId])),
    ),
    ...forEachRow(
      REMOVE_OF_GROUP,
      commits.flatMap(({ groups }) => groups.filter(({ state }) => state !== 'live').map(({ id }) => [id])),
    ),
  ]
}

const CHANGE = `
  UPDATE "ScheduledTask" SET "name" = said.value ->> 2, "kind" = said.value ->> 3, "amount" = said.value ->> 4,
    "cron" = said.value ->> 5, "timeZone" = said.value ->> 6, "enabled" = said.value ->> 7,
    "dueAfter" = max("dueAfter", said.value ->> 9)
  FROM json_each(?) AS said WHERE "ScheduledTask"."id" = said.value ->> 0`

const TELL = `
  UPDATE "ScheduledTask" SET "dueAfter" = max("dueAfter", told.value ->> 1), "lastDueAt" = told.value ->> 2,
    "lastRunAt" = told.value ->> 3, "lastResult" = told.value ->> 4, "lastOutcome" = told.value ->> 5
  FROM json_each(?) AS told WHERE "ScheduledTask"."id" = told.value ->> 0`

const REMOVE = `DELETE FROM "ScheduledTask" WHERE "id" IN (SELECT value ->> 0 FROM json_each(?))`

const REMOVE_OF_GROUP = `
  DELETE FROM "ScheduledTask" WHERE "groupId" IN (SELECT value ->> 0 FROM json_each(?))`
