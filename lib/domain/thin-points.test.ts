import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CAPACITY_SERIES, type CapacityPoint } from './capacity-count'
import { PER_PART, type TimeSpan, thinPoints } from './thin-points'

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

const partOf = (point: CapacityPoint, parts: number): number =>
  Math.min(
    Math.max(Math.floor(((Date.parse(point.at) - SPAN.from) / (SPAN.to - SPAN.from)) * parts), 0),
    parts - 1,
  )

/** "part series" → [lowest, highest] */
function extremesOf(all: readonly CapacityPoint[], parts: number): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>()
  for (const point of all)
    for (const series of CAPACITY_SERIES) {
      const key = `${partOf(point, parts)} ${series}`
      const [low, high] = found.get(key) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      found.set(key, [Math.min(low, point[series]), Math.max(high, point[series])])
    }
  return found
}

/** So many equal parts keep their extremes whatever the points are. */
const sureParts = (most: number): number => 2 ** Math.floor(Math.log2(most / PER_PART))

it('few enough points stay as they are', () => {
  const all = [pointAt(SPAN.from, 0), pointAt(SPAN.from + 1, 3), pointAt(SPAN.from + 1, 3)]
  expect(thinPoints(all, SPAN, 10)).toEqual(all)
})

it('keeps first and last, the order, and the highest and lowest of every part', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: PER_PART, max: 600 }), (all, most) => {
      const kept = thinPoints(all, SPAN, most)
      expect(kept.length).toBeLessThanOrEqual(most)
      expect(kept[0]).toBe(all[0])
      expect(kept.at(-1)).toBe(all.at(-1))
      let at = -1
      for (const point of kept) {
        const place = all.indexOf(point, at + 1)
        expect(place).toBeGreaterThan(at)
        at = place
      }
      expect(extremesOf(kept, sureParts(most))).toEqual(extremesOf(all, sureParts(most)))
    }),
  )
})

it('thinned page by page, the extremes stay too', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 20, max: 200 }), (all, page) => {
      let kept: CapacityPoint[] = []
      for (let from = 0; from < all.length; from += page)
        kept = thinPoints([...kept, ...all.slice(from, from + page)], SPAN, 100)
      expect(kept.length).toBeLessThanOrEqual(100)
      expect(extremesOf(kept, sureParts(100))).toEqual(extremesOf(all, sureParts(100)))
    }),
  )
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
