import { expect, it } from 'vitest'
import { keyTarget } from './row-keys'
import { extendTo, NOTHING_SELECTED, type RowSelection, toggleAll, toggleRow } from './row-selection'

const order = ['a', 'b', 'c', 'd', 'e']
const keysOf = (selection: RowSelection) => [...selection.keys].sort().join('')

it('toggles one', () => {
  const one = toggleRow(NOTHING_SELECTED, 'b')
  expect(keysOf(one)).toBe('b')
  expect(keysOf(toggleRow(one, 'b'))).toBe('')
})

it('selects a range in both directions, from where the last one began', () => {
  const down = extendTo(toggleRow(NOTHING_SELECTED, 'c'), 'e', order)
  expect(keysOf(down)).toBe('cde')
  expect(keysOf(extendTo(down, 'a', order))).toBe('abcde')
})

it('clears a range whose anchor was cleared', () => {
  const all = toggleAll(NOTHING_SELECTED, order)
  expect(keysOf(extendTo(toggleRow(all, 'b'), 'd', order))).toBe('ae')
})

it('toggles when the anchor is out of sight', () => {
  const gone = toggleRow(NOTHING_SELECTED, 'x')
  expect(keysOf(extendTo(gone, 'b', order))).toBe('bx')
})

it('selects all that are shown, keeps what is not', () => {
  const hidden = toggleRow(NOTHING_SELECTED, 'x')
  const all = toggleAll(hidden, order)
  expect(keysOf(all)).toBe('abcdex')
  expect(keysOf(toggleAll(all, order))).toBe('x')
})

it.each<[string, number, number | null]>([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, null],
  ['ArrowUp', 0, null],
  ['End', 1, 4],
  ['Home', 3, 0],
  ['PageDown', 1, 4],
  ['a', 1, null],
])('%s from row %i leads to %s', (key, at, to) => {
  expect(keyTarget(key, at, order.length)).toBe(to)
})
