import { describe, expect, it } from 'vitest'
import { cidr } from '@/lib/domain/cidr'
import { indexAt, indexRect, layoutOf } from './layout'
import {
  between,
  heightAt,
  holdInside,
  placeOf,
  type Room,
  reveal,
  seenRect,
  seenSquare,
  stageOf,
  toMap,
  toScreen,
  viewOfPlace,
  viewOfSquare,
  WHOLE,
  zoomAt,
} from './view'

const room: Room = { width: 600, height: 600, ratio: 1, compact: false }
const sixteen = layoutOf(cidr('10.0.0.0/16'))
const stage = stageOf(sixteen, room)

describe('the stage', () => {
  it('draws cells in whole device pixels', () => {
    expect(stage.cell).toBe(2)
    expect(stageOf(sixteen, { ...room, ratio: 2 }).cell).toBe(2)
    expect(stageOf(layoutOf(cidr('10.0.1.0/24')), room).cell).toBe(35)
  })
  it('gives a phone larger cells and whole squares where whole cells would waste its room', () => {
    const phone = stageOf(sixteen, { width: 340, height: 500, ratio: 2, compact: false })
    expect(phone.cell * sixteen.width).toBeGreaterThan(0.9 * phone.width)
    expect(Number.isInteger(Math.round(phone.cell * 17 * 2 * 1000) / 1000)).toBe(true)
    expect(
      stageOf(layoutOf(cidr('10.0.1.0/24')), { width: 340, height: 500, ratio: 2, compact: false }).cell,
    ).toBe(19)
  })
  it('never draws a cell larger than it has to say, and zooms no map that shows all', () => {
    const small = stageOf(layoutOf(cidr('10.0.1.0/28')), { ...room, width: 2000 })
    expect(small.cell).toBe(38)
    expect(small.mostZoom).toBe(1)
  })
})

describe('zooming', () => {
  it('opens exactly the square that was seen', () => {
    const view = viewOfSquare(sixteen, stage, 18, 1)
    expect(seenSquare(sixteen, stage, view)).toBe(18)
    const seen = seenRect(sixteen, stage, view)
    expect(seen.x).toBeLessThanOrEqual(2 * 17)
    expect(seen.x + seen.width).toBeGreaterThanOrEqual(2 * 17 + 16)
    expect(seen.height).toBeGreaterThanOrEqual(16)
  })
  it('keeps the point under the pointer', () => {
    const before = toMap(stage, WHOLE, 300, 200)
    const view = zoomAt(sixteen, stage, WHOLE, 3, 300 - stage.left, 200 - stage.top)
    const after = toMap(stage, view, 300, 200)
    expect(after.x).toBeCloseTo(before.x)
    expect(after.y).toBeCloseTo(before.y)
  })
  it('shows nothing beyond the edges', () => {
    expect(holdInside(sixteen, stage, { k: 1, x: 90, y: -90 })).toEqual({ k: 1, x: 0, y: 0 })
    const far = holdInside(sixteen, stage, { k: 4, x: -1e6, y: 1e6 })
    expect(far.y).toBe(0)
    expect(seenRect(sixteen, stage, far).x + seenRect(sixteen, stage, far).width).toBeCloseTo(271)
  })
  it('names no square while several are in sight', () => {
    expect(seenSquare(sixteen, stage, WHOLE)).toBeNull()
    expect(seenSquare(sixteen, stage, zoomAt(sixteen, stage, WHOLE, 2, 100, 100))).toBeNull()
  })
  it('moves from one view to another without a jump', () => {
    const to = viewOfSquare(sixteen, stage, 100, 1)
    expect(between(WHOLE, to, 0)).toEqual(WHOLE)
    const end = between(WHOLE, to, 1)
    expect(end.k).toBeCloseTo(to.k)
    expect(end.x).toBeCloseTo(to.x)
  })
})

describe('from the screen to the map and back', () => {
  it('hits the cell that is drawn there, at any view', () => {
    for (const view of [
      WHOLE,
      viewOfSquare(sixteen, stage, 200, 1),
      zoomAt(sixteen, stage, WHOLE, 5, 80, 400),
    ])
      for (const index of [0, 255, 4000, 51_300, 65_535]) {
        const rect = toScreen(stage, view, indexRect(sixteen, index))
        const at = toMap(stage, view, rect.x + rect.width / 2, rect.y + rect.height / 2)
        expect(indexAt(sixteen, at.x, at.y)).toBe(index)
      }
  })
  it('reveals a cell by the smallest pan', () => {
    const view = viewOfSquare(sixteen, stage, 0, 1)
    expect(reveal(sixteen, stage, view, indexRect(sixteen, 5))).toEqual(view)
    const moved = reveal(sixteen, stage, view, indexRect(sixteen, 65_535))
    const rect = toScreen(stage, moved, indexRect(sixteen, 65_535))
    expect(rect.x + rect.width).toBeLessThanOrEqual(stage.left + stage.width + 0.01)
    expect(rect.y + rect.height).toBeLessThanOrEqual(stage.top + heightAt(sixteen, stage, moved.k) + 0.01)
  })
})

describe('the place in the URL', () => {
  it('brings back any view, to a pixel', () => {
    let view = WHOLE
    for (const [factor, x, y] of [
      [2.37, 300, 200],
      [1.9, 40, 500],
      [1.3, 511, 9],
    ] as const) {
      view = zoomAt(sixteen, stage, view, factor, x, y)
      const place = placeOf(sixteen, stage, view, WHOLE)
      const back = viewOfPlace(sixteen, stage, place ?? '')
      expect(back?.k).toBeCloseTo(view.k, 2)
      expect(Math.abs((back?.x ?? 0) - view.x)).toBeLessThan(1)
      expect(Math.abs((back?.y ?? 0) - view.y)).toBeLessThan(1)
    }
  })
  it('shows the same part in a window of another size', () => {
    const view = zoomAt(sixteen, stage, WHOLE, 4, 300, 300)
    const wide = stageOf(sixteen, { ...room, width: 900, height: 900 })
    const back = viewOfPlace(sixteen, wide, placeOf(sixteen, stage, view, WHOLE) ?? '')
    if (!back) throw new Error('the place is one')
    const middle = (on: typeof stage, at: typeof view) =>
      toMap(on, at, on.left + on.width / 2, on.top + heightAt(sixteen, on, at.k) / 2)
    expect(middle(wide, back).x).toBeCloseTo(middle(stage, view).x, 2)
    expect(middle(wide, back).y).toBeCloseTo(middle(stage, view).y, 2)
  })
  it('says nothing that the square or the whole says already', () => {
    const square = viewOfSquare(sixteen, stage, 18, 1)
    expect(placeOf(sixteen, stage, WHOLE, WHOLE)).toBeNull()
    expect(placeOf(sixteen, stage, square, square)).toBeNull()
    expect(placeOf(sixteen, stage, { ...square, x: square.x - 30 }, square)).not.toBeNull()
  })
  it('takes nonsense for nothing, and holds what is out of bounds inside', () => {
    for (const text of ['', '2', '2_3', 'a_b_c', '2_3_4_5', 'Infinity_1_1'])
      expect(viewOfPlace(sixteen, stage, text)).toBeNull()
    expect(viewOfPlace(sixteen, stage, '1_900_900')).toEqual(WHOLE)
    expect(viewOfPlace(sixteen, stage, '900_0_0')?.k).toBe(stage.mostZoom)
  })
})
