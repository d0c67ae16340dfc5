import type { PastReads, PastSubject } from '@/lib/allocation/past-port'
import type { TellingEvent } from '@/lib/domain/fold-events'
import { ask } from './ask'
import type { PrismaClient } from './client'

/** About 10 ms of reading: others get their turn between two pages. */
const PAGE = 2_000

/**
 * Events are numbered as they are written, and carry the time of the decision behind them. Commits of several groups
 * that share a transaction may so stand a little out of the order of time; never those of one group. Whoever looks for
 * a moment by number looks this far beyond it.
 */
const OUT_OF_ORDER = 2_000

const OF: Record<PastSubject['kind'], string> = { group: '"groupId"', subnet: '"subnetId"' }

/** The last event at each of these moments, by bisection: numbers have no gaps, so each step is one look-up. */
const SEARCH = `
  search(k, "at", low, high) AS (
    SELECT key, value, 0, coalesce((SELECT max("seq") FROM "Event"), 0) FROM json_each(?1)
    UNION ALL
    SELECT k, search."at", CASE WHEN middle."at" <= search."at" THEN middle."seq" ELSE low END,
      CASE WHEN middle."at" <= search."at" THEN high ELSE middle."seq" - 1 END
    FROM search CROSS JOIN "Event" middle WHERE low < high AND middle."seq" = (low + high + 1) / 2),
  edge(k, seq) AS (SELECT k, low FROM search WHERE low = high)`

async function seqAt(client: PrismaClient, at: string): Promise<number> {
  const [row] = await ask<{ seq: number | bigint }>(
    client,
    `WITH RECURSIVE ${SEARCH} SELECT seq FROM edge`,
    JSON.stringify([at]),
  )
  return Number(row?.seq ?? 0)
}

export async function readPastSpan(
  client: PrismaClient,
  { kind, id }: PastSubject,
): ReturnType<PastReads['pastSpan']> {
  const first = kind === 'group' ? `WHERE ${OF.group} = ?1` : ''
  const [row] = await ask<{ begin: string | null; toldSince: string | null }>(
    client,
    `SELECT (SELECT "at" FROM "Event" ${first} ORDER BY "seq" LIMIT 1) AS begin,
      (SELECT "value" FROM "Meta" WHERE "key" = 'told-since') AS "toldSince"`,
    id,
  )
  return row?.begin ? { begin: row.begin, toldSince: row.toldSince } : null
}

type TellingArray = readonly [
  seq: number,
  at: string,
  kind: TellingEvent['kind'],
  instanceId: string,
  subnetId: string | null,
  address: string | null,
  after: Record<string, unknown>,
]

/** Each page as one JSON text: of thousands of rows, Prisma would convert every value by itself. */
export async function* readTellingEvents(
  client: PrismaClient,
  groupId: string,
  at: string,
): AsyncGenerator<readonly TellingEvent[]> {
  const last = (await seqAt(client, at)) + OUT_OF_ORDER
  for (let seq = 0; ; ) {
    const [row] = await ask<{ events: string }>(
      client,
      `SELECT json_group_array(
          json_array("seq", "at", "kind", "instanceId", "subnetId", "address", json("after"))) AS events
       FROM (SELECT * FROM "Event"
         WHERE "groupId" = ?1 AND "seq" > ?2 AND "seq" <= ?3 AND "at" <= ?4
           AND "instanceId" IS NOT NULL AND "after" IS NOT NULL
         ORDER BY "seq" LIMIT ?5)`,
      ...[groupId, seq, last, at, PAGE],
    )
    const events = JSON.parse(row?.events ?? '[]') as TellingArray[]
    if (events.length > 0) yield events.map(readTelling)
    const end = events.at(-1)
    if (!end || events.length < PAGE) return
    seq = end[0]
  }
}

const readTelling = ([, at, kind, instanceId, subnetId, address, after]: TellingArray): TellingEvent => ({
  ...{ at, kind, instanceId, subnetId, address, after },
})

/** The most that a tick counts: it only says that there is something, or much. */
const MOST_COUNTED = 99

export async function readEventTicks(
  client: PrismaClient,
  { kind, id }: PastSubject,
  { from, to, slots }: { readonly from: string; readonly to: string; readonly slots: number },
): Promise<number[]> {
  const start = Date.parse(from)
  const length = Math.max(Date.parse(to) - start, 1)
  // An event at the very beginning belongs to the first part.
  const edges = Array.from({ length: slots + 1 }, (_, slot) =>
    new Date(slot === 0 ? start - 1 : start + (length * slot) / slots).toISOString(),
  )
  const rows = await ask<{ n: number | bigint }>(
    client,
    `WITH RECURSIVE ${SEARCH}
     SELECT (SELECT count(*) FROM (
         SELECT 1 FROM "Event" WHERE ${OF[kind]} = ?2 AND "seq" > a.seq AND "seq" <= b.seq LIMIT ?3)) AS n
     FROM edge a JOIN edge b ON b.k = a.k + 1 ORDER BY a.k`,
    ...[JSON.stringify(edges), id, MOST_COUNTED],
  )
  return rows.map(({ n }) => Number(n))
}

export async function readNeighbours(
  client: PrismaClient,
  { kind, id }: PastSubject,
  at: string,
): ReturnType<PastReads['neighbours']> {
  const seq = await seqAt(client, at)
  const [row] = await ask<{ before: string | null; after: string | null }>(
    client,
    `SELECT
      (SELECT "at" FROM "Event" WHERE ${OF[kind]} = ?1 AND "seq" <= ?3 AND "at" < ?2
       ORDER BY "seq" DESC LIMIT 1) AS before,
      (SELECT "at" FROM "Event" WHERE ${OF[kind]} = ?1 AND "seq" > ?4 AND "at" > ?2
       ORDER BY "seq" LIMIT 1) AS after`,
    ...[id, at, seq + OUT_OF_ORDER, seq - OUT_OF_ORDER],
  )
  return { before: row?.before ?? null, after: row?.after ?? null }
}
