import { afterEach, describe, expect, test } from 'vitest'
import { commandRun, planRun, startRun } from '@/lib/allocation/change-rolling'
import type { RollingRun, RollingSettings } from '@/lib/domain/rolling-recycle'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { azureGroupConfig, azureInventory, azureNic } from '@/lib/testing/azure-worlds'
import { smallInventory } from '@/lib/testing/random-verbs'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { lookAtRuns } from './rolling-clock'

/*
 * A10: the interface of an instance is on a machine of somebody else. It is not taken from them and the address stays
 * what it is; whatever is asked of the instance ends soon with the reason, and a rolling recycle goes by that.
 */

let world: RunningWorld
const problems: unknown[] = []
afterEach(async () => {
  expect(problems.splice(0)).toEqual([])
  await world.close()
})

const ring = groupConfig({
  pool: '10.0.3.5-8',
  subnetIds: [SUBNETS.edgeA.id],
  capacity: { minimum: 1, target: 4, maximum: 4 },
})

async function openRing(): Promise<{ id: string; first: StatefulInstance; ask: readonly string[] }> {
  world = await runWorld(smallInventory(), { startMs: 20, stopMs: 2_000 })
  const id = await world.create(ring, true)
  const first = await firstOf(id)
  return { id, first, ask: [first.id] }
}

const firstOf = async (id: string) => (await world.instances(id))[0] as StatefulInstance

const move = async (interfaceId: string | null) => {
  expect((await world.control.damage({ kind: 'move', id: interfaceId ?? '' })).ok).toBe(true)
  return machineOn(interfaceId)
}

const machineOn = async (interfaceId: string | null) => {
  const page = await world.cloud.describeInterfaces({ ids: [interfaceId ?? ''] })
  return page.ok ? page.value.items[0]?.machineId : null
}

const isRunning = async (machineId: string | null) => {
  const page = await world.cloud.describeMachines({ ids: [machineId ?? ''] })
  return page.ok && page.value.items[0]?.state === 'running'
}

/** What everybody has in the end: the stranger its interface, the instance its address, nobody unfinished work. */
async function expectNothingTaken(before: StatefulInstance, now: StatefulInstance, stranger: unknown) {
  expect(at(now)).toBe(at(before))
  expect(now.interfaceId).toBe(before.interfaceId)
  expect(await machineOn(before.interfaceId)).toBe(stranger)
  expect(await world.store.runningOperations()).toEqual([])
}

const kindsOf = async (instanceId: string) =>
  (await world.store.events({ instanceId, limit: 100 })).map(({ kind }) => kind)

describe('a stateful instance', () => {
  test('recycled, it keeps the machine that it has: nothing is ended for nothing', async () => {
    const { id, first, ask } = await openRing()
    const stranger = await move(first.interfaceId)
    const began = Date.parse(world.now())
    await world.ask(id, { kind: 'recycle', instanceIds: ask })
    expect(Date.parse(world.now()) - began).toBeLessThan(1_000)
    const now = await firstOf(id)
    expect(now).toMatchObject({ state: 'active', desired: 'active', machineId: first.machineId })
    expect(now.reason).toContain(`is on the machine ${stranger}, which is not the instance’s`)
    expect(await isRunning(first.machineId)).toBe(true)
    await expectNothingTaken(first, now, stranger)
    await world.check()
    expect((await world.store.openDrifts()).map(({ kind, instanceId }) => [kind, instanceId])).toEqual([
      ['interface-moved', first.id],
    ])
    expect((await firstOf(id)).drift).toContain(String(stranger))
  })

  test('moved while its old machine goes, it rolls back to paused after a bounded number of looks', async () => {
    const { id, first, ask } = await openRing()
    await world.apply(id, { kind: 'recycle', instanceIds: ask })
    while (await isRunning(first.machineId)) await new Promise((resolve) => setImmediate(resolve))
    const stranger = await move(first.interfaceId)
    const began = Date.parse(world.now())
    await world.settled()
    expect(Date.parse(world.now()) - began).toBeLessThan(10_000)
    const now = await firstOf(id)
    expect(now).toMatchObject({ state: 'paused', desired: 'paused', machineId: null })
    expect(now.reason).toContain('The interface did not become available')
    expect(now.reason).toContain(String(stranger))
    await expectNothingTaken(first, now, stranger)
    const told = await kindsOf(first.id)
    expect(told.filter((kind) => kind === 'drift-found').length).toBeGreaterThan(0)
    expect(told).toContain('instance-rolled-back')
  })

  test.each(['resumed', 'interrupted'] as const)('%s, it does not wait for ever either', async (how) => {
    const { id, first, ask } = await openRing()
    if (how === 'resumed') await world.ask(id, { kind: 'pause', instanceIds: ask })
    else await world.control.interrupt({ machineIds: [first.machineId ?? ''] })
    world.pass(5_000)
    const stranger = await move(first.interfaceId)
    if (how === 'resumed') await world.ask(id, { kind: 'resume', instanceIds: ask })
    else await world.observe()
    await world.settled()
    const now = await firstOf(id)
    expect(now).toMatchObject({ state: 'paused', desired: 'paused' })
    await expectNothingTaken(first, now, stranger)
  })

  test('given back between two looks, it runs again on its address, and the drift is over', async () => {
    const { id, first, ask } = await openRing()
    await world.ask(id, { kind: 'pause', instanceIds: ask })
    world.pass(5_000)
    await move(first.interfaceId)
    await world.apply(id, { kind: 'resume', instanceIds: ask })
    while (!(await firstOf(id)).drift) await new Promise((resolve) => setImmediate(resolve))
    expect((await firstOf(id)).drift).toContain('looks again, and takes it from nobody')
    await world.control.damage({ kind: 'detach', id: first.interfaceId ?? '' })
    await world.settled()
    expect(await firstOf(id)).toMatchObject({ state: 'active', drift: null, interfaceId: first.interfaceId })
    expect(await kindsOf(first.id)).toContain('drift-repaired')
  })

  test('B7 killed while the old machine is ended, the next process comes to the same end', async () => {
    const { id, first, ask } = await openRing()
    const died = world.dieAt(1, 'after')
    await world.apply(id, { kind: 'recycle', instanceIds: ask })
    await died
    const stranger = await move(first.interfaceId)
    await world.settled()
    const now = await firstOf(id)
    expect(now).toMatchObject({ state: 'paused', desired: 'paused', machineId: null })
    await expectNothingTaken(first, now, stranger)
  })
})

const settings: RollingSettings = {
  ...{ batchSize: 2, maximumUnavailable: 2, order: 'across-zones' },
  ...{ healthSeconds: 1, timeoutSeconds: 600 },
}

async function roll(groupId: string): Promise<string> {
  const { allocation } = world.engine
  const ask = { settings, instanceIds: null }
  const plan = await planRun(allocation, groupId, ask)
  if (!plan.ok) throw new Error(`refused: ${JSON.stringify(plan.refusal)}`)
  const proof = { requestKey: `begin-${groupId}`, digest: plan.value.digest }
  const started = await startRun(allocation, groupId, ask, proof)
  if (!started.ok) throw new Error(`refused: ${JSON.stringify(started.refusal)}`)
  return started.value.runId
}

/** The run when it is paused or over, and for how long it lasted, in milliseconds. */
async function untilStill(runId: string): Promise<{ run: RollingRun; took: number }> {
  const began = Date.parse(world.now())
  for (let looks = 0; looks < 100; looks++) {
    const run = (await world.store.rolling(runId))?.run as RollingRun
    if (run.state === 'paused' || run.endedAt !== null) return { run, took: Date.parse(world.now()) - began }
    const clouds = { aws: world.cloud, azure: world.azure }
    const onProblem = (what: string, detail: unknown) => problems.push([what, detail])
    await lookAtRuns({ allocation: world.engine.allocation, clouds, onProblem })
    await world.settled()
    world.pass(1_000)
  }
  throw new Error(`never: ${JSON.stringify(await world.store.rolling(runId))}`)
}

describe('a rolling recycle', () => {
  test('counts the instance as failed at once, pauses with the reason, and goes on with the rest', async () => {
    const { id, first } = await openRing()
    const stranger = await move(first.interfaceId)
    const runId = await roll(id)
    const { run, took } = await untilStill(runId)
    expect(run).toMatchObject({ state: 'paused', counts: { failed: 1 } })
    expect(run.reason).toContain(`${first.id} was not replaced`)
    expect(run.reason).toContain(String(stranger))
    expect(took).toBeLessThan(30_000)
    await commandRun(world.engine.allocation, runId, 'resume')
    const end = await untilStill(runId)
    expect(end.run).toMatchObject({ state: 'failed', counts: { total: 4, done: 3, failed: 1, skipped: 0 } })
    expect((await world.instances(id)).map((one) => one.machineCount)).toEqual([1, 2, 2, 2])
    await expectNothingTaken(first, await firstOf(id), stranger)
  })

  test('of VMs is not held up either by one whose interface cannot be removed', async () => {
    world = await runWorld(azureInventory(), { startMs: 20, stopMs: 20 })
    const capacity = { minimum: 0, target: 3, maximum: 6 }
    const id = await world.create(
      azureGroupConfig({ capacity, interfaces: [azureNic({ pool: '10.20.1.40-45' })] }),
    )
    const runId = await roll(id)
    const vm = (await world.store.groupSnapshot(id))?.vms[0]
    await move(vm?.nics[0]?.interfaceId ?? null)
    const { run, took } = await untilStill(runId)
    expect(run).toMatchObject({ state: 'paused', counts: { failed: 1 } })
    expect(run.reason).toContain('It cannot be removed')
    expect(took).toBeLessThan(60_000)
  })
})
