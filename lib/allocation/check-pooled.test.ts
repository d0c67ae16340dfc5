import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import type { PooledConfig } from '@/lib/domain/group'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'

/* What a pooled group is refused because of what the world holds, and what it is not refused for later (B2, Z5, Z6). */

const SUBNET = pooledSubnet('front', '10.0.0.0/24')
const MEMBER = { ...staticIp('member'), address: '20.50.0.1' }
const INVENTORY: Inventory = {
  ...EMPTY_INVENTORY,
  virtualNetworks: [
    {
      ...{ id: SUBNET.virtualNetworkId, cloud: 'azure', region: SUBNET.region },
      ...{ name: 'TestVirtualNetwork', cidrs: SUBNET.cidrs },
    },
  ],
  subnets: [SUBNET],
  publicIps: [MEMBER],
}

const configOf = (pool: string, over: Partial<PooledConfig> = {}): PooledConfig =>
  pooledConfig([nicConfig(SUBNET, { pool, publicIp: true, publicIpPool: [MEMBER.id] })], 0, over)

let world: RunningWorld
beforeEach(async () => {
  world = await runWorld(INVENTORY)
})
afterEach(() => world.close())

const taken = async (octet: number) => {
  await world.control.takeAddress({
    ...{ subnetId: SUBNET.id, description: 'squatter' },
    address: address(`10.0.0.${octet}`),
  })
  await world.refresh()
}

describe('members that others hold', () => {
  test('are refused when they are added, with their holder', async () => {
    await taken(20)
    const created = await world.tryCreate(configOf('10.0.0.20-21'))
    expect(created).toMatchObject({
      refusal: { kind: 'nics', problems: [{ nic: 'eth0', problem: { kind: 'held', member: '10.0.0.20' } }] },
    })
  })

  test('are passed over when they were members before: any other change of the group is not refused', async () => {
    const id = await world.create(configOf('10.0.0.20-21'))
    await taken(20)
    await world.control.associateElsewhere(MEMBER.id)
    await world.refresh()
    const edited = configOf('10.0.0.20-22', { coolingSeconds: 0 })
    expect(await world.ask(id, { kind: 'edit', config: edited })).toBe('ok')
    await world.ask(id, { kind: 'scale', target: 1, resumePaused: true })
    const [vm] = (await world.store.groupSnapshot(id))?.vms ?? []
    expect(vm?.nics[0]?.private).toMatchObject({ kind: 'pool', address: address('10.0.0.21') })
    expect(vm?.nics[0]?.public.kind).toBe('dynamic')
  })

  test('a network of another region is refused by name', async () => {
    expect(await world.tryCreate(configOf('', { region: 'northeurope' }))).toMatchObject({
      refusal: { kind: 'network-of-other-region', name: 'TestVirtualNetwork', wanted: 'northeurope' },
    })
  })
})
