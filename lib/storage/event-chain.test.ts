import Database from 'better-sqlite3'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { happeningEvent } from '@/lib/allocation/record-event'
import { ChainCheck } from '@/lib/domain/chain-check.mjs'
import type { Asking, By } from '@/lib/domain/event'
import {
  canonicalForm,
  EVENT_FIELDS,
  FORM_SQL,
  GENESIS,
  linkText,
  type Value,
} from '@/lib/domain/event-form.mjs'
import { templateDatabase } from '@/lib/testing/database'
import { sealEvents } from './seal-events'
import { sha256 } from './sha256.mjs'
import { openStore } from './store'
import { verifyChain, verifyNewest } from './verify-chain.mjs'

const AT = '2026-01-02T03:04:05.006Z'
const ANA = { id: 'p-1', name: 'Ana', origin: '10.0.0.9' }
const asked = (by: By, request: string | null = 'http-0123456789ab'): Asking => ({ by, request })

const told = (why: string, after: Record<string, unknown> | null = null) => ({
  ...EMPTY_COMMIT,
  events: [happeningEvent({ kind: 'settings-changed', why, after }, AT, 'req-1')],
})

/** A log of `whys`, one event each; some of them share a transaction. */
async function logOf(whys: readonly string[], asking = () => asked(ANA)): Promise<string> {
  const file = await templateDatabase()
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT, asking })
  await Promise.all(whys.map((why, n) => store.commit(told(why, { n }))))
  await store.close()
  return file
}

function verify(file: string, noted: { seq: number; hash: string } | null = null) {
  const database = new Database(file, { readonly: true })
  const report = verifyChain(database, { noted })
  database.close()
  return report
}

function newest(file: string) {
  const database = new Database(file, { readonly: true })
  const report = verifyNewest(database)
  database.close()
  return report
}

function tamper(file: string, ...statements: readonly string[]): void {
  const database = new Database(file)
  database.exec('DROP TRIGGER "Event_unchanged"; DROP TRIGGER "Event_kept"')
  for (const sql of statements) database.exec(sql)
  database.close()
}

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('\0', '\ud800', 'a\udfffb', '\u0001"\\\n'),
)

describe('the canonical form', () => {
  const values: fc.Arbitrary<Value[]> = fc
    .tuple(fc.nat(), fc.array(fc.option(texts), { minLength: 18, maxLength: 18 }))
    .map(([seq, others]) => [seq, ...others])

  test('has one text for each event, and a different one for every other', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(canonicalForm([...one])).toBe(canonicalForm(one))
        expect(canonicalForm(one) === canonicalForm(other)).toBe(
          JSON.stringify(one) === JSON.stringify(other),
        )
        const read = JSON.parse(canonicalForm(one)) as Value[]
        expect(read).toEqual(one.at(-1) === null ? [1, ...one.slice(0, -1)] : [2, ...one])
      }),
    )
  })

  test('is byte for byte what it always was', () => {
    const values = EVENT_FIELDS.map((name) =>
      name === 'seq' ? 42 : name === 'machineId' || name === 'byRequest' ? null : `“${name}”\n`,
    )
    expect(sha256(linkText(GENESIS, canonicalForm(values)))).toBe(
      '172d070074fd4be13647643bbea1c07b2850b8d25caecab11f0d7cc095226e54',
    )
    // As it was exported before there were requests.
    expect(canonicalForm(values.slice(0, -1))).toBe(canonicalForm(values))
    const asked = [...values.slice(0, -1), '7f3a0c1d2e4b5a69']
    expect(canonicalForm(asked)).toBe(
      `[2,42,"“at”\\n","“kind”\\n","“actor”\\n","“byId”\\n","“byName”\\n","“byOrigin”\\n","“requestId”\\n","“groupId”\\n","“instanceId”\\n","“subnetId”\\n","“address”\\n","“interfaceId”\\n","“publicIpId”\\n",null,"“why”\\n","“before”\\n","“after”\\n","7f3a0c1d2e4b5a69"]`,
    )
  })

  test('is what the database makes of the same row', () => {
    const database = new Database(':memory:')
    database.exec(
      `CREATE TABLE "Event" (${EVENT_FIELDS.map((name) => `"${name}" ${name === 'seq' ? 'INTEGER' : 'TEXT'}`).join(', ')})`,
    )
    const insert = database.prepare(`INSERT INTO "Event" VALUES (${EVENT_FIELDS.map(() => '?').join(', ')})`)
    const read = database.prepare(`SELECT ${FORM_SQL} FROM "Event"`).pluck()
    fc.assert(
      fc.property(values, (one) => {
        const storable = one.map((value) =>
          typeof value === 'string' ? Buffer.from(value).toString() : value,
        )
        database.exec('DELETE FROM "Event"')
        insert.run(...storable)
        expect(read.get()).toBe(canonicalForm(storable))
      }),
    )
  })
})

describe('the chain', () => {
  test('holds whatever is told, by whomever, in whichever transactions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { maxLength: 12 }),
        texts,
        fc.option(texts),
        async (whys, name, request) => {
          const report = verify(await logOf(whys, () => asked({ ...ANA, name }, request)))
          expect(report).toMatchObject({
            breaks: [],
            count: 0,
            events: whys.length,
            sealed: null,
            anchor: null,
          })
        },
      ),
      { numRuns: 6 },
    )
  })

  test('goes on after a restart, and over a commit that was refused', async () => {
    const file = await logOf(['one', 'two'])
    const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
    const moved = { ...told('refused'), expect: [{ groupId: 'g', version: 3 }] }
    expect(await store.commit(moved)).toMatchObject({ ok: false })
    expect(await store.commit(told('three'))).toMatchObject({ ok: true, value: { seq: 3 } })
    await store.close()
    expect(verify(file)).toMatchObject({ breaks: [], events: 3 })
  })

  test('tells who asked, even when the transaction is another’s, and nobody of what Holdfast did', async () => {
    const file = await templateDatabase()
    let asker = asked(ANA, 'request-of-ana')
    const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT, asking: () => asker })
    const first = store.commit(told('Ana’s'))
    asker = asked({ ...ANA, id: 'p-2', name: 'Bo' }, 'request-of-bo')
    const second = store.commit(told('Bo’s'))
    const own = {
      ...told('own'),
      events: told('own').events.map((e) => ({ ...e, actor: 'holdfast' as const })),
    }
    await Promise.all([first, second, store.commit(own)])
    const events = await store.events({ limit: 10 })
    expect(events.map(({ by, byRequest }) => [by?.name, byRequest])).toEqual([
      [undefined, null],
      ['Bo', 'request-of-bo'],
      ['Ana', 'request-of-ana'],
    ])
    expect(await store.events({ limit: 10, byRequest: 'request-of-bo' })).toEqual([events[1]])
    await store.close()
  })
})

const FIVE = ['one', 'two', 'three', 'four', 'five']
const swap = (a: number, b: number, columns: readonly string[]): string[] => {
  const set = columns
    .map((c) => `"${c}" = (SELECT "${c}" FROM "Swapped" WHERE "seq" <> "Event"."seq")`)
    .join(', ')
  return [
    `CREATE TEMP TABLE "Swapped" AS SELECT * FROM "Event" WHERE "seq" IN (${a}, ${b})`,
    `UPDATE "Event" SET ${set} WHERE "seq" IN (${a}, ${b})`,
  ]
}
const CONTENT = EVENT_FIELDS.filter((name) => name !== 'seq')

const TAMPERED: readonly (readonly [how: string, sql: readonly string[], found: readonly object[]])[] = [
  [
    'one row says something else',
    [`UPDATE "Event" SET "why" = 'x' WHERE "seq" = 3`],
    [{ kind: 'content-changed', seq: 3 }],
  ],
  [
    'the last row says something else',
    [`UPDATE "Event" SET "byName" = 'Bo' WHERE "seq" = 5`],
    [{ kind: 'content-changed', seq: 5 }],
  ],
  [
    'one hash',
    [`UPDATE "Event" SET "hash" = '${'ab'.repeat(32)}' WHERE "seq" = 3`],
    [{ kind: 'hash-changed', seq: 3 }],
  ],
  [
    'the last hash',
    [`UPDATE "Event" SET "hash" = '${'ab'.repeat(32)}' WHERE "seq" = 5`],
    [{ kind: 'hash-changed', seq: 5 }],
  ],
  [
    'a request that it was not',
    [`UPDATE "Event" SET "byRequest" = 'other-request' WHERE "seq" = 2`],
    [{ kind: 'content-changed', seq: 2 }],
  ],
  [
    'no request any more',
    ['UPDATE "Event" SET "byRequest" = NULL WHERE "seq" = 4'],
    [{ kind: 'content-changed', seq: 4 }],
  ],
  [
    'a hash that is not there',
    ['UPDATE "Event" SET "hash" = NULL WHERE "seq" = 2'],
    [{ kind: 'no-hash', seq: 2 }],
  ],
  ['one row removed', ['DELETE FROM "Event" WHERE "seq" = 3'], [{ kind: 'missing', seq: 3, to: 3 }]],
  ['the first rows removed', ['DELETE FROM "Event" WHERE "seq" < 3'], [{ kind: 'missing', seq: 1, to: 2 }]],
  ['the last rows removed', ['DELETE FROM "Event" WHERE "seq" > 3'], [{ kind: 'cut-off', seq: 4, to: 5 }]],
  [
    'neighbours swapped, with their hashes',
    swap(2, 3, [...CONTENT, 'hash']),
    [
      { kind: 'moved', seq: 2, from: 3 },
      { kind: 'moved', seq: 3, from: 2 },
    ],
  ],
  [
    'two swapped, without their hashes',
    swap(2, 4, CONTENT),
    [
      { kind: 'moved', seq: 2, from: 4 },
      { kind: 'moved', seq: 4, from: 2 },
    ],
  ],
  [
    'the head',
    [`UPDATE "Meta" SET "value" = '{"seq":5,"hash":"00"}' WHERE "key" = 'ledger-head'`],
    [{ kind: 'head-changed', seq: 5 }],
  ],
  [
    'a head that is behind',
    [`UPDATE "Meta" SET "value" = '{"seq":3,"hash":"00"}' WHERE "key" = 'ledger-head'`],
    [{ kind: 'beyond-head', seq: 4, to: 5 }],
  ],
  [
    'a head that nobody can read',
    [`UPDATE "Meta" SET "value" = '{' WHERE "key" = 'ledger-head'`],
    [{ kind: 'head-missing', seq: 5 }],
  ],
  [
    'a head that is none',
    [`UPDATE "Meta" SET "value" = '{"seq":"5"}' WHERE "key" = 'ledger-head'`],
    [{ kind: 'head-missing', seq: 5 }],
  ],
  ['no head', [`DELETE FROM "Meta" WHERE "key" = 'ledger-head'`], [{ kind: 'head-missing', seq: 5 }]],
  [
    'everything up to a place, with an anchor that no event tells of',
    [
      `INSERT INTO "LedgerAnchor" ("seq", "hash", "events", "firstAt", "lastAt", "removedAt")
     SELECT 2, "hash", 2, '', '', '' FROM "Event" WHERE "seq" = 2`,
      'DELETE FROM "Event" WHERE "seq" <= 2',
    ],
    [{ kind: 'anchor-unbacked', seq: 2 }],
  ],
]

describe('tampering', () => {
  let whole: string
  beforeAll(async () => {
    whole = await logOf(FIVE)
  })
  const copy = async (): Promise<string> => {
    const file = await templateDatabase()
    await new Database(whole).backup(file)
    return file
  }

  test.each(TAMPERED)('is named with its place: %s', async (_, statements, found) => {
    const file = await copy()
    tamper(file, ...statements)
    const report = verify(file)
    expect(report.breaks).toEqual(found)
    expect(report.count).toBe(found.length)
    // Of a short log, a start looks at all; it does not search for the event that tells of an anchor.
    const atStart = found.filter((one) => !('kind' in one && one.kind === 'anchor-unbacked'))
    expect(newest(file)).toMatchObject({ breaks: atStart, count: atStart.length, isWhole: true })
  })

  test('in what is not the newest is not looked for by a start; in the newest, and after an anchor, it is', async () => {
    const file = await copy()
    const database = new Database(file)
    const say = database.prepare(
      `INSERT INTO "Event" ("seq", "at", "kind", "actor", "requestId", "why") VALUES (?, '', 'exported', 'holdfast', '', '')`,
    )
    database.transaction(() => {
      for (let seq = 6; seq <= 6_000; seq++) say.run(seq)
      database.exec(`DELETE FROM "Meta" WHERE "key" = 'ledger-head'`)
    })()
    database.close()
    const { seq, hash } = await sealEvents(file)
    tamper(file, `INSERT INTO "Meta" VALUES ('ledger-head', '${JSON.stringify({ seq, hash })}')`)
    expect(newest(file)).toEqual({ events: 5_000, count: 0, breaks: [], isWhole: false })
    const changing = (at: number) => {
      const changed = new Database(file)
      changed.exec(`UPDATE "Event" SET "why" = 'x' WHERE "seq" = ${at}`)
      changed.close()
    }
    changing(500)
    expect(newest(file).count).toBe(0)
    expect(verify(file).breaks).toEqual([{ kind: 'content-changed', seq: 500 }])
    changing(2)
    changing(1_001)
    expect(newest(file).breaks).toEqual([
      { kind: 'content-changed', seq: 2 },
      { kind: 'content-changed', seq: 1_001 },
    ])
  })

  test('of the end stays found when the log goes on', async () => {
    const file = await copy()
    tamper(file, 'DELETE FROM "Event" WHERE "seq" > 3')
    const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
    expect(await store.commit(told('six'))).toMatchObject({ ok: true, value: { seq: 6 } })
    await store.close()
    expect(verify(file).breaks).toEqual([{ kind: 'missing', seq: 4, to: 5 }])
  })

  test('that makes a whole new chain is found by a head that was noted elsewhere', async () => {
    const noted = verify(whole).last
    const other = await logOf(['one', 'two', 'other', 'four', 'five'])
    expect(verify(other)).toMatchObject({ breaks: [] })
    expect(verify(whole, noted)).toMatchObject({ breaks: [] })
    expect(verify(other, noted).breaks).toEqual([{ kind: 'noted-differs', seq: 5 }])
    expect(verify(other, { seq: 9, hash: 'x' }).breaks).toEqual([{ kind: 'cut-off', seq: 6, to: 9 }])
  })

  test('whatever one field becomes, the event that says it is the first that is named', async () => {
    const forms = await formsOf(whole)
    const place = fc.record({
      at: fc.nat(4),
      field: fc.integer({ min: 1, max: 18 }),
      value: fc.option(texts),
    })
    fc.assert(
      fc.property(place, ({ at, field, value }) => {
        const changed = JSON.parse(forms[at]?.form ?? '[]') as Value[]
        fc.pre(changed[field + 1] !== value)
        changed[field + 1] = value
        const check = new ChainCheck(sha256, { seq: 0, hash: GENESIS })
        for (const [n, one] of forms.entries())
          check.add(n + 1, one.hash, n === at ? JSON.stringify(changed) : one.form)
        expect(check.end({ seq: 5, hash: forms[4]?.hash ?? '' }).breaks).toEqual([
          { kind: 'content-changed', seq: at + 1 },
        ])
      }),
    )
  })

  test.each([
    ['changed', `UPDATE "Event" SET "why" = 'x' WHERE "seq" = 2`],
    ['robbed of its hash', 'UPDATE "Event" SET "hash" = NULL WHERE "seq" = 2'],
    ['removed', 'DELETE FROM "Event" WHERE "seq" = 2'],
    ['asked for by another request', `UPDATE "Event" SET "byRequest" = 'x' WHERE "seq" = 2`],
    [
      'replaced',
      `INSERT OR REPLACE INTO "Event" ("seq", "at", "kind", "actor", "requestId", "why") VALUES (2, '', '', '', '', '')`,
    ],
    [
      'put in again after it was removed',
      `DROP TRIGGER "Event_kept"; DELETE FROM "Event" WHERE "seq" = 2;
       INSERT INTO "Event" ("seq", "at", "kind", "actor", "requestId", "why") VALUES (2, '', '', '', '', '')`,
    ],
  ])('is refused by the database itself: an event that is %s', async (_, sql) => {
    const database = new Database(await copy())
    expect(() => database.exec(sql)).toThrow(
      /An event is (never changed|removed by retention only|added at the end only)/,
    )
    database.close()
  })
})

const formsOf = async (file: string) => {
  const database = new Database(file, { readonly: true })
  const rows = database.prepare(`SELECT "hash", ${FORM_SQL} AS "form" FROM "Event" ORDER BY "seq"`).all()
  database.close()
  return rows as { hash: string; form: string }[]
}
