import { afterEach, expect, test } from 'vitest'
import type { Expected, ExpectedKind } from '@/lib/domain/expected'
import { azureGroupConfig, azureInventory, azureNic } from '@/lib/testing/azure-worlds'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'

let world: RunningWorld
afterEach(() => world.close())

async function expected(cloud: 'aws' | 'azure', kind: ExpectedKind): Promise<Expected[]> {
  const all: Expected[] = []
  for await (const page of world.store.expected(cloud, kind)) all.push(...page)
  return all.sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1))
}

const inOrder = (all: readonly Expected[]) => [...all].sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1))

test('what a look expects is what the groups say: running machines, and interfaces of what is paused', async () => {
  world = await runWorld()
  const capacity = { minimum: 0, target: 3, maximum: 4 }
  const id = await world.create(groupConfig({ pool: '10.0.1.40-43', capacity }), true)
  const going = await world.create(groupConfig({ name: 'going', pool: '10.0.1.50-51', capacity }), true)
  const [first, second] = await world.instances(id)
  await world.ask(id, { kind: 'pause', instanceIds: [first?.id ?? '', second?.id ?? ''] })
  await world.ask(going, { kind: 'delete-group', interfaces: 'delete' })
  const rows = await world.instances(id)
  const told = (state: string, found: 'machineId' | 'interfaceId') =>
    inOrder(
      rows.flatMap((one) => {
        const there = one.state === state && one[found]
        return there ? [{ id: there, instanceId: one.id, groupId: id }] : []
      }),
    )
  expect(told('active', 'machineId').length).toBeGreaterThan(0)
  expect(told('paused', 'interfaceId')).toHaveLength(2)
  expect(await expected('aws', 'machines')).toEqual(told('active', 'machineId'))
  expect(await expected('aws', 'interfaces')).toEqual(told('paused', 'interfaceId'))
  expect(await expected('azure', 'machines')).toEqual([])
})

test('VMs are expected by their machines', async () => {
  world = await runWorld(azureInventory())
  const id = await world.create(
    azureGroupConfig({
      capacity: { minimum: 0, target: 2, maximum: 4 },
      interfaces: [azureNic({ pool: '10.20.1.40-45' })],
    }),
  )
  const vms = (await world.store.groupSnapshot(id))?.vms ?? []
  const machines = vms.map((vm) => ({ id: vm.machineId ?? '', instanceId: vm.id, groupId: id }))
  expect(machines).toHaveLength(2)
  expect(await expected('azure', 'machines')).toEqual(inOrder(machines))
  expect(await expected('azure', 'interfaces')).toEqual([])
})
