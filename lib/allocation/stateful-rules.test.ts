import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

/* The rules A1–A10 against the real store and the simulated cloud, one process. */

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld()
})

afterEach(() => world.close())

describe('A1 identity', () => {
  test('address, interface and Elastic IP survive pause, resume, recycle and interruption', async () => {
    const id = await world.create(
      groupConfig({
        pool: '10.0.1.32-33',
        capacity: { minimum: 0, target: 2, maximum: 4 },
        publicIpPool: [PUBLIC_IPS[0].id],
      }),
      true,
    )
    const [first] = await world.instances(id)
    expect(first).toMatchObject({ state: 'active', publicIpId: PUBLIC_IPS[0].id, machineCount: 1 })
    const identity = { address: at(first), interfaceId: first?.interfaceId, publicIpId: first?.publicIpId }
    const one = [first?.id ?? '']
    for (const kind of ['recycle', 'pause', 'resume'] as const) {
      expect(await world.ask(id, { kind, instanceIds: one })).toBe('ok')
      const [now] = await world.instances(id)
      expect({ address: at(now), interfaceId: now?.interfaceId, publicIpId: now?.publicIpId }).toEqual(
        identity,
      )
    }
    const [before] = await world.instances(id)
    await world.control.interrupt({ machineIds: [before?.machineId ?? ''] })
    await world.engine.observe()
    await world.engine.idle()
    const [after] = await world.instances(id)
    expect(after).toMatchObject({ state: 'active', machineCount: 4 })
    expect(after?.machineId).not.toBe(before?.machineId)
    expect({ address: at(after), interfaceId: after?.interfaceId, publicIpId: after?.publicIpId }).toEqual(
      identity,
    )
  })
})

describe('A2 random address', () => {
  test('target instances hold random free addresses of the subnets and launch at once', async () => {
    const id = await world.create(groupConfig({ capacity: { minimum: 0, target: 3, maximum: 5 } }))
    const instances = await world.instances(id)
    expect(instances.map((one) => one.state)).toEqual(['active', 'active', 'active'])
    expect(new Set(instances.map(at)).size).toBe(3)
    for (const one of instances) expect(at(one)).toMatch(/^10\.0\.1\./)
  })
})

describe('A3 pool', () => {
  test('one paused instance per address', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40-44' }))
    const instances = await world.instances(id)
    expect(instances.map((one) => [at(one), one.state, one.interfaceId])).toEqual(
      [40, 41, 42, 43, 44].map((n) => [`10.0.1.${n}`, 'paused', null]),
    )
  })
})

describe('A4 overflow', () => {
  test('target beyond the pool launches the rest on random addresses', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40-41', capacity: { minimum: 0, target: 4, maximum: 5 } }),
    )
    const instances = await world.instances(id)
    expect(instances.map((one) => [one.origin, one.state])).toEqual([
      ['pool', 'paused'],
      ['pool', 'paused'],
      ['random', 'active'],
      ['random', 'active'],
    ])
  })

  test('policy wait leaves them out, policy refuse refuses', async () => {
    const capacity = { minimum: 0, target: 4, maximum: 5 }
    const id = await world.create(groupConfig({ pool: '10.0.1.40-41', capacity, overflow: 'wait' }))
    expect(await world.instances(id)).toHaveLength(2)
    await expect(
      world.create(groupConfig({ name: 'other', pool: '10.0.1.50-51', capacity, overflow: 'refuse' })),
    ).rejects.toThrow('overflow-refused')
  })
})

describe('A6 pool refill', () => {
  test('deallocating a pool instance creates a new paused one for its address', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40-41', capacity: { minimum: 0, target: 2, maximum: 5 } }),
      true,
    )
    const [first] = await world.instances(id)
    expect(
      await world.ask(id, { kind: 'deallocate', instanceIds: [first?.id ?? ''], afterwards: 'replace' }),
    ).toBe('ok')
    const instances = await world.instances(id)
    expect(instances.map((one) => [at(one), one.state])).toEqual([
      ['10.0.1.41', 'active'],
      ['10.0.1.40', 'paused'],
    ])
    expect(instances[1]?.id).not.toBe(first?.id)
    expect(instances[1]?.interfaceId).toBeNull()
  })
})

describe('A7 removal', () => {
  test('never resumed: deallocated; ever resumed: retained, not refilled, adopted when the address returns', async () => {
    const config = groupConfig({ pool: '10.0.1.40-43', capacity: { minimum: 0, target: 0, maximum: 5 } })
    const id = await world.create(config)
    const [, second] = await world.instances(id)
    await world.ask(id, { kind: 'resume', instanceIds: [second?.id ?? ''] })
    await world.ask(id, { kind: 'pause', instanceIds: [second?.id ?? ''] })
    const smaller = {
      ...groupConfig({ pool: '10.0.1.42-43' }),
      capacity: { minimum: 0, target: 1, maximum: 5 },
    }
    expect(await world.ask(id, { kind: 'edit', config: smaller })).toBe('ok')
    let instances = await world.instances(id)
    expect(instances.map((one) => [at(one), one.retained])).toEqual([
      ['10.0.1.41', true],
      ['10.0.1.42', false],
      ['10.0.1.43', false],
    ])
    const back = { ...groupConfig({ pool: '10.0.1.41-43' }), capacity: { minimum: 0, target: 1, maximum: 5 } }
    expect(await world.ask(id, { kind: 'edit', config: back })).toBe('ok')
    instances = await world.instances(id)
    expect(instances.map((one) => [one.id === second?.id, one.retained])).toContainEqual([true, false])
    expect(instances).toHaveLength(3)
  })
})

describe('A8 Elastic IP', () => {
  test('list order at first launch; exhausted launches without; never taken from someone else', async () => {
    const [one, two] = PUBLIC_IPS
    const id = await world.create(
      groupConfig({
        pool: '10.0.1.40-42',
        capacity: { minimum: 0, target: 3, maximum: 5 },
        publicIpPool: [two.id, one.id],
      }),
      true,
    )
    const instances = await world.instances(id)
    expect(instances.map((instance) => [instance.state, instance.publicIpId])).toEqual([
      ['active', two.id],
      ['active', one.id],
      ['active', null],
    ])
  })

  test('without Maintain private IP the pool floats', async () => {
    const id = await world.create(
      groupConfig({
        maintainPrivateIp: false,
        capacity: { minimum: 0, target: 1, maximum: 2 },
        publicIpPool: [PUBLIC_IPS[0].id],
      }),
    )
    const [first] = await world.instances(id)
    expect(first).toMatchObject({ state: 'active', origin: 'floating', publicIpId: PUBLIC_IPS[0].id })
    await world.control.interrupt({ machineIds: [first?.machineId ?? ''] })
    await world.engine.observe()
    await world.engine.idle()
    const [after] = await world.instances(id)
    expect(after).toMatchObject({ id: first?.id, state: 'active', publicIpId: PUBLIC_IPS[0].id })
    expect(at(after)).not.toBe(at(first))
  })
})

describe('A9 capacity', () => {
  test('lowering pauses random instances first, then pool ones in reverse order; raising resumes in pool order', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40-42', capacity: { minimum: 0, target: 5, maximum: 8 } }),
      true,
    )
    const states = async () => (await world.instances(id)).map((one) => one.state === 'active')
    expect(await states()).toEqual([true, true, true, true, true])
    await world.ask(id, { kind: 'scale', target: 2, resumePaused: true })
    expect(await states()).toEqual([true, true, false, false, false])
    await world.ask(id, { kind: 'scale', target: 4, resumePaused: true })
    expect(await states()).toEqual([true, true, true, true, false])
  })

  test('resuming beyond target raises target, up to maximum', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40-42', capacity: { minimum: 0, target: 0, maximum: 2 } }),
    )
    const ids = (await world.instances(id)).map((one) => one.id)
    expect(await world.ask(id, { kind: 'resume', instanceIds: ids.slice(0, 2) })).toBe('ok')
    expect((await world.store.groupSnapshot(id))?.group.config.capacity.target).toBe(2)
    expect(await world.ask(id, { kind: 'resume', instanceIds: ids })).toBe('at-maximum')
  })
})

describe('A10 deleted ENI', () => {
  test('is recreated with the same address; if that was taken, the instance is paused with the reason', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40', capacity: { minimum: 0, target: 1, maximum: 2 } }),
      true,
    )
    const [first] = await world.instances(id)
    await world.ask(id, { kind: 'pause', instanceIds: [first?.id ?? ''] })
    await world.control.deleteInterface(first?.interfaceId ?? '')
    await world.engine.observe()
    await world.engine.idle()
    let [now] = await world.instances(id)
    expect(now).toMatchObject({ state: 'paused', drift: null })
    expect(now?.interfaceId).not.toBe(first?.interfaceId)
    expect(at(now)).toBe('10.0.1.40')

    await world.control.deleteInterface(now?.interfaceId ?? '')
    await world.control.takeAddress({
      subnetId: SUBNETS.prodA.id,
      address: address('10.0.1.40'),
      description: 'squatter',
    })
    await world.engine.observe()
    await world.engine.idle()
    ;[now] = await world.instances(id)
    expect(now).toMatchObject({ state: 'paused', interfaceId: null })
    expect(now?.reason).toContain('InvalidIPAddress.InUse')
    expect(at(now)).toBe('10.0.1.40')
  })
})
