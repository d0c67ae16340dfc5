import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRuleInput } from '@/lib/cloud/simulated/settings'
import { audit } from '@/lib/testing/audit'
import { smallInventory } from '@/lib/testing/random-verbs'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

/* B6: the cloud did it, and never said so; or refused to undo it. Nothing may be left that nobody knows. */

let world: RunningWorld
let id: string

const config = groupConfig({
  pool: '10.0.3.5',
  subnetIds: [SUBNETS.edgeA.id],
  capacity: { minimum: 0, target: 1, maximum: 2 },
  publicIpPool: [PUBLIC_IPS[0].id],
})

beforeEach(async () => {
  world = await runWorld(smallInventory(), { startMs: 8, stopMs: 8 })
  id = await world.create(config)
})

afterEach(() => world.close())

const first = async () => (await world.instances(id))[0]

async function resume(): Promise<string> {
  return world.ask(id, { kind: 'resume', instanceIds: [(await first())?.id ?? ''] })
}

/** More than a resume tries a step. */
const lost = (operation: FaultRuleInput['operation'], remaining = 6): FaultRuleInput => ({
  operation,
  effect: 'timeout-after',
  remaining,
})

const refused = (operation: FaultRuleInput['operation'], remaining = 1): FaultRuleInput => ({
  operation,
  effect: 'error',
  code: 'UnauthorizedOperation',
  remaining,
})

describe.each([
  ['creating the interface', [lost('CreateNetworkInterface')]],
  ['launching', [lost('RunInstances')]],
  ['associating', [lost('AssociateAddress')]],
  ['creating, and then refused', [lost('CreateNetworkInterface', 1), refused('CreateNetworkInterface')]],
  ['launching, and then refused', [lost('RunInstances', 1), refused('RunInstances')]],
] as const)('the answers to %s are lost', (_, rules) => {
  test('the instance is paused with the reason, nothing is left over, and the next resume succeeds', async () => {
    await world.control.setFaults(rules)
    expect(await resume()).toBe('ok')
    expect(await first()).toMatchObject({ state: 'paused', machineId: null })
    expect((await first())?.reason).not.toBeNull()
    await world.control.setFaults([])
    expect(await audit(world, [id])).toEqual([])
    expect(await resume()).toBe('ok')
    expect(await first()).toMatchObject({ state: 'active', reason: null, publicIpId: PUBLIC_IPS[0].id })
    expect(at(await first())).toBe('10.0.3.5')
    expect(await audit(world, [id])).toEqual([])
  })
})

test('a launch whose answer was lost, and whose machine could not be ended: deallocating finds and ends it', async () => {
  await world.control.setFaults([lost('RunInstances'), refused('TerminateInstances')])
  await resume()
  const failed = await first()
  expect(failed).toMatchObject({ state: 'error', machineId: null })
  await world.control.setFaults([])
  const ids = [failed?.id ?? '']
  expect(await world.ask(id, { kind: 'deallocate', instanceIds: ids, afterwards: 'replace' })).toBe('ok')
  expect(await first()).toMatchObject({ state: 'paused', interfaceId: null })
  expect((await first())?.id).not.toBe(failed?.id)
  expect(await audit(world, [id])).toEqual([])
})

test('a floating instance that could not get its Elastic IP gives back what it had', async () => {
  const [, other] = PUBLIC_IPS
  const floating = await world.create(
    groupConfig({
      name: 'floating',
      maintainPrivateIp: false,
      subnetIds: [SUBNETS.edgeA.id],
      capacity: { minimum: 0, target: 0, maximum: 2 },
      publicIpPool: [other.id],
    }),
  )
  await world.control.associateElsewhere(other.id)
  await world.ask(floating, { kind: 'scale', target: 1, resumePaused: true })
  const [one] = await world.instances(floating)
  expect(one).toMatchObject({ state: 'paused', address: null, interfaceId: null, publicIpId: null })
  expect(one?.reason).toContain('Resource.AlreadyAssociated')
  expect(await audit(world, [id, floating])).toEqual([])
})

test('a deletion that the cloud refuses does not spin: it rests, and is tried again', async () => {
  await resume()
  await world.control.setFaults([refused('TerminateInstances', 3)])
  await world.ask(id, { kind: 'delete-group', interfaces: 'delete' })
  expect(await first()).toMatchObject({ state: 'error' })
  // Each rest is twice as long as the one before.
  for (const seconds of [60, 120]) {
    world.pass(seconds * 1_000)
    await world.engine.settleDue()
    await world.settled()
    expect(await first()).toMatchObject({ state: 'error' })
  }
  // An operator need not wait.
  expect(await world.ask(id, { kind: 'delete-group', interfaces: 'delete' })).toBe('ok')
  expect((await world.store.reads.groupRecord(id))?.state).toBe('deleted')
  expect(await audit(world, [id])).toEqual([])
})

test('keeping the interface of a deleted group lets its Elastic IP go, in the record and in the cloud', async () => {
  await resume()
  await world.ask(id, { kind: 'delete-group', interfaces: 'keep' })
  expect((await world.store.reads.groupRecord(id))?.state).toBe('deleted')
  const page = await world.cloud.describePublicIps()
  const elastic = page.ok ? page.value.items.find((one) => one.id === PUBLIC_IPS[0].id) : undefined
  expect(elastic?.association).toBeNull()
  expect(await audit(world, [id])).toEqual([])
})
