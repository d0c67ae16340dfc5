import { expect, test } from 'vitest'
import { Ours } from '@/lib/domain/drift-ours'
import type { ObservedInterface } from '@/lib/domain/inventory'
import { INVENTORY_KINDS, inEveryCloud } from '@/lib/domain/inventory-diff'
import { inTurns } from '@/lib/domain/slices'
import { BEGAN, groupOf, instanceOf, inventoryOf, mirror } from '@/lib/testing/drift-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { compareGroup, compareUnknown, lookAt } from './compare-drift'

test('a large account is gone through in slices, with everybody else’s turn in between', async () => {
  const group = groupOf('sig-1', groupConfig({ pool: '10.8.0.250-251', subnetIds: [SUBNETS.fleet.id] }))
  const at = (n: number) => ({
    subnetId: SUBNETS.fleet.id,
    address: { family: 4, value: BigInt(0x0a080100 + n) } as const,
  })
  const instances = Array.from({ length: 3_000 }, (_, n) => instanceOf(group, n, at(n)))
  const cloud = mirror([{ group, instances, vms: [] }], Object.values(SUBNETS), [])
  const strangers = Array.from(
    { length: 9_000 },
    (_, n): ObservedInterface => ({
      ...{
        id: `eni-x${n}`,
        subnetId: SUBNETS.fleet.id,
        status: 'in-use',
        addresses: [at(n + 3_000).address],
      },
      ...{ prefixes: [], machineId: null, description: '', instanceId: null },
    }),
  )
  const inventory = inventoryOf({ ...cloud, interfaces: [...cloud.interfaces, ...strangers] })
  let turns = 0
  const othersTurn = async () => {
    turns += 1
  }
  const coverage = { scope: inEveryCloud(INVENTORY_KINDS), leftOut: new Set<string>(), whole: true }
  const look = await lookAt(inventory, cloud.machines, coverage, othersTurn)
  expect(turns).toBe(12)
  const ours = new Ours(new Set())
  await inTurns(ours.add({ group, instances, vms: [] }), othersTurn)
  expect(turns).toBe(17)
  const compared = { look, ours, subnets: new Map(), began: BEGAN }
  const snapshot = { seq: 1, group, instances, vms: [] }
  expect(await compareGroup(snapshot, compared, othersTurn)).toEqual([])
  expect(turns).toBe(46)
  const store = { standingGroupIds: async () => [group.id], groupSnapshot: async () => snapshot }
  expect(await compareUnknown(compared, store, othersTurn)).toEqual([])
  expect(turns).toBe(58)
})
