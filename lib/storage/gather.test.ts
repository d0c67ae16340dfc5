import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Commit } from '@/lib/allocation/ports/commit'
import { address } from '@/lib/domain/address'
import type { Asking } from '@/lib/domain/event'
import { templateDatabase } from '@/lib/testing/database'
import { gather } from './gather'
import { openStore } from './store'
import {
  AT,
  allocation,
  commitOf,
  creation,
  eventOf,
  groupOf,
  instanceOf,
  operationOf,
  SUBNET,
  WORLD,
} from './store.fixtures'

/** Changes of eight groups that share no row: what a busy moment brings together. */
const CHANGES: readonly Commit[] = Array.from({ length: 8 }, (_, n) => {
  const id = `grp-${n}`
  const instance = instanceOf(id, 1, `10.0.1.${40 + n}`)
  return commitOf({
    request: { key: `key-${n}`, fingerprint: `f-${n}`, answer: { n } },
    expect: [{ groupId: id, version: 1 }],
    groups: [groupOf(id, { version: 2, nextOrdinal: 2 })],
    instances: [instance],
    allocated: [allocation(id, `10.0.1.${40 + n}`, { instanceId: instance.id })],
    // Every third changes its pool, too, and is told as its own.
    pooled:
      n % 3 === 0
        ? [{ subnetId: SUBNET, address: address(`10.0.1.${120 + n}`), groupId: id, position: 0 }]
        : [],
    operations: [operationOf(`op-${n}`, id, { instanceId: instance.id })],
    events: [
      eventOf({ groupId: id, at: `2026-03-01T10:00:0${n}.000Z` }),
      eventOf({ groupId: id, kind: 'address-allocated', actor: n % 2 === 0 ? 'operator' : 'holdfast' }),
    ],
  })
})

/** Every row of every table, as it is in the file. */
function recordOf(file: string): Record<string, unknown[]> {
  const database = new Database(file, { readonly: true })
  const names = database
    .prepare(`SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE '\\_%' ESCAPE '\\'`)
    .pluck()
    .all() as string[]
  const record = Object.fromEntries(
    names.map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]),
  )
  database.close()
  return record
}

async function writtenBy(hand: (commit: (one: Commit) => Promise<unknown>) => Promise<unknown>) {
  const file = await templateDatabase()
  let asking: Asking = { by: null, request: null }
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT, asking: () => asking })
  await store.applyInventory(WORLD)
  for (let n = 0; n < CHANGES.length; n++) await store.commit(creation(`grp-${n}`))
  const before = store.transactions()
  await hand((commit) => {
    const n = CHANGES.indexOf(commit)
    asking = { by: { id: `per-${n}`, name: `Person ${n}`, origin: '127.0.0.1' }, request: `req-${n}` }
    return store.commit(commit)
  })
  const transactions = store.transactions() - before
  const snapshots = await Promise.all(CHANGES.map((_, n) => store.groupSnapshot(`grp-${n}`)))
  const use = await store.use()
  await store.close()
  const record = recordOf(file)
  return {
    transactions,
    record,
    memory: { snapshots, subnets: use.subnets, pools: use.pools, moves: use.moves },
  }
}

describe('commits that share a transaction', () => {
  test('leave the same record and the same memory as one after the other, and each its own asker', async () => {
    const apart = await writtenBy(async (commit) => {
      for (const one of CHANGES) await commit(one)
    })
    const together = await writtenBy((commit) => Promise.all(CHANGES.map((one) => commit(one))))
    expect([apart.transactions, together.transactions]).toEqual([CHANGES.length, 1])
    expect(together.record).toEqual(apart.record)
    expect(together.memory).toEqual(apart.memory)
    const asked = (together.record.Event as { byId: string | null }[]).flatMap(({ byId }) => byId ?? [])
    expect(new Set(asked)).toEqual(new Set(CHANGES.map((_, n) => `per-${n}`)))
  })

  test('are told in few, in their order; one that changes a pool or gives a public IP back stays itself', () => {
    const told = gather(CHANGES)
    expect(told.map((one) => one.groups.map(({ id }) => id))).toEqual([
      ['grp-0'],
      ['grp-1', 'grp-2'],
      ['grp-3'],
      ['grp-4', 'grp-5'],
      ['grp-6'],
      ['grp-7'],
    ])
    expect(told.flatMap(({ events }) => events)).toEqual(CHANGES.flatMap(({ events }) => events))
    expect(told[0]).toBe(CHANGES[0])
    expect(gather(CHANGES.slice(0, 1))).toEqual([CHANGES[0]])
  })
})
