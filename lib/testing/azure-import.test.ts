import { expect, test } from 'vitest'
import { describeEverything, planInventory, takeInventory } from '@/lib/allocation/take-inventory'
import { ALL } from '@/lib/cloud/azure/cli.fixtures'
import { readCliFiles } from '@/lib/cloud/cli/read-inventory'
import { mergeInventory } from '@/lib/domain/inventory-merge'
import { runWorld } from './running-world'

test('what az printed is on record, and in the simulated Azure just so: later looks find nothing new', async () => {
  const world = await runWorld()
  try {
    const { allocation } = world.engine
    const before = await world.store.inventory()
    const read = await readCliFiles(ALL, before)
    const taken = {
      ...{ inventory: read.inventory, scope: read.complete, leftOut: read.leftOut },
      from: 'operator' as const,
    }
    const diff = await planInventory(allocation, taken, 'import')
    expect(diff.gone).toEqual([])
    await world.control.loadInventory(mergeInventory(before, diff.change), { replace: true })
    expect((await takeInventory(allocation, taken, 'import')).ok).toBe(true)
    for (const cloud of [world.azure, world.cloud]) {
      const seen = await describeEverything(cloud)
      if (!seen.ok) throw new Error(seen.refusal.message)
      const { added, changed, gone } = await planInventory(allocation, seen.value, 'look')
      expect({ added, changed, gone }).toEqual({ added: [], changed: [], gone: [] })
    }
    const known = await world.store.inventory()
    expect(known.interfaces).toHaveLength(before.interfaces.length + read.inventory.interfaces.length)
    expect(known.virtualNetworks).toHaveLength(before.virtualNetworks.length + 1)
  } finally {
    await world.close()
  }
})
