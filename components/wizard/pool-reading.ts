import { formatPoolEntry, type PoolEntry, parsePool, splitRepeats } from '@/lib/domain/pool'
import { clipRanges, type RangeSet, subtractRanges, toRangeSet } from '@/lib/domain/ranges'

/** The finished lines of a pool's text, read. */
export type Finished = {
  readonly text: string
  readonly members: readonly PoolEntry[]
  readonly unreadable: readonly string[]
  /** The members sorted and merged: what a question about many of them is asked of. Made when first asked for. */
  readonly set: () => RangeSet
}

/**
 * Entries up to this size are kept one address per line, so that each can have its own verdict and be removed alone;
 * larger ones stay one line. 64 lines are four rows of the map, about what one looks through.
 */
const LISTED_SINGLY = 64

/**
 * What was read last. A pool may have 65,536 lines, half a dozen places ask about it at every key, and a key changes
 * only what follows the finished lines: so they are read once. Four, because editing compares a pool with what it was.
 */
const KEPT = 4
let kept: readonly Finished[] = []

export function readFinished(text: string): Finished {
  const known = kept.find((one) => one.text === text)
  if (known) return known
  const { entries, unreadable } = parsePool(text)
  return keep(
    text,
    entries,
    unreadable.map((token) => token.text),
  )
}

/** The members as finished lines. */
export const writeFinished = (members: readonly PoolEntry[]): Finished => keep(linesOf(members), members, [])

/** The members with `added` after them; the lines that are there are not written again. */
export function extendFinished(before: Finished, added: readonly PoolEntry[]): Finished {
  if (added.length === 0 && before.unreadable.length === 0) return before
  const text = before.unreadable.length === 0 ? before.text : linesOf(before.members)
  const single = added.flatMap(listSingly)
  return keep(text + linesOf(single), [...before.members, ...single], [])
}

/** A long paste, read and written out: what is left to do with it takes one look at its order. */
export type Slices = {
  readonly entries: readonly PoolEntry[]
  readonly unreadable: readonly string[]
  readonly lines: string
}

/** So many characters take a few milliseconds, a frame's worth on a slow machine. */
const SLICE = 64_000

/** Reads a long text slice by slice and lets the page breathe between them; a slice ends with a line. */
export async function readSlices(text: string, breathe: () => Promise<void>): Promise<Slices> {
  const entries: PoolEntry[] = []
  const unreadable: string[] = []
  const lines: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at + SLICE) + 1 || text.length
    const read = parsePool(text.slice(at, end))
    const single = read.entries.flatMap(listSingly)
    for (const entry of single) entries.push(entry)
    for (const token of read.unreadable) unreadable.push(token.text)
    lines.push(linesOf(single))
    at = end
    await breathe()
  }
  return { entries, unreadable, lines: lines.join('') }
}

/** The members with what was read after them. When all of it is new, its lines are taken as they are. */
export function extendBySlices(before: Finished, { entries, lines }: Slices): Finished {
  const added = freshIn(before.set(), entries)
  if (added.length < entries.length || before.unreadable.length > 0) return extendFinished(before, added)
  return keep(before.text + lines, [...before.members, ...entries], [])
}

/** What has just been written need not be read. */
function keep(text: string, entries: readonly PoolEntry[], unreadable: readonly string[]): Finished {
  const members = entries.some(isSmallRange) ? entries.flatMap(listSingly) : entries
  const read: Finished = { text, members, unreadable, set: once(() => toRangeSet(inOrder(members))) }
  kept = [read, ...kept.filter((one) => one.text !== text)].slice(0, KEPT)
  return read
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const linesOf = (members: readonly PoolEntry[]): string =>
  members.map((entry) => `${formatPoolEntry(entry)}\n`).join('')

const isSmallRange = ({ first, last }: PoolEntry): boolean =>
  first !== last && last - first < BigInt(LISTED_SINGLY)

function listSingly(entry: PoolEntry): PoolEntry[] {
  if (!isSmallRange(entry)) return [entry]
  const single: PoolEntry[] = []
  for (let value = entry.first; value <= entry.last; value++)
    single.push({ family: entry.family, first: value, last: value })
  return single
}

/** What of `added` is not in `set`, in its order, nothing twice. */
export function freshIn(set: RangeSet, added: readonly PoolEntry[]): PoolEntry[] {
  const singles = new Set<number>()
  const different = added.filter((entry) => {
    if (entry.family === 6 || entry.first !== entry.last) return true
    const before = singles.size
    return singles.add(Number(entry.first)).size > before
  })
  const apart = overlaps(inOrder(different))
    ? splitRepeats(different).flatMap((parts) => parts.fresh)
    : different
  return set.length === 0 ? apart : withoutRanges(apart, set)
}

/** The entries in their order, less what lies in `set`. */
export const withoutRanges = (entries: readonly PoolEntry[], set: RangeSet): PoolEntry[] =>
  entries.flatMap((entry) => {
    const inside = clipRanges(set, entry)
    return inside.length === 0 ? [entry] : [...subtractRanges([entry], inside)]
  })

const overlaps = (sorted: readonly PoolEntry[]): boolean =>
  sorted.some((entry, at) => {
    const before = sorted[at - 1]
    return before !== undefined && before.family === entry.family && before.last >= entry.first
  })

/** More lines than the longest text has. */
const MOST_ENTRIES = 2 ** 20

/**
 * Sorted by first address. IPv4 starts and their positions share one number each (32 and 20 bits), which an array of
 * numbers sorts ten times as fast as a comparison of bigints does; IPv6 is left to `toRangeSet`.
 */
function inOrder(entries: readonly PoolEntry[]): readonly PoolEntry[] {
  if (entries.length > MOST_ENTRIES || entries.some((entry) => entry.family === 6)) return sortSlowly(entries)
  const keys = Float64Array.from(entries, ({ first }, at) => Number(first) * MOST_ENTRIES + at)
  keys.sort()
  return Array.from(keys, (key) => entries[key % MOST_ENTRIES] as PoolEntry)
}

const sortSlowly = (entries: readonly PoolEntry[]): PoolEntry[] =>
  [...entries].sort((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
