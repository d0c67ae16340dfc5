import { describe, expect, test } from 'vitest'
import type { Intent } from '@/lib/domain/intent'
import { audit } from '@/lib/testing/audit'
import { smallInventory } from '@/lib/testing/random-verbs'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

/*
 * B7: a process killed at any moment resumes its work after restart. Every verb is killed before and after each of
 * its changing calls to the cloud; a second process finds the database as it was at that instant.
 */

const config = groupConfig({
  pool: '10.0.3.5-6',
  subnetIds: [SUBNETS.edgeA.id],
  capacity: { minimum: 0, target: 2, maximum: 4 },
  publicIpPool: [PUBLIC_IPS[0].id],
})

type Ids = readonly string[]

const VERBS: readonly {
  readonly name: string
  /** Changing calls that it makes for two instances, of which one has an Elastic IP. */
  readonly calls: number
  readonly from: 'paused' | 'active' | 'slept'
  readonly intent: (instanceIds: Ids) => Intent | 'interruption'
  readonly ends: readonly (string | null)[]
}[] = [
  {
    name: 'first resume',
    calls: 5,
    from: 'paused',
    intent: (instanceIds) => ({ kind: 'resume', instanceIds }),
    ends: ['active', 'active'],
  },
  {
    name: 'resume',
    calls: 3,
    from: 'slept',
    intent: (instanceIds) => ({ kind: 'resume', instanceIds }),
    ends: ['active', 'active'],
  },
  {
    name: 'pause',
    calls: 2,
    from: 'active',
    intent: (instanceIds) => ({ kind: 'pause', instanceIds }),
    ends: ['paused', 'paused'],
  },
  {
    name: 'recycle',
    calls: 5,
    from: 'active',
    intent: (instanceIds) => ({ kind: 'recycle', instanceIds }),
    ends: ['active', 'active'],
  },
  {
    name: 'replacement',
    calls: 3,
    from: 'active',
    intent: () => 'interruption',
    ends: ['active', 'active'],
  },
  {
    name: 'deallocation',
    calls: 5,
    from: 'active',
    intent: (instanceIds) => ({ kind: 'deallocate', instanceIds, afterwards: 'replace' }),
    ends: ['paused', 'paused'],
  },
]

async function prepare(from: 'paused' | 'active' | 'slept'): Promise<{ world: RunningWorld; id: string }> {
  const world = await runWorld(smallInventory(), { startMs: 20, stopMs: 20 })
  const id = await world.create(config, from !== 'paused')
  const instanceIds = (await world.instances(id)).map((one) => one.id)
  if (from === 'slept') await world.ask(id, { kind: 'pause', instanceIds })
  return { world, id }
}

const identity = async (world: RunningWorld, id: string) =>
  (await world.instances(id)).map((one) => [one.id, at(one), one.interfaceId, one.publicIpId])

async function begin(world: RunningWorld, id: string, intent: Intent | 'interruption'): Promise<void> {
  if (intent !== 'interruption') {
    expect((await world.apply(id, intent)).ok).toBe(true)
    return
  }
  const machineIds = (await world.instances(id)).flatMap((one) => one.machineId ?? [])
  await world.control.interrupt({ machineIds })
  await world.engine.observe()
}

describe.each(VERBS)('$name', ({ calls, from, intent, ends }) => {
  const moments = Array.from({ length: calls }, (_, index) => index + 1).flatMap((n) =>
    (['before', 'after'] as const).map((when) => [when, n] as const),
  )
  test.each(moments)('killed %s call %i', async (when, n) => {
    const { world, id } = await prepare(from)
    const before = await identity(world, id)
    const died = world.dieAt(n, when)
    await begin(world, id, intent((await world.instances(id)).map((one) => one.id)))
    await died
    await world.restart()
    await world.settled()
    await world.engine.settleDue()
    await world.settled()
    const after = await world.instances(id)
    expect(after.map((one) => one.state)).toEqual(ends)
    expect(await audit(world, [id])).toEqual([])
    const settled = await world.plan(id, { kind: 'settle' })
    expect(settled.ok && settled.value.changes).toEqual([])
    if (from !== 'paused' && after.some((one) => before.some(([known]) => known === one.id)))
      expect(await identity(world, id)).toEqual(before)
    else expect(after.map(at)).toEqual(before.map(([, address]) => address))
    await world.close()
  })
})

test('killed again and again in one operation, it still ends', async () => {
  const { world, id } = await prepare('active')
  const before = await identity(world, id)
  let died = world.dieAt(1, 'after')
  await begin(world, id, { kind: 'recycle', instanceIds: before.map(([known]) => known ?? '') })
  for (let death = 0; death < 3; death++) {
    await died
    await world.restart()
    died = world.dieAt(1, death % 2 === 0 ? 'before' : 'after')
  }
  await died
  await world.restart()
  await world.settled()
  expect(await identity(world, id)).toEqual(before)
  expect(await audit(world, [id])).toEqual([])
  await world.close()
})
