import { type Address, compareAddresses } from './address'
import { type Cidr, cidrContains, cidrLast, cidrSize, formatCidr } from './cidr'
import {
  type AddressRange,
  higherOf,
  intersectRanges,
  lowerOf,
  type RangeSet,
  rangeOf,
  singleRange,
  subtractRanges,
  toRangeSet,
} from './ranges'

/**
 * What an address of a subnet is. Held by us: `active` (static: of the pool, or retained; wanted running),
 * `random` (random or floating; wanted running), `paused` (whatever its origin). Held by somebody else:
 * `foreign`. Held by nobody: `reserved` by the cloud, `cooling` (B4), `planned` (to be taken by a plan),
 * `pool` (a member), `free`.
 */
export type AddressStatus =
  | 'free'
  | 'reserved'
  | 'active'
  | 'paused'
  | 'random'
  | 'pool'
  | 'foreign'
  | 'cooling'
  | 'planned'

/** The position of a status is its code on the wire: never reorder, only append (up to 16). */
export const ADDRESS_STATUSES = [
  'free',
  'reserved',
  'active',
  'paused',
  'random',
  'pool',
  'foreign',
  'cooling',
  'planned',
] as const satisfies readonly AddressStatus[]

/** Neighbouring addresses of one status, inclusive. */
export type Span = { readonly first: bigint; readonly last: bigint; readonly status: AddressStatus }

export type StatusCounts = Readonly<Record<AddressStatus, bigint>>

/**
 * A CIDR's addresses by status. The spans, in order, cover it exactly once, and no two neighbours are alike.
 */
export type Occupancy = {
  readonly cidr: Cidr
  readonly spans: readonly Span[]
  readonly counts: StatusCounts
  /** Addresses where the cloud was found to differ from the record (A10), in order. */
  readonly drift: readonly Address[]
}

export type HeldStatus = 'active' | 'paused' | 'random' | 'foreign'

export type Hold =
  | { readonly status: HeldStatus; readonly addresses: Iterable<Address> }
  | { readonly status: HeldStatus; readonly ranges: Iterable<AddressRange> }

/** What lies over the CIDR, in any order; parts outside it are passed over. */
export type OccupancyLayers = {
  readonly reserved: readonly AddressRange[]
  readonly holds: readonly Hold[]
  readonly planned?: readonly AddressRange[]
  readonly cooling?: readonly AddressRange[]
  readonly pool?: readonly AddressRange[]
  readonly drift?: readonly Address[]
}

/** Where layers meet, the first of these is shown; `free` is what is left. */
const PRECEDENCE = [
  'reserved',
  'foreign',
  'active',
  'random',
  'paused',
  'planned',
  'cooling',
  'pool',
] as const

type Layer = Hold | { readonly status: AddressStatus; readonly ranges: Iterable<AddressRange> }

/**
 * Lays the layers over the CIDR.
 *
 *   pool      ▕███████████████▏
 *   cooling          ▕██▏
 *   holds       ▕██▏      ▕█▏
 *   reserved  ▕█▏                      ▕█▏
 *   spans     ▕R▕H▏P▕C▏ P ▕H▕P▏  free  ▕R▏
 *
 * Up to a /16 one byte per address is painted from the lowest layer to the highest. Beyond that (a /8, IPv6)
 * ranges are subtracted from what is left, from the highest layer to the lowest. Both give the same spans.
 */
export function occupancyOf(cidr: Cidr, layers: OccupancyLayers): Occupancy {
  const sorted = byPrecedence(layers)
  const spans = cidrSize(cidr) <= MOST_CELLS ? paintCells(cidr, sorted) : divideRanges(cidr, sorted)
  const drift = (layers.drift ?? []).filter((a) => cidrContains(cidr, a)).sort(compareAddresses)
  return { cidr, spans, counts: countSpans(spans), drift }
}

/** The most addresses that are drawn, and sent, one by one: those of a /16. */
export const MOST_CELLS = 65_536n

/** The layers, the one that is shown first in front. */
function byPrecedence(layers: OccupancyLayers): readonly Layer[] {
  const all: Layer[] = [
    { status: 'reserved', ranges: layers.reserved },
    ...layers.holds,
    { status: 'planned', ranges: layers.planned ?? [] },
    { status: 'cooling', ranges: layers.cooling ?? [] },
    { status: 'pool', ranges: layers.pool ?? [] },
  ]
  return PRECEDENCE.flatMap((status) => all.filter((layer) => layer.status === status))
}

function paintCells(cidr: Cidr, layers: readonly Layer[]): Span[] {
  const cells = new Uint8Array(Number(cidrSize(cidr)))
  for (const layer of layers.toReversed()) {
    const code = ADDRESS_STATUSES.indexOf(layer.status)
    if ('ranges' in layer) {
      for (const range of layer.ranges) {
        const [inside] = intersectRanges([rangeOf(cidr)], [range])
        if (inside) cells.fill(code, Number(inside.first - cidr.base), Number(inside.last - cidr.base) + 1)
      }
    } else {
      for (const { family, value } of layer.addresses) {
        const cell = family === cidr.family ? Number(value - cidr.base) : -1
        if (cell >= 0 && cell < cells.length) cells[cell] = code
      }
    }
  }
  return spansOfCells(cidr, cells)
}

function spansOfCells(cidr: Cidr, cells: Uint8Array): Span[] {
  const spans: Span[] = []
  for (let from = 0; from < cells.length; ) {
    const code = cells[from]
    let to = from + 1
    while (to < cells.length && cells[to] === code) to++
    const status = ADDRESS_STATUSES[code ?? 0] ?? 'free'
    spans.push({ first: cidr.base + BigInt(from), last: cidr.base + BigInt(to - 1), status })
    from = to
  }
  return spans
}

function divideRanges(cidr: Cidr, layers: readonly Layer[]): Span[] {
  const spans: Span[] = []
  let left: RangeSet = [rangeOf(cidr)]
  for (const layer of layers) {
    const ranges = 'ranges' in layer ? layer.ranges : Array.from(layer.addresses, singleRange)
    const covered = intersectRanges(left, toRangeSet(ranges))
    for (const { first, last } of covered) spans.push({ first, last, status: layer.status })
    left = subtractRanges(left, covered)
  }
  for (const { first, last } of left) spans.push({ first, last, status: 'free' })
  return joinAlike(spans.sort((a, b) => (a.first < b.first ? -1 : 1)))
}

/** A higher layer that was taken out of a lower one may leave two parts of it side by side. */
function joinAlike(sorted: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of sorted) {
    const before = joined.at(-1)
    if (before?.status === span.status) joined[joined.length - 1] = { ...before, last: span.last }
    else joined.push(span)
  }
  return joined
}

const noCounts = (): Record<AddressStatus, bigint> => ({
  free: 0n,
  reserved: 0n,
  active: 0n,
  paused: 0n,
  random: 0n,
  pool: 0n,
  foreign: 0n,
  cooling: 0n,
  planned: 0n,
})

function countSpans(spans: readonly Span[]): StatusCounts {
  const counts = noCounts()
  for (const { first, last, status } of spans) counts[status] += last - first + 1n
  return counts
}

/** Index of the span that holds the number, by bisection. */
function spanIndex(spans: readonly Span[], value: bigint): number {
  let low = 0
  let high = spans.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle] as Span).last < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Throws for an address outside the CIDR: nobody could have asked for it on its map. */
export function statusAt(occupancy: Occupancy, a: Address): AddressStatus {
  const span = occupancy.spans[spanIndex(occupancy.spans, a.value)]
  if (!span || !cidrContains(occupancy.cidr, a)) {
    throw new RangeError(`Address outside ${formatCidr(occupancy.cidr)}`)
  }
  return span.status
}

/** The part of an occupancy that lies in a smaller block of it. */
export function restrictOccupancy(occupancy: Occupancy, cidr: Cidr): Occupancy {
  const last = cidrLast(cidr).value
  const spans: Span[] = []
  for (let i = spanIndex(occupancy.spans, cidr.base); i < occupancy.spans.length; i++) {
    const span = occupancy.spans[i] as Span
    if (span.first > last) break
    spans.push({
      first: higherOf(span.first, cidr.base),
      last: lowerOf(span.last, last),
      status: span.status,
    })
  }
  const drift = occupancy.drift.filter((a) => cidrContains(cidr, a))
  return { cidr, spans, counts: countSpans(spans), drift }
}

export type BlockCounts = { readonly cidr: Cidr; readonly counts: StatusCounts }

/**
 * The blocks of length `prefix` that make up a larger CIDR, in order, each with its counts: what the map
 * draws as 16 × 16 blocks (`prefix` = the CIDR's + 8) where single addresses would be too many.
 */
export function countBlocks(occupancy: Occupancy, prefix: number): BlockCounts[] {
  const { cidr, spans } = occupancy
  const blocks = 2 ** (prefix - cidr.prefix)
  if (blocks < 1 || blocks > Number(MOST_CELLS)) throw new RangeError(`${blocks} blocks are not drawn`)
  const size = cidrSize(cidr) / BigInt(blocks)
  const counted: { cidr: Cidr; counts: Record<AddressStatus, bigint> }[] = []
  for (let i = 0; i < blocks; i++) {
    counted.push({
      cidr: { family: cidr.family, base: cidr.base + BigInt(i) * size, prefix },
      counts: noCounts(),
    })
  }
  let i = 0
  for (const { first, last, status } of spans) {
    for (let from = first; from <= last; ) {
      const block = counted[i] as (typeof counted)[number]
      const end = block.cidr.base + size - 1n
      const to = lowerOf(last, end)
      block.counts[status] += to - from + 1n
      if (to === end) i++
      from = to + 1n
    }
  }
  return counted
}

/**
 * One status code per address, two to a byte, the lower address in the low nibble: a /16 in 32 KB. Only up to
 * a /16.
 *
 *   address   .0 .1 .2 .3      byte 0 = code(.0) | code(.1) << 4
 */
export function packCells(occupancy: Occupancy): Uint8Array {
  const { cidr, spans } = occupancy
  if (cidrSize(cidr) > MOST_CELLS)
    throw new RangeError(`${formatCidr(cidr)} is drawn as blocks, not as cells`)
  const size = Number(cidrSize(cidr))
  const bytes = new Uint8Array(Math.ceil(size / 2))
  let cell = 0
  for (const { last, status } of spans) {
    const code = ADDRESS_STATUSES.indexOf(status)
    const end = Number(last - cidr.base) + 1
    if (cell % 2 === 1) {
      bytes[cell >> 1] = (bytes[cell >> 1] as number) | (code << 4)
      cell++
    }
    bytes.fill(code | (code << 4), cell >> 1, end >> 1)
    if (cell < end && end % 2 === 1) bytes[end >> 1] = code
    cell = end
  }
  return bytes
}

/** The other way: one code per address of the CIDR, in order. Short input leaves the rest `free`. */
export function unpackCells(bytes: Uint8Array, cidr: Cidr): Uint8Array {
  const cells = new Uint8Array(Number(cidrSize(cidr)))
  for (let cell = 0; cell < cells.length; cell++)
    cells[cell] = ((bytes[cell >> 1] ?? 0) >> ((cell & 1) * 4)) & 15
  return cells
}
