import { afterEach, describe, expect, test } from 'vitest'
import { commandRun, planRun, startRun } from '@/lib/allocation/change-rolling'
import type { Allocation } from '@/lib/allocation/command'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import type { Store } from '@/lib/allocation/ports/store'
import { takeTurns } from '@/lib/allocation/turns'
import type { RollingAsk } from '@/lib/domain/plan-rolling'
import type { RollingItem, RollingRun, RollingSettings } from '@/lib/domain/rolling-recycle'
import { audit } from '@/lib/testing/audit'
import { azureGroupConfig, azureInventory, azureNic } from '@/lib/testing/azure-worlds'
import { smallInventory } from '@/lib/testing/random-verbs'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { lookAtRuns } from './rolling-clock'

/*
 * Rolling recycles over the simulated clouds: what the run makes of the group, and that a process killed at any call
 * leaves a run that the next one goes on with.
 */

let world: RunningWorld
const problems: unknown[] = []
afterEach(async () => {
  expect(problems.splice(0)).toEqual([])
  await world.close()
})

const settings = (over: Partial<RollingSettings> = {}): RollingSettings => ({
  batchSize: 2,
  maximumUnavailable: 2,
  order: 'across-zones',
  healthSeconds: 5,
  timeoutSeconds: 120,
  ...over,
})

const ring = groupConfig({
  pool: '10.0.3.5-8',
  subnetIds: [SUBNETS.edgeA.id],
  capacity: { minimum: 1, target: 4, maximum: 4 },
  publicIpPool: [PUBLIC_IPS[0].id],
})

const web = azureGroupConfig({
  capacity: { minimum: 0, target: 3, maximum: 6 },
  interfaces: [azureNic({ pool: '10.20.1.40-45' })],
})

async function begin(groupId: string, ask: RollingAsk): Promise<string> {
  const { allocation } = world.engine
  const plan = await planRun(allocation, groupId, ask)
  if (!plan.ok) throw new Error(`refused: ${JSON.stringify(plan.refusal)}`)
  const { digest } = plan.value
  const started = await startRun(allocation, groupId, ask, { requestKey: `begin-${groupId}`, digest })
  if (!started.ok) throw new Error(`refused: ${JSON.stringify(started.refusal)}`)
  return started.value.runId
}

const clouds = () => ({ aws: world.cloud, azure: world.azure })

/** One look, the work that it begins, and a second that passes. */
async function look(): Promise<void> {
  await lookAtRuns({
    allocation: world.engine.allocation,
    clouds: clouds(),
    onProblem: (what, detail) => problems.push([what, detail]),
  })
  await world.settled()
  world.pass(1_000)
}

async function until(runId: string, reached: (run: RollingRun) => boolean): Promise<RollingRun> {
  for (let looks = 0; looks < 200; looks++) {
    const run = (await world.store.rolling(runId))?.run as RollingRun
    if (reached(run)) return run
    await look()
  }
  throw new Error(`never: ${JSON.stringify(await world.store.rolling(runId))}`)
}

const ended = ({ endedAt }: RollingRun) => endedAt !== null

const itemsOf = (runId: string): Promise<readonly RollingItem[]> => world.store.reads.rollingItems(runId, 100)

const kinds = async (groupId: string) =>
  (await world.store.events({ groupId, limit: 500 }))
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('rolling-'))
    .reverse()

describe('a stateful group', () => {
  test('every machine is replaced, batch by batch, on the same addresses', async () => {
    world = await runWorld(smallInventory(), { startMs: 20, stopMs: 20 })
    const id = await world.create(ring, true)
    const before = await world.instances(id)
    const runId = await begin(id, { settings: settings(), instanceIds: null })
    const run = await until(runId, ended)
    expect(run).toMatchObject({ state: 'done', counts: { total: 4, done: 4, skipped: 0, failed: 0 } })
    const after = await world.instances(id)
    expect(after.map(at)).toEqual(before.map(at))
    expect(after.map((one) => one.interfaceId)).toEqual(before.map((one) => one.interfaceId))
    expect(after.every((one, index) => one.machineId !== before[index]?.machineId)).toBe(true)
    expect(after.every((one) => one.machineCount === 2)).toBe(true)
    expect(await kinds(id)).toEqual([
      'rolling-started',
      'rolling-batch-started',
      'rolling-batch-started',
      'rolling-finished',
    ])
    expect(await audit(world, [id])).toEqual([])
  })

  test('floating instances too, which have no machine and no address in between', async () => {
    world = await runWorld(smallInventory(), { startMs: 20, stopMs: 20 })
    const id = await world.create(
      groupConfig({
        subnetIds: [SUBNETS.edgeA.id],
        maintainPrivateIp: false,
        publicIpPool: [PUBLIC_IPS[0].id, PUBLIC_IPS[1].id],
        capacity: { minimum: 0, target: 2, maximum: 2 },
      }),
    )
    const runId = await begin(id, { settings: settings({ batchSize: 1 }), instanceIds: null })
    expect(await until(runId, ended)).toMatchObject({ state: 'done', counts: { done: 2 } })
    expect(await audit(world, [id])).toEqual([])
  })

  test('deleting the group cancels the run', async () => {
    world = await runWorld(smallInventory())
    const id = await world.create(ring, true)
    const runId = await begin(id, { settings: settings(), instanceIds: null })
    await look()
    await world.ask(id, { kind: 'delete-group', interfaces: 'delete' })
    expect(await until(runId, ended)).toMatchObject({ state: 'cancelled' })
    expect(await kinds(id)).toContain('rolling-cancelled')
  })

  const moments = [1, 3].flatMap((n) => (['before', 'after'] as const).map((when) => [when, n] as const))
  test.each(moments)('killed %s call %i, the run goes on', async (when, n) => {
    world = await runWorld(smallInventory(), { startMs: 20, stopMs: 20 })
    const id = await world.create(ring, true)
    const before = await world.instances(id)
    const runId = await begin(id, { settings: settings(), instanceIds: null })
    void world.dieAt(n, when)
    const run = await until(runId, ended)
    expect(run).toMatchObject({ state: 'done', counts: { done: 4 } })
    const after = await world.instances(id)
    expect(after.map(at)).toEqual(before.map(at))
    expect(after.every((one) => one.machineCount === 2)).toBe(true)
    expect(await audit(world, [id])).toEqual([])
  })

  test('paused, nothing more is begun; resumed, it goes on; cancelled, it ends with what is under way', async () => {
    world = await runWorld(smallInventory(), { startMs: 20, stopMs: 20 })
    const id = await world.create(ring, true)
    const { allocation } = world.engine
    const one = settings({ batchSize: 1, maximumUnavailable: 1 })
    const runId = await begin(id, { settings: one, instanceIds: null })
    await look()
    expect(await commandRun(allocation, runId, 'pause')).toMatchObject({ ok: true })
    for (let looks = 0; looks < 12; looks++) await look()
    expect((await world.store.rolling(runId))?.run).toMatchObject({ state: 'paused', counts: { done: 1 } })
    await commandRun(allocation, runId, 'resume')
    await until(runId, ({ counts }) => counts.done === 2)
    await look()
    await commandRun(allocation, runId, 'cancel')
    const run = await until(runId, ended)
    expect(run).toMatchObject({ state: 'cancelled', counts: { total: 4, done: 3 } })
    const machines = (await world.instances(id)).map((instance) => instance.machineCount)
    expect(machines.sort()).toEqual([1, 2, 2, 2])
    expect((await itemsOf(runId)).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'waiting'])
  })
})

/** A process that ends at the n-th commit of a run from now on: before it is written, or before it is answered. */
function dyingAt(n: number, when: 'before' | 'after'): { allocation: Allocation; dead: Promise<void> } {
  let left = n
  let die: () => void = () => undefined
  const dead = new Promise<void>((resolve) => {
    die = resolve
  })
  const { allocation } = world.engine
  const commit: Store['commit'] = async (part) => {
    const last = part.rollings.length > 0 && --left === 0
    if (last && when === 'after') await world.store.commit(part)
    if (!last) return world.store.commit(part)
    die()
    return new Promise(() => undefined)
  }
  const store = new Proxy(world.store, {
    get(target, name) {
      if (name === 'commit') return commit
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { allocation: { ...allocation, store, turns: takeTurns() }, dead }
}

describe('killed at a commit of its own, the run goes on', () => {
  const commits = [1, 2, 3, 4, 5].flatMap((n) =>
    (['before', 'after'] as const).map((when) => [when, n] as const),
  )
  test.each(commits)('%s commit %i', async (when, n) => {
    world = await runWorld(smallInventory())
    const id = await world.create(ring, true)
    const runId = await begin(id, { settings: settings(), instanceIds: null })
    const { allocation, dead } = dyingAt(n, when)
    for (let alive = true; alive; ) {
      const onProblem = (what: string, detail: unknown) => problems.push([what, detail])
      const looked = lookAtRuns({ allocation, clouds: clouds(), onProblem }).then(() => true)
      alive = await Promise.race([looked, dead.then(() => false)])
      await world.settled()
      world.pass(1_000)
    }
    // What the next process does at boot: work that was stored and not begun is found (B7).
    await world.engine.operating.resume()
    await world.settled()
    expect(await until(runId, ended)).toMatchObject({ state: 'done', counts: { done: 4 } })
    expect((await world.instances(id)).map((one) => one.machineCount)).toEqual([2, 2, 2, 2])
    expect(await kinds(id)).toEqual([
      'rolling-started',
      'rolling-batch-started',
      'rolling-batch-started',
      'rolling-finished',
    ])
  })
})

describe('beginning', () => {
  const ask = { settings: settings(), instanceIds: null }
  test('of two that begin at the same time one does; asked twice it is one run', async () => {
    world = await runWorld(smallInventory())
    const id = await world.create(ring, true)
    const { allocation } = world.engine
    const plan = await planRun(allocation, id, ask)
    const digest = plan.ok ? plan.value.digest : ''
    const begun = await Promise.all(
      ['one-of-two', 'two-of-two', 'one-of-two'].map((requestKey) =>
        startRun(allocation, id, ask, { requestKey, digest }),
      ),
    )
    expect(begun.map((one) => (one.ok ? one.value.runId : one.refusal.kind))).toEqual([
      expect.stringMatching(/^rol-/),
      'rolling-live',
      begun[0]?.ok ? begun[0].value.runId : '',
    ])
    expect(await world.store.liveRollings()).toHaveLength(1)
    expect(await planRun(allocation, id, ask)).toMatchObject({ ok: false, refusal: { kind: 'rolling-live' } })
  })

  test('the index judges: a second live run of a group is never stored', async () => {
    world = await runWorld(smallInventory())
    const id = await world.create(ring, true)
    const runId = await begin(id, ask)
    const run = (await world.store.rolling(runId))?.run as RollingRun
    const second = { ...EMPTY_COMMIT, rollings: [{ ...run, id: 'rol-0000000000ff' }] }
    expect(await world.store.commit(second)).toMatchObject({ ok: false, refusal: { kind: 'rolling-live' } })
  })

  test('B3 a plan whose machines are others by now is refused', async () => {
    world = await runWorld(smallInventory())
    const id = await world.create(ring, true)
    const { allocation } = world.engine
    const plan = await planRun(allocation, id, ask)
    const digest = plan.ok ? plan.value.digest : ''
    await world.ask(id, { kind: 'recycle', instanceIds: [(await world.instances(id))[0]?.id ?? ''] })
    expect(await startRun(allocation, id, ask, { requestKey: 'too-late', digest })).toMatchObject({
      refusal: { kind: 'stale-plan' },
    })
    expect(await world.store.liveRollings()).toEqual([])
  })
})

describe('a pooled group', () => {
  test('every VM is followed by another before it goes', async () => {
    world = await runWorld(azureInventory(), { startMs: 20, stopMs: 20, operationMs: 5 })
    const id = await world.create(web)
    const before = (await world.store.groupSnapshot(id))?.vms.map((vm) => vm.id) ?? []
    const runId = await begin(id, {
      settings: settings({ batchSize: 2, maximumUnavailable: 0 }),
      instanceIds: null,
    })
    const run = await until(runId, ended)
    expect(run).toMatchObject({ state: 'done', counts: { total: 3, done: 3 } })
    const after = (await world.store.groupSnapshot(id))?.vms ?? []
    expect(after.map(({ state }) => state)).toEqual(['active', 'active', 'active'])
    expect(after.some((vm) => before.includes(vm.id))).toBe(false)
    expect(after.every((vm) => vm.nics[0]?.private.kind === 'pool')).toBe(true)
  })

  test.each([
    ['before', 2],
    ['after', 5],
  ] as const)('killed %s call %i, the run goes on', async (when, n) => {
    world = await runWorld(azureInventory(), { startMs: 20, stopMs: 20, operationMs: 5 })
    const id = await world.create(web)
    const runId = await begin(id, {
      settings: settings({ batchSize: 2, maximumUnavailable: 0 }),
      instanceIds: null,
    })
    void world.dieAt(n, when)
    expect(await until(runId, ended)).toMatchObject({ state: 'done', counts: { total: 3, done: 3 } })
    const after = (await world.store.groupSnapshot(id))?.vms ?? []
    expect(after.map(({ state, ordinal }) => [state, ordinal > 3])).toEqual([
      ['active', true],
      ['active', true],
      ['active', true],
    ])
  })

  test('without a free member for each of a batch it is refused with the arithmetic', async () => {
    world = await runWorld(azureInventory())
    const id = await world.create({
      ...web,
      persistence: { ...web.persistence, interfaces: [azureNic({ pool: '10.20.1.40-43' })] },
    })
    const refused = await planRun(world.engine.allocation, id, {
      settings: settings({ batchSize: 2, maximumUnavailable: 0 }),
      instanceIds: null,
    })
    expect(refused).toMatchObject({
      ok: false,
      refusal: { kind: 'rolling-headroom', batchSize: 2, fits: 1 },
    })
  })
})
