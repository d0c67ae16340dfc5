import type { Address } from './address'
import { type Cidr, cidrContains, cidrLast, cidrSize, formatCidr } from './cidr'
import {
  type AddressStatus,
  countSpans,
  MOST_CELLS,
  noCounts,
  type Occupancy,
  type Span,
  type StatusCounts,
} from './occupancy'
import { higherOf, lowerOf } from './ranges'

/** Throws for an address outside the CIDR: nobody could have asked for it on its map. */
export function statusAt(occupancy: Occupancy, a: Address): AddressStatus {
  const span = occupancy.spans[spanIndex(occupancy.spans, a.value)]
  if (!span || !cidrContains(occupancy.cidr, a)) {
    throw new RangeError(`Address outside ${formatCidr(occupancy.cidr)}`)
  }
  return span.status
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
