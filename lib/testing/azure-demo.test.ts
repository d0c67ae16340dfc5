import { afterEach, expect, test } from 'vitest'
import type { Page } from '@/lib/allocation/ports/cloud'
import { formatAddress } from '@/lib/domain/address'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { PublicIp } from '@/lib/domain/subnet'
import { playAzureDemo } from './azure-demo'
import { AZURE_PUBLIC_IPS, AZURE_SUBNETS, azureNic, NETWORKS, picture1Config } from './azure-worlds'
import { type RunningWorld, runWorld } from './running-world'

// Both pictures, number by number, in a whole Holdfast on the simulated Azure.

let world: RunningWorld
afterEach(() => world.close())

async function played(): Promise<readonly [string, string]> {
  world = await runWorld()
  return playAzureDemo({
    engine: world.engine,
    control: world.control,
    refused: (what, refusal) => {
      throw new Error(`${what}: ${JSON.stringify(refusal)}`)
    },
  })
}

const vmsOf = async (groupId: string) =>
  [...((await world.store.groupSnapshot(groupId))?.vms ?? [])].sort((a, b) => a.ordinal - b.ordinal)

const scale = (groupId: string, target: number) =>
  world.ask(groupId, { kind: 'scale', target, resumePaused: false })

const isOursInTestSubnet3 = ({ instanceId, subnetId }: ObservedInterface) =>
  instanceId !== null && subnetId === AZURE_SUBNETS.test3.id

/** `pool 10.0.1.0`, as it is in the record, and as the cloud has it. */
async function privateIps(groupId: string): Promise<string[]> {
  const found: string[] = []
  for (const { nics } of await vmsOf(groupId))
    for (const nic of nics) {
      const seen = await world.azure.describeInterfaces({ ids: [nic.interfaceId ?? ''] })
      const [there] = seen.ok ? (seen.value.items[0]?.addresses ?? []) : []
      const recorded = nic.private.address ? formatAddress(nic.private.address) : 'none'
      expect(there && formatAddress(there)).toBe(recorded)
      found.push(`${nic.private.kind} ${recorded}`)
    }
  return found
}

async function publicIps(): Promise<readonly PublicIp[]> {
  const page = (await world.azure.describePublicIps()) as { ok: true; value: Page<PublicIp> }
  return page.value.items
}

test('picture 1: the next VM takes 10.0.1.0, the one after it a dynamic address of TestSubnet3', async () => {
  const [groupId] = await played()
  expect(await privateIps(groupId)).toEqual(['pool 10.0.1.0'])
  expect(await scale(groupId, 2)).toBe('ok')
  expect(await privateIps(groupId)).toEqual(['pool 10.0.1.0', 'dynamic 10.0.0.4'])
  expect((await vmsOf(groupId)).map((vm) => [vm.state, vm.nics[0]?.subnetId])).toEqual([
    ['active', AZURE_SUBNETS.test3.id],
    ['active', AZURE_SUBNETS.test3.id],
  ])
  // At scale-down the interface is deleted, and the address is free for the next one.
  expect(await scale(groupId, 0)).toBe('ok')
  const left = await world.azure.describeInterfaces({})
  expect(left.ok && left.value.items.filter(isOursInTestSubnet3)).toEqual([])
  expect(await scale(groupId, 1)).toBe('ok')
  expect(await privateIps(groupId)).toEqual(['pool 10.0.1.0'])
})

test('picture 1 on 10.0.1.0/24: all four members are refused, because Azure keeps them back', async () => {
  world = await runWorld()
  const interfaces = [azureNic({ subnetId: AZURE_SUBNETS.test3of24.id, pool: '10.0.1.0-10.0.1.3' })]
  const refused = await world.tryCreate(picture1Config({ virtualNetworkId: NETWORKS.test24, interfaces }))
  expect(refused).toMatchObject({
    refusal: {
      kind: 'nics',
      problems: ['10.0.1.0', '10.0.1.1', '10.0.1.2', '10.0.1.3'].map((member) => ({
        nic: 'eth0',
        problem: { kind: 'reserved', member },
      })),
    },
  })
})

test('picture 2: the VM in zone 1 takes the pool’s member, the one in zone 3 a dynamic public IP', async () => {
  const [, groupId] = await played()
  const [first, second] = await vmsOf(groupId)
  expect([first?.zone, second?.zone]).toEqual(['1', '3'])
  expect(first?.nics[0]?.public).toMatchObject({ kind: 'pool', publicIpId: AZURE_PUBLIC_IPS.zone1.id })
  const dynamic = second?.nics[0]?.public
  expect(dynamic?.kind).toBe('dynamic')
  const made = (await publicIps()).find(({ name }) => name === `${second?.id}-eth0-ip`)
  expect(made).toMatchObject({
    traits: { sku: 'standard', zones: ['3'], method: 'static' },
    association: { interfaceId: second?.nics[0]?.interfaceId, machineId: second?.machineId },
  })
  expect(await scale(groupId, 0)).toBe('ok')
  const after = await publicIps()
  expect(after.find(({ id }) => id === AZURE_PUBLIC_IPS.zone1.id)?.association).toBeNull()
  expect(after.some(({ id }) => id === made?.id)).toBe(false)
})
