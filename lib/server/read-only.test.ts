import { afterEach, expect, test } from 'vitest'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'
import { makeGate, throughGate } from './background/gate'
import { startTaskClock } from './background/task-clock'
import { ScheduledWorld } from './background/task-clock.fixtures'
import { readOnlyMode, tellStart } from './read-only'

let world: RunningWorld | null = null
afterEach(async () => {
  await world?.close()
  world = null
})

async function open(): Promise<RunningWorld> {
  world = await runWorld()
  return world
}

const oneRunning = () => groupConfig({ pool: '10.0.1.40', capacity: { minimum: 0, target: 1, maximum: 4 } })

test('read-only, an interrupted machine is told as drift and replaced when that ends, on its address', async () => {
  const world = await open()
  const groupId = await world.create(oneRunning(), true)
  const [before] = await world.instances(groupId)
  world.gate.set(false)
  await world.control.interrupt({ machineIds: [before?.machineId ?? ''] })
  await world.observe()
  await world.check()
  await world.settled()
  const [meanwhile] = await world.instances(groupId)
  expect(meanwhile?.machineId).toBe(before?.machineId)
  expect((await world.store.openDrifts()).map(({ instanceId }) => instanceId)).toContain(before?.id)

  world.gate.set(true)
  await world.observe()
  await world.settled()
  const [after] = await world.instances(groupId)
  expect(after?.machineId).not.toBe(before?.machineId)
  expect(after).toMatchObject({ address: before?.address, interfaceId: before?.interfaceId, state: 'active' })
})

test('what is under way is finished, and what would follow from it waits', async () => {
  const world = await open()
  const groupId = await world.create(oneRunning(), true)
  const [instance] = await world.instances(groupId)
  const ids = [instance?.id ?? '']
  await world.apply(groupId, { kind: 'deallocate', instanceIds: ids, afterwards: 'lower-target' })
  world.gate.set(false)
  await world.settled()
  // A6: its address is in the pool, so it is refilled; that begins afterwards.
  expect((await world.instances(groupId)).filter(({ state }) => state !== 'deallocated')).toEqual([])
  world.gate.set(true)
  await world.settled()
  const [refilled] = await world.instances(groupId)
  expect(refilled).toMatchObject({ state: 'paused', address: instance?.address })
  expect(refilled?.id).not.toBe(instance?.id)
})

test('a process that starts read-only leaves unfinished work alone until that ends', async () => {
  const world = await open()
  const groupId = await world.create(oneRunning(), true)
  const [instance] = await world.instances(groupId)
  const died = world.dieAt(1, 'after')
  await world.apply(groupId, { kind: 'recycle', instanceIds: [instance?.id ?? ''] })
  await died
  world.gate.set(false)
  await world.restart()
  const calls = world.calls()
  await world.settled()
  expect(world.calls()).toBe(calls)
  expect(await world.store.runningOperations()).toHaveLength(1)
  world.gate.set(true)
  await expect.poll(() => world.store.runningOperations()).toHaveLength(0)
  await world.settled()
  expect((await world.instances(groupId))[0]).toMatchObject({ id: instance?.id, state: 'active' })
})

test('a scheduled task waits, and is made up for', async () => {
  const scheduled = await ScheduledWorld.open()
  await scheduled.add('tsk-1', { cron: '0 * * * *', action: { kind: 'scale-up', by: 1 } })
  const gate = makeGate(false)
  const clock = startTaskClock({
    allocation: scheduled.allocation(),
    gate,
    onCommitted: (listener) => scheduled.store.onCommitted(listener),
    onProblem: (what, detail) => scheduled.problems.push([what, detail]),
  })
  await scheduled.setNow('2026-11-03T10:00:00.000Z')
  expect(await scheduled.target()).toBe(2)
  await scheduled.setNow('2026-11-03T10:02:00.000Z')
  gate.set(true)
  await scheduled.quiet()
  expect(await scheduled.target()).toBe(3)
  expect(scheduled.problems).toEqual([])
  await clock.stop()
  await scheduled.close()
})

test('the switch is read from the settings; a start that asked for it is not undone by it', async () => {
  const by = { by: 'Ada', since: '2026-11-22T01:00:00.000Z' }
  let stored: typeof by | null = null
  const store = { settings: async () => ({ maintenance: stored }) } as never
  const mode = await readOnlyMode(store, { atStart: null })
  expect([mode.now(), mode.gate.isOpen()]).toEqual([null, true])
  stored = by
  await mode.refresh()
  expect([mode.now(), mode.gate.isOpen()]).toEqual([by, false])
  stored = null
  await mode.refresh()
  expect(mode.gate.isOpen()).toBe(true)
  const started = await readOnlyMode(store, { atStart: by.since })
  await started.refresh()
  expect([started.now(), started.gate.isOpen()]).toEqual([{ by: null, since: by.since }, false])
})

test('a start that makes it read-only is told once, and so is one that ends that', async () => {
  const world = await open()
  const { store } = world
  const { surroundings } = world.engine.allocation
  const start = (readOnly: boolean) => tellStart({ store, surroundings }, readOnly)
  const told = async () =>
    (await store.events({ kinds: ['maintenance-on', 'maintenance-off'], limit: 9 })).map(
      ({ kind, by }) => `${kind} by ${by?.name}`,
    )
  await start(false)
  expect(await told()).toEqual([])
  await start(true)
  await start(true)
  expect(await told()).toEqual(['maintenance-on by Terminal'])
  await start(false)
  await start(false)
  expect(await told()).toEqual(['maintenance-off by Terminal', 'maintenance-on by Terminal'])
  expect((await store.settings()).maintenance).toBeNull()
})

test('what waits at the gate begins once, however often it was asked for', () => {
  const gate = makeGate(false)
  const begun: string[] = []
  const begin = throughGate(gate, (id) => begun.push(id))
  for (const id of ['a', 'b', 'a']) begin(id)
  expect(begun).toEqual([])
  gate.set(true)
  gate.set(true)
  expect(begun).toEqual(['a', 'b'])
  begin('a')
  expect(begun).toEqual(['a', 'b', 'a'])
})
