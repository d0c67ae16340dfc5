import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRuleInput } from '@/lib/cloud/simulated/settings'
import { auditVms } from '@/lib/testing/audit-vms'
import { azureGroupConfig, azureNic } from '@/lib/testing/azure-worlds'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'

/* The cloud did it, and never said so: what is found is not asked for again. A VM with one dynamic public IP. */

let world: RunningWorld
let id: string

beforeEach(async () => {
  world = await runWorld(undefined, { startMs: 8, stopMs: 8 })
  id = await world.create(
    azureGroupConfig({
      zones: ['1'],
      capacity: { minimum: 0, target: 0, maximum: 4 },
      interfaces: [azureNic({ pool: '10.20.1.60', publicIp: true })],
    }),
  )
})

afterEach(() => world.close())

const FAR = 1_000

/** The first answer is lost; the calls after it are counted. */
const lostOnce = (
  operation: FaultRuleInput['operation'],
  effect: 'timeout-after' | 'timeout-before',
): FaultRuleInput[] => [
  { operation, effect, remaining: 1 },
  { operation, effect: 'delay', after: FAR },
]

async function callsAfterTheFirst(): Promise<number> {
  const overview = await world.control.overview()
  const left = overview.ok ? overview.value.faults.at(-1)?.after : undefined
  return FAR - (left ?? FAR)
}

const scaleTo = (target: number) => world.ask(id, { kind: 'scale', target, resumePaused: true })
const vms = async () => (await world.store.groupSnapshot(id))?.vms ?? []
const found = async () => (await world.store.events({ groupId: id, kinds: ['step-found'], limit: 10 })).length

/** Calls after the first that the work needs besides: an interface is made, and then gets its public IP. */
const LAUNCHING = [
  ['NetworkInterfaces_CreateOrUpdate', 1],
  ['VirtualMachines_CreateOrUpdate', 0],
  ['PublicIPAddresses_CreateOrUpdate', 0],
] as const

const REMOVING = [
  ['VirtualMachines_Delete', 0],
  ['NetworkInterfaces_CreateOrUpdate', 0],
  ['NetworkInterfaces_Delete', 0],
  ['PublicIPAddresses_Delete', 0],
] as const

describe.each([
  ['timeout-after', 'it is looked for, found, and not repeated', 0],
  ['timeout-before', 'it is looked for, not found, and done once', 1],
] as const)('an answer is lost, %s', (effect, then, repeated) => {
  test.each(LAUNCHING)(`%s of a launch: ${then}`, async (operation, others) => {
    await world.control.setFaults(lostOnce(operation, effect))
    expect(await scaleTo(1)).toBe('ok')
    expect(await callsAfterTheFirst()).toBe(others + repeated)
    expect(await found()).toBe(1 - repeated)
    expect(await vms()).toMatchObject([{ state: 'active', reason: null }])
    expect(await auditVms(world, [id])).toEqual([])
  })

  test.each(REMOVING)(`%s of a removal: ${then}`, async (operation, others) => {
    await scaleTo(1)
    await world.control.setFaults(lostOnce(operation, effect))
    expect(await scaleTo(0)).toBe('ok')
    expect(await callsAfterTheFirst()).toBe(others + repeated)
    expect(await found()).toBe(1 - repeated)
    expect(await vms()).toEqual([])
    expect(await auditVms(world, [id])).toEqual([])
  })
})

test('a process that ended before it heard the answer: the next one looks, and does not launch again', async () => {
  const died = world.dieAt(2, 'after')
  await world.apply(id, { kind: 'scale', target: 1, resumePaused: true })
  await died
  await world.settled()
  expect(await found()).toBe(1)
  expect(await vms()).toMatchObject([{ state: 'active', machineCount: 1 }])
  expect(await auditVms(world, [id])).toEqual([])
})
