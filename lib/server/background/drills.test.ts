import { afterEach, beforeEach, expect, it } from 'vitest'
import { DRILL_LIMITS, PLAIN_SCENARIO, type Scenario } from '@/lib/domain/drill'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { type DrillRoom, openDrillRoom } from './drills'

let world: RunningWorld
let room: DrillRoom
let groupId: string
const problems: unknown[] = []

beforeEach(async () => {
  world = await runWorld()
  groupId = await world.create(
    groupConfig({ name: 'ring', pool: '10.0.3.5-7', subnetIds: [SUBNETS.edgeA.id] }),
    true,
  )
  const onProblem = (...problem: unknown[]) => problems.push(problem)
  room = openDrillRoom({ store: world.store, now: world.now, onProblem })
})

afterEach(async () => {
  await room.idle()
  await world.close()
  expect(problems).toEqual([])
})

const start = (n: number, over: Partial<Scenario>) =>
  room.start({
    ...{ id: `drill-${n}`, groupIds: [groupId], scenario: { ...PLAIN_SCENARIO, ...over }, seed: 7 },
    scope: { kind: 'group', groupId, name: 'ring', cloud: 'aws' },
  })

it('plays while others go on, tells how far it is, and keeps the report; asked twice it is one drill', async () => {
  const together = await Promise.all([start(1, { share: 100 }), start(1, { share: 100 })])
  expect(together.map((one) => one.ok)).toEqual([true, true])
  expect(room.progress('drill-1')).toMatchObject({ of: 1800 })
  expect(await world.store.reads.drill('drill-1')).toMatchObject({ state: 'playing', figures: null })
  expect(await start(1, { share: 100 })).toMatchObject({ ok: true })
  await room.idle()
  expect(room.progress('drill-1')).toBeNull()
  expect(await world.store.reads.drills()).toMatchObject([{ state: 'done', figures: { struck: 3 } }])
  expect(await world.store.reads.drillReport('drill-1')).toMatchObject({ seed: 7, figures: { places: 3 } })
  expect(await world.store.events({ kinds: ['drill-ended'], limit: 9 })).toMatchObject([
    { actor: 'holdfast', requestId: 'drill-1', after: { drill: 'drill-1' } },
  ])
})

it('is cancelled half-way, and leaves no report', async () => {
  await start(1, { zones: ['us-east-1a'], minutes: 240 })
  await room.cancel('drill-1')
  expect(await world.store.reads.drill('drill-1')).toMatchObject({ state: 'cancelled', figures: null })
  expect(await world.store.reads.drillReport('drill-1')).toBeNull()
})

it('ends also where its end cannot be written, and says so', async () => {
  const told: string[] = []
  const reads = { ...world.store.reads, endDrill: () => Promise.reject(new Error('the disk is full')) }
  const store = new Proxy(world.store, {
    get: (real, name) => {
      if (name === 'reads') return reads
      const own: unknown = Reflect.get(real, name, real)
      return typeof own === 'function' ? own.bind(real) : own
    },
  })
  room = openDrillRoom({ store, now: world.now, onProblem: (what) => told.push(what) })
  expect(await start(1, { share: 100 })).toMatchObject({ ok: true })
  await room.idle()
  expect(told).toEqual(['drill drill-1', 'ending drill drill-1'])
  expect(room.progress('drill-1')).toBeNull()
  await room.cancel('drill-1')
})

it('is refused where there is nothing to take, where it is not known, and when too many are played', async () => {
  const problemOf = async (asked: ReturnType<typeof start>) => {
    const answer = await asked
    return answer.ok ? 'none' : answer.refusal.kind === 'drill' ? answer.refusal.problem : answer.refusal.kind
  }
  expect(await problemOf(start(1, { zones: ['us-east-1b'] }))).toEqual({
    ...{ kind: 'zone-without-machines', zone: 'us-east-1b', zones: ['us-east-1a'] },
  })
  expect(await problemOf(start(1, { instanceIds: ['ssi-000000000000'] }))).toEqual({
    ...{ kind: 'no-machine', instanceId: 'ssi-000000000000' },
  })
  const long = { zones: ['us-east-1a'], minutes: 240 }
  expect([await problemOf(start(2, long)), await problemOf(start(3, long))]).toEqual(['none', 'none'])
  expect(await problemOf(start(4, long))).toEqual({ kind: 'too-many-playing', most: 2 })
  await Promise.all([room.cancel('drill-2'), room.cancel('drill-3')])
  await world.ask(groupId, { kind: 'scale', target: 0, resumePaused: false })
  expect(await problemOf(start(5, { share: 50 }))).toEqual({ kind: 'nothing-runs' })
})

it('is refused where as many are kept as may be, until one is deleted', async () => {
  const { reads } = world.store
  for (let n = 0; n < DRILL_LIMITS.kept; n++)
    await reads.addDrill({
      ...{ id: `drill-old-${n}`, scenario: PLAIN_SCENARIO, seed: 7, startedAt: world.now() },
      scope: { kind: 'group', groupId, name: 'ring', cloud: 'aws' },
    })
  expect(await start(1, { share: 100 })).toMatchObject({
    refusal: { kind: 'drill', problem: { kind: 'too-many-kept', most: DRILL_LIMITS.kept } },
  })
  await reads.removeDrill('drill-old-0')
  expect(await start(1, { share: 100 })).toMatchObject({ ok: true })
})
