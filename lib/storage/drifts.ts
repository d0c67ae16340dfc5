import type { Commit } from '@/lib/allocation/ports/commit'
import type { DriftRecord } from '@/lib/domain/drift'
import type { RepairedByItself } from '@/lib/domain/repair-rest'
import type { PrismaClient } from './client'
import { forEachRow, insertRows, type Statement } from './insert'
import { columns, type Row } from './rows'

const COLUMNS = [
  'id',
  'key',
  'kind',
  'cloud',
  'groupId',
  'instanceId',
  'nic',
  'subnetId',
  'address',
  'interfaceId',
  'machineId',
  'publicIpId',
  'recorded',
  'found',
  'repairs',
  'source',
  'since',
  'closedAt',
  'outcome',
  'repair',
  'repairAt',
  'repairBy',
] as const satisfies readonly (keyof DriftRecord)[]

type DriftRaw = { readonly [column in (typeof COLUMNS)[number]]: unknown }

const rowOf = (drift: DriftRecord): Row =>
  COLUMNS.map((column) => {
    const value = drift[column]
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  })

const readRow = (raw: DriftRaw): DriftRecord =>
  ({
    ...raw,
    recorded: JSON.parse(String(raw.recorded)),
    found: JSON.parse(String(raw.found)),
    repairs: JSON.parse(String(raw.repairs)),
  }) as DriftRecord

/** What is closed makes room for what is opened under the same key. */
export function driftStatements(commits: readonly Commit[]): Statement[] {
  const rows = commits.flatMap(({ drifts }) => drifts)
  const written = (closed: boolean) =>
    insertRows(
      'Drift',
      COLUMNS,
      rows.filter((one) => (one.closedAt !== null) === closed).map(rowOf),
      'replace',
    )
  return [
    ...written(true),
    ...written(false),
    ...forEachRow(
      REPAIR,
      commits.flatMap(({ repairsBegun }) =>
        repairsBegun.map(({ driftId, repair, at, by }): Row => [driftId, repair, at, by]),
      ),
    ),
  ]
}

const REPAIR = `
  UPDATE "Drift" SET "repair" = begun.value ->> 1, "repairAt" = begun.value ->> 2, "repairBy" = begun.value ->> 3
  FROM json_each(?) AS begun WHERE "Drift"."id" = begun.value ->> 0`

export async function readOpenDrifts(client: PrismaClient, groupId?: string): Promise<DriftRecord[]> {
  const ofGroup = groupId === undefined ? '' : `AND "groupId" = ?`
  const rows = await client.$queryRawUnsafe<DriftRaw[]>(
    `SELECT ${columns(COLUMNS)} FROM "Drift" WHERE "closedAt" IS NULL ${ofGroup} ORDER BY "since", "id"`,
    ...(groupId === undefined ? [] : [groupId]),
  )
  return rows.map(readRow)
}

/** Closed ones, the latest first. */
export async function readClosedDrifts(client: PrismaClient, limit: number): Promise<DriftRecord[]> {
  const rows = await client.$queryRawUnsafe<DriftRaw[]>(
    `SELECT ${columns(COLUMNS)} FROM "Drift" WHERE "closedAt" IS NOT NULL ORDER BY "closedAt" DESC, "id" LIMIT ?`,
    limit,
  )
  return rows.map(readRow)
}

type RepairedRaw = Omit<RepairedByItself, 'times'> & { readonly times: number | bigint }

/** By the index on what is closed: as many rows as were closed since. */
export async function readRepairedByItself(client: PrismaClient, since: string): Promise<RepairedByItself[]> {
  const rows = await client.$queryRawUnsafe<RepairedRaw[]>(
    `SELECT "kind", "groupId", "instanceId", "nic", count(*) AS "times", max("repairAt") AS "lastAt" FROM "Drift"
     WHERE "closedAt" >= ? AND "closedAt" IS NOT NULL AND "repairBy" = 'holdfast'
     GROUP BY "kind", "groupId", "instanceId", "nic"`,
    since,
  )
  return rows.map((row) => ({ ...row, times: Number(row.times) }))
}

export async function readDrift(client: PrismaClient, driftId: string): Promise<DriftRecord | null> {
  const [row] = await client.$queryRawUnsafe<DriftRaw[]>(
    `SELECT ${columns(COLUMNS)} FROM "Drift" WHERE "id" = ?`,
    driftId,
  )
  return row ? readRow(row) : null
}
