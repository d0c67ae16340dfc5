import { type Address, type Family, formatAddress } from './address'
import { type Cidr, cidrLast } from './cidr'

/** An inclusive range of one family: `first` ≤ `last`. */
export type AddressRange = { readonly family: Family; readonly first: bigint; readonly last: bigint }

/**
 * Sorted, disjoint, non-adjacent ranges, IPv4 before IPv6. Everything here works on ranges and never walks
 * addresses, so a /8 is as cheap as a /28.
 *
 *   a          ▕███████▏    ▕████▏
 *   b               ▕██████████▏
 *   union      ▕███████████████████▏
 *   intersect       ▕██▏    ▕██▏
 *   subtract   ▕████▏           ▕█▏
 */
export type RangeSet = readonly AddressRange[]

/** `Math.min` and `Math.max` are for numbers only. */
export function lowerOf(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}

export function higherOf(a: bigint, b: bigint): bigint {
  if (a > b) return a
  return b
}

const NOTHING: RangeSet = []

export const rangeOf = (c: Cidr): AddressRange => ({
  family: c.family,
  first: c.base,
  last: cidrLast(c).value,
})

export const singleRange = (a: Address): AddressRange => ({ family: a.family, first: a.value, last: a.value })

/** How many addresses. */
export const rangeSize = (range: AddressRange): bigint => range.last - range.first + 1n

export const compareRanges = (a: AddressRange, b: AddressRange): number =>
  a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0)

/**
 * Sorts and merges what overlaps or touches. Input that is in order already, the common case, is not sorted
 * again.
 */
export function toRangeSet(ranges: Iterable<AddressRange>): RangeSet {
  const list = [...ranges]
  for (let i = 1; i < list.length; i++) {
    if (compareRanges(list[i - 1] as AddressRange, list[i] as AddressRange) > 0) {
      list.sort(compareRanges)
      break
    }
  }
  return mergeSorted(list)
}

function mergeSorted(sorted: readonly AddressRange[]): RangeSet {
  const merged: AddressRange[] = []
  let open: AddressRange | undefined
  for (const range of sorted) {
    if (open && open.family === range.family && range.first <= open.last + 1n) {
      if (range.last > open.last) open = { family: open.family, first: open.first, last: range.last }
    } else {
      if (open) merged.push(open)
      open = range
    }
  }
  if (open) merged.push(open)
  return merged
}

export function unionRanges(a: RangeSet, b: RangeSet): RangeSet {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const both: AddressRange[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = a[i]
    const right = b[j]
    if (left && (!right || compareRanges(left, right) <= 0)) {
      both.push(left)
      i++
    } else {
      both.push(right as AddressRange)
      j++
    }
  }
  return mergeSorted(both)
}

export function intersectRanges(a: RangeSet, b: RangeSet): RangeSet {
  const common: AddressRange[] = []
  let i = 0
  let j = 0
  for (;;) {
    const left = a[i]
    const right = b[j]
    if (!left || !right) return common
    if (left.family === right.family) {
      const first = higherOf(left.first, right.first)
      const last = lowerOf(left.last, right.last)
      if (first <= last) common.push({ family: left.family, first, last })
    }
    if (endsBefore(left, right)) i++
    else j++
  }
}

const endsBefore = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family ? a.last < b.last : a.family < b.family

/** What is in `a` and not in `b`. */
export function subtractRanges(a: RangeSet, b: RangeSet): RangeSet {
  if (b.length === 0) return a
  const rest: AddressRange[] = []
  let j = 0
  for (const range of a) {
    while (j < b.length && liesBefore(b[j] as AddressRange, range)) j++
    let from = range.first
    for (let k = j; from <= range.last; k++) {
      const hole = b[k]
      if (!hole || hole.family !== range.family || hole.first > range.last) {
        rest.push(from === range.first ? range : { family: range.family, first: from, last: range.last })
        break
      }
      if (hole.first > from) rest.push({ family: range.family, first: from, last: hole.first - 1n })
      from = hole.last + 1n
    }
  }
  return rest
}

const liesBefore = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family ? a.last < b.first : a.family < b.family

/**
 * The part of `set` that lies in `range`. Finds its place by bisection: cheap for many small ranges in turn.
 */
export function clipRanges(set: RangeSet, range: AddressRange): RangeSet {
  let i = firstEndingAtOrAfter(set, range.family, range.first)
  const found = set[i]
  if (!found || found.family !== range.family || found.first > range.last) return NOTHING
  const clipped: AddressRange[] = []
  for (let part = set[i]; part && part.family === range.family && part.first <= range.last; part = set[++i]) {
    const first = higherOf(part.first, range.first)
    const last = lowerOf(part.last, range.last)
    clipped.push(first === part.first && last === part.last ? part : { family: range.family, first, last })
  }
  return clipped
}

export const rangesContain = (set: RangeSet, a: Address): boolean => rangeHolding(set, a) !== null

/** The range of the set that the address lies in. */
export function rangeHolding(set: RangeSet, a: Address): AddressRange | null {
  const found = set[firstEndingAtOrAfter(set, a.family, a.value)]
  return found && found.family === a.family && found.first <= a.value ? found : null
}

/** Index of the first range that ends at `value` or later; `set.length` if none does. */
function firstEndingAtOrAfter(set: RangeSet, family: Family, value: bigint): number {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const range = set[middle] as AddressRange
    const before = range.family === family ? range.last < value : range.family < family
    if (before) low = middle + 1
    else high = middle
  }
  return low
}

export function rangesSize(set: RangeSet): bigint {
  let size = 0n
  for (const range of set) size += rangeSize(range)
  return size
}

/** The address at position `n`, counted from 0 through the ranges in order; null past the end. */
export function nthAddress(set: readonly AddressRange[], n: bigint): Address | null {
  if (n < 0n) return null
  let left = n
  for (const range of set) {
    const size = rangeSize(range)
    if (left < size) return { family: range.family, value: range.first + left }
    left -= size
  }
  return null
}

/** Every address in turn. Lazy: take what is needed and stop. */
export function* eachAddress(ranges: Iterable<AddressRange>): Generator<Address> {
  for (const range of ranges) {
    for (let value = range.first; value <= range.last; value++) yield { family: range.family, value }
  }
}

/** `10.0.1.10`, or `10.0.1.10-10.0.1.40`. */
export function formatRange(range: AddressRange): string {
  const first = formatAddress({ family: range.family, value: range.first })
  if (range.first === range.last) return first
  return `${first}-${formatAddress({ family: range.family, value: range.last })}`
}
