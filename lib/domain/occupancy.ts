import { type Address, compareAddresses } from './address'
import { type Cidr, cidrContains, cidrSize } from './cidr'
import {
  type AddressRange,
  intersectRanges,
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

export const noCounts = (): Record<AddressStatus, bigint> => ({
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

export function countSpans(spans: readonly Span[]): StatusCounts {
  const counts = noCounts()
  for (const { first, last, status } of spans) counts[status] += last - first + 1n
  return counts
}

export function sumCounts(all: readonly StatusCounts[]): StatusCounts {
  const sum = noCounts()
  for (const counts of all) for (const status of ADDRESS_STATUSES) sum[status] += counts[status]
  return sum
}
