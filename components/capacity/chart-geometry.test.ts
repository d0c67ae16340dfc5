import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import { chartGeometry, highestCount, pointAt, stepPath, tickText } from './chart-geometry'

const FROM = Date.parse('2026-03-01T10:00:00.000Z')
const SPAN = { from: FROM, to: FROM + 3_600_000 }
const SIZE = { width: 1_000, height: 320 }

const point = (minute: number, running: number): CapacityPoint => ({
  at: new Date(FROM + minute * 60_000).toISOString(),
  desired: 3,
  running,
  onPool: running,
  onOther: 0,
})

describe('the scales', () => {
  it.each([0, 1, 2, 3, 6, 24, 97, 1_000, 65_536])('begin at 0, with whole numbers only, up to %i', (most) => {
    const { yTicks, y, top, bottom } = chartGeometry(SPAN, most, SIZE)
    expect(yTicks[0]).toBe(0)
    expect(yTicks.length).toBeGreaterThan(1)
    expect(yTicks.every(Number.isInteger)).toBe(true)
    expect(yTicks.at(-1)).toBeGreaterThanOrEqual(Math.max(most, 1))
    expect(y(0)).toBe(bottom)
    expect(y(yTicks.at(-1) ?? 0)).toBe(top)
  })

  it('lead from a moment to a place and back', () => {
    const { x, timeAt, left, right } = chartGeometry(SPAN, 6, SIZE)
    expect([x(SPAN.from), x(SPAN.to)]).toEqual([left, right])
    expect(timeAt(x(FROM + 1_234_000))).toBeCloseTo(FROM + 1_234_000, -1)
  })

  it.each([1, 6, 24, 7 * 24, 30 * 24, 400 * 24])(
    'label no two times over each other in %i hours',
    (hours) => {
      fc.assert(
        fc.property(fc.integer({ min: 300, max: 1_600 }), fc.nat(365), (width, day) => {
          const from = FROM + day * 86_400_000
          const { xTicks, x } = chartGeometry({ from, to: from + hours * 3_600_000 }, 6, {
            width,
            height: 320,
          })
          expect(xTicks.length).toBeGreaterThan(0)
          for (const [place, tick] of xTicks.slice(1).entries())
            expect(x(tick) - x(xTicks[place] ?? 0)).toBeGreaterThanOrEqual(44)
        }),
        { numRuns: 40 },
      )
    },
  )
})

describe('the lines', () => {
  const geometry = chartGeometry(SPAN, 3, SIZE)

  it('go in steps only: across, then up or down, to the end of the span', () => {
    const path = stepPath([point(-5, 1), point(10, 3), point(20, 2)], 'running', geometry, SPAN)
    const corners = path
      .slice(1)
      .split('L')
      .map((corner) => corner.split(',').map(Number))
    for (const [place, [x, y]] of corners.slice(1).entries()) {
      const [beforeX, beforeY] = corners[place] ?? []
      expect(x === beforeX || y === beforeY).toBe(true)
    }
    expect(corners[0]?.[0]).toBeCloseTo(geometry.left)
    expect(corners.at(-1)?.[0]).toBeCloseTo(geometry.right)
    const heights = [...new Set(corners.map(([, y]) => y))]
    const expected = [1, 3, 2].map((count) => geometry.y(count))
    expect(heights.length).toBe(3)
    for (const [place, y] of expected.entries()) expect(heights[place]).toBeCloseTo(y, 1)
  })

  it('are nothing without points', () => {
    expect(stepPath([], 'running', geometry, SPAN)).toBe('')
    expect(highestCount([])).toBe(0)
  })

  it('know the highest of all series', () => {
    expect(highestCount([point(0, 1), point(1, 7), point(2, 2)])).toBe(7)
    expect(highestCount([point(0, 1)])).toBe(3)
  })
})

it.each([
  [-9, 0],
  [0, 0],
  [9.99, 0],
  [10, 1],
  [15, 1],
  [20, 3],
  [60, 3],
])('at minute %d, point %i holds', (minute, index) => {
  expect(pointAt([point(0, 1), point(10, 2), point(20, 3), point(20, 4)], FROM + minute * 60_000)).toBe(index)
})

it('without points none holds', () => {
  expect(pointAt([], FROM)).toBe(-1)
})

it.each([
  [new Date(2026, 2, 5, 0, 0, 0), '5 Mar'],
  [new Date(2026, 2, 5, 9, 5, 0), '09:05'],
  [new Date(2026, 2, 5, 9, 5, 7), '09:05:07'],
])('labels %s', (date, text) => {
  expect(tickText(date.getTime())).toBe(text)
})
