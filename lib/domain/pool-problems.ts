import { type Address, formatAddress, parseAddress } from './address'
import { type AddressDraft, AddressSet } from './address-set'
import { nearestFree } from './allocate'
import { cloudRules } from './cloud-rules'
import type { PoolCheckInput, Verdict, VerdictSpan } from './pool-check'
import { type AddressRange, eachAddress, type RangeSet, rangeSize, singleRange, toRangeSet } from './ranges'
import type { MemberProblem } from './refusal'
import { primaryCidr, type Subnet, subnetOf } from './subnet'

/** B2 asks about at most this many members in words; the rest is counted. Nobody reads more. */
export const MOST_PROBLEMS = 500

export const isProblem = (verdict: Verdict): verdict is MemberProblem => typeof verdict === 'object'

/** B4: what this group released itself, it may have back at once. */
export function restingRanges({ cooling, groupId }: PoolCheckInput): RangeSet {
  const ranges: AddressRange[] = []
  for (const [text, rest] of cooling) {
    if (groupId !== null && rest.groupId === groupId) continue
    const parsed = parseAddress(text)
    if (parsed.ok) ranges.push(singleRange(parsed.value))
  }
  return toRangeSet(ranges)
}

type Worded = { problems: MemberProblem[]; total: number; spans: VerdictSpan[] }

/**
 * The problems to tell. One that another address would mend is told for each address, with that address; one
 * that concerns a range as such (outside, listed twice, wrong family) is told once.
 */
export function wordProblems(input: PoolCheckInput, drafts: readonly VerdictSpan[]): Worded {
  const suggest = suggester(input)
  const problems: MemberProblem[] = input.unreadable
    .slice(0, MOST_PROBLEMS)
    .map(({ text, why }) => ({ kind: 'unreadable', member: text, why }))
  let total = input.unreadable.length
  const spans = drafts.map((span): VerdictSpan => {
    const { verdict, range } = span
    if (!isProblem(verdict)) return span
    if (!('suggestion' in verdict)) {
      total++
      if (problems.length < MOST_PROBLEMS) problems.push(verdict)
      return span
    }
    total += Number(rangeSize(range))
    let last: MemberProblem = verdict
    for (const a of eachAddress([range])) {
      if (problems.length >= MOST_PROBLEMS) break
      last = { ...verdict, member: formatAddress(a), suggestion: suggest(a) }
      problems.push(last)
    }
    return range.first === range.last ? { ...span, verdict: last } : span
  })
  return { problems, total, spans }
}

/**
 * The nearest address of the same subnet that would be usable and is not listed. Each is suggested once. What
 * cannot be suggested is laid over a working copy of the subnet's held addresses, made when the first is
 * asked for.
 */
function suggester(input: PoolCheckInput): (a: Address) => string | null {
  const drafts = new Map<string, AddressDraft>()
  const draftOf = (subnet: Subnet): AddressDraft => {
    const made = drafts.get(subnet.id)
    if (made) return made
    const cidr = primaryCidr(subnet)
    const draft = (input.heldByOthers.get(subnet.id) ?? AddressSet.of(cidr)).draft()
    const listed = [input.entries, input.siblings ?? []]
    const taken = [cloudRules[subnet.cloud].reservedIn(cidr), ...listed, restingRanges(input)]
    for (const range of [...taken, ...input.otherPools.map((pool) => pool.entries)].flat())
      draft.takeRange(range)
    drafts.set(subnet.id, draft)
    return draft
  }
  return (a) => {
    const subnet = subnetOf(input.subnets, a)
    const draft = subnet && draftOf(subnet)
    const found = draft && nearestFree(draft, a)
    if (!found) return null
    draft.take(found)
    return formatAddress(found)
  }
}
