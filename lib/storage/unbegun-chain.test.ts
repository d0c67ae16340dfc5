import Database from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { happeningEvent } from '@/lib/allocation/record-event'
import { NOBODY_ASKS } from '@/lib/domain/event'
import { templateDatabase } from '@/lib/testing/database'
import { openStore } from './store'
import { verifyChain, verifyNewest } from './verify-chain.mjs'

const AT = '2026-01-02T03:04:05.006Z'
const LATER = '2026-01-02T03:04:05.007+00:00'
const EARLIER = '2026-01-02T03:04:05.005+00:00'
const ANA = { by: { id: 'p-1', name: 'Ana', origin: '10.0.0.9' }, request: null }

const NO_HASHES = 'UPDATE "Event" SET "hash" = NULL'
const NO_HEAD = `DELETE FROM "Meta" WHERE "key" = 'ledger-head'`
const OTHER_WORDS = `UPDATE "Event" SET "why" = 'x' WHERE "seq" IN (2, 4)`
const migratedAt = (moment: string): string =>
  `UPDATE "_prisma_migrations" SET "finished_at" = '${moment}' WHERE "migration_name" LIKE '%event_chain'`

async function add(file: string, whys: readonly string[], asking = NOBODY_ASKS): Promise<void> {
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT, asking: () => asking })
  for (const why of whys) {
    const event = happeningEvent({ kind: 'settings-changed', why }, AT, 'req-1')
    await store.commit({ ...EMPTY_COMMIT, events: [event] })
  }
  await store.close()
}

function change(file: string, ...statements: readonly string[]): void {
  const database = new Database(file)
  database.exec('DROP TRIGGER IF EXISTS "Event_unchanged"; DROP TRIGGER IF EXISTS "Event_kept"')
  for (const sql of statements) database.exec(sql)
  database.close()
}

function verify(file: string, noted: { seq: number; hash: string } | null = null) {
  const database = new Database(file, { readonly: true })
  const report = verifyChain(database, { noted })
  const newest = verifyNewest(database)
  database.close()
  return { ...report, newest }
}

let whole: string
let asked: string
beforeAll(async () => {
  whole = await templateDatabase()
  await add(whole, ['one', 'two', 'three', 'four', 'five'])
  asked = await templateDatabase()
  await add(asked, ['one', 'two', 'three', 'four', 'five'], ANA)
})

async function copyOf(file: string, ...statements: readonly string[]): Promise<string> {
  const copy = await templateDatabase()
  await new Database(file, { readonly: true }).backup(copy)
  change(copy, ...statements)
  return copy
}

describe('a log that a version without hashes wrote', () => {
  test.each([
    ['as Prisma writes it here', migratedAt(LATER)],
    ['in milliseconds', migratedAt(String(Date.parse(LATER))).replaceAll(/'(\d+)'/g, '$1')],
  ])('is begun by the next start, which says so: the moment of its migration %s', async (_, moment) => {
    const file = await copyOf(whole, NO_HASHES, NO_HEAD, moment)
    expect(verify(file)).toMatchObject({ breaks: [], count: 0, events: 5, last: null, begun: false })
    expect(verify(file).newest).toMatchObject({ breaks: [], count: 0, events: 5 })
    await add(file, ['six'])
    const sealed = { seq: 5, at: AT }
    expect(verify(file)).toMatchObject({ breaks: [], events: 7, sealed, begun: true })
  })

  test.each([
    ['some of it has', ` WHERE "seq" > 2`],
    ['all of it has, and no head was noted yet', ' WHERE 0'],
  ])('is begun to its end where a process was killed when %s', async (_, rows) => {
    const file = await copyOf(whole, NO_HASHES + rows, NO_HEAD, migratedAt(LATER))
    expect(verify(file)).toMatchObject({ breaks: [], count: 0, events: 5, begun: false })
    await add(file, ['six'])
    expect(verify(file)).toMatchObject({ breaks: [], events: 7, sealed: { seq: 5 } })
  })

  test('shows what does not hold of that part which has its hashes', async () => {
    const file = await copyOf(whole, OTHER_WORDS, `${NO_HASHES} WHERE "seq" > 3`, NO_HEAD, migratedAt(LATER))
    expect(verify(file).breaks).toEqual([{ kind: 'content-changed', seq: 2 }])
    expect(verify(file).newest.breaks).toEqual([{ kind: 'content-changed', seq: 2 }])
    await add(file, ['six'])
    expect(verify(file).breaks).toEqual([{ kind: 'content-changed', seq: 2 }])
  })
})

const no = (...seqs: readonly number[]) => seqs.map((seq) => ({ kind: 'no-hash', seq }))

describe('a log that is made to look so', () => {
  test.each([
    [
      'its last hash and its head',
      [OTHER_WORDS, `${NO_HASHES} WHERE "seq" = 5`, NO_HEAD, migratedAt(EARLIER)],
    ],
    [
      'its last hash and its head, and has an old migration, too',
      [OTHER_WORDS, `${NO_HASHES} WHERE "seq" = 5`, NO_HEAD, migratedAt(LATER)],
    ],
  ])('keeps every break that is seen in it: without %s', async (_, statements) => {
    const file = await copyOf(whole, ...statements)
    const changed = [2, 4].map((seq) => ({ kind: 'content-changed', seq }))
    expect(verify(file).breaks).toEqual(expect.arrayContaining(changed))
    expect(verify(file).newest.breaks).toEqual(expect.arrayContaining(changed))
    await add(file, ['six'])
    expect(verify(file).breaks).toEqual(expect.arrayContaining(changed))
  })

  test.each([
    ['events are later than the migration', () => whole, [migratedAt(EARLIER)]],
    ['somebody is told to have asked', () => asked, [migratedAt(LATER)]],
    ['no migration is noted', () => whole, [`DELETE FROM "_prisma_migrations"`]],
    ['the migrations are gone', () => whole, ['DROP TABLE "_prisma_migrations"']],
  ])('gets no hash by a start, and is broken before and after: %s', async (_, of, statements) => {
    const file = await copyOf(of(), NO_HASHES, NO_HEAD, ...statements)
    const found = [...no(1, 2, 3, 4, 5), { kind: 'head-missing', seq: 5 }]
    expect(verify(file)).toMatchObject({ breaks: found, count: 6, begun: true })
    expect(verify(file).newest).toMatchObject({ breaks: found, count: 6 })
    await add(file, ['six'])
    expect(verify(file)).toMatchObject({ breaks: no(1, 2, 3, 4, 5), sealed: null, events: 6 })
  })

  test('a hole among its hashes is none that sealing leaves', async () => {
    const file = await copyOf(whole, `${NO_HASHES} WHERE "seq" IN (3, 5)`, NO_HEAD, migratedAt(LATER))
    expect(verify(file).breaks).toEqual([...no(3, 5), { kind: 'head-missing', seq: 5 }])
  })

  test('is broken for whoever noted a head of it', async () => {
    const noted = verify(whole).last
    const file = await copyOf(whole, NO_HASHES, NO_HEAD, migratedAt(LATER))
    expect(verify(file, noted).breaks).toContainEqual({ kind: 'noted-differs', seq: 5 })
    const long = await templateDatabase()
    await add(
      long,
      Array.from({ length: 30 }, (_, n) => `event ${n}`),
    )
    const last = verify(long).last
    change(long, NO_HASHES, NO_HEAD, migratedAt(LATER))
    expect(verify(long, last).breaks).toContainEqual({ kind: 'noted-differs', seq: 30 })
    const cut = await copyOf(whole, 'DELETE FROM "Event"', NO_HEAD)
    expect(verify(cut, noted).breaks).toEqual([{ kind: 'cut-off', seq: 1, to: 5 }])
  })
})

const hashOf = (file: string, seq: number): string => {
  const database = new Database(file, { readonly: true })
  const hash = database.prepare('SELECT "hash" FROM "Event" WHERE "seq" = ?').pluck().get(seq)
  database.close()
  return String(hash)
}

/** Retention, as somebody invents it: what stands before the anchor is gone. */
const anchorAt = (seq: number): readonly string[] => [
  `INSERT INTO "LedgerAnchor" ("seq", "hash", "events", "firstAt", "lastAt", "removedAt")
   SELECT "seq", "hash", 1, '', '', '' FROM "Event" WHERE "seq" = ${seq}`,
  `DELETE FROM "Event" WHERE "seq" <= ${seq}`,
]
const unbacked = { kind: 'anchor-unbacked', seq: 3 }

describe('a noted head that retention has passed', () => {
  const noted = (seq: number, hash = hashOf(whole, seq)) => ({ seq, hash })

  test('is told not to be comparable, unless an anchor has its number', async () => {
    const file = await copyOf(whole, ...anchorAt(3))
    expect(verify(file, noted(2)).breaks).toEqual([{ kind: 'noted-not-there', seq: 2 }, unbacked])
    expect(verify(file, noted(3)).breaks).toEqual([unbacked])
    expect(verify(file, noted(3, 'x')).breaks).toContainEqual({ kind: 'noted-differs', seq: 3 })
    expect(verify(file, noted(4)).breaks).toEqual([unbacked])
  })

  test('is compared with an anchor before the last one, too', async () => {
    const file = await copyOf(whole, ...anchorAt(2), ...anchorAt(3))
    expect(verify(file, noted(1)).breaks).toContainEqual({ kind: 'noted-not-there', seq: 1 })
    expect(verify(file, noted(2)).breaks).toEqual([unbacked])
    expect(verify(file, noted(2, 'x')).breaks).toContainEqual({ kind: 'noted-differs', seq: 2 })
  })

  test('is told where somebody removed its event', async () => {
    const file = await copyOf(whole, 'DELETE FROM "Event" WHERE "seq" = 3')
    const told = [
      { kind: 'missing', seq: 3, to: 3 },
      { kind: 'noted-not-there', seq: 3 },
    ]
    expect(verify(file, noted(3)).breaks).toEqual(told)
  })
})
