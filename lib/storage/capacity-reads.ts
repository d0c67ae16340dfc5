import type { EventCluster } from '@/lib/allocation/ports/reads'
import { CAPACITY_SERIES, type CapacityPoint } from '@/lib/domain/capacity-count'
import { MARKED_KINDS } from '@/lib/domain/capacity-marks'
import type { EventKind } from '@/lib/domain/event'
import type { PrismaClient } from './client'
import { columns, EVENT_COLUMNS, type EventRaw, readEvent } from './rows'

/** About 10 ms of reading: others get their turn between two pages. */
const PAGE = 10_000

type PointArray = readonly [id: number, at: string, ...counts: number[]]

/** Each page as one JSON text: of ten thousand rows, Prisma would convert every value by itself. */
export async function* readCapacityPoints(
  client: PrismaClient,
  groupId: string,
  from: string,
): AsyncGenerator<readonly CapacityPoint[]> {
  const [first] = await client.$queryRawUnsafe<{ at: string; id: number | bigint }[]>(
    `SELECT "at", "id" FROM "CapacityPoint" WHERE "groupId" = ? AND "at" <= ? ORDER BY "at" DESC, "id" DESC LIMIT 1`,
    groupId,
    from,
  )
  let next = { at: first?.at ?? from, id: Number(first?.id ?? 0) }
  for (;;) {
    const [row] = await client.$queryRawUnsafe<{ points: string }[]>(
      `SELECT json_group_array(json_array(${columns(['id', 'at', ...CAPACITY_SERIES])})) AS points
       FROM (SELECT * FROM "CapacityPoint" WHERE "groupId" = ? AND ("at", "id") >= (?, ?)
             ORDER BY "at", "id" LIMIT ?)`,
      groupId,
      next.at,
      next.id,
      PAGE,
    )
    const points = JSON.parse(row?.points ?? '[]') as PointArray[]
    if (points.length > 0) yield points.map(readPoint)
    const last = points.at(-1)
    if (!last || points.length < PAGE) return
    next = { at: last[1], id: last[0] + 1 }
  }
}

const readPoint = ([, at, desired = 0, running = 0, onPool = 0, onOther = 0]: PointArray): CapacityPoint => ({
  at,
  desired,
  running,
  onPool,
  onOther,
})

/** The condition of the index, word for word: else SQLite would not use it. */
const MARKED = `"kind" IN (${MARKED_KINDS.map((kind) => `'${kind}'`).join(', ')})`

/** Read from the index alone, but for one event of every cluster. */
export const MARKS_SQL = `
  WITH cluster AS (
    SELECT "kind", count(*) AS "count", min("at") AS "firstAt", min("seq") AS "firstSeq", max("seq") AS "lastSeq"
    FROM "Event" WHERE "groupId" = ? AND "at" >= ? AND "at" <= ? AND ${MARKED}
    GROUP BY CAST((unixepoch("at", 'subsec') - ?) * ? AS INTEGER), "kind")
  SELECT cluster."count", cluster."firstAt", cluster."firstSeq", ${columns(EVENT_COLUMNS, 'e')}
  FROM cluster CROSS JOIN "Event" e ON e."seq" = cluster."lastSeq" ORDER BY cluster."firstSeq"`

type ClusterRaw = EventRaw & { count: number | bigint; firstAt: string; firstSeq: number | bigint }

export async function readCapacityMarks(
  client: PrismaClient,
  query: { readonly groupId: string; readonly from: string; readonly to: string; readonly slots: number },
): Promise<EventCluster[]> {
  const { groupId, from, to, slots } = query
  const start = Date.parse(from) / 1000
  const length = Math.max(Date.parse(to) / 1000 - start, 1)
  const rows = await client.$queryRawUnsafe<ClusterRaw[]>(MARKS_SQL, groupId, from, to, start, slots / length)
  return rows.map(({ count, firstAt, firstSeq, ...raw }) => ({
    kind: raw.kind as EventKind,
    count: Number(count),
    at: firstAt,
    firstSeq: Number(firstSeq),
    last: readEvent(raw),
  }))
}
