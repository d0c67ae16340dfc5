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
  const known = remembered.get(pool)
  if (known && known.check === check && known.taken === taken && known.cidr === cidr) return known.answer
  const drawn = toRangeSet(parsePool(taken.join('\n')).entries)
  const answer = clipTo(cidr, unionRanges(plannedRanges(pool, check), drawn))
  remembered.set(pool, { cidr, check, taken, answer })
  return answer
}

/** The last answer of each pool: every key asks again, and of 65,536 members the answer takes a while. */
const remembered = new WeakMap<
  RangeSet,
  {
    readonly cidr: string
    readonly check: PoolCheckView | null
    readonly taken: readonly string[]
    readonly answer: string[]
  }
>()
