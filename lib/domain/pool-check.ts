import { type Address, formatAddress } from './address'
import type { AddressSet } from './address-set'
import { formatCidr } from './cidr'
import { cloudRules } from './cloud-rules'
import type { PoolEntry, UnreadableEntry } from './pool'
import { isProblem, restingRanges, wordProblems } from './pool-problems'
import { splitRepeats } from './pool-repeats'
import {
  type AddressRange,
  clipRanges,
  compareRanges,
  eachAddress,
  formatRange,
  type RangeSet,
  rangeHolding,
  rangeOf,
  rangeSize,
  rangesSize,
  subtractRanges,
  toRangeSet,
  unionRanges,
} from './ranges'
import type { Holder, MemberProblem } from './refusal'
import { primaryCidr, type Subnet } from './subnet'

export type PoolCheckInput = {
  /** The group that the pool is of; null while it is being created. */
  readonly groupId: string | null
  readonly entries: readonly PoolEntry[]
  readonly unreadable: readonly UnreadableEntry[]
  /** Listed by other pools of the same group: never suggested. */
  readonly siblings?: readonly PoolEntry[]
  /** The group's subnets. Members come from their primary blocks. */
  readonly subnets: readonly Subnet[]
  /**
   * By subnet id: what of its primary block is held by anyone but this group. Reserved ones may be in it,
   * too.
   */
  readonly heldByOthers: ReadonlyMap<string, AddressSet>
  /** By canonical text: who holds what `heldByOthers` says is held. Not found: someone unknown. */
  readonly holders: ReadonlyMap<string, Holder>
  readonly otherPools: readonly {
    readonly groupId: string
    readonly groupName: string
    readonly entries: RangeSet
  }[]
  /** By canonical text: addresses that rest (B4), until when (ISO 8601), and who held them last. */
  readonly cooling: ReadonlyMap<string, { readonly until: string; readonly groupId: string | null }>
}

export type Verdict = 'usable' | 'resting' | MemberProblem

/**
 * Neighbouring members of one entry that fare alike. A problem's `member` is then the text of the whole
 * range.
 */
export type VerdictSpan = {
  readonly entryIndex: number
  readonly range: AddressRange
  readonly verdict: Verdict
}

export type PoolCheck = {
  /** The first 500; `total` counts all. Unreadable entries first, then in list order. */
  readonly problems: readonly MemberProblem[]
  readonly total: number
  readonly usable: RangeSet
  /** Members that are fine but rest (B4): they can be saved, and taken after `until`. */
  readonly resting: readonly { readonly member: string; readonly until: string }[]
  /** Members, except that an unreadable entry counts as one. */
  readonly counts: { readonly usable: number; readonly resting: number; readonly problem: number }
  readonly spans: readonly VerdictSpan[]
}

/**
 * B2: may these be the members of a group's private IP pool? Decides on ranges; only what is held is looked
 * at address by address, because each may have another holder.
 *
 *   entry            ▕██████████████████████████████████▏
 *   listed before        ▕██▏                              → listed-twice
 *   subnet blocks    ▕███████████████████████████▏         → what juts out: outside-subnets
 *   reserved         ▕█▏                                   → reserved
 *   held by others            ▕█▏                          → held
 *   others' pools                  ▕███▏                   → other-pool
 *   cooling                              ▕█▏               → resting; what then is left: usable
 */
export function checkPool(input: PoolCheckInput): PoolCheck {
  const ground = surveyGround(input)
  const drafts: VerdictSpan[] = []
  splitRepeats(input.entries).forEach(({ fresh, again }, entryIndex) => {
    const spans: VerdictSpan[] = []
    const report: Report = (range, verdict) => spans.push({ entryIndex, range, verdict })
    for (const range of again) report(range, { kind: 'listed-twice', member: formatRange(range) })
    for (const range of fresh) judge(range, ground, report)
    if (spans.length > 1) spans.sort((a, b) => compareRanges(a.range, b.range))
    drafts.push(...spans)
  })
  const { problems, total, spans } = wordProblems(input, drafts)
  const usable = toRangeSet(spans.filter((span) => span.verdict === 'usable').map((span) => span.range))
  const resting = spans
    .filter((span) => span.verdict === 'resting')
    .flatMap((span) => [...eachAddress([span.range])].map((a) => restOf(a, input)))
  const problemMembers = spans.reduce((sum, s) => (isProblem(s.verdict) ? sum + rangeSize(s.range) : sum), 0n)
  const counts = {
    usable: Number(rangesSize(usable)),
    resting: resting.length,
    problem: Number(problemMembers) + input.unreadable.length,
  }
  return { problems, total, usable, resting, counts, spans }
}

type Report = (range: AddressRange, verdict: Verdict) => void

/** One subnet's primary block, and what in it is nobody's to list. */
type Block = {
  readonly range: AddressRange
  readonly cidr: string
  readonly cloudLabel: string
  readonly reserved: RangeSet
  readonly held: RangeSet
}

/** The input, sorted once so that every entry finds its place by bisection. */
type Ground = {
  readonly input: PoolCheckInput
  readonly blocks: readonly Block[]
  readonly subnets: readonly string[]
  readonly otherPools: RangeSet
  readonly cooling: RangeSet
  /** What none of the above touches: most entries lie in it whole, and need no closer look. */
  readonly clear: RangeSet
}

function surveyGround(input: PoolCheckInput): Ground {
  const blocks = input.subnets.map((subnet): Block => {
    const cidr = primaryCidr(subnet)
    const rules = cloudRules[subnet.cloud]
    return {
      range: rangeOf(cidr),
      cidr: formatCidr(cidr),
      cloudLabel: rules.label,
      reserved: rules.reservedIn(cidr),
      held: input.heldByOthers.get(subnet.id)?.takenRanges() ?? [],
    }
  })
  const otherPools = toRangeSet(input.otherPools.flatMap((pool) => pool.entries))
  const cooling = restingRanges(input)
  const own = blocks.flatMap(({ range, reserved, held }) =>
    subtractRanges([range], unionRanges(reserved, held)),
  )
  const clear = subtractRanges(toRangeSet(own), unionRanges(otherPools, cooling))
  return { input, blocks, subnets: blocks.map((block) => block.cidr), otherPools, cooling, clear }
}

/** Reports a verdict for every part of a range that is listed for the first time. */
function judge(range: AddressRange, ground: Ground, report: Report): void {
  const around = rangeHolding(ground.clear, { family: range.family, value: range.first })
  if (around && around.last >= range.last) {
    report(range, 'usable')
    return
  }
  if (!ground.blocks.some((block) => block.range.family === range.family)) {
    report(range, { kind: 'wrong-family', member: formatRange(range) })
    return
  }
  let left: RangeSet = [range]
  for (const block of ground.blocks) {
    left = sieve(left, [block.range], (inside) => judgeInside(inside, block, ground, report))
    if (left.length === 0) return
  }
  for (const outside of left) {
    report(outside, { kind: 'outside-subnets', member: formatRange(outside), subnets: ground.subnets })
  }
}

function judgeInside(range: AddressRange, block: Block, ground: Ground, report: Report): void {
  const { cidr, cloudLabel } = block
  let left: RangeSet = [range]
  left = sieve(left, block.reserved, (part) =>
    report(part, { kind: 'reserved', member: formatRange(part), cidr, cloudLabel, suggestion: null }),
  )
  left = sieve(left, block.held, (part) => reportHeld(part, ground.input.holders, report))
  left = sieve(left, ground.otherPools, (part) => reportOtherPool(part, ground.input, report))
  left = sieve(left, ground.cooling, (part) => report(part, 'resting'))
  for (const part of left) report(part, 'usable')
}

/** Hands the parts of `ranges` that lie in `layer` to `caught`, and answers what fell through. */
function sieve(ranges: RangeSet, layer: RangeSet, caught: (part: AddressRange) => void): RangeSet {
  let left = ranges
  for (const range of ranges) {
    const parts = clipRanges(layer, range)
    if (parts.length === 0) continue
    parts.forEach(caught)
    left = subtractRanges(left, parts)
  }
  return left
}

const UNKNOWN_HOLDER: Holder = { kind: 'foreign', interfaceId: null, machineId: null, description: '' }

/** Neighbours with one holder (a delegated prefix, say) are one span. */
function reportHeld(range: AddressRange, holders: ReadonlyMap<string, Holder>, report: Report): void {
  const { family } = range
  let first = range.first
  let holder: Holder | null = null
  const close = (last: bigint): void => {
    if (!holder) return
    const part = { family, first, last }
    report(part, { kind: 'held', member: formatRange(part), holder, suggestion: null })
  }
  for (const a of eachAddress([range])) {
    const found = holders.get(formatAddress(a)) ?? UNKNOWN_HOLDER
    if (holder && sameHolder(holder, found)) continue
    close(a.value - 1n)
    first = a.value
    holder = found
  }
  close(range.last)
}

function sameHolder(a: Holder, b: Holder): boolean {
  if (a === b) return true
  if (a.kind === 'instance') return b.kind === 'instance' && a.instanceId === b.instanceId
  return b.kind === a.kind && a.interfaceId !== null && a.interfaceId === b.interfaceId
}

function reportOtherPool(range: AddressRange, { otherPools }: PoolCheckInput, report: Report): void {
  let left: RangeSet = [range]
  for (const { groupId, groupName, entries } of otherPools) {
    left = sieve(left, entries, (part) =>
      report(part, { kind: 'other-pool', member: formatRange(part), groupId, groupName, suggestion: null }),
    )
    if (left.length === 0) return
  }
}

function restOf(a: Address, { cooling }: PoolCheckInput): { member: string; until: string } {
  const member = formatAddress(a)
  return { member, until: cooling.get(member)?.until ?? '' }
}
