import type { PastReads, PastSubject } from '@/lib/allocation/ports/past'
import type { MemberThen, TellingEvent } from '@/lib/domain/fold-events'
import { ask } from './ask'
import type { PrismaClient } from './client'

/** About 10 ms of reading: others get their turn between two pages. */
const PAGE = 2_000

/**
 * Events are numbered as they are committed, and carry the time of the decision behind them: those of one group in
 * order, those of several perhaps not. No decision waits longer than this for its commit. So a moment, found by number,
 * lies between two numbers:
 *
 *   at       ≤ t-L                     t                    > t+L
 *   seq   ──────────────┤ low                    high ├──────────────▶
 *          all of these are               none of these is
 *          of the moment                  of the moment
 */
const LONGEST_COMMIT_MS = 60_000

const OF: Record<PastSubject['kind'], string> = { group: '"groupId"', subnet: '"subnetId"' }

/** The last event at each of these moments, by bisection: from what retention left on, numbers have no gaps. */
const SEARCH = `
  search(k, "at", low, high) AS (
    SELECT key, value, coalesce((SELECT max("seq") FROM "LedgerAnchor"), 0),
      coalesce((SELECT max("seq") FROM "Event"), 0) FROM json_each(?1)
    UNION ALL
    SELECT k, search."at", CASE WHEN middle."at" <= search."at" THEN middle."seq" ELSE low END,
      CASE WHEN middle."at" <= search."at" THEN high ELSE middle."seq" - 1 END
    FROM search CROSS JOIN "Event" middle WHERE low < high AND middle."seq" = (low + high + 1) / 2),
  edge(k, seq) AS (SELECT k, low FROM search WHERE low = high)`

/** Every event up to `low` is of `at` or before it, every one after `high` later; of those between, their time tells. */
export type SeqRange = { readonly low: number; readonly high: number }

export async function seqRange(client: PrismaClient, at: string): Promise<SeqRange> {
  const edges = [-LONGEST_COMMIT_MS, LONGEST_COMMIT_MS].map((ms) =>
    new Date(Date.parse(at) + ms).toISOString(),
  )
  const rows = await ask<{ seq: number | bigint }>(
    client,
    `WITH RECURSIVE ${SEARCH} SELECT seq FROM edge ORDER BY k`,
    JSON.stringify(edges),
  )
  return { low: Number(rows[0]?.seq ?? 0), high: Number(rows[1]?.seq ?? 0) }
}

export async function readPastSpan(
  client: PrismaClient,
  { kind, id }: PastSubject,
): ReturnType<PastReads['pastSpan']> {
  const first = kind === 'group' ? `AND ${OF.group} = ?1` : ''
  const [row] = await ask<{ begin: string | null; toldSince: string | null; removedUntil: string | null }>(
    client,
    `WITH anchor AS (SELECT "seq", "lastAt" FROM "LedgerAnchor" ORDER BY "seq" DESC LIMIT 1)
     SELECT (SELECT "at" FROM "Event" WHERE "seq" > coalesce((SELECT "seq" FROM anchor), 0) ${first}
         ORDER BY "seq" LIMIT 1) AS begin,
      (SELECT "value" FROM "Meta" WHERE "key" = 'told-since') AS "toldSince",
      (SELECT "lastAt" FROM anchor) AS "removedUntil"`,
    id,
  )
  if (!row) return null
  const { removedUntil } = row
  const [older] =
    removedUntil === null || kind === 'subnet'
      ? [{ n: 1 }]
      : await ask<{ n: number }>(client, WAS_THERE, id, removedUntil)
  // How everything stood when the older events went is kept, so what was there then can be looked at from then on.
  const begin = removedUntil !== null && older ? removedUntil : row.begin
  return begin === null ? null : { begin, toldSince: row.toldSince, removedUntil }
}

const WAS_THERE = 'SELECT 1 AS n FROM "Group" WHERE "id" = ?1 AND "createdAt" <= ?2'

/** How the members of a group stood when older events were removed. */
export async function readMembersAtCut(client: PrismaClient, groupId: string): Promise<MemberThen[]> {
  const rows = await ask<{ member: string }>(
    client,
    'SELECT "member" FROM "MemberAtCut" WHERE "groupId" = ?1 ORDER BY "instanceId"',
    groupId,
  )
  return rows.map(({ member }) => JSON.parse(member) as MemberThen)
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
  const { high } = await seqRange(client, at)
  const [kept] = await ask<{ from: number | bigint }>(
    client,
    'SELECT coalesce(max("seq"), 0) AS "from" FROM "LedgerAnchor"',
  )
  for (let seq = Number(kept?.from ?? 0); ; ) {
    const [row] = await ask<{ events: string }>(
      client,
      `SELECT json_group_array(
          json_array("seq", "at", "kind", "instanceId", "subnetId", "address", json("after"))) AS events
       FROM (SELECT * FROM "Event"
         WHERE "groupId" = ?1 AND "seq" > ?2 AND "seq" <= ?3 AND "at" <= ?4
           AND "instanceId" IS NOT NULL AND "after" IS NOT NULL
         ORDER BY "seq" LIMIT ?5)`,
      ...[groupId, seq, high, at, PAGE],
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
  const { low, high } = await seqRange(client, at)
  const [row] = await ask<{ before: string | null; after: string | null }>(
    client,
    `SELECT
      (SELECT "at" FROM "Event" WHERE ${OF[kind]} = ?1 AND "seq" <= ?3 AND "at" < ?2
       ORDER BY "seq" DESC LIMIT 1) AS before,
      (SELECT "at" FROM "Event" WHERE ${OF[kind]} = ?1 AND "seq" > ?4 AND "at" > ?2
       ORDER BY "seq" LIMIT 1) AS after`,
    ...[id, at, high, low],
  )
  return { before: row?.before ?? null, after: row?.after ?? null }
}
