import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import type { EventKind } from '@/lib/domain/event'
import { templateDatabase } from '@/lib/testing/database'
import { capacityContract } from './capacity.contract'
import { MARKS_SQL } from './capacity-reads'
import { type OpenStore, openStore } from './store'
import { AT, commitOf, creation, eventOf, instanceOf, nicOf, vmOf } from './store.fixtures'

const opened: OpenStore[] = []
const closeAll = () => Promise.all(opened.splice(0).map((each) => each.close()))
afterEach(closeAll)

async function open(databaseUrl: string, now: () => string): Promise<OpenStore> {
  const store = await openStore({ databaseUrl, now })
  opened.push(store)
  return store
}

async function pointsOf(store: OpenStore, groupId: string, from = ''): Promise<CapacityPoint[]> {
  const points: CapacityPoint[] = []
  for await (const page of store.reads.capacityPoints(groupId, from)) points.push(...page)
  return points
}

capacityContract('SQLite', async () => {
  let now = AT
  const databaseUrl = `file:${await templateDatabase()}`
  let store = await open(databaseUrl, () => now)
  return {
    store,
    setNow: (at) => {
      now = at
    },
    reopen: async () => {
      await closeAll()
      store = await open(databaseUrl, () => now)
      return store
    },
    points: (groupId, from) => pointsOf(store, groupId, from),
  }
})

it('reads many points page by page, each once, those of one moment in the order they came', async () => {
  const file = await templateDatabase()
  const database = new Database(file)
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 25004)
       INSERT INTO "CapacityPoint" ("groupId", "at", "desired", "running", "onPool", "onOther")
       SELECT 'g1', strftime('%Y-%m-%dT%H:%M:%S.000Z', 1772359200 + i / 7, 'unixepoch'), 3, i, i, 0 FROM n`,
    )
    .run()
  database.close()
  const store = await open(`file:${file}`, () => AT)
  const pages: number[] = []
  const seen: number[] = []
  for await (const page of store.reads.capacityPoints('g1', '')) {
    pages.push(page.length)
    seen.push(...page.map((point) => point.running))
  }
  expect(pages).toEqual([10_000, 10_000, 5_005])
  expect(seen).toEqual(Array.from({ length: 25_005 }, (_, n) => n))
})

describe('the marks of a capacity chart', () => {
  const minute = (n: number) => new Date(Date.parse(AT) + n * 60_000).toISOString()
  const happened = (n: number, kind: EventKind, groupId = 'g1') =>
    eventOf({ at: minute(n), kind, groupId, why: `${kind} at ${n}` })

  it('gather what happened close together, by kind, and leave out what is not marked', async () => {
    const store = await open(`file:${await templateDatabase()}`, () => AT)
    await store.commit(
      commitOf({
        events: [
          happened(-1, 'group-scaled'),
          happened(1, 'instance-interrupted'),
          happened(2, 'instance-interrupted'),
          happened(2, 'instance-paused'),
          happened(3, 'group-scaled'),
          happened(12, 'instance-interrupted'),
          happened(13, 'instance-replaced', 'g2'),
          happened(61, 'instance-failed'),
        ],
      }),
    )
    const marks = await store.reads.capacityMarks({ groupId: 'g1', from: AT, to: minute(60), slots: 6 })
    expect(
      marks.map(({ kind, count, at, firstSeq, last }) => [kind, count, at, firstSeq, last.seq, last.why]),
    ).toEqual([
      ['instance-interrupted', 2, minute(1), 2, 3, 'instance-interrupted at 2'],
      ['group-scaled', 1, minute(3), 5, 5, 'group-scaled at 3'],
      ['instance-interrupted', 1, minute(12), 6, 6, 'instance-interrupted at 12'],
    ])
  })

  it('are found by their index', async () => {
    const database = new Database(await templateDatabase())
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${MARKS_SQL}`).all('g1', '', '', 0, 1) as {
      detail: string
    }[]
    database.close()
    expect(plan.map(({ detail }) => detail).join('\n')).toContain('USING COVERING INDEX Event_marks_idx')
  })
})

it('a group from before there were points begins with what it counted when they came', async () => {
  const file = await templateDatabase()
  const before = await open(`file:${file}`, () => AT)
  await before.commit(
    creation('g1', ['10.0.1.10', '10.0.1.11', '10.0.1.12', '10.0.1.13'], {
      instances: [
        instanceOf('g1', 1, '10.0.1.10', { state: 'active', origin: 'pool' }),
        instanceOf('g1', 2, '10.0.1.11', { state: 'active', origin: 'pool', retained: true }),
        instanceOf('g1', 3, '10.0.1.12', { state: 'active' }),
        instanceOf('g1', 4, '10.0.1.13', { origin: 'pool' }),
      ],
    }),
  )
  await before.commit(creation('g2'))
  await before.commit(
    creation('g3', [], {
      vms: [vmOf('g3', 1), vmOf('g3', 2, { nics: [nicOf('dynamic'), nicOf('pool', false)] })],
    }),
  )
  const pointsOfAll = async (store: OpenStore) =>
    (await Promise.all(['g1', 'g2', 'g3'].map((id) => pointsOf(store, id)))).flat()
  const written = await pointsOfAll(before)
  await closeAll()
  const database = new Database(file)
  database.exec('DELETE FROM "CapacityPoint"')
  database.exec(backfill())
  database.close()
  const after = await open(`file:${file}`, () => AT)
  const filled = await pointsOfAll(after)
  expect(filled.map((point) => ({ ...point, at: AT }))).toEqual(written)
  expect(filled[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

/** The statement of the migration that gives existing groups their first point. */
function backfill(): string {
  const folder = join('prisma', 'migrations')
  const name = readdirSync(folder).find((one) => one.endsWith('_capacity_points')) ?? ''
  const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
  return sql.slice(sql.indexOf('INSERT INTO "CapacityPoint"'))
}
