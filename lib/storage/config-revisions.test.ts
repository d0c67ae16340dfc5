import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { EventKind } from '@/lib/domain/event'
import type { Group, GroupConfig } from '@/lib/domain/group'
import { formatPoolEntry } from '@/lib/domain/pool'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenStore, openStore } from './store'
import { AT, commitOf, creation, eventOf, groupOf, pooledGroupOf } from './store.fixtures'

const opened: OpenStore[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

const minute = (n: number) => new Date(Date.parse(AT) + n * 60_000).toISOString()

async function open(file: string): Promise<OpenStore> {
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  opened.push(store)
  return store
}

/** The next version of a group, told of by an event; `quiet` events come before it in the same commit. */
const next = (group: Group, kind: EventKind, at: string, quiet = 0) =>
  commitOf({
    expect: [{ groupId: group.id, version: group.version - 1 }],
    groups: [group],
    events: [
      ...Array.from({ length: quiet }, () => eventOf({ at, groupId: group.id, kind: 'instance-paused' })),
      eventOf({ at, groupId: group.id, kind }),
    ],
  })

const withTarget = (config: GroupConfig, target: number): GroupConfig => ({
  ...config,
  capacity: { ...config.capacity, target },
})

/** g1 is created (1), scaled to 3 (2–4), edited to another pool (5) and deleted (6, 7); version 5 changes nothing. */
async function history(file: string): Promise<OpenStore> {
  const store = await open(file)
  const born = groupOf('g1', { pool: '10.0.1.10-12' })
  const scaled = { ...born, version: 2, config: withTarget(born.config, 3) }
  const edited = { ...groupOf('g1', { pool: '10.0.1.40' }), version: 3 }
  await store.commit(creation('g1', [], { groups: [born] }))
  await store.commit(next(scaled, 'group-scaled', minute(10), 2))
  await store.commit(next(edited, 'group-edited', minute(20)))
  await store.commit(next({ ...edited, version: 4 }, 'instance-resumed', minute(25)))
  await store.commit(next({ ...edited, version: 5, state: 'deleting' }, 'group-deleting', minute(30)))
  await store.commit(next({ ...edited, version: 6, state: 'deleted' }, 'group-deleted', minute(40)))
  return store
}

const rowsOf = (file: string) => {
  const database = new Database(file, { readonly: true })
  const rows = database.prepare('SELECT * FROM "ConfigRevision" ORDER BY "id"').all()
  database.close()
  return rows as { groupId: string; seq: number; version: number; persistence: string | null }[]
}

const said = (revision: Awaited<ReturnType<OpenStore['reads']['configAt']>>) => {
  if (!revision) return null
  const { persistence, capacity } = revision.config
  const pool = persistence.kind === 'stateful' ? persistence.privateIpPool.map(formatPoolEntry) : []
  return [revision.version, revision.state, capacity.target, pool.join()]
}

describe('the configurations of a group', () => {
  it('are found by time', async () => {
    const { reads } = await history(await templateDatabase())
    const at = async (minutes: number) => said(await reads.configAt('g1', { at: minute(minutes) }))
    expect(await at(-1)).toBeNull()
    expect(await at(0)).toEqual([1, 'live', 2, '10.0.1.10-12'])
    expect(await at(9.9)).toEqual([1, 'live', 2, '10.0.1.10-12'])
    expect(await at(10)).toEqual([2, 'live', 3, '10.0.1.10-12'])
    expect(await at(29)).toEqual([3, 'live', 2, '10.0.1.40'])
    expect(await at(39)).toEqual([5, 'deleting', 2, '10.0.1.40'])
    expect(await at(40)).toEqual([6, 'deleted', 2, '10.0.1.40'])
    expect(await reads.configAt('g2', { at: minute(40) })).toBeNull()
  })

  it('are found before and after the event that tells of them, which is the last of its commit here', async () => {
    const { reads } = await history(await templateDatabase())
    const asOf = async (seq: number) => said(await reads.configAt('g1', { afterSeq: seq }))
    expect(await asOf(0)).toBeNull()
    expect(await asOf(3)).toEqual([1, 'live', 2, '10.0.1.10-12'])
    expect(await asOf(4)).toEqual([2, 'live', 3, '10.0.1.10-12'])
    expect(await asOf(5)).toEqual([3, 'live', 2, '10.0.1.40'])
  })

  it('are written when they change, and what is large only when that does', async () => {
    const file = await templateDatabase()
    await history(file)
    expect(rowsOf(file).map(({ version, seq, persistence }) => [version, seq, persistence !== null])).toEqual(
      [
        [1, 1, true],
        [2, 4, false],
        [3, 5, true],
        [5, 7, false],
        [6, 8, false],
      ],
    )
  })

  it('of all groups are those of the groups that were not deleted', async () => {
    const store = await history(await templateDatabase())
    await store.commit(creation('g2', [], { groups: [pooledGroupOf('g2')] }))
    const all = async (afterSeq: number) =>
      (await store.reads.configsAt({ afterSeq })).map(({ groupId, version }) => [groupId, version])
    expect(await all(0)).toEqual([])
    expect(await all(7)).toEqual([['g1', 5]])
    expect(await all(9)).toEqual([['g2', 1]])
    const [pooled] = await store.reads.configsAt({ afterSeq: 9 })
    expect(pooled?.config).toEqual(pooledGroupOf('g2').config)
  })

  it('come from commits that share a transaction, each with its own number', async () => {
    const file = await templateDatabase()
    const store = await open(file)
    await Promise.all(
      ['g1', 'g2', 'g3'].map((id) => store.commit(next({ ...groupOf(id) }, 'group-created', AT, 2))),
    )
    expect(store.transactions()).toBe(1)
    expect(rowsOf(file).map(({ groupId, seq }) => [groupId, seq])).toEqual([
      ['g1', 3],
      ['g2', 6],
      ['g3', 9],
    ])
  })
})

it('a group from before revisions has its present configuration since the event that last told of it', async () => {
  const file = await templateDatabase()
  const before = await history(file)
  const flat = groupOf('g3', { pool: '10.0.1.60' })
  await before.commit(creation('g2', [], { groups: [pooledGroupOf('g2')] }))
  await before.commit(creation('g3', [], { groups: [flat] }))
  await Promise.all(opened.splice(0).map((each) => each.close()))

  const database = new Database(file)
  database.exec(FLATTEN)
  database.exec('DELETE FROM "ConfigRevision"')
  database.exec(backfill())
  database.close()

  const { reads } = await open(file)
  expect(said(await reads.configAt('g1', { afterSeq: 99 }))).toEqual([6, 'deleted', 2, '10.0.1.40'])
  expect(await reads.configAt('g1', { at: minute(39) })).toBeNull()
  expect((await reads.configAt('g2', { afterSeq: 9 }))?.config).toEqual(pooledGroupOf('g2').config)
  expect((await reads.configAt('g3', { afterSeq: 10 }))?.config).toEqual(flat.config)
})

/** Rows as they were before persistence had a place of its own. */
const FLATTEN = `
  UPDATE "Group" SET "config" = json_remove(json_patch("config", json_remove("config" -> '$.persistence', '$.kind')),
    '$.persistence') WHERE "id" = 'g3'`

/** The statement of the migration that gives existing groups their first revision. */
function backfill(): string {
  const folder = join('prisma', 'migrations')
  const name = readdirSync(folder).find((one) => one.endsWith('_config_revisions')) ?? ''
  const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
  return sql.slice(sql.indexOf('INSERT INTO "ConfigRevision"'))
}
