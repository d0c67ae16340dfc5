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

/** Looks cannot be had, for now: more often than a resume tries a step. */
const unseen = (operation: FaultRuleInput['operation']): FaultRuleInput => ({
  ...{ operation, effect: 'throttle', remaining: 6 },
})

/** Counts the calls of an operation from the second one on, and leaves them alone. */
const counted = (operation: FaultRuleInput['operation']): FaultRuleInput => ({
  ...{ operation, effect: 'delay', after: FAR },
})
const FAR = 1_000

async function callsAfterTheFirst(): Promise<number> {
  const overview = await world.control.overview()
  const left = overview.ok ? overview.value.faults.at(-1)?.after : undefined
  return FAR - (left ?? FAR)
}

const found = async () => (await world.store.events({ groupId: id, kinds: ['step-found'], limit: 10 })).length

describe.each([
  ['creating the interface', 'CreateNetworkInterface'],
  ['launching', 'RunInstances'],
  ['associating', 'AssociateAddress'],
] as const)('the answer to %s is lost', (_, operation) => {
  test('after the work: it is looked for, found, and not repeated', async () => {
    await world.control.setFaults([lost(operation, 1), counted(operation)])
    expect(await resume()).toBe('ok')
    expect(await first()).toMatchObject({ state: 'active', reason: null, publicIpId: PUBLIC_IPS[0].id })
    expect(await callsAfterTheFirst()).toBe(0)
    expect(await found()).toBe(1)
    expect(await audit(world, [id])).toEqual([])
  })

  test('before the work: it is looked for, not found, and done once', async () => {
    await world.control.setFaults([{ operation, effect: 'timeout-before', remaining: 1 }, counted(operation)])
    expect(await resume()).toBe('ok')
    expect(await first()).toMatchObject({ state: 'active', reason: null })
    expect(await callsAfterTheFirst()).toBe(1)
    expect(await found()).toBe(0)
    expect(await audit(world, [id])).toEqual([])
  })

  test('after the work, and nobody may look: it is repeated with its token, which finds what was made', async () => {
    await world.control.setFaults([
      lost(operation, 1),
      refused('DescribeNetworkInterfaces', 1),
      refused('DescribeAddresses', 1),
      counted(operation),
    ])
    expect(await resume()).toBe('ok')
    expect(await first()).toMatchObject({ state: 'active', reason: null })
    expect(await callsAfterTheFirst()).toBe(1)
    await world.control.setFaults([])
    expect(await audit(world, [id])).toEqual([])
  })
})

describe.each([
  ['creating the interface', 'CreateNetworkInterface'],
  ['launching', 'RunInstances'],
] as const)('the answer to %s is lost, and no look is answered until the resume gives up', (_, operation) => {
  test('the instance is paused with the reason, nothing is left over, and the next resume succeeds', async () => {
    // What gives up looks once more for what it undoes; that look is answered.
    await world.control.setFaults([
      lost(operation, 1),
      { ...unseen('DescribeNetworkInterfaces'), remaining: 3 },
    ])
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

test.each([
  ['TerminateInstances', { kind: 'pause' }, 'paused'],
  ['DisassociateAddress', { kind: 'deallocate', afterwards: 'replace' }, 'paused'],
  ['DeleteNetworkInterface', { kind: 'deallocate', afterwards: 'replace' }, 'paused'],
] as const)('the answer to %s is lost: what is gone is found gone', async (operation, intent, ends) => {
  await resume()
  await world.control.setFaults([lost(operation, 1), counted(operation)])
  const instanceIds = [(await first())?.id ?? '']
  expect(await world.ask(id, { ...intent, instanceIds })).toBe('ok')
  expect((await first())?.state).toBe(ends)
  expect(await callsAfterTheFirst()).toBe(0)
  expect(await found()).toBe(1)
  expect(await audit(world, [id])).toEqual([])
})

test('the journal says that an outcome is unknown, for as long as it is', async () => {
  await world.control.setFaults([lost('RunInstances', 1)])
  const phases: string[] = []
  const stop = world.store.onCommitted(() => {
    void world.store.runningOperations().then((all) => phases.push(...all.map((one) => one.phase)))
  })
  await resume()
  stop()
  expect(phases).toContain('unknown')
  expect(await first()).toMatchObject({ state: 'active' })
})

test('a launch whose answer was lost, and whose machine could not be ended: deallocating finds and ends it', async () => {
  await world.control.setFaults([
    lost('RunInstances'),
    { ...unseen('DescribeNetworkInterfaces'), remaining: 3 },
    refused('TerminateInstances'),
  ])
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
