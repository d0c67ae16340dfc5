import { describe, expect, test } from 'vitest'
import { born, EDGE, edge, idAt, ids, pool, rows } from '@/lib/testing/edge-world'
import { PureWorld } from '@/lib/testing/pure-world'
import { edgeAddress } from '@/lib/testing/random-verbs'
import { at } from '@/lib/testing/running-world'
import { PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

describe('A6, A7', () => {
  test('a retained instance is not refilled when it goes, and is adopted when its address returns', () => {
    const world = born(pool('10.0.3.5-6', 1), true)
    world.ask({ kind: 'edit', config: pool('10.0.3.6', 1) })
    const one = idAt(world, '10.0.3.5')
    expect(world.list().find(({ id }) => id === one)).toMatchObject({ retained: true, state: 'active' })
    world.ask({ kind: 'edit', config: pool('10.0.3.6,10.0.3.5', 1) })
    expect(world.list().find(({ id }) => id === one)).toMatchObject({ retained: false, origin: 'pool' })
    world.ask({ kind: 'edit', config: pool('10.0.3.6', 0) })
    world.finish()
    world.ask({ kind: 'deallocate', instanceIds: [one], afterwards: 'replace' })
    world.finish()
    expect(rows(world)).toEqual([['10.0.3.6', 'paused']])
  })

  test('clearing Maintain private IP lets go of what never resumed and retains the rest', () => {
    const world = born(pool('10.0.3.5-6', 1), true)
    const config = pool('10.0.3.5-6', 1, { maintainPrivateIp: false, publicIpPool: [PUBLIC_IPS[0].id] })
    world.ask({ kind: 'edit', config })
    world.finish()
    expect(world.list().map((one) => [at(one), one.retained])).toEqual([['10.0.3.5', true]])
  })

  test('a member that somebody holds waits, with a warning, and is refilled when it is free', () => {
    const world = new PureWorld(EDGE, pool('10.0.3.5-6', 0))
    world.foreign.push({ subnetId: SUBNETS.edgeA.id, address: edgeAddress(5) })
    const created = world.ask({ kind: 'create', config: pool('10.0.3.5-6', 0), resumePool: false })
    expect(created.ok && created.value.plan.warnings).toEqual([{ kind: 'member-held', member: '10.0.3.5' }])
    expect(rows(world)).toEqual([['10.0.3.6', 'paused']])
    world.foreign.pop()
    world.ask({ kind: 'settle' })
    expect(rows(world).map(([address]) => address)).toEqual(['10.0.3.6', '10.0.3.5'])
  })

  test('one whose first resume failed never resumed: it leaves with its member, and so does its interface', () => {
    const world = born(pool('10.0.3.5-6', 0))
    const one = idAt(world, '10.0.3.5')
    world.ask({ kind: 'resume', instanceIds: [one] })
    world.step(0)
    const error = { kind: 'invalid', code: 'UnauthorizedOperation', message: 'No.' } as const
    world.step(0, { ok: false, error })
    world.finish()
    expect(world.list()[0]).toMatchObject({ id: one, state: 'paused', machineCount: 0 })
    expect(world.list()[0]?.interfaceId).not.toBeNull()
    const edited = world.ask({ kind: 'edit', config: pool('10.0.3.6', 0) })
    const [begun] = edited.ok ? edited.value.begun : []
    expect(begun).toMatchObject({ instanceId: one, kind: 'deallocate', keepInterface: false })
    world.finish()
    expect(rows(world)).toEqual([['10.0.3.6', 'paused']])
  })

  test('one whose member leaves during its first resume goes if that fails, and is retained if it runs', () => {
    for (const ok of [true, false]) {
      const world = born(pool('10.0.3.5-6', 0))
      world.ask({ kind: 'resume', instanceIds: [idAt(world, '10.0.3.5')] })
      world.step(0)
      world.ask({ kind: 'edit', config: pool('10.0.3.6', 1) })
      const error = { kind: 'invalid', code: 'UnauthorizedOperation', message: 'No.' } as const
      world.step(0, ok ? { ok, machineId: 'i-1' } : { ok, error })
      world.finish()
      expect(world.list().map((one) => [at(one), one.retained])).toEqual([
        ...(ok ? [['10.0.3.5', true]] : []),
        ['10.0.3.6', false],
      ])
    }
  })

  test('clearing Maintain private IP retains what runs on a random address', () => {
    const capacity = { minimum: 0, target: 2, maximum: 6 }
    const world = born(edge({ capacity }))
    const before = rows(world)
    const config = edge({ capacity, maintainPrivateIp: false, publicIpPool: [PUBLIC_IPS[0].id] })
    world.ask({ kind: 'edit', config })
    world.finish()
    expect(rows(world)).toEqual(before)
    expect(world.list().every((one) => one.retained)).toBe(true)
  })
})

describe('A8 Elastic IP', () => {
  const [one, two] = [PUBLIC_IPS[0].id, PUBLIC_IPS[1].id]

  test('list order; held by others is passed over; exhausted warns and launches without', () => {
    const theirs = PUBLIC_IPS[5].id
    const config = pool('10.0.3.5-7', 3, { publicIpPool: [theirs, two, one] })
    const world = new PureWorld(EDGE, config)
    const created = world.ask({ kind: 'create', config, resumePool: true })
    expect(world.list().map((instance) => instance.publicIpId)).toEqual([two, one, null])
    const third = world.list()[2]?.id ?? ''
    expect(created.ok && created.value.plan.warnings).toEqual([
      { kind: 'public-ips-exhausted', instanceIds: [third] },
    ])
  })

  test('a floating group draws a new address for every machine, and lets address and Elastic IP go between', () => {
    const config = edge({
      maintainPrivateIp: false,
      publicIpPool: [one],
      capacity: { minimum: 0, target: 1, maximum: 1 },
    })
    const world = born(config)
    const [before] = world.list()
    expect(before).toMatchObject({ origin: 'floating', state: 'active', publicIpId: one })
    world.ask({ kind: 'pause', instanceIds: ids(world) })
    world.finish()
    expect(world.list()[0]).toMatchObject({
      state: 'paused',
      address: null,
      publicIpId: null,
      interfaceId: null,
    })
    world.ask({ kind: 'resume', instanceIds: ids(world) }, 2)
    world.finish()
    const [after] = world.list()
    expect(after).toMatchObject({ id: before?.id, state: 'active', publicIpId: one })
    expect(at(after)).not.toBe(at(before))
  })

  test('a member removed while held stays with its holder, with a warning', () => {
    const world = born(pool('10.0.3.5', 1, { publicIpPool: [one] }), true)
    const edited = world.ask({ kind: 'edit', config: pool('10.0.3.5', 1, { publicIpPool: [two] }) })
    expect(edited.ok && edited.value.plan.warnings).toMatchObject([
      { kind: 'public-ip-retained', publicIpId: one },
    ])
    expect(world.list()[0]?.publicIpId).toBe(one)
  })

  test('a member removed while held goes with its holder, and is not handed out again', () => {
    const world = born(pool('10.0.3.5', 1, { publicIpPool: [one] }), true)
    world.ask({ kind: 'edit', config: pool('10.0.3.5', 1, { publicIpPool: [two] }) })
    world.ask({ kind: 'deallocate', instanceIds: ids(world), afterwards: 'replace' })
    world.finish()
    expect(world.list().map((instance) => [at(instance), instance.publicIpId])).toEqual([['10.0.3.5', null]])
    world.ask({ kind: 'resume', instanceIds: ids(world) })
    world.finish()
    expect(world.list()[0]?.publicIpId).toBe(two)
  })
})
