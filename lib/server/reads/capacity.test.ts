import { afterEach, beforeEach, expect, it } from 'vitest'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'
import { readCapacity, windowOf } from './capacity'

let world: RunningWorld
beforeEach(async () => {
  world = await runWorld()
})
afterEach(() => world.close())

it('tells how the capacity went and what happened', async () => {
  const id = await world.create(
    groupConfig({ pool: '10.0.1.20-21', capacity: { minimum: 0, target: 3, maximum: 5 } }),
    true,
  )
  await world.ask(id, { kind: 'scale', target: 1, resumePaused: true })
  const view = await readCapacity(world, id, 'all', world.now())
  expect(view.points[0]).toMatchObject({ desired: 3, running: 0, onPool: 0, onOther: 0 })
  expect(Math.max(...view.points.map((point) => point.onOther))).toBe(1)
  expect(Math.max(...view.points.map((point) => point.running))).toBe(3)
  expect(view.points.at(-1)).toMatchObject({ desired: 1, running: 1, onPool: 1, onOther: 0 })
  expect(view.recorded).toBe(view.points.length)
  expect(view.from).toBe(view.points[0]?.at)
  expect(view.marks).toEqual([
    expect.objectContaining({
      kind: 'group-scaled',
      count: 1,
      why: expect.stringMatching(/^Target 3 becomes 1\. /),
    }),
  ])
  const [mark] = view.marks
  const [event] = await world.store.events({ kinds: ['group-scaled'], limit: 1 })
  expect([mark?.firstSeq, mark?.lastSeq]).toEqual([event?.seq, event?.seq])
})

it('a group that is not on record is not found', async () => {
  await expect(readCapacity(world, 'grp-nobody', '1h')).rejects.toThrow('This group does not exist.')
})

it.each([
  ['7d', '7d'],
  ['all', 'all'],
  ['9y', '24h'],
  ['', '24h'],
  [null, '24h'],
])('the window %s is %s', (asked, window) => {
  expect(windowOf(asked)).toBe(window)
})
