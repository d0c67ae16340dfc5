import type { Address } from './address'
import { formatAddress } from './address'
import { isPresent, type MemberThen } from './fold-events'
import type { AddressStatus, Occupancy, Span } from './occupancy'
import { type AddressRange, higherOf, lowerOf, singleRange, toRangeSet } from './ranges'
import { differingFacts, type Facts } from './told-facts'

/**
 * How an address differs between two moments. `moved`: it was held at both, by another one at the second. `state`: by
 * the same one, which runs or rests otherwise. What is reserved never differs.
 */
export type AddressChange = 'taken' | 'released' | 'moved' | 'state' | 'listed' | 'unlisted' | 'rest'

export type ChangedSpan = AddressRange & {
  readonly change: AddressChange
  readonly before: AddressStatus
  readonly after: AddressStatus
}

const HELD: ReadonlySet<AddressStatus> = new Set(['active', 'paused', 'random', 'foreign'])

/** Null: nothing that is worth telling. */
export function addressChange(
  before: AddressStatus,
  after: AddressStatus,
  reheld: boolean,
): AddressChange | null {
  if (before === 'reserved' || after === 'reserved') return null
  const [was, is] = [HELD.has(before), HELD.has(after)]
  if (was && is) return reheld ? 'moved' : before === after ? null : 'state'
  if (was !== is) return is ? 'taken' : 'released'
  if (before === after) return null
  if (after === 'pool') return 'listed'
  return before === 'pool' ? 'unlisted' : 'rest'
}

/**
 * What differs between two maps of one CIDR, in order, neighbours of one kind together.
 *
 *   before   ▕ A ▕ A ▕ free    ▕ pool ▏
 *   after    ▕ A ▕ B ▕ A ▕free ▕ free ▏
 *   changed      ▕mov▕tak▏     ▕unlist▏
 */
export function compareOccupancies(
  before: Occupancy,
  after: Occupancy,
  reheld: readonly Address[],
): ChangedSpan[] {
  const { family } = before.cidr
  const moved = toRangeSet(reheld.map(singleRange)).filter((range) => range.family === family)
  const changed: ChangedSpan[] = []
  for (const [was, is] of pairs(before.spans, after.spans)) {
    const first = higherOf(was.first, is.first)
    const last = lowerOf(was.last, is.last)
    for (const part of cutAt(moved, first, last)) {
      const change = addressChange(was.status, is.status, part.inside)
      if (change)
        changed.push({
          family,
          first: part.first,
          last: part.last,
          change,
          before: was.status,
          after: is.status,
        })
    }
  }
  return changed
}

/** Spans of both that lie over each other; both cover the same addresses, in order. */
function* pairs(a: readonly Span[], b: readonly Span[]): Generator<readonly [Span, Span]> {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as Span, b[j] as Span]
    yield [left, right]
    if (left.last <= right.last) i++
    if (right.last <= left.last) j++
  }
}

function* cutAt(
  ranges: readonly AddressRange[],
  first: bigint,
  last: bigint,
): Generator<{ readonly first: bigint; readonly last: bigint; readonly inside: boolean }> {
  let from = first
  for (const range of ranges) {
    if (range.last < from) continue
    if (range.first > last) break
    if (range.first > from) yield { first: from, last: range.first - 1n, inside: false }
    const start = higherOf(range.first, from)
    const end = lowerOf(range.last, last)
    yield { first: start, last: end, inside: true }
    from = end + 1n
  }
  if (from <= last) yield { first: from, last, inside: false }
}

/** What of a member differs. `created`: it is only at the second moment; `gone`: only at the first. */
export type MemberChange =
  | { readonly id: string; readonly change: 'created' | 'gone'; readonly facts: Facts }
  | { readonly id: string; readonly change: 'changed'; readonly before: Facts; readonly after: Facts }

export function compareMembers(before: readonly MemberThen[], after: readonly MemberThen[]): MemberChange[] {
  const earlier = new Map(before.filter(isPresent).map((one) => [one.id, one.facts]))
  const changes: MemberChange[] = []
  for (const { id, facts } of after.filter(isPresent)) {
    const was = earlier.get(id)
    earlier.delete(id)
    if (!was) changes.push({ id, change: 'created', facts })
    else {
      const differing = differingFacts(was, facts)
      if (Object.keys(differing).length > 0)
        changes.push({ id, change: 'changed', before: onlyOf(was, differing), after: differing })
    }
  }
  const gone = [...earlier].map(([id, facts]) => ({ id, change: 'gone' as const, facts }))
  return [...gone, ...changes]
}

const onlyOf = (facts: Facts, names: Facts): Facts =>
  Object.fromEntries(Object.keys(names).flatMap((name) => (name in facts ? [[name, facts[name]]] : [])))

/** "10.0.1.7", "10.0.1.7-10.0.1.9" */
export const rangeText = ({ family, first, last }: AddressRange): string =>
  first === last
    ? formatAddress({ family, value: first })
    : `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`
