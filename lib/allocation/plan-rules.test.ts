import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SHOWS } from '@/lib/domain/map-standing'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'

/* The rules B3–B5 against the real store and the simulated cloud, one process. */

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld()
})

afterEach(() => world.close())

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

  test('its own group has it back at once, and how long it rests is the group’s to say', async () => {
    const capacity = { minimum: 0, target: 0, maximum: 5 }
    const short = (pool: string) => groupConfig({ pool, capacity, coolingSeconds: 20 })
    const id = await world.create(short('10.0.1.40-41'))
    await world.ask(id, { kind: 'edit', config: short('10.0.1.41') })
    await world.ask(id, { kind: 'edit', config: short('10.0.1.40-41') })
    expect((await world.instances(id)).map(at).sort()).toEqual(['10.0.1.40', '10.0.1.41'])

    await world.ask(id, { kind: 'edit', config: short('10.0.1.41') })
    const other = await world.create(groupConfig({ name: 'other', pool: '10.0.1.40', capacity }))
    const settled = async () => {
      await world.engine.settleDue()
      await world.settled()
      return (await world.instances(other)).map(at)
    }
    world.pass(19_000)
    expect(await settled()).toEqual([])
    world.pass(2_000)
    expect(await settled()).toEqual(['10.0.1.40'])
  })
})

describe('B5 history', () => {
  test('the life of one instance is told: what was before, what after, and by which interface and machine', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40', capacity: { minimum: 0, target: 1, maximum: 2 } }),
      true,
    )
    const [one] = await world.instances(id)
    const instanceIds = [one?.id ?? '']
    await world.ask(id, { kind: 'recycle', instanceIds })
    const [recycled] = await world.instances(id)
    await world.ask(id, { kind: 'deallocate', instanceIds, afterwards: 'replace' })
    const newestFirst = await world.store.events({ instanceId: one?.id ?? '', limit: 50 })
    // How the map shows it stands beside every state, and follows from the rest.
    const told = newestFirst
      .toReversed()
      .map(({ kind, before, after }) => ({ kind, before, after: after && withoutShown(after) }))
    const machine = { machineId: one?.machineId }
    const eni = { interfaceId: one?.interfaceId }
    const none = { machineId: null }
    const created = { origin: 'pool', desired: 'paused', ordinal: 1 }
    expect(told).toEqual([
      { kind: 'instance-created', before: null, after: created },
      {
        kind: 'instance-resuming',
        before: { state: 'paused' },
        after: { state: 'resuming', desired: 'active' },
      },
      { kind: 'interface-created', before: { interfaceId: null }, after: eni },
      { kind: 'interface-attached', before: { machineId: null }, after: machine },
      { kind: 'instance-resumed', before: { state: 'resuming' }, after: { state: 'active' } },
      { kind: 'instance-recycling', before: { state: 'active' }, after: { state: 'recycling' } },
      { kind: 'machine-gone', before: machine, after: none },
      { kind: 'interface-attached', before: machine, after: { machineId: recycled?.machineId } },
      { kind: 'instance-recycled', before: { state: 'recycling' }, after: { state: 'active' } },
      {
        kind: 'instance-deallocating',
        before: { state: 'active', desired: 'active' },
        after: { state: 'deallocating', desired: 'paused' },
      },
      { kind: 'machine-gone', before: { machineId: recycled?.machineId }, after: none },
      { kind: 'interface-deleted', before: eni, after: { interfaceId: null } },
      { kind: 'instance-deallocated', before: { state: 'deallocating' }, after: { state: 'deallocated' } },
      { kind: 'address-released', before: null, after: null },
    ])
    const ofInterface = await world.store.events({ interfaceId: one?.interfaceId ?? '', limit: 50 })
    expect(ofInterface[0]?.kind).toBe('interface-deleted')
  })
})

const withoutShown = ({ [SHOWS]: _, ...after }: Record<string, unknown>) => after

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
