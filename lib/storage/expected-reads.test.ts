import { expect, test } from 'vitest'
import type { Expected } from '@/lib/allocation/ports/store'
import { templateDatabase } from '@/lib/testing/database'
import { openStore } from './store'
import { AT, creation, LARGE, WORLD } from './store.fixtures'

/** More than two pages of each. */
const EACH = 1_100

test('of more than a page, each is answered once, and nobody of another group or state', async () => {
  const store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => AT })
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
    for await (const page of store.expected(cloud, kind)) found.push(...page)
    return found.map(({ id, instanceId, groupId }) => `${id} ${instanceId} ${groupId}`).sort()
  }
  const told = (state: string, what: 'machineId' | 'interfaceId') =>
    instances.flatMap((one) => (one.state === state ? [`${one[what]} ${one.id} grp-large`] : [])).sort()
  expect(told('active', 'machineId')).toHaveLength(EACH)
  expect(await all('machines')).toEqual(told('active', 'machineId'))
  expect(await all('interfaces')).toEqual(told('paused', 'interfaceId'))
  expect(await all('machines', 'azure')).toEqual([])
  expect(await all('interfaces', 'azure')).toEqual([])
  await store.close()
})
