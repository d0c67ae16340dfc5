/**
 * Where every address of a CIDR sits on the map. One rule at every scale: a block is 16 × 16 of the next size.
 *
 *   /24 (and smaller: the whole rows it fills)      /23 … /16: /24 squares, 16 in a row, each with its 256 cells
 *
 *     .0  ▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢                            .0  ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦ ▦
 *     .16 ▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢                            .16 ▦ ▦ ▦ …
 *
 *   more than 65,536 addresses: 16 × 16 blocks of prefix + 8, drawn at the very place and size of those squares, so
 *   that zooming into one opens exactly what was seen inside it.
 *
 * Everything is in map units: a cell is 1 × 1, a square 16 × 16 with a gap of 1 to the next. Pure, and the cost never
 * depends on how many addresses there are.
 */
import { type Address, addressBits } from '@/lib/domain/address'
import { blockOf, type Cidr, cidrContains, cidrSize } from '@/lib/domain/cidr'
import { MOST_CELLS } from '@/lib/domain/occupancy'

export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Cells, or squares, in one row. */
export const ROW = 16
/** Addresses in one square. */
export const SQUARE = ROW * ROW
/** From one square's left edge to the next: 16 cells and a gap of one. */
export const PITCH = ROW + 1

export type MapLayout = {
  readonly cidr: Cidr
  /** cells: every index is an address. blocks: every index is a block of `unitPrefix`. */
  readonly kind: 'cells' | 'blocks'
  /** How many indices there are: addresses or blocks. */
  readonly count: number
  readonly unitPrefix: number
  readonly squares: number
  readonly squareColumns: number
  readonly squareRows: number
  /** Cells across and down one square: 16 × 16 unless the whole CIDR is smaller than a square. */
  readonly columns: number
  readonly rows: number
  readonly width: number
  readonly height: number
}

export function layoutOf(cidr: Cidr): MapLayout {
  const size = cidrSize(cidr)
  const blocks = size > MOST_CELLS
  const count = blocks ? SQUARE : Number(size)
  const squares = blocks ? SQUARE : Math.max(1, count / SQUARE)
  const columns = Math.min(ROW, count)
  const rows = blocks ? ROW : Math.min(ROW, Math.max(1, count / ROW))
  const squareColumns = Math.min(ROW, squares)
  const squareRows = Math.ceil(squares / ROW)
  return {
    cidr,
    kind: blocks ? 'blocks' : 'cells',
    count,
    unitPrefix: blocks ? cidr.prefix + 8 : addressBits(cidr.family),
    squares,
    squareColumns,
    squareRows,
    columns,
    rows,
    width: squareColumns * PITCH - 1 - (ROW - columns),
    height: squareRows * PITCH - 1 - (ROW - rows),
  }
}

/** Which square an index lies in. */
export const squareOf = (layout: MapLayout, index: number): number =>
  layout.kind === 'blocks' ? index : index >> 8

export function squareRect(layout: MapLayout, square: number): Rect {
  const x = (square % ROW) * PITCH
  const y = Math.floor(square / ROW) * PITCH
  return { x, y, width: layout.columns, height: layout.rows }
}

/** Of one cell, or of one whole block. */
export function indexRect(layout: MapLayout, index: number): Rect {
  const square = squareRect(layout, squareOf(layout, index))
  if (layout.kind === 'blocks') return square
  const within = index & (SQUARE - 1)
  return { x: square.x + (within % ROW), y: square.y + Math.floor(within / ROW), width: 1, height: 1 }
}

/** The square at a point in map units; null in the gaps and outside. */
export function squareAt(layout: MapLayout, x: number, y: number): number | null {
  const column = Math.floor(x / PITCH)
  const row = Math.floor(y / PITCH)
  if (column < 0 || row < 0 || column >= layout.squareColumns || row >= layout.squareRows) return null
  if (x - column * PITCH >= layout.columns || y - row * PITCH >= layout.rows) return null
  const square = row * ROW + column
  return square < layout.squares ? square : null
}

/** Hit test: the cell or block at a point in map units; null in the gaps and outside. */
export function indexAt(layout: MapLayout, x: number, y: number): number | null {
  const square = squareAt(layout, x, y)
  if (square === null || layout.kind === 'blocks') return square
  const column = Math.floor(x - (square % ROW) * PITCH)
  const row = Math.floor(y - Math.floor(square / ROW) * PITCH)
  return square * SQUARE + row * ROW + column
}

/** As `indexAt`, but a point in a gap or outside counts as the nearest cell: for dragging past an edge. */
export function nearestIndex(layout: MapLayout, x: number, y: number): number {
  const column = clamp(Math.floor(x / PITCH), 0, layout.squareColumns - 1)
  const row = clamp(Math.floor(y / PITCH), 0, layout.squareRows - 1)
  const square = Math.min(layout.squares - 1, row * ROW + column)
  if (layout.kind === 'blocks') return square
  const cellColumn = clamp(Math.floor(x - (square % ROW) * PITCH), 0, layout.columns - 1)
  const cellRow = clamp(Math.floor(y - Math.floor(square / ROW) * PITCH), 0, layout.rows - 1)
  return Math.min(layout.count - 1, square * SQUARE + cellRow * ROW + cellColumn)
}

/** The address of a cell, or the first one of a block. */
export function addressOf(layout: MapLayout, index: number): Address {
  const step = BigInt(addressBits(layout.cidr.family) - layout.unitPrefix)
  return { family: layout.cidr.family, value: layout.cidr.base + (BigInt(index) << step) }
}

/** Where an address sits; null outside the CIDR. */
export function indexOfAddress(layout: MapLayout, address: Address): number | null {
  if (!cidrContains(layout.cidr, address)) return null
  const step = BigInt(addressBits(layout.cidr.family) - layout.unitPrefix)
  return Number((address.value - layout.cidr.base) >> step)
}

/** What a square shows: a block of 256 addresses (or the whole, where that is smaller), or a block of prefix + 8. */
export function squareCidr(layout: MapLayout, square: number): Cidr {
  if (layout.kind === 'blocks') return blockOf(addressOf(layout, square), layout.unitPrefix)
  return blockOf(
    addressOf(layout, square * SQUARE),
    Math.max(layout.cidr.prefix, addressBits(layout.cidr.family) - 8),
  )
}

/** The squares that a rectangle in map units touches, as columns and rows, inclusive; null if it touches none. */
export function squaresIn(
  layout: MapLayout,
  seen: Rect,
): { left: number; right: number; top: number; bottom: number } | null {
  const left = Math.max(0, Math.floor(seen.x / PITCH))
  const top = Math.max(0, Math.floor(seen.y / PITCH))
  const right = Math.min(layout.squareColumns - 1, Math.floor((seen.x + seen.width) / PITCH))
  const bottom = Math.min(layout.squareRows - 1, Math.floor((seen.y + seen.height) / PITCH))
  return left > right || top > bottom ? null : { left, right, top, bottom }
}

/**
 * The chain of CIDRs that are fetched one after the other to reach `wanted`: from the subnet's own CIDR, 8 bits at a
 * time, until at most 65,536 addresses are left, which are shown one by one.
 *
 *   2001:db8::/64 → /72 → /80 → /88 → /96 → /104 → /112 (its squares are /120)
 */
export function levelsTo(within: Cidr, wanted: Cidr): Cidr[] {
  const bits = addressBits(within.family)
  const levels = [within]
  let prefix = within.prefix
  while (bits - prefix > 16 && prefix + 8 <= wanted.prefix) {
    prefix += 8
    levels.push(blockOf({ family: wanted.family, value: wanted.base }, prefix))
  }
  return levels
}

/** Is there anything that zooming would show better? Cells of a single square always show all they have. */
export const isZoomable = (layout: MapLayout): boolean => layout.squares > 1

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value))
