/**
 * What the map draws: the decoded occupancy with the planned addresses laid over it, counted again so that the legend
 * adds up to the size of the CIDR by construction.
 */
import type { OccupancyView } from '@/lib/api/views/network'
import { parseAddress } from '@/lib/domain/address'
import { type Cidr, cidrLast, cidrSize, cidr as readCidr } from '@/lib/domain/cidr'
import type { Cloud } from '@/lib/domain/cloud-rules'
import { ADDRESS_STATUSES, type AddressStatus } from '@/lib/domain/occupancy'
import { unpackCells } from '@/lib/domain/packed-cells'
import { parsePoolEntry } from '@/lib/domain/pool'
import { type AddressRange, higherOf, lowerOf } from '@/lib/domain/ranges'
import { addressOf, indexOfAddress, layoutOf, type MapLayout, SQUARE, squareCidr } from './layout'

export type Counts = Readonly<Record<AddressStatus, bigint>>

export type MapModel = {
  readonly subnetId: string
  readonly cloud: Cloud
  readonly layout: MapLayout
  /** One status code per address; null where blocks are drawn. */
  readonly cells: Uint8Array | null
  /** One count per block; null where cells are drawn. */
  readonly blocks: readonly Counts[] | null
  readonly counts: Counts
  readonly total: bigint
  /** Indices that carry the drift mark. */
  readonly drift: ReadonlySet<number>
  /** Indices of cells that differ from another moment. */
  readonly differing: ReadonlySet<number>
}

/**
 * `listed` are members of a pool that is not saved yet, `planned` what will be taken: of those and of other addresses.
 * `differing`: ranges that differ from another moment.
 */
export function modelOf(
  view: OccupancyView,
  planned: readonly string[] = [],
  listed: readonly string[] = [],
  differing: readonly string[] = [],
): MapModel {
  const cidr = readCidr(view.cidr)
  const layout = layoutOf(cidr)
  const cells = layout.kind === 'cells' ? unpackCells(decode(view.cells ?? ''), cidr) : null
  const blocks = cells ? null : blocksOf(view, layout)
  for (const overlay of [LISTED, TAKEN]) {
    const ranges = (overlay === LISTED ? listed : planned).flatMap(rangeOfText)
    for (const range of ranges.filter(({ family }) => family === cidr.family)) {
      if (cells) overlayCells(cells, cidr, range, overlay)
      else if (blocks) overlayBlocks(blocks, layout, range, overlay)
    }
  }
  return {
    subnetId: view.subnet.id,
    cloud: view.subnet.cloud,
    layout,
    cells,
    blocks,
    counts: cells ? countCells(cells) : sumCounts(blocks ?? []),
    total: cidrSize(cidr),
    drift: new Set(view.drift.flatMap((text) => indexOfText(layout, text) ?? [])),
    differing: cells ? indicesOf(cells.length, cidr, differing) : NOTHING,
  }
}

const NOTHING: ReadonlySet<number> = new Set()

function indicesOf(count: number, cidr: Cidr, ranges: readonly string[]): ReadonlySet<number> {
  const indices = new Set<number>()
  for (const { family, first, last } of ranges.flatMap(rangeOfText)) {
    if (family !== cidr.family || last < cidr.base) continue
    const from = Number(higherOf(first, cidr.base) - cidr.base)
    const to = Math.min(count - 1, Number(last - cidr.base))
    for (let index = from; index <= to; index++) indices.add(index)
  }
  return indices
}

/** One square of a map as a map of its own. */
export function squareModel(model: MapModel, square: number): MapModel {
  const layout = layoutOf(squareCidr(model.layout, square))
  const cells = model.cells?.slice(square * SQUARE, (square + 1) * SQUARE) ?? null
  const own = (indices: ReadonlySet<number>): ReadonlySet<number> =>
    new Set([...indices].filter((index) => index >> 8 === square).map((index) => index & (SQUARE - 1)))
  return {
    ...model,
    layout,
    cells,
    blocks: null,
    counts: cells ? countCells(cells) : noCounts(),
    total: cidrSize(layout.cidr),
    drift: own(model.drift),
    differing: own(model.differing),
  }
}

/** Where an address written as text sits; null when it is no address or lies elsewhere. */
export function indexOfText(layout: MapLayout, text: string | null | undefined): number | null {
  if (!text) return null
  const parsed = parseAddress(text)
  return parsed.ok ? indexOfAddress(layout, parsed.value) : null
}

function rangeOfText(text: string): AddressRange[] {
  const parsed = parsePoolEntry(text)
  return parsed.ok ? [parsed.value] : []
}

function decode(base64: string): Uint8Array {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

export const codeOf = (status: AddressStatus): number => ADDRESS_STATUSES.indexOf(status)

/**
 * What is laid over addresses as they are. Only what nobody holds can be taken or listed: a held cell keeps showing its
 * holder. Of a block, which has counts only, it is taken from `onto` in this order.
 */
type Overlay = { readonly becomes: AddressStatus; readonly onto: readonly AddressStatus[] }
const LISTED: Overlay = { becomes: 'pool', onto: ['free'] }
const TAKEN: Overlay = { becomes: 'planned', onto: ['free', 'pool', 'cooling'] }

function overlayCells(cells: Uint8Array, cidr: Cidr, range: AddressRange, overlay: Overlay): void {
  const onto = new Set(overlay.onto.map(codeOf))
  const becomes = codeOf(overlay.becomes)
  const last = cidrLast(cidr).value
  if (range.last < cidr.base || range.first > last) return
  const from = range.first < cidr.base ? 0 : Number(range.first - cidr.base)
  const to = range.last > last ? cells.length - 1 : Number(range.last - cidr.base)
  for (let i = from; i <= to; i++) {
    if (onto.has(cells[i] ?? -1)) cells[i] = becomes
  }
}

function blocksOf(view: OccupancyView, layout: MapLayout): Record<AddressStatus, bigint>[] {
  const blocks = Array.from({ length: layout.count }, noCounts)
  for (const block of view.blocks ?? []) {
    const index = indexOfAddress(layout, { family: layout.cidr.family, value: readCidr(block.cidr).base })
    const counts = index === null ? undefined : blocks[index]
    if (!counts) continue
    for (const status of ADDRESS_STATUSES) counts[status] = BigInt(block.counts[status] ?? '0')
  }
  return blocks
}

/** Counts do not say which addresses they are. */
function overlayBlocks(
  blocks: readonly Record<AddressStatus, bigint>[],
  layout: MapLayout,
  range: AddressRange,
  { becomes, onto }: Overlay,
): void {
  const from = indexOfAddress(layout, { family: range.family, value: range.first }) ?? 0
  for (let i = from; i < layout.count; i++) {
    const first = addressOf(layout, i).value
    const last = i + 1 < layout.count ? addressOf(layout, i + 1).value - 1n : cidrLast(layout.cidr).value
    if (first > range.last) return
    const low = higherOf(first, range.first)
    const high = lowerOf(last, range.last)
    const counts = blocks[i]
    if (!counts || low > high) continue
    let left = high - low + 1n
    for (const status of onto) {
      const moved = left < counts[status] ? left : counts[status]
      counts[status] -= moved
      counts[becomes] += moved
      left -= moved
    }
  }
}

function countCells(cells: Uint8Array): Counts {
  const tally = new Array<number>(16).fill(0)
  for (let i = 0; i < cells.length; i++) {
    const code = cells[i] ?? 0
    tally[code] = (tally[code] ?? 0) + 1
  }
  const counts = noCounts()
  for (const status of ADDRESS_STATUSES) counts[status] = BigInt(tally[codeOf(status)] ?? 0)
  return counts
}

function sumCounts(blocks: readonly Counts[]): Counts {
  const counts = noCounts()
  for (const block of blocks) for (const status of ADDRESS_STATUSES) counts[status] += block[status]
  return counts
}

const noCounts = (): Record<AddressStatus, bigint> =>
  Object.fromEntries(ADDRESS_STATUSES.map((status) => [status, 0n])) as Record<AddressStatus, bigint>

/** Status of a cell; for a block the one that most of its taken addresses have, `free` when none is taken. */
export function statusAtIndex(model: MapModel, index: number): AddressStatus {
  if (model.cells) return ADDRESS_STATUSES[model.cells[index] ?? 0] ?? 'free'
  const counts = model.blocks?.[index]
  let most: AddressStatus = 'free'
  if (counts)
    for (const status of ADDRESS_STATUSES)
      if (status !== 'free' && counts[status] > (most === 'free' ? 0n : counts[most])) most = status
  return most
}

/** More than this many changed cells is another map, not a change on this one: nothing pulses. */
const MOST_PULSES = 1024

/** Cells whose status differs between two states of the same CIDR. */
export function changedCells(before: MapModel, after: MapModel): number[] {
  const { cells: a } = before
  const { cells: b } = after
  if (!a || !b || a.length !== b.length || before.layout.cidr.base !== after.layout.cidr.base) return []
  const changed: number[] = []
  for (let i = 0; i < b.length; i++) {
    if (a[i] === b[i]) continue
    changed.push(i)
    if (changed.length > MOST_PULSES) return []
  }
  return changed
}
