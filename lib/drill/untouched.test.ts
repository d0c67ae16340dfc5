import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FAILING_STEPS, type Scenario } from '@/lib/domain/drill'
import { AZURE_PUBLIC_IPS, azureGroupConfig, azureNic } from '@/lib/testing/azure-worlds'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { playDrill } from './play'
import { copyWorld } from './world-copy'

/* The real world is untouched: whatever is rehearsed, nothing of the record or of a cloud is other afterwards. */

const scenario: fc.Arbitrary<Scenario> = fc.record({
  ...{ capacityBack: fc.option(fc.nat(3)), minutes: fc.integer({ min: 1, max: 6 }) },
  zones: fc.subarray(['us-east-1a', '1', '3']),
  share: fc.option(fc.integer({ min: 1, max: 100 })),
  instanceIds: fc.constant([]),
  failing: fc.option(
    fc.record({ step: fc.constantFrom(...FAILING_STEPS), minutes: fc.integer({ min: 1, max: 3 }) }),
  ),
  startSeconds: fc.nat(90),
  stopSeconds: fc.nat(40),
})

const small = fc.record({
  scenario,
  seed: fc.nat(1_000),
  ring: fc.record({ pool: fc.integer({ min: 0, max: 2 }), target: fc.nat(3), maintain: fc.boolean() }),
  vms: fc.record({ target: fc.nat(3), zonal: fc.boolean(), pool: fc.integer({ min: 0, max: 2 }) }),
  /** Some work is under way when the copy is taken. */
  busy: fc.boolean(),
})
type Small = typeof small extends fc.Arbitrary<infer T> ? T : never

it(
  'leaves record, events and clouds byte for byte as they were, and calls no cloud',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(small, async (given) => {
        const world = await runWorld()
        try {
          const groupIds = await groupsOf(world, given)
          if (given.busy) await beginWork(world, groupIds)
          const before = await everything(world)
          const calls = world.calls()
          const copy = await copyWorld(world.store, groupIds, world.now())
          if (!copy.ok) throw new Error('the world did not hold still')
          const alike = structuredClone(copy.value)
          const played = await playDrill(copy.value, given.scenario, { seed: given.seed })
          expect(played.problems).toEqual([])
          expect(world.calls()).toBe(calls)
          expect(await everything(world)).toBe(before)
          // Nothing that was copied is written either: the same copy can be played again.
          expect(copy.value).toEqual(alike)
        } finally {
          await world.close()
        }
      }),
      { numRuns: 4 },
    ),
)

it('copies values: no object of the copy is one of the world', async () => {
  const world = await runWorld()
  const groupIds = await groupsOf(world, {
    ring: { pool: 2, target: 2, maintain: true },
    vms: { target: 2, zonal: true, pool: 1 },
  })
  const copy = await copyWorld(world.store, groupIds, world.now())
  if (!copy.ok) throw new Error('the world did not hold still')
  const real = new Set<object>()
  for (const id of groupIds) collect(await world.store.groupSnapshot(id), real)
  const { subnets, publicIps } = await world.store.networkSnapshot({
    subnetIds: copy.value.subnets.map((one) => one.subnet.id),
    publicIpIds: copy.value.publicIps.map((one) => one.publicIp.id),
  })
  for (const one of [...subnets.values(), ...publicIps.values()]) collect(one, real)
  const copied = new Set<object>()
  collect(copy.value, copied)
  expect(copied.size).toBeGreaterThan(50)
  expect([...copied].filter((one) => real.has(one))).toEqual([])
  await world.close()
})

function collect(value: unknown, into: Set<object>): void {
  if (typeof value !== 'object' || value === null || into.has(value)) return
  into.add(value)
  for (const part of Object.values(value)) collect(part, into)
}

async function groupsOf(world: RunningWorld, { ring, vms }: Pick<Small, 'ring' | 'vms'>): Promise<string[]> {
  const config = groupConfig({
    ...{ name: 'ring', subnetIds: [SUBNETS.edgeA.id], maintainPrivateIp: ring.maintain },
    ...(ring.maintain && ring.pool > 0 ? { pool: `10.0.3.5-${4 + ring.pool}` } : {}),
    ...{ publicIpPool: [PUBLIC_IPS[0].id], capacity: { minimum: 0, target: ring.target, maximum: 4 } },
  })
  const nic = azureNic({
    ...{ publicIp: vms.zonal, publicIpPool: vms.zonal ? [AZURE_PUBLIC_IPS.zone1.id] : [] },
    pool: vms.pool > 0 ? `10.20.1.50-${49 + vms.pool}` : '',
  })
  const capacity = { minimum: 0, target: vms.target, maximum: 4 }
  return [
    await world.create(config, true),
    await world.create(azureGroupConfig({ zones: vms.zonal ? ['1', '3'] : [], capacity, interfaces: [nic] })),
  ]
}

/** Raises both targets, and lets the world stand still half-way: its work is journaled and waits. */
async function beginWork(world: RunningWorld, groupIds: readonly string[]): Promise<void> {
  await world.control.setFaults([{ operation: '*', effect: 'throttle' }])
  for (const groupId of groupIds) await world.apply(groupId, { kind: 'scale', target: 4, resumePaused: true })
  await world.engine.operating.stop()
  await world.control.setFaults([])
}

/** Every row of the record, and everything both clouds describe. */
async function everything(world: RunningWorld): Promise<string> {
  const database = new Database(world.file, { readonly: true })
  const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all()
  const rows = tables.map((table) => {
    const { name } = table as { name: string }
    return [name, database.prepare(`select * from "${name}"`).all()]
  })
  database.close()
  const clouds = await Promise.all(
    [world.cloud, world.azure].flatMap((cloud) => [
      ...[cloud.describeInterfaces({}), cloud.describeMachines({})],
      ...[cloud.describePublicIps(null), cloud.describeSubnets(null)],
    ]),
  )
  return JSON.stringify({ rows, clouds }, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}
