import type { InstanceView } from '@/lib/api/views/instances'
import { parseAddress } from '@/lib/domain/address'
import { plural, say } from '@/lib/domain/plural'
import { parsePool } from '@/lib/domain/pool'
import { rangeSize } from '@/lib/domain/ranges'

/** One entry of the private IP pool, in the order in which it is listed. */
export type PoolRangeUse = {
  readonly at: number
  readonly entry: string
  readonly size: number
  readonly active: number
  readonly paused: number
  /** Members that no instance of the group has now. */
  readonly without: number
}

type Counts = { active: number; paused: number }

/**
 * How much of each entry is in use. Instances are sorted into the entries by binary search: 10,000 of them in a pool
 * of 10,000 single addresses take as many steps as a person would not notice.
 */
export function poolUse(pool: readonly string[], instances: readonly InstanceView[]): PoolRangeUse[] {
  const entries = pool.map((entry, at) => ({ at, entry, range: parsePool(entry).entries[0] }))
  const sorted = entries
    .flatMap(({ at, range }) => (range ? [{ at, first: range.first, last: range.last }] : []))
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const counts = new Map<number, Counts>()
  for (const instance of instances) {
    const found = instance.address === null ? null : parseAddress(instance.address)
    if (!found?.ok) continue
    const place = placeOf(sorted, found.value.value)
    if (place === null) continue
    const count = counts.get(place) ?? { active: 0, paused: 0 }
    if (instance.addressStatus === 'paused') count.paused += 1
    else count.active += 1
    counts.set(place, count)
  }
  return entries.map(({ at, entry, range }) => {
    const size = range ? Number(rangeSize(range)) : 0
    const { active, paused } = counts.get(at) ?? { active: 0, paused: 0 }
    return { at, entry, size, active, paused, without: Math.max(0, size - active - paused) }
  })
}

function placeOf(
  sorted: readonly { readonly at: number; readonly first: bigint; readonly last: bigint }[],
  value: bigint,
): number | null {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = sorted[middle]
    if (!range) return null
    if (value < range.first) high = middle - 1
    else if (value > range.last) low = middle + 1
    else return range.at
  }
  return null
}

/** What the bar of an entry or of a whole pool shows. */
export const poolShares = (pool: {
  readonly size: number
  readonly active: number
  readonly paused: number
}) =>
  (['active', 'paused'] as const).map((status) => ({
    status,
    share: pool.size === 0 ? 0 : Math.min(1, pool[status] / pool.size),
  }))

/** "3 active, 2 paused, 1 without an instance" */
export function poolUseText(use: Pick<PoolRangeUse, 'active' | 'paused' | 'without'>): string {
  const parts: string[] = []
  if (use.active > 0) parts.push(`${say(use.active)} active`)
  if (use.paused > 0) parts.push(`${say(use.paused)} paused`)
  if (use.without > 0) parts.push(`${say(use.without)} without an instance`)
  return parts.length === 0 ? 'Empty' : parts.join(', ')
}

/** "2 entries, 12 addresses" */
export function poolTotalText(uses: readonly PoolRangeUse[]): string {
  const size = uses.reduce((sum, use) => sum + use.size, 0)
  return `${plural(size, 'address', 'addresses')} in ${plural(uses.length, 'entry', 'entries')}, handed out in this order`
}
