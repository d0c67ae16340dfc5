import { expect, test } from 'vitest'
import type { Expected } from '@/lib/domain/expected'
import { templateDatabase } from '@/lib/testing/database'
import { openDatabase } from './client'
import { isBeyond, readExpected } from './expected-reads'
import { openStore } from './store'
import { AT, creation, LARGE, WORLD } from './store.fixtures'

/** More than two pages of each. */
const EACH = 1_100

test('of more than a page, each is answered once, and nobody of another group or state', async () => {
  const databaseUrl = `file:${await templateDatabase()}`
  const store = await openStore({ databaseUrl, now: () => AT })
  const database = openDatabase(databaseUrl)
  await store.applyInventory(WORLD)
  const addresses = Array.from({ length: 2 * EACH }, (_, n) => `10.9.${n >> 8}.${n & 255}`)
  const made = creation('grp-large', addresses)
  const instances = made.instances.map((one, n) => ({
    ...one,
    subnetId: LARGE,
    state: n % 2 === 0 ? ('active' as const) : ('paused' as const),
    machineId: n % 2 === 0 ? `i-${n}` : null,
    interfaceId: `eni-${n}`,
  }))
  await store.commit({
    ...made,
    instances,
    allocated: made.allocated.map((one) => ({ ...one, subnetId: LARGE })),
  })
  const all = async (kind: 'machines' | 'interfaces', cloud: 'aws' | 'azure' = 'aws') => {
    const found: Expected[] = []
    for await (const page of readExpected(database.client, cloud, kind)) found.push(...page)
    return found.map(({ id, instanceId, groupId }) => `${id} ${instanceId} ${groupId}`).sort()
  }
  const told = (state: string, what: 'machineId' | 'interfaceId') =>
    instances.flatMap((one) => (one.state === state ? [`${one[what]} ${one.id} grp-large`] : [])).sort()
  expect(told('active', 'machineId')).toHaveLength(EACH)
  const fromMemory: Expected[] = []
  for await (const page of store.expected('aws', 'machines')) fromMemory.push(...page)
  expect(fromMemory.map(({ id }) => id).sort()).toEqual(
    told('active', 'machineId').map((line) => line.split(' ')[0]),
  )
  expect([await isBeyond(database.client, 2 * EACH - 1), await isBeyond(database.client, 2 * EACH)]).toEqual([
    true,
    false,
  ])
  expect(await all('machines')).toEqual(told('active', 'machineId'))
  expect(await all('interfaces')).toEqual(told('paused', 'interfaceId'))
  expect(await all('machines', 'azure')).toEqual([])
  expect(await all('interfaces', 'azure')).toEqual([])
  await store.close()
})
