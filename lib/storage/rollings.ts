import type { Commit } from '@/lib/allocation/ports/commit'
import type { RollingBatchCount } from '@/lib/allocation/ports/group-rows'
import type { Rolling, RollingItem, RollingRun, RollingSettings } from '@/lib/domain/rolling-recycle'
import type { PrismaClient } from './client'
import { insertRows, type Statement } from './insert'
import { columns, type Raw, type Row } from './rows'

const RUN_COLUMNS = [
  'id',
  'groupId',
  'state',
  'settings',
  'batch',
  'batches',
  'total',
  'done',
  'skipped',
  'failed',
  'cancelling',
  'reason',
  'createdAt',
  'batchSince',
  'endedAt',
] as const

const ITEM_COLUMNS = [
  'id',
  'runId',
  'position',
  'batch',
  'instanceId',
  'zone',
  'address',
  'machineId',
  'state',
  'begun',
  'reason',
  'newInstanceId',
  'newMachineId',
  'startedAt',
  'gateSince',
  'healthySince',
  'endedAt',
] as const

const runRow = (run: RollingRun): Row => [
  run.id,
  run.groupId,
  run.state,
  JSON.stringify(run.settings),
  run.batch,
  run.batches,
  run.counts.total,
  run.counts.done,
  run.counts.skipped,
  run.counts.failed,
  run.cancelling,
  run.reason,
  run.createdAt,
  run.batchSince,
  run.endedAt,
]

const itemRow = (item: RollingItem): Row => ITEM_COLUMNS.map((column) => item[column])

export const rollingStatements = (commits: readonly Commit[]): Statement[] => [
  ...insertRows(
    'RollingRecycle',
    RUN_COLUMNS,
    commits.flatMap(({ rollings }) => rollings.map(runRow)),
    'replace',
  ),
  ...insertRows(
    'RollingItem',
    ITEM_COLUMNS,
    commits.flatMap(({ rollingItems }) => rollingItems.map(itemRow)),
    'replace',
  ),
]

const text = (value: Raw[string] | undefined): string | null => (value == null ? null : String(value))

const readRun = (raw: Raw): RollingRun => ({
  id: String(raw.id),
  groupId: String(raw.groupId),
  state: raw.state as RollingRun['state'],
  settings: JSON.parse(String(raw.settings)) as RollingSettings,
  batch: Number(raw.batch),
  batches: Number(raw.batches),
  counts: {
    total: Number(raw.total),
    done: Number(raw.done),
    skipped: Number(raw.skipped),
    failed: Number(raw.failed),
  },
  cancelling: Boolean(raw.cancelling),
  reason: text(raw.reason),
  createdAt: String(raw.createdAt),
  batchSince: text(raw.batchSince),
  endedAt: text(raw.endedAt),
})

const readItem = (raw: Raw): RollingItem => ({
  id: String(raw.id),
  runId: String(raw.runId),
  position: Number(raw.position),
  batch: Number(raw.batch),
  instanceId: String(raw.instanceId),
  zone: text(raw.zone),
  address: text(raw.address),
  machineId: String(raw.machineId),
  state: raw.state as RollingItem['state'],
  begun: Boolean(raw.begun),
  reason: text(raw.reason),
  newInstanceId: text(raw.newInstanceId),
  newMachineId: text(raw.newMachineId),
  startedAt: text(raw.startedAt),
  gateSince: text(raw.gateSince),
  healthySince: text(raw.healthySince),
  endedAt: text(raw.endedAt),
})

export async function readLiveRollings(client: PrismaClient): Promise<RollingRun[]> {
  const rows = await client.$queryRawUnsafe<Raw[]>(
    `SELECT ${columns(RUN_COLUMNS)} FROM "RollingRecycle" WHERE "endedAt" IS NULL ORDER BY "createdAt", "id"`,
  )
  return rows.map(readRun)
}

export async function readRolling(client: PrismaClient, runId: string): Promise<Rolling | null> {
  const [raw] = await client.$queryRawUnsafe<Raw[]>(
    `SELECT ${columns(RUN_COLUMNS)} FROM "RollingRecycle" WHERE "id" = ?`,
    runId,
  )
  if (!raw) return null
  const run = readRun(raw)
  const items = await client.$queryRawUnsafe<Raw[]>(
    `SELECT ${columns(ITEM_COLUMNS)} FROM "RollingItem" WHERE "runId" = ? AND "batch" = ? ORDER BY "position"`,
    runId,
    run.batch,
  )
  return { run, items: items.map(readItem) }
}

export async function readRollings(
  client: PrismaClient,
  groupId: string,
  limit: number,
): Promise<RollingRun[]> {
  const rows = await client.$queryRawUnsafe<Raw[]>(
    `SELECT ${columns(RUN_COLUMNS)} FROM "RollingRecycle" WHERE "groupId" = ?
     ORDER BY "createdAt" DESC, "id" DESC LIMIT ?`,
    groupId,
    limit,
  )
  return rows.map(readRun)
}

export async function readRollingItems(
  client: PrismaClient,
  runId: string,
  limit: number,
): Promise<RollingItem[]> {
  const rows = await client.$queryRawUnsafe<Raw[]>(
    `SELECT ${columns(ITEM_COLUMNS)} FROM "RollingItem" WHERE "runId" = ? ORDER BY "batch", "position" LIMIT ?`,
    runId,
    limit,
  )
  return rows.map(readItem)
}

export async function countRollingBatches(client: PrismaClient, runId: string): Promise<RollingBatchCount[]> {
  const rows = await client.$queryRawUnsafe<Raw[]>(
    `SELECT "batch", "state", count(*) AS "count", min("zone") AS "zone",
       count(DISTINCT coalesce("zone", '')) AS "zones"
     FROM "RollingItem" WHERE "runId" = ? GROUP BY "batch", "state" ORDER BY "batch"`,
    runId,
  )
  const found = new Map<number, { zones: Set<string | null>; byState: Record<string, number> }>()
  for (const row of rows) {
    const batch = found.get(Number(row.batch)) ?? { zones: new Set(), byState: {} }
    batch.zones.add(Number(row.zones) === 1 ? text(row.zone) : null)
    batch.byState[String(row.state)] = Number(row.count)
    found.set(Number(row.batch), batch)
  }
  return [...found].map(([batch, { zones, byState }]) => {
    const [zone] = zones
    return { batch, zone: zones.size === 1 ? (zone ?? null) : null, byState }
  })
}

/** Lately: of so many machines, those of the last runs. */
const MEASURED = 100

/** The gate's own time is no part of it: that is what an operator chose. */
export async function readMachineSeconds(client: PrismaClient, groupId: string): Promise<number | null> {
  const [row] = await client.$queryRawUnsafe<{ seconds: number | null }[]>(
    `SELECT avg((julianday("healthySince") - julianday("startedAt")) * 86400) AS "seconds" FROM (
       SELECT i."healthySince", i."startedAt" FROM "RollingItem" i JOIN "RollingRecycle" r ON r."id" = i."runId"
       WHERE r."groupId" = ? AND i."state" = 'done' AND i."begun" = 1
       ORDER BY r."createdAt" DESC, i."batch" DESC LIMIT ${MEASURED})`,
    groupId,
  )
  return row?.seconds == null ? null : Number(row.seconds)
}
