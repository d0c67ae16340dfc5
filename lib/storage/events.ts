import type { EventQuery } from '@/lib/allocation/ports/store'
import type { Event } from '@/lib/domain/event'
import type { PrismaClient } from './client'
import { columns, EVENT_COLUMNS, type EventRaw, readEvent } from './rows'

/** More than a page of a table shows; a larger answer would hold up everybody else. */
const MOST_EVENTS = 1_000

const EQUAL = [
  'groupId',
  'instanceId',
  'subnetId',
  'address',
  'interfaceId',
  'publicIpId',
  'byId',
  'byRequest',
] as const

/** The conditions of a filter, and their values. Each equality has an index that ends in seq. */
export function conditionsOf(query: Omit<EventQuery, 'limit'>): {
  readonly conditions: readonly string[]
  readonly values: readonly (string | number)[]
} {
  const conditions: string[] = []
  const values: (string | number)[] = []
  const where = (condition: string, value: string | number): void => {
    conditions.push(condition)
    values.push(value)
  }
  for (const name of EQUAL) {
    const value = query[name]
    if (value !== undefined) where(`"${name}" = ?`, value)
  }
  if (query.before !== undefined) where('"seq" < ?', query.before)
  if (query.after !== undefined) where('"seq" > ?', query.after)
  if (query.since !== undefined) where('"at" >= ?', query.since)
  if (query.until !== undefined) where('"at" < ?', query.until)
  if (query.kinds) where('"kind" IN (SELECT value FROM json_each(?))', JSON.stringify(query.kinds))
  const text = query.text?.trim()
  if (text) {
    conditions.push(`(${SEARCHED} LIKE ? ESCAPE '\\' OR "byRequest" = ?)`)
    values.push(JSON.stringify(query.whyUnsearched ?? []), `%${escapeLike(text)}%`, text)
  }
  return { conditions, values }
}

/** Events newest first; with `after` and no `before`, still newest first. */
export async function readEvents(client: PrismaClient, query: EventQuery): Promise<Event[]> {
  const { conditions, values } = conditionsOf(query)
  const rows = await client.$queryRawUnsafe<EventRaw[]>(
    `SELECT ${columns(EVENT_COLUMNS)} FROM "Event"
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     ORDER BY "seq" DESC LIMIT ?`,
    ...values,
    Math.min(query.limit, MOST_EVENTS),
  )
  return rows.map(readEvent)
}

const SEARCHED = `(CASE WHEN "kind" IN (SELECT value FROM json_each(?)) THEN '' ELSE "why" END || ' ' || "kind" || ' ' || coalesce("groupId", '') || ' ' || coalesce("instanceId", '')
  || ' ' || coalesce("address", '') || ' ' || coalesce("interfaceId", '') || ' ' || coalesce("publicIpId", '')
  || ' ' || coalesce("machineId", ''))`

/** `%` and `_` as themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (c) => `\\${c}`)

/** Events after `seq`, oldest first: what a listener that was away has missed. */
export async function readEventsSince(client: PrismaClient, seq: number, limit: number): Promise<Event[]> {
  const rows = await client.$queryRawUnsafe<EventRaw[]>(
    `SELECT ${columns(EVENT_COLUMNS)} FROM "Event" WHERE "seq" > ? ORDER BY "seq" LIMIT ?`,
    seq,
    Math.min(limit, MOST_EVENTS),
  )
  return rows.map(readEvent)
}

/** One look-up for each person: their index is skipped from one to the next. */
const PEOPLE = `
  WITH RECURSIVE person(id) AS (
    SELECT min("byId") FROM "Event" WHERE "byId" IS NOT NULL
    UNION ALL
    SELECT (SELECT min("byId") FROM "Event" WHERE "byId" > person.id) FROM person WHERE person.id IS NOT NULL)
  SELECT id, (SELECT "byName" FROM "Event" WHERE "byId" = person.id ORDER BY "seq" DESC LIMIT 1) AS name
  FROM person WHERE id IS NOT NULL LIMIT ?`

/** More than a choice of names can show. */
export const MOST_PEOPLE = 500

/** Everybody who asked for something that is on record, by the name that they had last. */
export const readPeople = (client: PrismaClient): Promise<{ id: string; name: string }[]> =>
  client.$queryRawUnsafe(PEOPLE, MOST_PEOPLE)

export async function readLastSeq(client: PrismaClient): Promise<number> {
  const [row] = await client.$queryRawUnsafe<{ seq: number | bigint | null }[]>(
    'SELECT max("seq") AS seq FROM "Event"',
  )
  return Number(row?.seq ?? 0)
}
