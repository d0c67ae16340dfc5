import type { PoolCheckView } from '@/lib/api/views/network'
import { parseCidr } from '@/lib/domain/cidr'
import { parsePool } from '@/lib/domain/pool'
import {
  formatRange,
  intersectRanges,
  type RangeSet,
  rangeOf,
  toRangeSet,
  unionRanges,
} from '@/lib/domain/ranges'
import { plannedRanges } from './pool-verdicts'

/** Ranges as the map takes them, cut to one CIDR. */
function clipTo(cidr: string, set: RangeSet): string[] {
  const read = parseCidr(cidr)
  return read.ok ? intersectRanges(set, [rangeOf(read.value)]).map(formatRange) : []
}

/**
 * What the map draws as "Will be taken" in `cidr`: usable members at once, while they are typed, and the addresses
 * that the plan drew at random as soon as there is one.
 */
export function plannedIn(
  cidr: string,
  pool: RangeSet,
  check: PoolCheckView | null,
  taken: readonly string[],
): string[] {
  const drawn = toRangeSet(parsePool(taken.join('\n')).entries)
  return clipTo(cidr, unionRanges(plannedRanges(pool, check), drawn))
}
