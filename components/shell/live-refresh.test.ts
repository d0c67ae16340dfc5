import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRefresher, REDRAW_MS } from './live-refresh'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const setUp = () => {
  const read: string[] = []
  const world = { reading: new Set<string>(), hidden: false }
  const refresher = createRefresher({
    isReading: (prefix) => world.reading.has(prefix.join('/')),
    readAgain: (prefix) => read.push(prefix.join('/')),
    isHidden: () => world.hidden,
  })
  return { read, world, refresher }
}

it('reads a query once for many events, and four times a second at most', () => {
  const { read, refresher } = setUp()
  for (let at = 0; at < 1_000; at += 10) {
    refresher.ask([['group', 'g1']])
    vi.advanceTimersByTime(10)
  }
  expect(read).toEqual(Array(1_000 / REDRAW_MS).fill('group/g1'))
})

it('waits for an answer under way and then asks again', () => {
  const { read, world, refresher } = setUp()
  world.reading.add('groups')
  refresher.ask([['groups'], ['events']])
  vi.advanceTimersByTime(REDRAW_MS * 3)
  expect(read).toEqual(['events'])
  world.reading.clear()
  vi.advanceTimersByTime(REDRAW_MS)
  expect(read).toEqual(['events', 'groups'])
})

it('reads nothing while the tab is hidden, and all that was gathered when it shows', () => {
  const { read, world, refresher } = setUp()
  world.hidden = true
  refresher.ask([['groups']])
  vi.advanceTimersByTime(10_000)
  expect(read).toEqual([])
  world.hidden = false
  refresher.wake()
  vi.advanceTimersByTime(REDRAW_MS)
  expect(read).toEqual(['groups'])
})

it('forgets everything when stopped', () => {
  const { read, refresher } = setUp()
  refresher.ask([['groups']])
  refresher.stop()
  vi.advanceTimersByTime(REDRAW_MS)
  expect(read).toEqual([])
})
