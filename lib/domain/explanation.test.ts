import { describe, expect, test } from 'vitest'
import { born, EDGE, edge, idAt, pool } from '@/lib/testing/edge-world'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { PureWorld } from '@/lib/testing/pure-world'
import { at } from '@/lib/testing/running-world'
import { PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { address } from './address'
import { decide } from './decide'
import type { Decision } from './decision'
import { type Explanation, MOST_NAMING, MOST_SKIPPED } from './explanation'
import type { Intent } from './intent'

const ID = SUBNETS.edgeA.id

/** What is decided, and the explanation of every address and public IP that it takes, in order. */
function decided(world: PureWorld | PurePooledWorld, intent: Intent, seed = 1) {
  const result = decide(world.world(), seed, intent)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  const decision = result.value
  const of = (whyId: string | undefined) => explained(decision, whyId)
  return {
    decision,
    private: decision.allocated.map((one) => of(one.whyId)),
    public: decision.publicTaken.map((one) => of(one.whyId)),
  }
}

function explained({ explained }: Decision, whyId: string | undefined): Explanation {
  const found = explained.find(({ id }) => id === whyId)
  if (!found) throw new Error(`no explanation ${whyId}`)
  return found.why
}

const skippedIn = (why: Explanation | undefined) =>
  why?.skipped.map(({ candidate, because }) => [candidate, because.kind])

describe('A2, A4: drawn at random', () => {
  test('counts every address of the subnet once, by why it could not be had', () => {
    // 10.0.3.0/28: 16 addresses, 5 reserved, .4 and .9 foreign: 9 are free.
    const world = new PureWorld(EDGE, edge({ capacity: { minimum: 0, target: 1, maximum: 6 } }))
    world.foreign.push({ subnetId: ID, address: address('10.0.3.4') })
    world.foreign.push({ subnetId: ID, address: address('10.0.3.9') })
    const { private: whys } = decided(world, {
      kind: 'create',
      config: world.world().group.config,
      resumePool: false,
    })
    expect(whys).toMatchObject([{ rule: 'A2', how: { kind: 'drawn', seed: 1 } }])
    expect(whys[0]?.how).toMatchObject({
      from: [
        {
          ...{ subnetId: ID, cidr: '10.0.3.0/28', size: '16', free: '9' },
          ...{ held: '2', planned: '0', resting: '0', reserved: '5', pooled: '0' },
        },
      ],
    })
  })

  test('beyond the pool its members are counted apart, and what rests', () => {
    // Pool .10 and .11 (held by their own instances), one more was drawn, let go again and rests: 16 - 5 - 2 - 1 = 8.
    const world = born(pool('10.0.3.10-11', 3))
    const drawn = world.list().find((one) => one.origin === 'random')
    world.ask({ kind: 'deallocate', instanceIds: [drawn?.id ?? ''], afterwards: 'lower-target' })
    world.finish()
    const { private: whys } = decided(world, { kind: 'scale', target: 3, resumePaused: false })
    expect(whys).toMatchObject([{ rule: 'A4', how: { kind: 'drawn' } }])
    expect(whys[0]?.how).toMatchObject({
      from: [{ size: '16', free: '8', held: '2', planned: '0', resting: '1', reserved: '5', pooled: '0' }],
    })
  })

  test('a taken address that was drawn first is named, with what stood in its way', () => {
    const world = new PureWorld(EDGE, edge({ capacity: { minimum: 0, target: 1, maximum: 6 } }))
    for (const octet of [5, 7, 9, 11, 13])
      world.foreign.push({ subnetId: ID, address: address(`10.0.3.${octet}`) })
    const kinds = new Set<string>()
    for (let seed = 1; seed <= 40; seed++) {
      const intent = { kind: 'create', config: world.world().group.config, resumePool: false } as const
      const [why] = decided(world, intent, seed).private
      for (const [candidate, kind] of skippedIn(why) ?? []) {
        const octet = Number(candidate?.split('.')[3])
        expect(kind).toBe(octet < 4 || octet === 15 ? 'reserved' : 'held')
        expect([5, 7, 9, 11, 13, 0, 1, 2, 3, 15]).toContain(octet)
        kinds.add(kind ?? '')
      }
    }
    expect([...kinds].sort()).toEqual(['held', 'reserved'])
  })

  test('ten thousand draws of one change share one explanation, but for the few that met what was taken', () => {
    const fleet = SUBNETS.fleet
    const config = edge({
      subnetIds: [fleet.id],
      capacity: { minimum: 0, target: 10_000, maximum: 10_000 },
    })
    const world = new PureWorld([fleet], config)
    const { decision } = decided(world, { kind: 'create', config, resumePool: false })
    expect(decision.allocated).toHaveLength(10_000)
    expect(decision.explained.length).toBeLessThanOrEqual(MOST_NAMING + 1)
    expect(JSON.stringify(decision.explained).length / 10_000).toBeLessThan(20)
  })
})

test('A3, A6, B4: made for a member; a refill says that its own group has it back at once', () => {
  const world = new PureWorld(EDGE, pool('10.0.3.5-7', 0))
  const { config } = world.world().group
  const first = decided(world, { kind: 'create', config, resumePool: false })
  const made = { rule: 'A3', how: { kind: 'for-member', of: 3 }, restedUntil: null }
  expect(first.private).toMatchObject([made, made, made])
  expect(first.decision.explained).toHaveLength(1)

  const live = born(pool('10.0.3.5-7', 0), true)
  live.ask({ kind: 'resume', instanceIds: [idAt(live, '10.0.3.6')] })
  live.finish()
  const instanceIds = [idAt(live, '10.0.3.6')]
  live.ask({ kind: 'deallocate', instanceIds, afterwards: 'replace' })
  while (live.pending.length > 0) live.step(0)
  const until = new Date(Date.parse(live.now) + 300_000).toISOString()
  const refilled = decided(live, { kind: 'settle' })
  expect(refilled.private).toMatchObject([{ rule: 'A6', restedUntil: until }])
})

test('A8: the next free member in list order; who has those before it, and what nobody can have', () => {
  const [one, two, three, , , theirs] = PUBLIC_IPS.map(({ id }) => id)
  const listed = [theirs, 'eipalloc-gone', one, two, three].map(String)
  const world = born(pool('10.0.3.5-7', 0, { publicIpPool: listed }))
  const ids = ['10.0.3.5', '10.0.3.6'].map((text) => idAt(world, text))
  const both = decided(world, { kind: 'resume', instanceIds: ids })
  const how = { kind: 'first-free', nic: null, of: 5, zone: null }
  expect(both.public).toMatchObject([
    { rule: 'A8', how: { ...how, position: 3 } },
    { rule: 'A8', how: { ...how, position: 4 } },
  ])
  expect(both.decision.publicTaken.map((taken) => taken.publicIpId)).toEqual([one, two])
  expect(skippedIn(both.public[0])).toEqual([
    ['52.20.18.201', 'held'],
    ['eipalloc-gone', 'unknown'],
  ])
  expect(skippedIn(both.public[1])).toEqual([
    ['52.20.18.201', 'held'],
    ['eipalloc-gone', 'unknown'],
    [PUBLIC_IPS[0]?.address, 'planned'],
  ])
  expect(both.public[1]?.skipped[2]?.because).toMatchObject({ holder: { instanceId: ids[0] } })
})

describe('Z5', () => {
  const SUBNET = pooledSubnet('TestSubnet3', '10.0.0.0/23')

  test('first picture: .0 is the first free one; after it nothing is left, and the cloud chooses', () => {
    const config = pooledConfig([nicConfig(SUBNET, { pool: '10.0.1.0-3' })], 0)
    const world = new PurePooledWorld([SUBNET], config)
      .taken(SUBNET, '10.0.1.1', '10.0.1.2', '10.0.1.3')
      .create()
    const { decision } = decided(world, { kind: 'scale', target: 2, resumePaused: true })
    const [first, second] = decision.changedVms.map((vm) => explained(decision, vm.nics[0]?.private.whyId))
    const how = { nic: 'eth0', of: 4, zone: null }
    expect(first).toEqual({
      ...{ rule: 'Z5', how: { kind: 'first-free', position: 1, ...how } },
      ...{ restedUntil: null, skipped: [], others: {} },
    })
    expect(second?.how).toEqual({ kind: 'by-cloud', ...how })
    expect(skippedIn(second)).toEqual([
      ['10.0.1.0', 'planned'],
      ['10.0.1.1', 'held'],
      ['10.0.1.2', 'held'],
      ['10.0.1.3', 'held'],
    ])
    expect(decision.allocated.map((one) => one.whyId)).toEqual([
      decision.changedVms[0]?.nics[0]?.private.whyId,
    ])
  })

  test('the first eight are named, and the others counted', () => {
    const config = pooledConfig([nicConfig(SUBNET, { pool: '10.0.1.20-49' })], 0)
    const taken = Array.from({ length: 25 }, (_, n) => `10.0.1.${20 + n}`)
    const world = new PurePooledWorld([SUBNET], config).taken(SUBNET, ...taken).create()
    const [why] = decided(world, { kind: 'scale', target: 1, resumePaused: true }).private
    expect(why?.how).toMatchObject({ kind: 'first-free', position: 26, of: 30 })
    expect(why?.skipped.map(({ candidate }) => candidate)).toEqual(taken.slice(0, MOST_SKIPPED))
    expect(why?.others).toEqual({ held: 25 - MOST_SKIPPED })
  })
})

test('Z6: passed over for its zone, its SKU, its holder; what fits is told where it stands', () => {
  const SUBNET = pooledSubnet('small', '10.0.2.0/28')
  const ips = [
    staticIp('ip-zone1', ['1']),
    staticIp('ip-basic', ['3'], { sku: 'basic' }),
    staticIp('ip-theirs', ['3']),
    staticIp('ip-none', []),
    staticIp('ip-all', ['1', '2', '3']),
  ]
  const nic = nicConfig(SUBNET, { publicIp: true, publicIpPool: ips.map(({ id }) => id) })
  const config = pooledConfig([nic], 1, { pooled: { zones: ['1', '3'] } })
  const world = new PurePooledWorld([SUBNET], config, ips)
  world.foreignPublic.add(ips[2]?.id ?? '')
  world.market = ['3']
  world.create()
  while (world.pending.length > 0) world.step(0)
  const { public: whys } = decided(world, { kind: 'settle' })
  expect(whys).toMatchObject([
    { rule: 'Z6', how: { kind: 'first-free', nic: 'eth0', position: 5, of: 5, zone: '3' } },
  ])
  expect(whys[0]?.skipped.map(({ because }) => because)).toMatchObject([
    { kind: 'other-zone', zones: ['1'] },
    { kind: 'other-sku', sku: 'basic' },
    { kind: 'held', holder: { kind: 'foreign' } },
    { kind: 'other-zone', zones: [] },
  ])
})

test('what is explained alike and what is decided again has the same name; a plan does not depend on it', () => {
  const world = new PureWorld(EDGE, pool('10.0.3.5-7', 5))
  const { config } = world.world().group
  const intent = { kind: 'create', config, resumePool: false } as const
  const [once, again] = [decided(world, intent), decided(world, intent)]
  expect(once.decision.explained).toEqual(again.decision.explained)
  expect(once.decision.plan.digest).toBe(again.decision.plan.digest)
  expect(world.list().map(at)).toEqual([])
})
