import type { Address } from './address'
import { type Cidr, cidrContains, cidrLast } from './cidr'
import { lowerOf, type RangeSet, toRangeSet } from './ranges'

const FIRST = 4n

/** Both clouds keep the first four addresses and the last of every subnet, in both families. */
export function firstFourAndLast(block: Cidr): RangeSet {
  const { family, base } = block
  const last = cidrLast(block).value
  const head = base + FIRST - 1n
  return toRangeSet([
    { family, first: base, last: lowerOf(head, last) },
    { family, first: last, last },
  ])
}

/** What each of them is for, in the cloud's own words: by offset from the first, then the last. */
export const firstFourAndLastWhy =
  (words: { readonly first: readonly [string, string, string, string]; readonly last: string }) =>
  (block: Cidr, address: Address): string | null => {
    if (!cidrContains(block, address)) return null
    const offset = address.value - block.base
    const isLast = address.value === cidrLast(block).value
    if (offset >= FIRST && !isLast) return null
    if (block.family === 6) return 'kept back in every IPv6 subnet'
    return words.first[Number(offset)] ?? words.last
  }
