/**
 * The octets (IPv6: hexadecimal digits) that rows, columns, cells and squares carry.
 *
 *        +0  +1  +2 …          a row carries the part of its first square or cell, a column what is added to it:
 *   .0   ▦   ▦   ▦             the square at row .16, column +2 of 10.0.0.0/16 is 10.0.18.0/24
 *   .16  ▦   ▦   ▦
 */
import { formatAddress } from '@/lib/domain/address'
import { addressOf, type MapLayout, ROW, SQUARE } from './layout'

/** The byte of an address that tells one unit of `prefix` from its neighbours: the lowest whole byte of the prefix. */
function byteAt(value: bigint, bits: number, prefix: number): number {
  return Number((value >> BigInt(bits - prefix)) & 255n)
}

const bitsOf = (layout: MapLayout): number => (layout.cidr.family === 4 ? 32 : 128)

const text = (layout: MapLayout, byte: number): string =>
  layout.cidr.family === 4 ? String(byte) : byte.toString(16).padStart(2, '0')

/** Does the prefix end at a whole byte, so that one number says it all? */
const endsAtByte = (prefix: number): boolean => prefix % 8 === 0

const squarePrefix = (layout: MapLayout): number =>
  layout.kind === 'blocks' ? layout.unitPrefix : bitsOf(layout) - 8

/** What is drawn in the square when there is room and beside its row: "18", or "10.64.0.0" off the byte borders. */
export function squareLabel(layout: MapLayout, square: number): string {
  const prefix = squarePrefix(layout)
  const address = addressOf(layout, layout.kind === 'blocks' ? square : square * SQUARE)
  if (!endsAtByte(prefix)) return formatAddress(address)
  return text(layout, byteAt(address.value, bitsOf(layout), prefix))
}

export function squareRowLabel(layout: MapLayout, row: number): string {
  const prefix = squarePrefix(layout)
  if (!endsAtByte(prefix)) return text(layout, row * ROW)
  return dotted(layout, squareLabel(layout, row * ROW))
}

/** The last octet of a cell. */
export function cellLabel(layout: MapLayout, index: number): string {
  return text(layout, byteAt(layout.cidr.base + BigInt(index), bitsOf(layout), bitsOf(layout)))
}

/** The label of a row of cells inside a square: ".16". */
export const cellRowLabel = (layout: MapLayout, row: number): string =>
  dotted(layout, cellLabel(layout, row * ROW))

/** IPv4 octets carry their dot where they have room (".96"); three digits stand without, as on a ruler. */
const dotted = (layout: MapLayout, label: string): string =>
  layout.cidr.family === 4 && label.length < 3 ? `.${label}` : label

export const columnLabel = (layout: MapLayout, column: number): string =>
  layout.cidr.family === 4 ? `+${column}` : `+${column.toString(16)}`
