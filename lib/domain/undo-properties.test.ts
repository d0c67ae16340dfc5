import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordDecision } from '@/lib/allocation/record'
import { edge } from '@/lib/testing/edge-world'
import { PureWorld } from '@/lib/testing/pure-world'
import { PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { formatAddress } from './address'
import { decide } from './decide'
import type { Event } from './event'
import type { GroupConfig } from './group'
import type { Intent } from './intent'
import { mergeBack } from './merge-back'
import { eachMember } from './pool'
import { poolOf } from './pool-members'
import { inverseOf } from './undo'

const OCTETS = [5, 6, 7, 8, 10, 11, 12]

const config: fc.Arbitrary<GroupConfig> = fc
  .record({
    pool: fc.shuffledSubarray(OCTETS, { maxLength: 4 }),
    target: fc.nat(5),
    cooling: fc.constantFrom(0, 300),
    publicIps: fc.nat(3),
  })
  .map(({ pool, target, cooling, publicIps }) =>
    edge({
      pool: pool.map((octet) => `10.0.3.${octet}`).join(','),
      capacity: { minimum: 0, target, maximum: 6 },
      publicIpPool: PUBLIC_IPS.slice(0, publicIps).map(({ id }) => id),
      coolingSeconds: cooling,
    }),
  )

/** Some are paused and some are not, and some work is still under way. */
const past = fc.record({
  config,
  resumed: fc.boolean(),
  paused: fc.array(fc.nat(6), { maxLength: 3 }),
  finished: fc.boolean(),
})

type Past = typeof past extends fc.Arbitrary<infer T> ? T : never

function worldOf({ config, resumed, paused, finished }: Past): PureWorld | null {
  const world = new PureWorld([SUBNETS.edgeA], config)
  if (!world.ask({ kind: 'create', config, resumePool: resumed }).ok) return null
  world.finish()
  for (const n of paused) {
    const instance = world.list()[n]
    if (instance?.state === 'active') world.ask({ kind: 'pause', instanceIds: [instance.id] })
  }
  if (finished) world.finish()
  return world
}

/** Applies it, and answers what its events and configurations are; null where it is refused. */
function request(world: PureWorld, intent: Intent) {
  const before = world.world()
  const decided = decide(before, 7, intent)
  if (!decided.ok) return null
  const { events } = recordDecision(before, decided.value, {
    ...{ requestId: 'req-1', actor: 'operator', request: null },
    newId: (digits) => '0'.repeat(digits),
  })
  world.ask(intent, 7)
  const numbered = events.map((event, at): Event => ({ ...event, by: null, byRequest: null, seq: at + 1 }))
  return { events: numbered, before: before.group.config, after: world.world().group.config }
}

const desiredOf = (world: PureWorld) => new Map(world.list().map((one) => [one.id, one.desired]))

test('scale then undo: those that were there want what they wanted before, and target is what it was', () => {
  fc.assert(
    fc.property(past, fc.nat(6), fc.boolean(), fc.boolean(), (shape, target, resumePaused, finish) => {
      const world = worldOf(shape)
      if (!world) return
      const before = desiredOf(world)
      const told = request(world, { kind: 'scale', target, resumePaused })
      // A target that it has already is no change.
      if (!told || told.events.length === 0) return
      if (finish) world.finish()
      const inverse = inverseOf(told, world.world())
      if (!inverse.ok) {
        expect(inverse.refusal).toMatchObject({ why: { kind: 'nothing-left' } })
        expect(desiredOf(world)).toEqual(before)
        return
      }
      expect(world.ask(inverse.value.intent)).toMatchObject({ ok: true })
      const after = desiredOf(world)
      for (const [id, desired] of before) expect([id, after.get(id)]).toEqual([id, desired])
      for (const [id, desired] of after) if (!before.has(id)) expect([id, desired]).toEqual([id, 'paused'])
      expect(world.world().group.config).toEqual(told.before)
    }),
    { numRuns: 60 },
  )
})

test('edit then undo: the configuration is that of before, and every member that can be had has an instance', () => {
  fc.assert(
    fc.property(past, config, fc.boolean(), (shape, edited, finish) => {
      const world = worldOf(shape)
      if (!world) return
      const had = new Set(world.list().flatMap((one) => (one.address ? [formatAddress(one.address)] : [])))
      const told = request(world, { kind: 'edit', config: edited })
      if (!told) return
      if (finish) world.finish()
      const inverse = inverseOf(told, world.world())
      if (!inverse.ok) {
        expect(told.after).toEqual(told.before)
        return
      }
      const undone = world.ask(inverse.value.intent)
      expect(undone).toMatchObject({ ok: true })
      expect(world.world().group.config).toEqual(told.before)
      const has = new Set(world.list().flatMap((one) => (one.address ? [formatAddress(one.address)] : [])))
      for (const member of eachMember(poolOf(told.before)))
        if (had.has(formatAddress(member))) expect(has).toContain(formatAddress(member))
    }),
    { numRuns: 60 },
  )
})

test('what is merged back is of before where only the edit changed it, and of now where somebody else did', () => {
  fc.assert(
    fc.property(config, config, config, (before, after, now) => {
      expect(mergeBack(before, after, after)).toEqual({ config: before, changedSince: [] })
      expect(mergeBack(before, before, now)).toEqual({ config: now, changedSince: [] })
      const { config: merged, changedSince } = mergeBack(before, after, now)
      const rest = (one: GroupConfig) => one.coolingSeconds
      const conflict = rest(before) !== rest(after) && rest(now) !== rest(after) && rest(now) !== rest(before)
      expect(changedSince.includes('coolingSeconds')).toBe(conflict)
      if (rest(before) === rest(after)) expect(rest(merged)).toBe(rest(now))
      else if (!conflict) expect(rest(merged)).toBe(rest(before))
    }),
  )
})
