import { afterEach, expect, test } from 'vitest'
import type { ObservedInterface } from '@/lib/domain/inventory'
import {
  AZURE_GROUPS,
  AZURE_PUBLIC_IPS,
  AZURE_SUBNETS,
  azureGroupConfig,
  azureNic,
} from '@/lib/testing/azure-worlds'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'

// A zonal group of VMs with two interfaces on a cloud that loses answers, throttles, has no capacity and evicts.

let world: RunningWorld
afterEach(() => world.close())

const TARGET = 12

const config = azureGroupConfig({
  zones: ['1', '2', '3'],
  capacity: { minimum: 0, target: TARGET, maximum: 40 },
  interfaces: [
    azureNic({
      pool: '10.20.1.60-10.20.1.65',
      networkSecurityGroupId: AZURE_GROUPS.web.id,
      publicIp: true,
      publicIpPool: [AZURE_PUBLIC_IPS.zone1.id, AZURE_PUBLIC_IPS.zone3.id, AZURE_PUBLIC_IPS.redundant.id],
    }),
    azureNic({
      name: 'eth1',
      primary: false,
      subnetId: AZURE_SUBNETS.data.id,
      applicationSecurityGroupIds: [AZURE_GROUPS.dataServers.id],
    }),
  ],
})

async function described() {
  const interfaces = await world.azure.describeInterfaces({})
  const publicIps = await world.azure.describePublicIps()
  const machines = await world.azure.describeMachines({})
  if (!interfaces.ok || !publicIps.ok || !machines.ok) throw new Error('the cloud was not described')
  return {
    interfaces: interfaces.value.items.filter(({ instanceId }) => instanceId !== null),
    publicIps: publicIps.value.items,
    machines: machines.value.items,
  }
}

const holds = ({ subnetId, addresses }: ObservedInterface): string[] =>
  addresses.map(({ value }) => `${subnetId} ${value}`)

test('target is reached with one owner per address, and nothing is left of them in the end', async () => {
  world = await runWorld(undefined, { startMs: 50, stopMs: 30, operationMs: 20 })
  const now = { probability: 0.25, remaining: null }
  await world.control.setFaults([
    { operation: 'NetworkInterfaces_CreateOrUpdate', effect: 'timeout-after', ...now },
    { operation: 'NetworkInterfaces_Delete', effect: 'timeout-before', ...now },
    { operation: 'Operations_Get', effect: 'timeout-before', ...now },
    { operation: 'VirtualMachines_CreateOrUpdate', effect: 'error', code: 'ZonalAllocationFailed', ...now },
    { operation: 'PublicIPAddresses_CreateOrUpdate', effect: 'timeout-after', ...now },
    { operation: 'PublicIPAddresses_Delete', effect: 'throttle', ...now },
  ])
  const groupId = await world.create(config)
  await world.control.interruptShare({ zone: null, share: 0.5, seed: 3 })
  await world.observe()
  await world.settled()

  const vms = (await world.store.groupSnapshot(groupId))?.vms ?? []
  expect(vms.map(({ state }) => state)).toEqual(vms.map(() => 'active'))
  expect(vms).toHaveLength(TARGET)
  const there = await described()
  expect(there.machines.map(({ instanceId }) => instanceId).sort()).toEqual(vms.map(({ id }) => id).sort())
  expect(there.interfaces).toHaveLength(2 * TARGET)
  expect(new Set(there.interfaces.flatMap(holds)).size).toBe(2 * TARGET)
  const zoneOf = new Map(there.machines.map(({ id, zone }) => [id, zone ?? '']))
  const used = there.publicIps.filter(({ association }) => zoneOf.has(association?.machineId ?? ''))
  expect(used).toHaveLength(TARGET)
  for (const { traits, association } of used)
    expect(traits?.zones).toContain(zoneOf.get(association?.machineId ?? ''))

  expect(await world.ask(groupId, { kind: 'scale', target: 0, resumePaused: false })).toBe('ok')
  const left = await described()
  expect([left.machines, left.interfaces]).toEqual([[], []])
  expect(left.publicIps.map(({ name }) => name).sort()).toEqual(
    Object.values(AZURE_PUBLIC_IPS)
      .map(({ name }) => name)
      .sort(),
  )
})
