import { afterEach, beforeEach, expect, test } from 'vitest'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { inEveryCloud } from '@/lib/domain/inventory-diff'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'
import { planInventory } from './take-inventory'

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld()
})

afterEach(() => world.close())

test('an import without a security group that a group launches with keeps it', async () => {
  const config = groupConfig({ pool: '10.0.1.40-41' })
  await world.create(config)
  const [used] = config.compute.securityGroupIds
  const { virtualNetworks, subnets } = await world.store.inventory()
  const inventory = { ...EMPTY_INVENTORY, virtualNetworks, subnets }
  const taken = { inventory, scope: inEveryCloud(['security-group']), from: 'operator' as const }
  const diff = await planInventory(world.engine.allocation, taken, 'import')
  expect(diff.keptBecauseUsed.map((one) => one.id)).toEqual([used])
  expect(diff.gone.map((one) => one.id)).not.toContain(used)
  expect(diff.gone.length).toBeGreaterThan(0)
})
