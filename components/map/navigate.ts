/**
 * Moving over the map by keyboard. Arrows move as the eye does, over the border of a square into the one beside it;
 * Home, End and Page keys follow the order of the addresses.
 */
import { type MapLayout, ROW, SQUARE, squareOf } from './layout'

export type Move =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'square-left'
  | 'square-right'
  | 'square-up'
  | 'square-down'
  | 'row-start'
  | 'row-end'
  | 'first'
  | 'last'
  | 'page-up'
  | 'page-down'

/** The move that a key asks for; null when it is none. Control (or ⌘) with an arrow moves by whole squares. */
export function moveOf(key: string, whole: boolean): Move | null {
  switch (key) {
    case 'ArrowLeft':
      return whole ? 'square-left' : 'left'
    case 'ArrowRight':
      return whole ? 'square-right' : 'right'
    case 'ArrowUp':
      return whole ? 'square-up' : 'up'
    case 'ArrowDown':
      return whole ? 'square-down' : 'down'
    case 'Home':
      return whole ? 'first' : 'row-start'
    case 'End':
      return whole ? 'last' : 'row-end'
    case 'PageUp':
      return 'page-up'
    case 'PageDown':
      return 'page-down'
    default:
      return null
  }
}

/** Where the move leads; the same index at the edge of the map. */
export function move(layout: MapLayout, index: number, by: Move): number {
  const last = layout.count - 1
  const unit = layout.kind === 'blocks' ? 1 : SQUARE
  switch (by) {
    case 'row-start':
      return index - (index % ROW)
    case 'row-end':
      return Math.min(last, index - (index % ROW) + ROW - 1)
    case 'first':
      return 0
    case 'last':
      return last
    case 'page-up':
      return Math.max(0, index - (layout.kind === 'blocks' ? ROW : SQUARE))
    case 'page-down':
      return Math.min(last, index + (layout.kind === 'blocks' ? ROW : SQUARE))
    case 'square-left':
    case 'left':
      return step(layout, index, -1, 0, by === 'left' ? 1 : unit)
    case 'square-right':
    case 'right':
      return step(layout, index, 1, 0, by === 'right' ? 1 : unit)
    case 'square-up':
    case 'up':
      return step(layout, index, 0, -1, by === 'up' ? 1 : unit)
    case 'square-down':
    case 'down':
      return step(layout, index, 0, 1, by === 'down' ? 1 : unit)
  }
}

/** One cell (`unit` 1) or one square (`unit` 256) in a direction, counted on the grid that the eye sees. */
function step(layout: MapLayout, index: number, dx: number, dy: number, unit: number): number {
  const square = squareOf(layout, index)
  const squareColumn = square % ROW
  const squareRow = Math.floor(square / ROW)
  if (layout.kind === 'blocks' || unit > 1) {
    const column = squareColumn + dx
    const row = squareRow + dy
    if (column < 0 || column >= layout.squareColumns || row < 0 || row >= layout.squareRows) return index
    const target = row * ROW + column
    if (target >= layout.squares) return index
    return layout.kind === 'blocks' ? target : target * SQUARE + (index & (SQUARE - 1))
  }
  const within = index & (SQUARE - 1)
  const x = squareColumn * ROW + (within % ROW) + dx
  const y = squareRow * ROW + Math.floor(within / ROW) + dy
  const wide = (layout.squareColumns - 1) * ROW + layout.columns
  const high = (layout.squareRows - 1) * ROW + layout.rows
  if (x < 0 || y < 0 || x >= wide || y >= high) return index
  const target = Math.floor(y / ROW) * ROW + Math.floor(x / ROW)
  const moved = target * SQUARE + (y % ROW) * ROW + (x % ROW)
  return moved < layout.count ? moved : index
}

/** The next index after (or before) `index` that `wanted` accepts, without going round; null if there is none. */
export function seek(
  layout: MapLayout,
  index: number,
  direction: 1 | -1,
  wanted: (index: number) => boolean,
): number | null {
  for (let i = index + direction; i >= 0 && i < layout.count; i += direction) if (wanted(i)) return i
  return null
}

/** Both ends of a range in address order, whichever way it was dragged. */
export const ordered = (a: number, b: number): readonly [number, number] => (a <= b ? [a, b] : [b, a])

/** Has the place where an index sits come before another in address order? Kept here with the other orders. */
export const isWithin = (index: number, range: readonly [number, number]): boolean =>
  index >= range[0] && index <= range[1]
