import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PureWorld } from '@/lib/testing/pure-world'
import { edgeAddress } from '@/lib/testing/random-verbs'
import { at } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { address, formatAddress } from './address'
import { decide } from './decide'
import type { GroupConfig } from './group'
import type { Intent } from './intent'
import { eachMember } from './pool'
import { poolOf } from './pool-members'
import { isWantedActive, type StatefulInstance } from './stateful-instance'
import { isReserved } from './subnet'

/*
 * Random worlds of one group in a /28, random intents, cloud work that ends at once, later or not at all: what holds
 * after every single decision, whatever came before.
 */

const OCTETS = [5, 6, 7, 8, 10, 11, 12, 13, 14]

const config = fc
  .record({
    pool: fc.shuffledSubarray(OCTETS, { maxLength: 6 }),
    target: fc.nat(5),
    maintain: fc.constantFrom(true, true, true, false),
    publicIps: fc.integer({ min: 0, max: 3 }),
    overflow: fc.constantFrom('random' as const, 'random' as const, 'wait' as const),
    cooling: fc.constantFrom(0, 300),
  })
  .map((shape) =>
    groupConfig({
      pool: shape.pool.map((octet) => `10.0.3.${octet}`).join(','),
      subnetIds: [SUBNETS.edgeA.id],
      capacity: { minimum: 0, target: shape.target, maximum: 6 },
      maintainPrivateIp: shape.maintain,
      publicIpPool: PUBLIC_IPS.slice(0, shape.maintain ? shape.publicIps : 2).map((one) => one.id),
      overflow: shape.overflow,
      coolingSeconds: shape.cooling,
    }),
  )

const few = fc.array(fc.nat(8), { minLength: 1, maxLength: 3 })

type Move =
  | {
      readonly kind: 'ask'
      readonly intent: (ids: readonly string[]) => Intent
      readonly which: readonly number[]
    }
  | { readonly kind: 'finish' }
  | { readonly kind: 'step'; readonly n: number }
  | { readonly kind: 'pass'; readonly seconds: number }

const ask = (intent: fc.Arbitrary<(ids: readonly string[]) => Intent>) =>
  fc.record({ kind: fc.constant('ask' as const), intent, which: few })

const named = fc
  .constantFrom('resume' as const, 'pause' as const, 'recycle' as const, 'interrupted' as const)
  .map(
    (kind) =>
      (instanceIds: readonly string[]): Intent => ({ kind, instanceIds }),
  )

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: ask(named) },
  {
    weight: 2,
    arbitrary: ask(
      fc
        .constantFrom('replace' as const, 'lower-target' as const)
        .map((afterwards) => (instanceIds: readonly string[]) => ({
          kind: 'deallocate',
          instanceIds,
          afterwards,
        })),
    ),
  },
  {
    weight: 3,
    arbitrary: ask(
      fc
        .record({ target: fc.nat(6), resumePaused: fc.boolean() })
        .map((to) => () => ({ kind: 'scale', ...to })),
    ),
  },
  { weight: 3, arbitrary: ask(config.map((one) => () => ({ kind: 'edit', config: one }))) },
  { weight: 1, arbitrary: ask(fc.constant(() => ({ kind: 'resume-to-target' }))) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('step' as const), n: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'finish' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(60, 400) }),
  },
)

/** Plays the moves, and hands over every decision that was made, with the world before it. */
function play(
  world: PureWorld,
  moves: readonly Move[],
  look: (before: readonly StatefulInstance[], intent: Intent, seed: number) => void,
): void {
  let seed = 0
  for (const one of moves) {
    const before = world.list()
    seed += 1
    if (one.kind === 'pass') world.pass(one.seconds)
    else if (one.kind === 'finish') world.finish()
    else if (one.kind === 'step') world.step(one.n % Math.max(1, world.pending.length))
    else {
      const ids = before.length === 0 ? [] : one.which.map((n) => before[n % before.length]?.id ?? '')
      const intent = one.intent([...new Set(ids)])
      look(before, intent, seed)
    }
    expectSound(world, before)
  }
}

function expectSound(world: PureWorld, before: readonly StatefulInstance[]): void {
  const now = world.list()
  const held = now.flatMap((one) => at(one) ?? [])
  expect(new Set(held).size, 'an address has one owner').toBe(held.length)
  const elastic = now.flatMap((one) => one.publicIpId ?? [])
  expect(new Set(elastic).size, 'an Elastic IP has one owner').toBe(elastic.length)
  for (const one of now) if (one.address) expect(isReserved(SUBNETS.edgeA, one.address)).toBe(false)
  for (const theirs of world.foreign) expect(held).not.toContain(formatAddress(theirs.address))
  const byId = new Map(now.map((one) => [one.id, one]))
  for (const had of before) {
    const has = byId.get(had.id)
    if (!has || had.origin === 'floating') continue
    expect(at(has), 'A1: the address stays').toBe(at(had) ?? at(has))
    expect(has.publicIpId, 'A1: the Elastic IP stays').toBe(had.publicIpId ?? has.publicIpId)
    expect(has.interfaceId, 'A1: the interface stays').toBe(had.interfaceId ?? has.interfaceId)
  }
}

const story = fc.record({
  first: config,
  resumePool: fc.boolean(),
  foreign: fc.subarray(OCTETS, { maxLength: 3 }),
  moves: fc.array(move, { maxLength: 25, size: 'max' }),
})

type Birth = {
  readonly first: GroupConfig
  readonly resumePool: boolean
  readonly foreign: readonly number[]
}

function born({ first, resumePool, foreign }: Birth): PureWorld | null {
  const world = new PureWorld([SUBNETS.edgeA], first)
  for (const octet of foreign) world.foreign.push({ subnetId: SUBNETS.edgeA.id, address: edgeAddress(octet) })
  const created = world.ask({ kind: 'create', config: first, resumePool })
  return created.ok ? world : null
}

describe('every decision', () => {
  test('keeps one owner per address and identities whole; planning what was applied yields nothing', () => {
    fc.assert(
      fc.property(story, ({ moves, ...birth }) => {
        const world = born(birth)
        if (!world) return
        play(world, moves, (_, intent, seed) => {
          const decided = world.ask(intent, seed)
          if (!decided.ok) return
          const again = decide(world.world(), seed + 1, { kind: 'settle' })
          expect(again.ok && again.value.plan.changes, `settling after ${intent.kind}`).toEqual([])
          expect(again.ok && again.value.changed).toEqual([])
        })
      }),
      { numRuns: 120 },
    )
  })

  test('is the same for the same world and seed', () => {
    fc.assert(
      fc.property(story, ({ moves, ...birth }) => {
        const world = born(birth)
        if (!world) return
        play(world, moves, (_, intent, seed) => {
          const [a, b] = [decide(world.world(), seed, intent), decide(world.world(), seed, intent)]
          expect(a).toEqual(b)
          world.ask(intent, seed)
        })
      }),
      { numRuns: 50 },
    )
  })

  test('takes the addresses that its changes say, and lets go of those', () => {
    fc.assert(
      fc.property(story, ({ moves, ...birth }) => {
        const world = born(birth)
        if (!world) return
        play(world, moves, (_, intent, seed) => {
          const decided = world.ask(intent, seed)
          if (!decided.ok) return
          const { plan, allocated, released, publicTaken } = decided.value
          const said = plan.changes.flatMap((change) =>
            (change.kind === 'create-instance' || change.kind === 'take-address') && change.address
              ? [`${change.instanceId} ${formatAddress(change.address)}`]
              : [],
          )
          expect(allocated.map((one) => `${one.instanceId} ${formatAddress(one.address)}`)).toEqual(said)
          expect(released.length).toBe(plan.changes.filter((one) => one.kind === 'release-address').length)
          expect(publicTaken.length).toBe(plan.changes.filter((one) => one.kind === 'take-public-ip').length)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('never leaves more wanted active than target', () => {
    fc.assert(
      fc.property(story, ({ moves, ...birth }) => {
        const world = born(birth)
        if (!world) return
        play(world, moves, (_, intent, seed) => {
          world.ask(intent, seed)
          const { target } = world.world().group.config.capacity
          expect(world.list().filter(isWantedActive).length).toBeLessThanOrEqual(target)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('serves the pool before it draws, and draws nothing that a pool lists or that rests', () => {
    fc.assert(
      fc.property(story, ({ moves, ...birth }) => {
        const world = born(birth)
        if (!world) return
        play(world, moves, (_, intent, seed) => {
          const before = world.world()
          const decided = world.ask(intent, seed)
          if (!decided.ok) return
          const pool = new Set([...eachMember(poolOf(decided.value.group.config))].map(formatAddress))
          const unavailable = before.subnets.get(SUBNETS.edgeA.id)?.unavailable
          const drawn = decided.value.allocated.filter((one) => !pool.has(formatAddress(one.address)))
          for (const one of drawn) expect(unavailable?.has(one.address)).toBe(false)
          if (drawn.length === 0) return
          const held = new Set(world.list().map(at))
          const missing = [...pool].filter((member) => !held.has(member))
          for (const member of missing) expect(isInTheWay(before, member), `${member} was free`).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })
})

/** Held by someone else, or by one of ours that is on its way out. */
const isInTheWay = (world: ReturnType<PureWorld['world']>, member: string): boolean =>
  world.subnets.get(SUBNETS.edgeA.id)?.held.has(address(member)) ?? false
