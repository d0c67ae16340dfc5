import { describe, expect, test } from 'vitest'
import { formatAddress } from '@/lib/domain/address'
import type { PooledConfig } from '@/lib/domain/group'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { auditVms } from '@/lib/testing/audit-vms'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'

/* B1 under race: many ask at once, the unique index judges, and whoever loses decides again. */

const SUBNET = pooledSubnet('front', '10.0.0.0/22')
const PUBLIC = Array.from({ length: 6 }, (_, at) => ({
  ...staticIp(`ip-${at}`, ['1', '2', '3']),
  address: `20.50.0.${at + 1}`,
}))

const INVENTORY: Inventory = {
  ...EMPTY_INVENTORY,
  virtualNetworks: [
    {
      ...{ id: SUBNET.virtualNetworkId, cloud: 'azure', region: SUBNET.region },
      ...{ name: 'TestVirtualNetwork', cidrs: SUBNET.cidrs },
    },
  ],
  subnets: [SUBNET],
  publicIps: PUBLIC,
}

const configOf = (
  name: string,
  pool: string,
  target: number,
  publicIpPool: readonly string[] = [],
): PooledConfig =>
  pooledConfig([nicConfig(SUBNET, { pool, publicIp: publicIpPool.length > 0, publicIpPool })], target, {
    name,
    capacity: { minimum: 0, target, maximum: 200 },
    pooled: { zones: publicIpPool.length > 0 ? ['1', '2'] : [] },
  })

const vmsOf = async (world: RunningWorld, id: string) => (await world.store.groupSnapshot(id))?.vms ?? []

async function comeToRest(world: RunningWorld): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await world.settled()
    world.pass(61_000)
    await world.engine.settleDue()
    await world.settled()
  }
}

describe('races', () => {
  test('of groups that list one member, created at once, one is created and the others are told whose it is', async () => {
    const world = await runWorld(INVENTORY)
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        world.tryCreate(configOf(`web-${at}`, '10.0.1.7', 1, [PUBLIC[0]?.id ?? ''])),
      ),
    )
    const refused = answers.flatMap((one) => (one.ok ? [] : [one.refusal]))
    expect(refused).toHaveLength(4)
    for (const refusal of refused) {
      const kinds = refusal.kind === 'nics' ? refusal.problems.map((one) => one.problem.kind) : []
      // Held, where the winner's VM was quicker than the loser's second look.
      expect(kinds).toEqual([
        expect.stringMatching(/^public-ip-(other-pool|held)$/),
        expect.stringMatching(/^(other-pool|held)$/),
      ])
    }
    await world.close()
  })

  test('50 scale operations at once end at the last one, and no member has two VMs', {
    timeout: 120_000,
  }, async () => {
    const world = await runWorld(INVENTORY)
    const ids = await Promise.all(
      [0, 1, 2, 3, 4].map((at) =>
        world.create(
          configOf(
            `web-${at}`,
            `10.0.1.${at * 10 + 10}-${at * 10 + 15}`,
            0,
            at === 0 ? PUBLIC.map((one) => one.id) : [],
          ),
        ),
      ),
    )
    const asked = Array.from({ length: 50 }, (_, at) =>
      world.apply(ids[at % 5] ?? '', { kind: 'scale', target: (at * 7) % 12, resumePaused: true }),
    )
    const answers = await Promise.all(asked)
    expect(answers.every((one) => one.ok)).toBe(true)
    await comeToRest(world)
    expect(await auditVms(world, ids)).toEqual([])
    for (const [at, id] of ids.entries()) {
      const last = ((45 + at) * 7) % 12
      const vms = await vmsOf(world, id)
      expect(vms.map((vm) => vm.state)).toEqual(Array.from({ length: last }, () => 'active'))
      const members = vms.flatMap((vm) => vm.nics.filter((nic) => nic.private.kind === 'pool'))
      expect(members).toHaveLength(Math.min(6, last))
    }
    const first = await vmsOf(world, ids[0] ?? '')
    const taken = first.flatMap((vm) =>
      vm.nics.flatMap((nic) => (nic.public.kind === 'pool' ? publicIpIdOf(nic) : [])),
    )
    expect(new Set(taken).size).toBe(Math.min(PUBLIC.length, first.length))
    await world.close()
  })

  test('the cloud gives a pool member as a dynamic address to nobody while it is being made static', {
    timeout: 60_000,
  }, async () => {
    const world = await runWorld(INVENTORY)
    // The very lowest addresses: those that the cloud would give first.
    const id = await world.create(configOf('web', '10.0.0.4-13', 30))
    const vms = await vmsOf(world, id)
    const statics = vms.flatMap((vm) => vm.nics).filter((nic) => nic.private.kind === 'pool')
    expect(statics.map((nic) => nic.private.address && formatAddress(nic.private.address))).toEqual(
      Array.from({ length: 10 }, (_, at) => `10.0.0.${at + 4}`),
    )
    expect(vms.every((vm) => vm.state === 'active')).toBe(true)
    expect(await auditVms(world, [id])).toEqual([])
    await world.close()
  })

  test('a member that the cloud gave to another group before is passed over in the end', {
    timeout: 60_000,
  }, async () => {
    const world = await runWorld(INVENTORY)
    const [pooled, dynamic] = await Promise.all([
      world.create(configOf('pooled', '10.0.0.4-9', 0)),
      world.create(configOf('dynamic', '', 0)),
    ])
    await Promise.all([
      world.apply(dynamic ?? '', { kind: 'scale', target: 4, resumePaused: true }),
      world.apply(pooled ?? '', { kind: 'scale', target: 6, resumePaused: true }),
    ])
    await comeToRest(world)
    expect(await auditVms(world, [pooled ?? '', dynamic ?? ''])).toEqual([])
    expect((await vmsOf(world, pooled ?? '')).every((vm) => vm.state === 'active')).toBe(true)
    expect(await vmsOf(world, pooled ?? '')).toHaveLength(6)
    await world.close()
  })
})
