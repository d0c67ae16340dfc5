import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { address } from '@/lib/domain/address'
import { statefulOf } from '@/lib/domain/config-parts'
import { formatPoolEntry } from '@/lib/domain/pool'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenStore, openStore } from './store'
import { AT, creation, groupOf, SUBNET, WORLD } from './store.fixtures'
import { readConfig, writeConfig } from './stored-config'

const config = statefulOf(groupOf('g1', { pool: '10.0.1.20\n10.0.1.10-12' }).config)

/** As it was written before persistence had a place of its own. */
function flatText(change: Record<string, unknown> = {}): string {
  const { persistence, ...rest } = config
  const { kind: _, retention: __, ...kept } = persistence
  const privateIpPool = kept.privateIpPool.map(formatPoolEntry)
  return JSON.stringify({ ...rest, ...kept, privateIpPool, ...change })
}

let store: OpenStore | undefined
afterEach(() => store?.close())

it('is read as it was written, members in list order', () => {
  expect(readConfig(writeConfig(config))).toEqual(config)
  expect(statefulOf(readConfig(writeConfig(config))).persistence.privateIpPool.map(formatPoolEntry)).toEqual([
    '10.0.1.20',
    '10.0.1.10-12',
  ])
})

it('of an older row is the same, and is kept in the new shape from then on', () => {
  expect(readConfig(flatText())).toEqual(config)
  expect(JSON.parse(writeConfig(readConfig(flatText())))).toEqual(JSON.parse(writeConfig(config)))
})

it.each([
  ['new', writeConfig(config), ['g1']],
  ['older', flatText(), ['g1']],
  ['older, which keeps no private IPs', flatText({ maintainPrivateIp: false }), []],
])('of a row that is %s counts for its subnet and its pool', async (_, text, settles) => {
  const file = await templateDatabase()
  const first = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  await first.applyInventory(WORLD)
  const pooled = [{ groupId: 'g1', subnetId: SUBNET, address: address('10.0.1.20'), position: 0 }]
  await first.commit(creation('g1', [], { groups: [groupOf('g1', { config })], pooled }))
  await first.close()

  const database = new Database(file)
  database.prepare('UPDATE "Group" SET "config" = ?').run(text)
  database.close()

  store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  const rows = await store.reads.subnets()
  expect(rows.find((row) => row.subnet.id === SUBNET)?.groupCount).toBe(1)
  expect(await store.groupsToSettle(AT)).toEqual(settles)
  expect((await store.groupSnapshot('g1'))?.group.config).toEqual(readConfig(text))
})
