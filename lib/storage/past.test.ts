import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import { rangeText } from '@/lib/domain/compare-moments'
import { Fold } from '@/lib/domain/fold-events'
import { occupancyOf } from '@/lib/domain/occupancy'
import { templateDatabase } from '@/lib/testing/database'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { PAST_LAYERS } from './past-holds'
import { STANDINGS } from './past-members'

let world: RunningWorld
beforeEach(async () => {
  world = await runWorld()
})
afterEach(() => world.close())

const subnetId = SUBNETS.prodA.id
const block = cidr('10.0.1.32/27')

/** Every moment of the story is a second after the one before. */
function moment(): string {
  const now = world.now()
  world.pass(1_000)
  return now
}

async function mapAt(when: string): Promise<string[]> {
  const layers = await world.store.reads.pastLayers(subnetId, block, when)
  const { spans } = occupancyOf(block, { ...layers, reserved: [] })
  return spans
    .filter(({ status }) => status !== 'free' && status !== 'foreign')
    .map(({ first, last, status }) => `${rangeText({ family: 4, first, last })} ${status}`)
}

const config = (pool: string, name = 'ring') =>
  groupConfig({ name, pool, capacity: { minimum: 0, target: 2, maximum: 4 } })

describe('the past of a map', () => {
  it('has holds, pool members and rests as they were, and tells the second holder of an address from the first', async () => {
    const id = await world.create(config('10.0.1.40-41'), true)
    const running = moment()
    const [one] = await world.instances(id)
    await world.ask(id, { kind: 'edit', config: config('10.0.1.41') })
    await world.ask(id, { kind: 'deallocate', instanceIds: [one?.id ?? ''], afterwards: 'lower-target' })
    const resting = moment()
    world.pass(600_000)
    const over = moment()
    const other = await world.create(config('10.0.1.40', 'other'))
    const again = moment()
    expect(await mapAt(running)).toEqual(['10.0.1.40-10.0.1.41 active'])
    expect(await mapAt(resting)).toEqual(['10.0.1.40 cooling', '10.0.1.41 active'])
    expect(await mapAt(over)).toEqual(['10.0.1.41 active'])
    expect(await mapAt(again)).toEqual(['10.0.1.40 paused', '10.0.1.41 active'])

    const { reads } = world.store
    const reheld = async (from: string, to: string) =>
      (await reads.reheld(subnetId, from, to)).map(formatAddress)
    expect(await reheld(running, again)).toEqual(['10.0.1.40'])
    expect(await reheld(running, over)).toEqual([])
    expect(await reheld(over, again)).toEqual([])

    const detail = async (when: string) =>
      (await reads.pastDetails(subnetId, [address('10.0.1.40')], when))[0]
    const first = await detail(running)
    expect(first?.holder).toMatchObject({ kind: 'instance', instanceId: one?.id, groupId: id })
    expect(first?.member?.facts).toMatchObject({ state: 'active', machineId: one?.machineId })
    expect(first?.pool?.groupId).toBe(id)
    expect(await detail(resting)).toMatchObject({ holder: null, pool: null, resting: { groupId: id } })
    expect(await detail(over)).toMatchObject({ holder: null, pool: null, resting: null })
    expect((await detail(again))?.holder).toMatchObject({ groupId: other })
  })

  it('has as members of a pool those that were listed then', async () => {
    const poolAt = async (when: string) =>
      (await world.store.reads.pastLayers(subnetId, block, when)).pool?.map(rangeText)
    const before = moment()
    const id = await world.create(config('10.0.1.40-42'))
    const listed = moment()
    await world.ask(id, { kind: 'edit', config: config('10.0.1.40-41') })
    const without = moment()
    await world.ask(id, { kind: 'edit', config: config('10.0.1.40-42') })
    const again = moment()
    expect(await poolAt(before)).toEqual([])
    expect(await poolAt(listed)).toEqual(['10.0.1.40-10.0.1.42'])
    expect(await poolAt(without)).toEqual(['10.0.1.40-10.0.1.41'])
    expect(await poolAt(again)).toEqual(['10.0.1.40-10.0.1.42'])
  })
})

describe('however much is on record', () => {
  const planOf = async (sql: string, values: readonly (string | number)[]): Promise<string[]> => {
    const named = Object.fromEntries(values.map((value, at) => [at + 1, value]))
    const database = new Database(await templateDatabase())
    const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(named) as { detail: string }[]
    database.close()
    return rows.map(({ detail }) => detail)
  }

  it('a map asks indexes: holds that were over by then, and events of others, are not looked at', async () => {
    const plan = await planOf(PAST_LAYERS, ['subnet', 'at', 'rest', 0])
    expect(plan.filter((step) => /^SCAN (?!h\b|known|prefix|\()/.test(step))).toEqual([])
    expect(plan.join('\n')).toContain('IpAllocation_past_idx (subnetId=? AND releasedAt>?)')
    expect(plan.join('\n')).toContain('COVERING INDEX Event_instanceId_seq_idx (instanceId=?)')
    const standing = await planOf(STANDINGS, ['[]', 'at', 0])
    expect(standing.join('\n')).toContain('Event_instanceId_seq_idx (instanceId=? AND seq<?)')
  })

  it('a member to which nothing happened for long is read from its row, with the same answer', async () => {
    const id = await world.create(config('10.0.1.40-42'), true)
    const early = moment()
    world.pass(600_000)
    const late = moment()
    expect(await mapAt(late)).toEqual(await mapAt(early))
    const [one] = await world.instances(id)
    world.pass(600_000)
    await world.ask(id, { kind: 'pause', instanceIds: [one?.id ?? ''] })
    expect(await mapAt(late)).toEqual(['10.0.1.40-10.0.1.41 active', '10.0.1.42 paused'])
    expect(await mapAt(moment())).toEqual(['10.0.1.40 paused', '10.0.1.41 active', '10.0.1.42 paused'])
  })
})

describe('the events of a group', () => {
  it('are counted over the record, lead to those beside a moment, and fold to the rows of now', async () => {
    const id = await world.create(config('10.0.1.40-41'), true)
    const created = moment()
    world.pass(3_600_000)
    const [one] = await world.instances(id)
    await world.ask(id, { kind: 'pause', instanceIds: [one?.id ?? ''] })
    const paused = moment()
    const subject = { kind: 'group', id } as const
    const { reads } = world.store
    const span = await reads.pastSpan(subject)
    expect(span?.toldSince).toBeNull()
    const begin = span?.begin ?? ''
    const ticks = await reads.eventTicks(subject, { from: begin, to: world.now(), slots: 10 })
    expect(ticks).toHaveLength(10)
    expect([ticks[0], ticks[9]].every((count) => (count ?? 0) > 0)).toBe(true)
    expect(ticks.slice(1, 9)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    const all = await world.store.events({ groupId: id, limit: 100 })
    expect(ticks.reduce((sum, n) => sum + n, 0)).toBe(all.length)

    const beside = await reads.neighbours(subject, new Date(Date.parse(created) + 60_000).toISOString())
    const times = all.map((event) => event.at).toReversed()
    const middle = new Date(Date.parse(created) + 60_000).toISOString()
    expect(beside.before).toBe(times.findLast((time) => time < middle))
    expect(beside.after).toBe(times.find((time) => time > middle))
    expect((await reads.neighbours(subject, begin)).before).toBeNull()
    expect((await reads.neighbours(subject, world.now())).after).toBeNull()

    const fold = new Fold()
    for await (const page of reads.tellingEvents(id, paused)) for (const event of page) fold.add(event)
    const now = await world.instances(id)
    expect(fold.present().map(({ id: member, facts }) => [member, facts.state])).toEqual(
      now.map((instance) => [instance.id, instance.state]),
    )
  })
})
