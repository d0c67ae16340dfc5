import type { VerdictSpan } from '@/lib/domain/pool-check'
import {
  type AddressRange,
  intersectRanges,
  type RangeSet,
  subtractRanges,
  toRangeSet,
} from '@/lib/domain/ranges'

/** Another pool of the same form, that may not list what this one lists (B2). */
export type Sibling = { readonly name: string; readonly entries: readonly AddressRange[] }

/** Fine by itself, were it not listed by `other`, too. */
export type DoubledSpan = VerdictSpan & { readonly other: string }

/**
 * Takes out of a pool's verdicts what siblings list, too. What cannot be used for another reason keeps that reason.
 *
 *   spans     ▕ free          ▏▕held▏
 *   sibling        ▕████████████▏
 *   answer    ▕free▏▕ doubled  ▏▕held▏
 */
export function cutDoubled(
  spans: readonly VerdictSpan[],
  siblings: readonly Sibling[],
): { readonly spans: readonly VerdictSpan[]; readonly doubled: readonly DoubledSpan[] } {
  const doubled: DoubledSpan[] = []
  const left = siblings.reduce<readonly VerdictSpan[]>((before, { name, entries }) => {
    const set = toRangeSet(entries)
    if (set.length === 0) return before
    return before.flatMap((span) => {
      if (typeof span.verdict === 'object') return [span]
      const both: RangeSet = intersectRanges([span.range], set)
      if (both.length === 0) return [span]
      doubled.push(...both.map((range) => ({ ...span, range, other: name })))
      return subtractRanges([span.range], both).map((range) => ({ ...span, range }))
    })
  }, spans)
  return { spans: left, doubled }
}
