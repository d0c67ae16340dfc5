import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { FLEET, GROUP_OF_SECURITY, groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

/* The rules A1–A10, B1, B3, B4 against the real store and the simulated cloud, one process. */

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

describe('what the cloud refuses', () => {
  const capacity = { minimum: 0, target: 1, maximum: 2 }

  test('a pause that is refused leaves the instance active, with the reason, and may be asked again', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40', capacity }), true)
    const [first] = await world.instances(id)
    const pause = { kind: 'pause', instanceIds: [first?.id ?? ''] } as const
    const refused = {
      operation: 'TerminateInstances',
      effect: 'error',
      code: 'UnauthorizedOperation',
      remaining: 1,
    } as const
    await world.control.setFaults([refused])
    await world.ask(id, pause)
    const [now] = await world.instances(id)
    expect(now).toMatchObject({ state: 'active', desired: 'active', machineId: first?.machineId })
    expect(now?.reason).toContain('UnauthorizedOperation')
    await world.ask(id, pause)
    expect((await world.instances(id))[0]).toMatchObject({ state: 'paused', reason: null })
  })

  test('A9: what the cloud would not let pause when target was lowered is tried again after a rest', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40', capacity }), true)
    await world.control.setFaults([
      { operation: 'TerminateInstances', effect: 'error', code: 'UnauthorizedOperation', remaining: 1 },
    ])
    await world.ask(id, { kind: 'scale', target: 0, resumePaused: false })
    const settled = async () => {
      await world.engine.settleDue()
      await world.settled()
      return (await world.instances(id))[0]
    }
    expect(await settled()).toMatchObject({ state: 'active', desired: 'active' })
    world.pass(59_000)
    expect(await settled()).toMatchObject({ state: 'active' })
    world.pass(2_000)
    expect(await settled()).toMatchObject({ state: 'paused', desired: 'paused', reason: null })
  })

  test('resuming once more what is to be paused when its resume has ended keeps it running', async () => {
    const id = await world.create(groupConfig({ capacity: { minimum: 0, target: 0, maximum: 2 } }))
    const config = groupConfig({ capacity })
    // Not waited for: each meets the resume that the edit began.
    const asked = [
      world.apply(id, { kind: 'edit', config }),
      world.apply(id, { kind: 'scale', target: 0, resumePaused: false }),
    ]
    await Promise.all(asked)
    const [one] = await world.instances(id)
    expect(one).toMatchObject({ state: 'resuming', desired: 'paused' })
    await world.apply(id, { kind: 'resume', instanceIds: [one?.id ?? ''] })
    await world.settled()
    expect((await world.instances(id))[0]).toMatchObject({ state: 'active', desired: 'active' })
    expect((await world.store.groupSnapshot(id))?.group.config.capacity.target).toBe(1)
  })

  test('A8: an Elastic IP that somebody took meanwhile is not taken back; the new machine runs without it', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40', capacity, publicIpPool: [PUBLIC_IPS[0].id] }),
      true,
    )
    const [first] = await world.instances(id)
    await world.control.associateElsewhere(PUBLIC_IPS[0].id)
    await world.control.interrupt({ machineIds: [first?.machineId ?? ''] })
    await world.engine.observe()
    await world.engine.idle()
    const [now] = await world.instances(id)
    expect(now).toMatchObject({
      state: 'active',
      publicIpId: PUBLIC_IPS[0].id,
      interfaceId: first?.interfaceId,
    })
    expect(now?.drift).toContain('Resource.AlreadyAssociated')
  })

  test('a group whose instances hold addresses stays in its VPC', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40', capacity }))
    const moved = groupConfig({
      virtualNetworkId: FLEET,
      subnetIds: [SUBNETS.fleet.id],
      compute: { ...groupConfig().compute, securityGroupIds: [GROUP_OF_SECURITY.fleet] },
      capacity,
    })
    expect(await world.ask(id, { kind: 'edit', config: moved })).toBe('network-fixed')
  })
})

describe('B3 plan first', () => {
  test('applying a plan that would differ by now is refused and says what moved', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40-42', capacity: { minimum: 0, target: 2, maximum: 5 } }),
    )
    const [first, second] = await world.instances(id)
    const plan = await world.plan(id, { kind: 'resume-to-target' })
    if (!plan.ok) throw new Error(plan.refusal.kind)
    await world.ask(id, { kind: 'resume', instanceIds: [first?.id ?? ''] })
    const proof = { seed: plan.value.seed, seq: plan.value.seen.seq, digest: plan.value.digest }
    const refused = await world.apply(id, { kind: 'resume-to-target' }, { proof })
    expect(refused.ok ? null : refused.refusal).toMatchObject({ kind: 'stale-plan' })
    expect(
      refused.ok || refused.refusal.kind !== 'stale-plan' ? [] : refused.refusal.moved.length,
    ).toBeGreaterThan(0)
    expect((await world.instances(id)).find((one) => one.id === second?.id)?.state).toBe('paused')
  })
})

describe('B4 cooling', () => {
  test('a released address rests for other groups, not for its own', async () => {
    const config = groupConfig({ pool: '10.0.1.40-41', capacity: { minimum: 0, target: 0, maximum: 5 } })
    const id = await world.create(config)
    await world.ask(id, {
      kind: 'edit',
      config: groupConfig({ pool: '10.0.1.41', capacity: config.capacity }),
    })
    const other = await world.create(
      groupConfig({ name: 'other', pool: '10.0.1.40', capacity: config.capacity }),
    )
    expect(await world.instances(other)).toHaveLength(0)
    world.pass(301_000)
    await world.engine.settleDue()
    await world.engine.idle()
    expect((await world.instances(other)).map(at)).toEqual(['10.0.1.40'])
  })
})

describe('idempotency', () => {
  test('the same request key does the thing once; other content under it is refused', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40-42', capacity: { minimum: 0, target: 0, maximum: 5 } }),
    )
    const intent = { kind: 'scale', target: 1, resumePaused: true } as const
    const [a, b] = await Promise.all([
      world.apply(id, intent, { key: 'key-0001' }),
      world.apply(id, intent, { key: 'key-0001' }),
    ])
    expect([a.ok, b.ok]).toEqual([true, true])
    const other = await world.apply(id, { ...intent, target: 2 }, { key: 'key-0001' })
    expect(other.ok ? null : other.refusal.kind).toBe('request-key-reused')
    const scaled = await world.store.events({ groupId: id, kinds: ['group-scaled'], limit: 10 })
    expect(scaled).toHaveLength(1)
  })
})
