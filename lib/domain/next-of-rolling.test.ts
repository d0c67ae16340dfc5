import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nicConfig, pooledConfig, pooledSubnet } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { PureRolling } from '@/lib/testing/pure-rolling'
import { PureWorld } from '@/lib/testing/pure-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import type { RollingSettings } from './rolling-recycle'

const settings = (over: Partial<RollingSettings> = {}): RollingSettings => ({
  batchSize: 1,
  maximumUnavailable: 1,
  order: 'across-zones',
  healthSeconds: 5,
  timeoutSeconds: 60,
  ...over,
})

/** Four instances on pool addresses, all active. */
function ring(minimum = 0): PureWorld {
  const config = groupConfig({
    pool: '10.0.3.5-8',
    subnetIds: [SUBNETS.edgeA.id],
    capacity: { minimum, target: 4, maximum: 6 },
  })
  const world = new PureWorld([SUBNETS.edgeA], config)
  world.ask({ kind: 'create', config, resumePool: true })
  world.finish()
  return world
}

const roll = (world: PureWorld, over: Partial<RollingSettings> = {}) =>
  new PureRolling(world, { settings: settings(over), instanceIds: null })

const idAt = (world: PureWorld, n: number): string => world.list()[n]?.id ?? ''

describe('one machine after the other', () => {
  test('the next begins when the one before it has passed its gate', () => {
    const world = ring()
    const rolling = roll(world)
    rolling.look()
    expect(rolling.begun).toEqual([idAt(world, 0)])
    expect(rolling.run.state).toBe('running')
    world.finish()
    rolling.look()
    expect(rolling.run.state).toBe('waiting-for-health')
    world.pass(4)
    rolling.look()
    expect(rolling.begun).toHaveLength(1)
    world.pass(1)
    rolling.look()
    expect(rolling.begun).toEqual([idAt(world, 0), idAt(world, 1)])
    rolling.toTheEnd()
    expect(rolling.run).toMatchObject({ state: 'done', counts: { total: 4, done: 4, skipped: 0, failed: 0 } })
    expect(new Set(rolling.begun).size).toBe(4)
  })

  test('a machine that stops running at its gate has to begin anew', () => {
    const world = ring()
    const rolling = roll(world)
    rolling.look()
    world.finish()
    rolling.look()
    const machineId = world.list()[0]?.machineId ?? ''
    world.pass(4)
    rolling.ill.set(machineId, 'pending')
    rolling.look()
    expect(rolling.items()[0]?.reason).toBe('Its machine is pending.')
    rolling.ill.clear()
    world.pass(4)
    rolling.look()
    expect(rolling.begun).toHaveLength(1)
    world.pass(5)
    rolling.look()
    expect(rolling.begun).toHaveLength(2)
  })

  test('a gate that is not passed in time pauses the run, and resuming gives it its time anew', () => {
    const world = ring()
    const rolling = roll(world)
    rolling.look()
    world.finish()
    rolling.ill.set(world.list()[0]?.machineId ?? '', 'pending')
    world.pass(61)
    rolling.look()
    expect(rolling.run).toMatchObject({
      state: 'paused',
      reason: `${idAt(world, 0)} has not passed the health gate within 60 s: Its machine is pending.`,
    })
    expect(rolling.command('resume')).toBe(true)
    rolling.look()
    expect(rolling.run.state).toBe('waiting-for-health')
    world.pass(61)
    rolling.look()
    expect(rolling.run.state).toBe('paused')
    rolling.ill.clear()
    rolling.command('resume')
    rolling.toTheEnd()
    expect(rolling.run).toMatchObject({ state: 'done', counts: { done: 4 } })
  })
})

describe('what others do meanwhile', () => {
  test('an interruption elsewhere counts as unavailable', () => {
    const world = ring()
    const rolling = roll(world)
    world.ask({ kind: 'interrupted', instanceIds: [idAt(world, 3)] })
    rolling.look()
    expect(rolling.begun).toEqual([])
    world.finish()
    rolling.look()
    expect(rolling.begun).toEqual([idAt(world, 0)])
  })

  test('what was interrupted has its new machine already, and passes the gate as others do', () => {
    const world = ring()
    const rolling = roll(world)
    world.ask({ kind: 'interrupted', instanceIds: [idAt(world, 3)] })
    world.finish()
    rolling.toTheEnd()
    expect(rolling.begun).toEqual([0, 1, 2].map((n) => idAt(world, n)))
    expect(rolling.items()[3]).toMatchObject({ state: 'done', reason: 'It got another machine meanwhile.' })
  })

  test.each([
    ['pause', 'It was paused meanwhile.'],
    ['deallocate', 'It was deallocated meanwhile.'],
  ] as const)('what is asked to %s is skipped, and said so', (kind, reason) => {
    const world = ring()
    const rolling = roll(world)
    const id = idAt(world, 2)
    world.ask(
      kind === 'pause' ? { kind, instanceIds: [id] } : { kind, instanceIds: [id], afterwards: 'replace' },
    )
    world.finish()
    rolling.toTheEnd()
    expect(rolling.rows.get(id)).toMatchObject({ state: 'skipped', reason })
    expect(rolling.run).toMatchObject({ state: 'done', counts: { done: 3, skipped: 1 } })
  })

  test('no more are taken down than minimum allows by then', () => {
    const world = ring(1)
    const rolling = roll(world, { batchSize: 3, maximumUnavailable: 3 })
    world.ask({ kind: 'pause', instanceIds: [idAt(world, 0), idAt(world, 1)] })
    world.finish()
    rolling.look()
    expect(rolling.begun).toEqual([idAt(world, 2)])
    rolling.toTheEnd()
    expect(rolling.run).toMatchObject({ state: 'done', counts: { done: 2, skipped: 2 } })
  })

  test('deleting the group cancels the run', () => {
    const world = ring()
    const rolling = roll(world)
    rolling.look()
    world.ask({ kind: 'delete-group', interfaces: 'delete' })
    rolling.look()
    expect(rolling.run).toMatchObject({ state: 'cancelled', reason: 'Its group was deleted.' })
    expect(rolling.begun).toHaveLength(1)
  })

  test('what the cloud refuses to stop fails, pauses the run, and the others go on when it is resumed', () => {
    const world = ring()
    const rolling = roll(world)
    rolling.look()
    const error = {
      kind: 'invalid',
      code: 'OperationNotPermitted',
      message: 'Termination is disabled.',
    } as const
    world.step(0, { ok: false, error })
    rolling.look()
    expect(rolling.run.state).toBe('paused')
    expect(rolling.run.reason).toContain('Termination is disabled')
    rolling.command('resume')
    rolling.toTheEnd()
    expect(rolling.run).toMatchObject({ state: 'failed', counts: { done: 3, failed: 1 } })
  })
})

describe('a pooled group', () => {
  const subnet = pooledSubnet('TestSubnet', '10.0.1.0/28')
  const pool = (text: string, target: number): PurePooledWorld => {
    const config = pooledConfig([nicConfig(subnet, { pool: text })], target)
    const world = new PurePooledWorld([subnet], config)
    world.ask({ kind: 'create', config, resumePool: false })
    world.finish()
    return world
  }
  const gentle = { batchSize: 2, maximumUnavailable: 0 }

  test('successors run before the old ones go, and no run takes a VM down', () => {
    const world = pool('10.0.1.4-9', 3)
    const rolling = new PureRolling(world, { settings: settings(gentle), instanceIds: null })
    rolling.look()
    for (let steps = 0; world.pending.length > 0 && steps < 100; steps++) {
      expect(world.list().filter(({ state }) => state === 'active').length).toBeGreaterThanOrEqual(3)
      world.step(0)
      world.ask({ kind: 'settle' })
    }
    rolling.toTheEnd()
    expect(rolling.run).toMatchObject({ state: 'done', counts: { total: 3, done: 3 } })
    expect(world.list().map(({ replacesId }) => replacesId === null)).toEqual([false, false, false])
  })

  test('a stranger who took the free members in the meantime pauses the run with the arithmetic', () => {
    const world = pool('10.0.1.4-9', 3)
    const rolling = new PureRolling(world, { settings: settings(gentle), instanceIds: null })
    world.taken(subnet, '10.0.1.8', '10.0.1.9')
    const move = rolling.move()
    expect(rolling.run.state).toBe('paused')
    expect(move?.shortfalls).toMatchObject([{ kind: 'private-pool', needed: 2, free: 1 }])
    expect(rolling.begun).toEqual([])
  })

  test('a VM that scale-down takes away is skipped', () => {
    const world = pool('10.0.1.4-9', 3)
    const rolling = new PureRolling(world, { settings: settings(gentle), instanceIds: null })
    world.ask({ kind: 'scale', target: 2, resumePaused: false })
    world.finish()
    rolling.toTheEnd()
    expect(rolling.run).toMatchObject({ state: 'done', counts: { done: 2, skipped: 1 } })
  })
})

// ── Whatever happens in between ──

const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'look' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('step' as const), n: fc.nat(7) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.nat(9) }) },
  // Decided, and killed before it was stored.
  fc.constant({ kind: 'lost' as const }),
  fc.record({ kind: fc.constant('command' as const), command: fc.constantFrom('pause', 'resume', 'cancel') }),
  fc.record({
    kind: fc.constantFrom('interrupted' as const, 'pause' as const, 'resume' as const, 'recycle' as const),
    n: fc.nat(5),
  }),
  fc.record({ kind: fc.constant('deallocate' as const), n: fc.nat(5) }),
  fc.record({ kind: fc.constant('scale' as const), target: fc.integer({ min: 1, max: 6 }) }),
)

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

function play(rolling: PureRolling, world: PureWorld, one: Happening, most: number): void {
  switch (one.kind) {
    case 'look': {
      for (let moves = 0; moves < 100; moves++) {
        const move = rolling.move()
        if (!move) return
        if (move.recycle.length === 0) continue
        const down = world.list().filter(({ desired, state }) => desired === 'active' && state !== 'active')
        expect(down.length, 'down at once').toBeLessThanOrEqual(most)
        expect(rolling.run.cancelling, 'begun after cancelling').toBe(false)
        expect(rolling.run.state, 'begun while paused').not.toBe('paused')
      }
      throw new Error('a look never ends')
    }
    case 'lost':
      rolling.next()
      return
    case 'step':
      if (world.pending.length > 0) world.step(one.n % world.pending.length)
      else world.ask({ kind: 'settle' })
      return
    case 'pass':
      world.pass(one.seconds)
      return
    case 'command':
      rolling.command(one.command as 'pause' | 'resume' | 'cancel')
      return
    case 'scale':
      world.ask({ kind: 'scale', target: one.target, resumePaused: true })
      return
    default: {
      const id = world.list()[one.n % Math.max(1, world.list().length)]?.id
      if (!id) return
      const instanceIds = [id]
      if (one.kind === 'deallocate') world.ask({ kind: 'deallocate', instanceIds, afterwards: 'replace' })
      else world.ask({ kind: one.kind, instanceIds })
    }
  }
}

test('whatever happens in between: within maximum unavailable, each once, in order, and it ends', () => {
  const shape = fc.record({
    batchSize: fc.integer({ min: 1, max: 3 }),
    spare: fc.nat(1),
    happenings: fc.array(happening, { maxLength: 60 }),
  })
  fc.assert(
    fc.property(shape, ({ batchSize, spare, happenings }) => {
      const world = ring()
      const most = batchSize + spare
      const rolling = roll(world, { batchSize, maximumUnavailable: most })
      for (const one of happenings) play(rolling, world, one, most)
      const { counts } = rolling.run
      for (const state of ['done', 'skipped', 'failed'] as const)
        expect(rolling.items().filter((item) => item.state === state)).toHaveLength(counts[state])
      rolling.command('resume')
      world.finish()
      rolling.toTheEnd()
      expect(new Set(rolling.begun).size, 'begun once each').toBe(rolling.begun.length)
      const order = rolling.begun.map((id) => rolling.rows.get(id)?.batch ?? -1)
      expect(order).toEqual([...order].sort((a, b) => a - b))
      if (rolling.run.state !== 'done') return
      expect(rolling.items().every(({ state }) => state === 'done' || state === 'skipped')).toBe(true)
      for (const item of rolling.items())
        if (item.state === 'done') expect(item.newMachineId).not.toBe(item.machineId)
    }),
    { numRuns: 60 },
  )
})

const poolHappening = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'look' as const }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('step' as const), n: fc.nat(7) }) },
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.nat(9) }),
  fc.record({ kind: fc.constantFrom('interrupted' as const, 'recycle' as const), n: fc.nat(5) }),
  fc.record({
    kind: fc.constant('deallocate' as const),
    n: fc.nat(5),
    afterwards: fc.constantFrom('replace' as const, 'lower-target' as const),
  }),
  fc.record({ kind: fc.constant('scale' as const), target: fc.integer({ min: 1, max: 4 }) }),
)

function playPool(
  rolling: PureRolling,
  world: PurePooledWorld,
  one: typeof poolHappening extends fc.Arbitrary<infer T> ? T : never,
): void {
  const vms = world.list()
  const id = 'n' in one ? vms[one.n % Math.max(1, vms.length)]?.id : undefined
  if (one.kind === 'look') {
    const active = vms.filter(({ state }) => state === 'active').length
    const target = world.state.config.capacity.target
    const before = rolling.begun.length
    rolling.look()
    if (rolling.begun.length > before)
      expect(active, 'begun while too few ran').toBeGreaterThanOrEqual(target)
    // Beginning takes none down: each old VM runs until its successor does.
    const still = world.list().filter(({ state }) => state === 'active').length
    expect(still).toBeGreaterThanOrEqual(active)
  } else if (one.kind === 'step') {
    if (world.pending.length > 0) world.step(one.n % world.pending.length)
    else world.ask({ kind: 'settle' })
  } else if (one.kind === 'pass') world.pass(one.seconds)
  else if (one.kind === 'scale') world.ask({ kind: 'scale', target: one.target, resumePaused: false })
  else if (one.kind === 'deallocate' && id)
    world.ask({ kind: 'deallocate', instanceIds: [id], afterwards: one.afterwards })
  else if (id) world.ask({ kind: one.kind === 'recycle' ? 'recycle' : 'interrupted', instanceIds: [id] })
}

test('a pooled run takes no VM down whatever happens, begins each once, and ends', () => {
  const subnet = pooledSubnet('TestSubnet', '10.0.1.0/24')
  const shape = fc.record({
    batchSize: fc.integer({ min: 1, max: 3 }),
    happenings: fc.array(poolHappening, { maxLength: 40 }),
  })
  fc.assert(
    fc.property(shape, ({ batchSize, happenings }) => {
      const config = pooledConfig([nicConfig(subnet, { pool: '10.0.1.10-60' })], 3)
      const world = new PurePooledWorld([subnet], config)
      world.ask({ kind: 'create', config, resumePool: false })
      world.finish()
      const rolling = new PureRolling(world, {
        settings: settings({ batchSize, maximumUnavailable: 0 }),
        instanceIds: null,
      })
      for (const one of happenings) playPool(rolling, world, one)
      rolling.command('resume')
      rolling.toTheEnd()
      expect(new Set(rolling.begun).size).toBe(rolling.begun.length)
      for (const item of rolling.items()) {
        expect(['done', 'skipped']).toContain(item.state)
        expect(
          world.list().some(({ machineId }) => machineId === item.machineId),
          item.state,
        ).toBe(false)
      }
    }),
    { numRuns: 40 },
  )
})
