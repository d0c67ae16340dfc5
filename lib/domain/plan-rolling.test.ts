import { describe, expect, test } from 'vitest'
import { rollingSentence } from '@/lib/api/rolling-messages'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { PureWorld } from '@/lib/testing/pure-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { batchesOf, planRolling, type RollingTarget } from './plan-rolling'
import type { Refusal } from './refusal'
import type { RollingSettings } from './rolling-recycle'

const settings = (over: Partial<RollingSettings> = {}): RollingSettings => ({
  batchSize: 1,
  maximumUnavailable: 1,
  order: 'across-zones',
  healthSeconds: 5,
  timeoutSeconds: 60,
  ...over,
})

const target = (ordinal: number, zone: string | null): RollingTarget => ({
  ...{ instanceId: `ssi-${ordinal}`, machineId: `i-${ordinal}`, address: null, zone, ordinal },
})

const shown = (order: RollingSettings['order'], batchSize: number, zones: readonly (string | null)[]) =>
  batchesOf(
    zones.map((zone, at) => target(at + 1, zone)),
    { batchSize, order },
  ).map(({ zone, targets }) => `${zone ?? '*'}: ${targets.map(({ ordinal }) => ordinal).join(' ')}`)

describe('the order of batches', () => {
  test.each([
    ['across-zones', 2, ['a', 'a', 'a', 'b', 'b'], ['*: 1 4', '*: 2 5', '*: 3']],
    ['across-zones', 3, ['a', 'b', 'a', 'c'], ['*: 1 2 4', '*: 3']],
    ['across-zones', 9, ['a'], ['*: 1']],
    ['zone-by-zone', 2, ['b', 'a', 'a', 'a'], ['a: 2 3', 'a: 4', 'b: 1']],
    ['zone-by-zone', 2, ['b', 'a', 'b'], ['a: 2', 'b: 1 3']],
    ['zone-by-zone', 2, [null, null, null], ['*: 1 2', '*: 3']],
  ] as const)('%s by %i of %j', (order, batchSize, zones, expected) => {
    expect(shown(order, batchSize, zones)).toEqual(expected)
  })
})

const sentenceOf = (refusal: Refusal): string =>
  rollingSentence(refusal as Parameters<typeof rollingSentence>[0])

describe('a stateful group', () => {
  function ring(minimum: number): PureWorld {
    const config = groupConfig({
      pool: '10.0.3.5-9',
      subnetIds: [SUBNETS.edgeA.id],
      capacity: { minimum, target: 4, maximum: 6 },
    })
    const world = new PureWorld([SUBNETS.edgeA], config)
    world.ask({ kind: 'create', config, resumePool: true })
    world.finish()
    return world
  }
  const plan = (world: PureWorld, over: Partial<RollingSettings>, instanceIds: string[] | null = null) =>
    planRolling(world.world(), { settings: settings(over), instanceIds })

  test('what is paused is left out, and said so', () => {
    const planned = plan(ring(0), {})
    expect(planned).toMatchObject({ ok: true, value: { running: 4, leftOut: [{ state: 'paused' }] } })
  })

  test('only those chosen', () => {
    const world = ring(0)
    const ids = world.list().map(({ id }) => id)
    const planned = plan(world, {}, [ids[2] ?? '', ids[0] ?? ''])
    expect(planned.ok && planned.value.batches.map(({ targets }) => targets[0]?.instanceId)).toEqual([
      ids[0],
      ids[2],
    ])
    expect(plan(world, {}, ['ssi-none'])).toMatchObject({ refusal: { kind: 'unknown-instance' } })
  })

  test.each([
    [0, { batchSize: 2, maximumUnavailable: 1 }, /^A batch of 2 takes 2 machines down at once, and 1 may be/],
    [
      2,
      { batchSize: 3, maximumUnavailable: 3 },
      '4 active − 3 unavailable = 1, which is below the minimum of 2. At most 2 may be unavailable.',
    ],
    [
      2,
      { maximumUnavailable: 500 },
      '4 are active, and 500 can never be unavailable. At most 2 may be unavailable, so that the minimum of 2 stays.',
    ],
    [
      4,
      {},
      '4 active − 1 unavailable = 3, which is below the minimum of 4. Lower the minimum, or raise target first: none can be spared now.',
    ],
  ] as const)('minimum %i, %j', (minimum, over, sentence) => {
    const refused = plan(ring(minimum), over)
    expect(refused.ok ? '' : sentenceOf(refused.refusal)).toMatch(sentence)
  })

  test('of two plans of one world the same digest, of another machine another one', () => {
    const world = ring(0)
    const [first, again] = [plan(world, {}), plan(world, {})]
    expect(first).toEqual(again)
    world.ask({ kind: 'interrupted', instanceIds: [world.list()[0]?.id ?? ''] })
    world.finish()
    const moved = plan(world, {})
    expect(first.ok && moved.ok && first.value.digest !== moved.value.digest).toBe(true)
  })
})

describe('a pooled group', () => {
  const subnet = pooledSubnet('web', '10.0.1.0/28')
  function web(over: {
    pool?: string
    target: number
    publicIps?: readonly ReturnType<typeof staticIp>[]
    market?: (string | null)[]
  }): PurePooledWorld {
    const { publicIps = [], market = [null], pool } = over
    const zoned = market[0] !== null
    const nic = nicConfig(subnet, {
      ...(pool ? { pool } : {}),
      publicIp: publicIps.length > 0,
      publicIpPool: publicIps.map(({ id }) => id),
    })
    const config = pooledConfig([nic], over.target, zoned ? { pooled: { zones: ['1', '2'] } } : {})
    const world = new PurePooledWorld([subnet], config, publicIps)
    world.market = market
    world.ask({ kind: 'create', config, resumePool: false })
    world.finish()
    return world
  }
  const refusalOf = (world: PurePooledWorld, batchSize: number): string => {
    const planned = planRolling(world.world(), {
      settings: settings({ batchSize, maximumUnavailable: 0 }),
      instanceIds: null,
    })
    return planned.ok ? 'fits' : sentenceOf(planned.refusal)
  }

  test('a subnet with too few free addresses for the VMs beside the old ones', () => {
    const world = web({ target: 8 })
    expect(refusalOf(world, 3)).toBe('fits')
    expect(refusalOf(world, 5)).toBe(
      'A batch of 5 needs 5 free addresses in web (10.0.1.0/28) for the new VMs beside the old ones; 3 are free: 16 addresses − 5 reserved − 8 held. A batch of 3 would fit.',
    )
  })

  test('a private pool without a free member for each that has one', () => {
    const world = web({ target: 3, pool: '10.0.1.4-7' })
    expect(refusalOf(world, 1)).toBe('fits')
    expect(refusalOf(world, 2)).toBe(
      'A batch of 2 needs 2 free members of the private IP pool of eth0, one for each VM that has one; 1 is free: 4 members − 3 held or resting. A batch of 1 would fit.',
    )
    expect(refusalOf(web({ target: 3, pool: '10.0.1.4-6' }), 1)).toMatch(
      /none is free: 3 members − 3 held or resting\. Not even a batch of 1 would fit/,
    )
  })

  test('VMs on dynamic addresses lose none, so they need no member', () => {
    const world = web({ target: 3, pool: '10.0.1.4' })
    const dynamic = world.list().filter((vm) => vm.nics[0]?.private.kind === 'dynamic')
    const planned = planRolling(world.world(), {
      settings: settings({ batchSize: 2, maximumUnavailable: 0 }),
      instanceIds: dynamic.map(({ id }) => id),
    })
    expect(planned).toMatchObject({ ok: true })
  })

  test('public IPs are counted by the zone of the VM; a zone-redundant one is given once', () => {
    const zonal = (name: string, zone: string) => staticIp(name, [zone])
    const shared = staticIp('shared', ['1', '2'])
    // The market uses up what it is given.
    const market = () => ['1', '2']
    const scarce = web({
      target: 2,
      market: market(),
      publicIps: [zonal('a', '1'), zonal('bb', '2'), shared],
    })
    expect(refusalOf(scarce, 1)).toBe('fits')
    expect(refusalOf(scarce, 2)).toMatch(/of the public IP pool of eth0 that fits zone 2, .*none is free/)
    const enough = web({
      ...{ target: 2, market: market() },
      publicIps: [zonal('a', '1'), zonal('bb', '2'), shared, zonal('cccc', '2')],
    })
    expect(refusalOf(enough, 2)).toBe('fits')
  })
})
