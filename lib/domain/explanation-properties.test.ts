import fc from 'fast-check'
import { expect, test } from 'vitest'
import { edge } from '@/lib/testing/edge-world'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { PureWorld } from '@/lib/testing/pure-world'
import { SUBNETS } from '@/lib/testing/worlds'
import { address, formatAddress } from './address'
import { fitsPlace } from './choose-for-nic'
import { decide } from './decide'
import type { Decision } from './decision'
import type { Explanation, Skipped } from './explanation'
import type { PooledConfig } from './group'
import { isReserved } from './subnet'

/*
 * Whatever a small world looks like: what an explanation says was chosen is what was allocated, everybody that it says
 * was passed over could really not be had for the reason it tells, and nobody better was passed over.
 */

const SUBNET = pooledSubnet('small', '10.0.2.0/28')
const OCTETS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
const ZONES = [[], ['1'], ['2'], ['3'], ['1', '2', '3']] as const

const whyOf = (decision: Decision, whyId: string | undefined): Explanation => {
  const found = decision.explained.find(({ id }) => id === whyId)
  if (!found) throw new Error(`no explanation ${whyId}`)
  return found.why
}

const total = ({ skipped, others }: Explanation): number =>
  skipped.length + Object.values(others).reduce((sum, n) => sum + n, 0)

const pooledShape = fc.record({
  pool: fc.shuffledSubarray(OCTETS, { maxLength: 8 }),
  foreign: fc.subarray(OCTETS, { maxLength: 6 }),
  target: fc.integer({ min: 1, max: 4 }),
  zones: fc.array(fc.nat(ZONES.length - 1), { maxLength: 6 }),
  basic: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  theirs: fc.subarray([0, 1, 2, 3, 4, 5]),
  zonal: fc.boolean(),
})

test('Z5, Z6: of pools in list order', () => {
  fc.assert(
    fc.property(pooledShape, (shape) => {
      const ips = shape.zones.map((zone, n) =>
        staticIp(`ip-${n}`, ZONES[zone], { sku: shape.basic[n] ? 'basic' : 'standard' }),
      )
      const pool = shape.pool.map((octet) => `10.0.2.${octet}`)
      const publicIpPool = ips.map(({ id }) => id)
      const nic = nicConfig(SUBNET, { pool: pool.join(','), publicIp: true, publicIpPool })
      const zones = shape.zonal ? ['1', '3'] : []
      const config = pooledConfig([nic], shape.target, { pooled: { zones } })
      const world = new PurePooledWorld([SUBNET], config, ips)
      for (const n of shape.theirs) if (ips[n]) world.foreignPublic.add(ips[n].id)
      world.taken(SUBNET, ...shape.foreign.map((octet) => `10.0.2.${octet}`))
      world.market = ['1', '3', '1', '3']
      const created = world.ask({ kind: 'create', config, resumePool: false })
      if (!created.ok) return
      expectPrivate(created.value, pool, new Set(shape.foreign.map((octet) => `10.0.2.${octet}`)))
      expectPublic(created.value, world, config)
      while (world.pending.length > 0) world.step(0)
      const settled = decide(world.world(), 2, { kind: 'settle' })
      if (settled.ok) expectPublic(settled.value, world, config)
    }),
  )
})

function expectPrivate(decision: Decision, pool: readonly string[], theirs: ReadonlySet<string>): void {
  const ours = new Map<string, string>()
  for (const vm of decision.changedVms) {
    const nic = vm.nics[0]
    const why = whyOf(decision, nic?.private.whyId)
    const before = why.how.kind === 'first-free' ? pool.slice(0, why.how.position - 1) : pool
    expect(total(why), 'everybody before it was passed over, nobody else').toBe(before.length)
    for (const { candidate, because } of why.skipped) {
      expect(before).toContain(candidate)
      if (because.kind === 'planned')
        expect(because.holder).toMatchObject({ instanceId: ours.get(candidate) })
      else expect([because.kind, theirs.has(candidate)]).toEqual(['held', true])
    }
    if (why.how.kind !== 'first-free') expect(nic?.private.kind).toBe('dynamic')
    else {
      const chosen = nic?.private.address ? formatAddress(nic.private.address) : ''
      expect(chosen).toBe(pool[why.how.position - 1])
      expect(theirs.has(chosen) || ours.has(chosen)).toBe(false)
      expect(decision.allocated.find((one) => formatAddress(one.address) === chosen)?.whyId).toBe(
        nic?.private.whyId,
      )
      ours.set(chosen, vm.id)
    }
  }
}

function expectPublic(decision: Decision, world: PurePooledWorld, config: PooledConfig): void {
  const pool = config.persistence.interfaces[0]?.publicIpPool ?? []
  const before = world.world()
  const decidedNow = new Set<string>()
  for (const vm of decision.changedVms) {
    const chosen = vm.nics[0]?.public
    if (!chosen || chosen.kind === 'none' || chosen.kind === 'undecided') continue
    const why = whyOf(decision, chosen.whyId)
    const held = (id: string) => world.foreignPublic.has(id) || decidedNow.has(id)
    const fits = (id: string) =>
      fitsPlace(before.publicIps.get(id)?.publicIp.traits ?? null, config.persistence, vm.zone)
    const could = pool.filter((id) => fits(id) && !held(id))
    if (chosen.kind === 'dynamic') {
      expect(could).toEqual([])
      expect(total(why)).toBe(pool.length)
    } else {
      expect(chosen.publicIpId).toBe(could[0])
      expect(total(why)).toBe(pool.indexOf(chosen.publicIpId))
      expect(decision.publicTaken.find((one) => one.publicIpId === chosen.publicIpId)?.whyId).toBe(
        chosen.whyId,
      )
      decidedNow.add(chosen.publicIpId)
    }
    const told = ({ publicIpId, because }: Skipped) => {
      const id = publicIpId ?? ''
      const taken = because.kind === 'held' || because.kind === 'planned'
      expect(taken ? held(id) : !fits(id), `${id} ${because.kind}`).toBe(true)
    }
    why.skipped.forEach(told)
  }
}

const drawShape = fc.record({
  pool: fc.shuffledSubarray(OCTETS, { maxLength: 4 }),
  foreign: fc.subarray(OCTETS, { maxLength: 5 }),
  target: fc.integer({ min: 1, max: 6 }),
  seed: fc.nat(1000),
})

test('A2, A4: drawn at random', () => {
  fc.assert(
    fc.property(drawShape, ({ pool, foreign, target, seed }) => {
      const members = pool.filter((octet) => !foreign.includes(octet)).map((octet) => `10.0.3.${octet}`)
      const theirs = foreign.map((octet) => `10.0.3.${octet}`)
      const config = edge({
        pool: members.join(','),
        capacity: { minimum: 0, target, maximum: 6 },
      })
      const world = new PureWorld([SUBNETS.edgeA], config)
      for (const text of theirs) world.foreign.push({ subnetId: SUBNETS.edgeA.id, address: address(text) })
      const decided = decide(world.world(), seed, { kind: 'create', config, resumePool: false })
      if (!decided.ok) return
      const taken = new Set([...theirs, ...members])
      for (const one of decided.value.allocated) {
        const why = whyOf(decided.value, one.whyId)
        const chosen = formatAddress(one.address)
        if (why.how.kind !== 'drawn') {
          expect([why.rule, members.includes(chosen)]).toEqual(['A3', true])
          continue
        }
        const from = why.how.from[0]
        const counts = [from?.free, from?.held, from?.planned, from?.resting, from?.reserved, from?.pooled]
        expect(counts.map(Number).reduce((sum, n) => sum + n, 0)).toBe(16)
        expect(counts.map(Number)).toEqual([
          11 - members.length - theirs.length,
          theirs.length,
          0,
          0,
          5,
          members.length,
        ])
        expect(taken.has(chosen) || isReserved(SUBNETS.edgeA, one.address)).toBe(false)
        for (const { candidate, because } of why.skipped) {
          expect([candidate, because.kind]).toEqual([candidate, reasonOf(candidate, theirs)])
          if (because.kind === 'planned') expect(taken).toContain(candidate)
        }
        taken.add(chosen)
      }
    }),
  )
})

function reasonOf(text: string, theirs: readonly string[]): string {
  if (theirs.includes(text)) return 'held'
  return isReserved(SUBNETS.edgeA, address(text)) ? 'reserved' : 'planned'
}
