import { unreadableSentence } from '@/lib/api/pool-messages'
import type { PoolCheckView } from '@/lib/api/views/network'
import { MAXIMUM_POOL_MEMBERS } from '@/lib/domain/group'
import { type PoolEntry, parsePoolEntry, type UnreadableEntry } from '@/lib/domain/pool'
import {
  compareRanges,
  intersectRanges,
  type RangeSet,
  rangeSize,
  rangesSize,
  subtractRanges,
  toRangeSet,
  unionRanges,
} from '@/lib/domain/ranges'

type Verdict = PoolCheckView['members'][number]

/** One line of the list: part of a member, or all of it, with what the server said of it. */
export type PoolRow = {
  readonly entry: PoolEntry
  readonly size: number
  /** Null until the first answer that knows this address. */
  readonly verdict: {
    readonly tone: Verdict['tone']
    readonly text: string
    readonly suggestion: string | null
  } | null
}

type RangedVerdict = { readonly range: PoolEntry; readonly verdict: Verdict }

/** The lines of the list. Each is made when it is looked at: of 65,536 only those in view ever are. */
export type PoolRows = { readonly count: number; readonly at: (index: number) => PoolRow }

/**
 * Lays the server's answer over the members. An answer may be older than the list (it is shown until the next one
 * comes) and may cut a member differently, so the two are joined by address, not by position or text:
 *
 *   member     ▕ 10.0.2.0/24                      ▏
 *   answer     ▕0-3 reserved▏ 4-254 usable ▕255 r.▏
 *   rows       three
 *
 * Only a range can be cut, so only ranges are looked at beforehand; they are few, being long.
 */
export function applyVerdicts(members: readonly PoolEntry[], check: PoolCheckView | null): PoolRows {
  const verdicts = rangeVerdicts(check)
  const unlisted = verdictOfUnlisted(check)
  const cut: { member: number; row: number; rows: readonly PoolRow[] }[] = []
  let more = 0
  members.forEach((entry, member) => {
    if (entry.first === entry.last) return
    const rows = cutByVerdicts(entry, verdicts, unlisted)
    cut.push({ member, row: member + more, rows })
    more += rows.length - 1
  })
  const at = (index: number): PoolRow => {
    const near = cut[lastAtOrBefore(cut, index)]
    const row = near?.rows[index - near.row]
    if (row) return row
    const member = near ? near.member + (index - near.row) - (near.rows.length - 1) : index
    return cutByVerdicts(members[member] as PoolEntry, verdicts, unlisted)[0] as PoolRow
  }
  return { count: members.length + more, at }
}

/** Index of the last one that begins at or before row `index`; -1 when none does. */
function lastAtOrBefore(cut: readonly { readonly row: number }[], index: number): number {
  let low = 0
  let high = cut.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cut[middle] as { row: number }).row <= index) low = middle + 1
    else high = middle
  }
  return low - 1
}

function rangeVerdicts(check: PoolCheckView | null): RangedVerdict[] {
  const found: RangedVerdict[] = []
  for (const verdict of check?.members ?? []) {
    const read = parsePoolEntry(verdict.entry)
    if (read.ok) found.push({ range: read.value, verdict })
  }
  return found.sort((a, b) => compareRanges(a.range, b.range))
}

/** A long pool is answered in part. When everything bad was in that part, what was left out is usable. */
function verdictOfUnlisted(check: PoolCheckView | null): PoolRow['verdict'] {
  if (!check || check.more === 0) return null
  const listed = { ok: 0, resting: 0, bad: 0 }
  for (const member of check.members) listed[member.tone] += member.size
  const allListed = listed.bad >= check.bad && listed.resting >= check.resting
  return allListed ? { tone: 'ok', text: 'usable', suggestion: null } : null
}

function cutByVerdicts(
  entry: PoolEntry,
  verdicts: readonly RangedVerdict[],
  unlisted: PoolRow['verdict'],
): PoolRow[] {
  const rows: PoolRow[] = []
  let rest: RangeSet = [entry]
  for (let at = firstReaching(verdicts, entry); at < verdicts.length && rest.length > 0; at++) {
    const { range, verdict } = verdicts[at] as RangedVerdict
    if (range.family !== entry.family || range.first > entry.last) break
    const left = subtractRanges(rest, [range])
    for (const part of subtractRanges(rest, left)) rows.push(rowOf(part, verdict))
    rest = left
  }
  for (const part of rest) rows.push(rowOf(part, unlisted))
  return rows.length < 2 ? rows : rows.sort((a, b) => compareRanges(a.entry, b.entry))
}

/**
 * Index from which verdicts can reach `entry`. They are sorted by first address and hardly ever overlap, so one step
 * back from the bisection is enough for the one that begins earlier.
 */
function firstReaching(verdicts: readonly RangedVerdict[], entry: PoolEntry): number {
  let low = 0
  let high = verdicts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareRanges((verdicts[middle] as RangedVerdict).range, entry) < 0) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

const rowOf = (entry: PoolEntry, verdict: PoolRow['verdict']): PoolRow => ({
  entry,
  size: Number(rangeSize(entry)),
  verdict: verdict && { tone: verdict.tone, text: verdict.text, suggestion: verdict.suggestion },
})

/** The members that the answer calls unusable. */
export const unusableRanges = (set: RangeSet, check: PoolCheckView | null): RangeSet =>
  intersectRanges(set, rangesOfTone(check, 'bad'))

const rangesOfTone = (check: PoolCheckView | null, tone: Verdict['tone']): RangeSet =>
  toRangeSet(
    rangeVerdicts(check)
      .filter(({ verdict }) => verdict.tone === tone)
      .map(({ range }) => range),
  )

/**
 * How many members fare how. A long pool's answer lists only some of them, and then its own counts are the truth, if
 * they are of as many members as stand in the list now.
 */
export function countVerdicts(
  set: RangeSet,
  check: PoolCheckView | null,
): { readonly size: number; readonly usable: number; readonly resting: number; readonly bad: number } {
  const size = Number(rangesSize(set))
  if (check && check.more > 0 && check.size === size)
    return { size, usable: check.usable, resting: check.resting, bad: check.bad }
  const count = (tone: Verdict['tone']) => Number(rangesSize(intersectRanges(set, rangesOfTone(check, tone))))
  return { size, usable: count('ok'), resting: count('resting'), bad: count('bad') }
}

/** What the map draws as "Will be taken": neither what is refused nor what still rests. */
export const plannedRanges = (set: RangeSet, check: PoolCheckView | null): RangeSet =>
  subtractRanges(set, unionRanges(rangesOfTone(check, 'bad'), rangesOfTone(check, 'resting')))

/** The sentence of the first text that cannot be read, and how many more there are. */
export function sentenceOfUnreadable(unreadable: readonly UnreadableEntry[]): string | null {
  const [first, ...more] = unreadable
  if (!first) return null
  return `${unreadableSentence(first.text, first.why)}${more.length > 0 ? ` ${more.length} more cannot be read.` : ''}`
}

/** "3 of 9 pool members cannot be used."; null when all can. */
export function describeUnusable(check: PoolCheckView | null): string | null {
  if (!check || check.bad === 0) return null
  if (check.size <= 1) return 'This pool member cannot be used.'
  return `${check.bad.toLocaleString('en')} of ${check.size.toLocaleString('en')} pool members cannot be used.`
}

/** A pool beyond the limit; null within it. */
export const describeTooMany = (members: bigint): string | null =>
  members <= BigInt(MAXIMUM_POOL_MEMBERS)
    ? null
    : `A pool has ${MAXIMUM_POOL_MEMBERS.toLocaleString('en')} members at most; this one has ${members.toLocaleString('en')}. Remove ${(members - BigInt(MAXIMUM_POOL_MEMBERS)).toLocaleString('en')}.`

/** The verdict's words without the advice that the button beside them gives. */
export function wordVerdict(verdict: { readonly text: string; readonly suggestion: string | null }): string {
  if (verdict.suggestion === null) return verdict.text
  const at = verdict.text.lastIndexOf(` Choose ${verdict.suggestion}`)
  return at < 0 ? verdict.text : verdict.text.slice(0, at)
}
