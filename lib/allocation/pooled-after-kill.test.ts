import { describe, expect, test } from 'vitest'
import type { PooledConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import { auditVms } from '@/lib/testing/audit-vms'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'

/*
 * B7 for VMs: a process killed before and after each of its changing calls resumes its work after restart. The group has
 * what can go wrong: two interfaces, pool members for one VM and none for the next, a pool public IP and a dynamic one.
 */

const SUBNET = pooledSubnet('front', '10.0.0.0/24')
const MEMBER = { ...staticIp('member', ['1', '2', '3']), address: '20.50.0.1' }

const POOLED_INVENTORY: Inventory = {
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

const configOf = (target: number, zones: readonly string[]): PooledConfig =>
  pooledConfig(
    [
      nicConfig(SUBNET, { pool: '10.0.0.100-101', publicIp: true, publicIpPool: [MEMBER.id] }),
      nicConfig(SUBNET, { name: 'eth1', primary: false, pool: '10.0.0.110' }),
    ],
    target,
    { pooled: { zones } },
  )

const VERBS: readonly {
  readonly name: string
  readonly from: number
  readonly intent: (ids: readonly string[]) => Intent | 'interruption'
  readonly ends: number
}[] = [
  { name: 'scale-up', from: 0, intent: () => ({ kind: 'scale', target: 2, resumePaused: true }), ends: 2 },
  { name: 'scale-down', from: 2, intent: () => ({ kind: 'scale', target: 0, resumePaused: true }), ends: 0 },
  { name: 'replacement', from: 2, intent: () => 'interruption', ends: 2 },
  {
    name: 'replace on request',
    from: 2,
    intent: (instanceIds) => ({ kind: 'recycle', instanceIds }),
    ends: 2,
  },
  {
    name: 'removal',
    from: 2,
    intent: (ids) => ({ kind: 'deallocate', instanceIds: ids.slice(0, 1), afterwards: 'lower-target' }),
    ends: 1,
  },
  { name: 'deletion', from: 2, intent: () => ({ kind: 'delete-group', interfaces: 'delete' }), ends: 0 },
]

/** Every verb makes more changing calls than this: fewer, and nothing was tried. */
const FEWEST_CALLS = 3

const vmsOf = async (world: RunningWorld, id: string) => (await world.store.groupSnapshot(id))?.vms ?? []

async function begin(world: RunningWorld, id: string, intent: Intent | 'interruption'): Promise<void> {
  if (intent !== 'interruption') {
    await world.apply(id, intent)
    return
  }
  const machineIds = (await vmsOf(world, id)).flatMap((vm) => vm.machineId ?? [])
  await world.control.interrupt({ machineIds: machineIds.slice(0, 1) })
  await world.observe()
}

/** Time goes on until nothing is to do. */
async function comeToRest(world: RunningWorld): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await world.settled()
    await world.observe()
    await world.settled()
    world.pass(61_000)
    await world.engine.settleDue()
    await world.settled()
  }
}

/** What the zone changes is how a VM comes by its public IPs; how it goes is the same. */
describe.each([
  ['a regional group', [] as string[], VERBS],
  ['a zonal group', ['1', '3'], VERBS.filter(({ name }) => name === 'scale-up' || name === 'replacement')],
] as const)('B7: %s', (_, zones, verbs) => {
  test.each(verbs)(
    '$name survives a kill at every call',
    { timeout: 240_000 },
    async ({ from, intent, ends }) => {
      for (const when of ['before', 'after'] as const)
        for (let call = 1; ; call++) {
          const world = await runWorld(POOLED_INVENTORY, { startMs: 20, stopMs: 20 })
          try {
            const id = await world.create(configOf(from, zones))
            const died = world.dieAt(call, when)
            const ids = (await vmsOf(world, id)).map((vm) => vm.id)
            // A process that is dead answers nobody.
            await Promise.race([begin(world, id, intent(ids)), died])
            await comeToRest(world)
            const vms = await vmsOf(world, id)
            expect(vms.map((vm) => [vm.state, vm.reason])).toEqual(
              Array.from({ length: ends }, () => ['active', null]),
            )
            expect(await auditVms(world, [id])).toEqual([])
            const settled = await world.plan(id, { kind: 'settle' })
            if (settled.ok) expect(settled.value.changes).toEqual([])
            else expect(settled.refusal.kind).toBe('unknown-group')
            if (await wasKilled(died)) continue
            expect(call).toBeGreaterThan(FEWEST_CALLS)
            break
          } finally {
            await world.close()
          }
        }
    },
  )
})

/** False: there was no such call, so every one has been tried. */
const wasKilled = (died: Promise<void>): Promise<boolean> =>
  Promise.race([died.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))])
