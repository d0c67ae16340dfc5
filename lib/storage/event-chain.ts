import type Database from 'better-sqlite3'
import { readHead as parseHead } from '@/lib/domain/chain-check.mjs'
import { type Asking, askedFor, type Event, type NewEvent, NOBODY_ASKS } from '@/lib/domain/event'
import { canonicalForm, GENESIS, linkText, storable, type Value } from '@/lib/domain/event-form.mjs'
import { SLICE, type Sliced } from '@/lib/domain/slices'
import type { PrismaClient } from './client'
import { insertRowsSliced, type Statement } from './insert'
import { EVENT_ROW_COLUMNS, eventRow, type Row } from './rows'
import { sha256 } from './sha256.mjs'

/** The last event's number and hash: whoever notes them somewhere else can tell later whether the log was rewritten. */
export type ChainHead = { readonly seq: number; readonly hash: string }

const NO_EVENTS: ChainHead = { seq: 0, hash: GENESIS }

/** The events of one commit, with who asked for it. */
export type Telling = { readonly events: readonly NewEvent[]; readonly asking?: Asking }

/**
 * The statements that write the events of commits that share a transaction, each with the hash that links it to the
 * one before it, and the head beside them, by which what is missing at the end is missed. Answers the new head, too:
 * it counts from the moment when they are on disk.
 */
export function* chainStatements(
  commits: readonly Telling[],
  head: ChainHead,
): Sliced<{ readonly statements: readonly Statement[]; readonly head: ChainHead }> {
  const rows: Row[] = []
  let { seq, hash } = head
  for (const { events, asking = NOBODY_ASKS } of commits)
    for (const event of events) {
      const row = eventRow(event, ++seq, asking)
      hash = linkRow(row, hash)
      row.push(hash)
      rows.push(row)
      if (rows.length % SLICE === 0) yield
    }
  if (rows.length === 0) return { statements: [], head }
  const inserts = yield* insertRowsSliced('Event', EVENT_ROW_COLUMNS, rows)
  return {
    statements: [...inserts, { sql: NOTE_HEAD, args: [JSON.stringify({ seq, hash })] }],
    head: { seq, hash },
  }
}

/** The hash of a row; what could not be stored as it is, is made storable in place before. */
function linkRow(row: Value[], previous: string): string {
  const form = canonicalForm(row)
  // A lone surrogate and a NUL are escaped in the form, which is rare and quickly seen.
  if (!form.includes('\\u')) return sha256(linkText(previous, form))
  for (const [place, value] of row.entries()) if (typeof value === 'string') row[place] = storable(value)
  return sha256(linkText(previous, canonicalForm(row)))
}

const NOTE_HEAD = `
  INSERT INTO "Meta" ("key", "value") SELECT 'ledger-head', ?
  WHERE true ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`

/** As they were committed, for those who listen. */
export const numbered = ({ events, asking = NOBODY_ASKS }: Telling, first: number): Event[] =>
  events.map((event, index) => ({ ...event, seq: first + index, ...askedFor(event, asking) }))

type HeadRaw = { noted: string | null; seq: number | bigint | null; hash: string | null }

/** The ends of the log, of which `headOf` makes where the next event goes on. */
const HEAD = `
  SELECT (SELECT "value" FROM "Meta" WHERE "key" = 'ledger-head') AS "noted", "seq", "hash"
  FROM (SELECT 1) LEFT JOIN (SELECT "seq", "hash" FROM "Event" ORDER BY "seq" DESC LIMIT 1)`

/**
 * Where the next event goes on. The noted head and the last row are the same, unless somebody removed rows from the
 * end: then the numbers go on after those that are missing, so that they stay missed. Where somebody removed the hash
 * of the last row, the chain goes on from nothing, and what has no hash stays without.
 */
function headOf(row: HeadRaw | undefined): ChainHead {
  const noted = parseHead(row?.noted) ?? NO_EVENTS
  const seq = Number(row?.seq ?? 0)
  return seq <= noted.seq ? noted : { seq, hash: row?.hash ?? GENESIS }
}

export const readHead = async (client: PrismaClient): Promise<ChainHead> =>
  headOf((await client.$queryRawUnsafe<HeadRaw[]>(HEAD))[0])

export const readHeadOf = (database: Database.Database): ChainHead =>
  headOf(database.prepare(HEAD).get() as HeadRaw | undefined)
