import { unreadableSentence } from '@/lib/api/messages'
import type { PoolCheckView } from '@/lib/api/views/network'
import { type PoolEntry, parsePoolEntry, type UnreadableEntry } from '@/lib/domain/pool'
import {
  compareRanges,
  formatRange,
  type RangeSet,
  rangeSize,
  subtractRanges,
  toRangeSet,
} from '@/lib/domain/ranges'

type Verdict = PoolCheckView['members'][number]

/** One line of the list: part of a member, or all of it, with what the server said of it. */
export type PoolRow = {
  readonly key: string
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

/**
 * Lays the server's answer over the members. An answer may be older than the list (it is shown until the next one
 * comes) and may cut a member differently, so the two are joined by address, not by position or text:
 *
 *   member     ▕ 10.0.2.0/24                      ▏
 *   answer     ▕0-3 reserved▏ 4-254 usable ▕255 r.▏
 *   rows       three
 */
export function applyVerdicts(members: readonly PoolEntry[], check: PoolCheckView | null): PoolRow[] {
  const verdicts = rangeVerdicts(check)
  const unlisted = verdictOfUnlisted(check)
  const seen = new Map<string, number>()
  return members.flatMap((entry) =>
    cutByVerdicts(entry, verdicts, unlisted).map((row) => {
      const times = seen.get(row.key) ?? 0
      seen.set(row.key, times + 1)
      return times === 0 ? row : { ...row, key: `${row.key}#${times}` }
    }),
  )
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
  key: formatRange(entry),
  entry,
  size: Number(rangeSize(entry)),
  verdict: verdict && { tone: verdict.tone, text: verdict.text, suggestion: verdict.suggestion },
})

export const unusableRows = (rows: readonly PoolRow[]): PoolRow[] =>
  rows.filter((row) => row.verdict?.tone === 'bad')

/**
 * How many members fare how. A long pool's answer lists only some of them, and then its own counts are the truth, if
 * they are of as many members as stand in the list now.
 */
export function countVerdicts(
  rows: readonly PoolRow[],
  check: PoolCheckView | null,
): { readonly size: number; readonly usable: number; readonly resting: number; readonly bad: number } {
  const counts = { size: 0, ok: 0, resting: 0, bad: 0 }
  for (const { size, verdict } of rows) {
    counts.size += size
    if (verdict) counts[verdict.tone] += size
  }
  const { size, ok, resting, bad } = counts
  if (check && check.more > 0 && check.size === size)
    return { size, usable: check.usable, resting: check.resting, bad: check.bad }
  return { size, usable: ok, resting, bad }
}

/** What the map draws as "Will be taken": neither what is refused nor what still rests. */
export function plannedRanges(entries: readonly PoolEntry[], check: PoolCheckView | null): RangeSet {
  const not = rangeVerdicts(check).filter(({ verdict }) => verdict.tone !== 'ok')
  return subtractRanges(toRangeSet(entries), toRangeSet(not.map(({ range }) => range)))
}

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

/** The verdict's words without the advice that the button beside them gives. */
export function wordVerdict(verdict: { readonly text: string; readonly suggestion: string | null }): string {
  if (verdict.suggestion === null) return verdict.text
  const at = verdict.text.lastIndexOf(` Choose ${verdict.suggestion}`)
  return at < 0 ? verdict.text : verdict.text.slice(0, at)
}
