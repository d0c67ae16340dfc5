import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applyIntent } from '@/lib/allocation/command'
import { takeTurns } from '@/lib/allocation/turns'
import type { Intent } from '@/lib/domain/intent'
import { audit } from '@/lib/testing/audit'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'

/* Many at once, on one store: the database's indexes and versions judge, and nobody gets half of anything. */

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld(undefined, { startMs: 20, stopMs: 20 })
})

afterEach(() => world.close())

const capacity = { minimum: 0, target: 0, maximum: 6 }

describe('B1 one owner', () => {
  test('64 groups are created for one pool address at once: one gets it, the others learn from whom', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => {
        const config = groupConfig({ name: `ring-${n}`, pool: '10.0.1.40', capacity })
        return applyIntent(
          world.engine.allocation,
          { create: config },
          { kind: 'create', config, resumePool: false },
          { requestKey: null, actor: 'operator' },
        )
      }),
    )
    const won = answers.flatMap((answer) => (answer.ok ? [answer.value.groupId] : []))
    expect(won).toHaveLength(1)
    const [winner] = won
    for (const answer of answers) {
      if (answer.ok) continue
      expect(answer.refusal).toMatchObject({ kind: 'members', problems: [{ member: '10.0.1.40' }] })
      expect(JSON.stringify(answer.refusal)).toContain(winner)
    }
    await world.settled()
    expect(await audit(world, won)).toEqual([])
  })

  test('groups on random addresses of one small subnet never meet on one', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `web-${n}`)
    const answers = await Promise.all(
      names.map((name) =>
        world.tryCreate(groupConfig({ name, capacity: { minimum: 0, target: 5, maximum: 6 } })),
      ),
    )
    const ids = answers.flatMap((answer) => (answer.ok ? [answer.value.groupId] : []))
    expect(ids).toHaveLength(12)
    const held = (await Promise.all(ids.map((id) => world.instances(id)))).flat().map(at)
    expect(new Set(held).size).toBe(60)
    expect(await audit(world, ids)).toEqual([])
  })

  test('one name, many groups: one is created', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        world.tryCreate(groupConfig({ pool: `10.0.1.${40 + n}`, capacity })),
      ),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.kind).toBe('name-taken')
  })
})

describe('one group, many hands', () => {
  let id: string
  let ids: readonly string[]

  beforeEach(async () => {
    id = await world.create(groupConfig({ pool: '10.0.1.40-43', capacity }))
    ids = (await world.instances(id)).map((one) => one.id)
  })

  const machines = async () => {
    const page = await world.cloud.describeMachines({})
    return page.ok ? page.value.items.filter((one) => one.state !== 'terminated') : []
  }

  test('resuming one instance under 16 request keys at once launches one machine', async () => {
    const intent: Intent = { kind: 'resume', instanceIds: ids.slice(0, 1) }
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => world.apply(id, intent, { key: `key-${n}` })),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    await world.settled()
    expect(await machines()).toHaveLength(1)
    expect(await world.store.events({ groupId: id, kinds: ['instance-resuming'], limit: 99 })).toHaveLength(1)
  })

  test('one request key 20 times at once has one effect and one answer', async () => {
    const intent: Intent = { kind: 'scale', target: 3, resumePaused: true }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.apply(id, intent, { key: 'key-one' })),
    )
    await world.settled()
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await world.store.events({ groupId: id, kinds: ['group-scaled'], limit: 99 })).toHaveLength(1)
    expect(await machines()).toHaveLength(3)
  })

  test('an interruption while pausing ends paused, without a machine', async () => {
    await world.ask(id, { kind: 'resume', instanceIds: ids })
    const running = await machines()
    await world.apply(id, { kind: 'pause', instanceIds: ids })
    await world.control.interrupt({ machineIds: running.map((one) => one.id) })
    await world.engine.observe()
    await world.settled()
    expect((await world.instances(id)).map((one) => [one.state, one.machineId])).toEqual(
      ids.map(() => ['paused', null]),
    )
    expect(await machines()).toEqual([])
    expect(await audit(world, [id])).toEqual([])
  })

  test('a pool edited while its instances resume keeps what they hold', async () => {
    const resumed = world.apply(id, { kind: 'resume', instanceIds: ids })
    const edited = world.apply(id, {
      kind: 'edit',
      config: groupConfig({ pool: '10.0.1.42-45', capacity: { ...capacity, target: 4 } }),
    })
    expect([(await resumed).ok, (await edited).ok]).toEqual([true, true])
    await world.settled()
    const instances = await world.instances(id)
    expect(instances.map((one) => [at(one), one.state, one.retained])).toEqual([
      ['10.0.1.40', 'active', true],
      ['10.0.1.41', 'active', true],
      ['10.0.1.42', 'active', false],
      ['10.0.1.43', 'active', false],
      ['10.0.1.44', 'paused', false],
      ['10.0.1.45', 'paused', false],
    ])
    expect(await audit(world, [id])).toEqual([])
  })

  test('scaled up and down at once, the last to be stored is what it comes to', async () => {
    const targets = [4, 1, 3, 0, 2]
    const answers = await Promise.all(
      targets.map((target) => world.apply(id, { kind: 'scale', target, resumePaused: true })),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    await world.settled()
    const target = (await world.store.groupSnapshot(id))?.group.config.capacity.target
    const instances = await world.instances(id)
    expect(instances.filter((one) => one.state === 'active')).toHaveLength(target ?? -1)
    expect(await machines()).toHaveLength(target ?? -1)
    expect(await audit(world, [id])).toEqual([])
  })
})

test('whatever order work takes turns in, a key has one at a time and keeps its order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }),
      async (s, keys) => {
        const turns = takeTurns()
        const inside = new Map<string, number>()
        const done: [string, number][] = []
        const all = keys.map((key, n) =>
          turns(key, async () => {
            expect(inside.get(key) ?? 0).toBe(0)
            inside.set(key, 1)
            await s.schedule(Promise.resolve(n))
            inside.set(key, 0)
            done.push([key, n])
          }),
        )
        await s.waitFor(Promise.all(all))
        for (const key of ['a', 'b', 'c'])
          expect(done.filter(([one]) => one === key).map(([, n]) => n)).toEqual(
            keys.flatMap((one, n) => (one === key ? [n] : [])),
          )
      },
    ),
    { numRuns: 200 },
  )
})
