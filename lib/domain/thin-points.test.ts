import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CAPACITY_SERIES, type CapacityPoint } from './capacity-count'
import { keepStandingOut, PER_PART, partOf, type TimeSpan, thinPoints } from './thin-points'

const SPAN: TimeSpan = {
  from: Date.parse('2026-03-01T10:00:00.000Z'),
  to: Date.parse('2026-03-01T11:00:00.000Z'),
}

const pointAt = (ms: number, running: number, desired = 3): CapacityPoint => ({
  at: new Date(ms).toISOString(),
  desired,
  running,
  onPool: running,
  onOther: 0,
})

/** Points in order, some before the span and many at one moment. */
const points = fc
  .array(
    fc.record({
      ms: fc.integer({ min: SPAN.from - 600_000, max: SPAN.to }),
      desired: fc.nat(20),
      onPool: fc.nat(20),
      onOther: fc.nat(20),
    }),
    { minLength: 1, maxLength: 2_000 },
  )
  .map((all) =>
    all
      .sort((a, b) => a.ms - b.ms)
      .map(
        ({ ms, ...count }): CapacityPoint => ({
          at: new Date(ms).toISOString(),
          ...count,
          running: count.onPool + count.onOther,
        }),
      ),
  )

/** "part series" → [lowest, highest] */
function extremesOf(all: readonly CapacityPoint[], parts: number): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>()
  for (const point of all)
    for (const series of CAPACITY_SERIES) {
      const key = `${partOf(Date.parse(point.at), SPAN, parts)} ${series}`
      const [low, high] = found.get(key) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      found.set(key, [Math.min(low, point[series]), Math.max(high, point[series])])
    }
  return found
}

/** Some of the others, in their order, and the same at both ends. */
function expectSelection(kept: readonly CapacityPoint[], all: readonly CapacityPoint[]): void {
  expect(kept[0]).toBe(all[0])
  expect(kept.at(-1)).toBe(all.at(-1))
  let at = -1
  for (const point of kept) {
    const place = all.indexOf(point, at + 1)
    expect(place).toBeGreaterThan(at)
    at = place
  }
}

it('few enough points stay as they are', () => {
  const all = [pointAt(SPAN.from, 0), pointAt(SPAN.from + 1, 3), pointAt(SPAN.from + 1, 3)]
  expect(thinPoints(all, SPAN, PER_PART)).toEqual(all)
})

it('of every part the highest and the lowest stay, and no more than a few', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 300 }), (all, parts) => {
      const kept = keepStandingOut(all, SPAN, parts)
      expectSelection(kept, all)
      expect(kept.length).toBeLessThanOrEqual(parts * PER_PART)
      expect(extremesOf(kept, parts)).toEqual(extremesOf(all, parts))
    }),
  )
})

it('not more than asked for stay, with both ends, the highest and the lowest', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: PER_PART, max: 600 }), (all, most) => {
      const kept = thinPoints(all, SPAN, most)
      expectSelection(kept, all)
      expect(kept.length).toBeLessThanOrEqual(most)
      expect(extremesOf(kept, 1)).toEqual(extremesOf(all, 1))
    }),
  )
})

it('thinned page by page, both ends, the highest and the lowest stay too', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 20, max: 200 }), (all, page) => {
      let kept: CapacityPoint[] = []
      for (let from = 0; from < all.length; from += page)
        kept = thinPoints([...kept, ...all.slice(from, from + page)], SPAN, 100)
      expectSelection(kept, all)
      expect(kept.length).toBeLessThanOrEqual(100)
      expect(extremesOf(kept, 1)).toEqual(extremesOf(all, 1))
    }),
  )
})

it.each([
  ['a dip', 5, 4],
  ['a spike', 5, 9],
])('%s that is alone in its part begins and ends when it did', (_, usual, unusual) => {
  const all = Array.from({ length: 100 }, (_, n) => pointAt(SPAN.from + n * 1000, n === 40 ? unusual : usual))
  const kept = keepStandingOut(all, SPAN, 1)
  expect(kept).toContain(all[40])
  expect(kept).toContain(all[41])
})

it('a spike of a millisecond among a hundred thousand points does not disappear', () => {
  const all = Array.from({ length: 100_000 }, (_, n) =>
    pointAt(SPAN.from + n * 36, n === 61_803 ? 97 : 3 + (n % 2)),
  )
  const kept = thinPoints(all, SPAN, 600)
  expect(kept.length).toBeLessThanOrEqual(600)
  expect(kept.length).toBeGreaterThan(300)
  expect(kept.filter(({ running }) => running === 97)).toEqual([all[61_803]])
})

it('points that all lie at one moment, in a span of no length, are thinned', () => {
  const all = Array.from({ length: 50 }, (_, n) => pointAt(SPAN.from, n % 7))
  const kept = thinPoints(all, { from: SPAN.from, to: SPAN.from }, PER_PART)
  expect(kept.length).toBeLessThanOrEqual(PER_PART)
  expect(kept[0]).toBe(all[0])
  expect(kept.at(-1)).toBe(all.at(-1))
  expect(kept.some(({ running }) => running === 6)).toBe(true)
})
