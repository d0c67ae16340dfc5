import {
  compactPool,
  formatPoolEntry,
  type PoolEntry,
  parsePool,
  poolSize,
  removeFromPool,
  splitRepeats,
  type UnreadableEntry,
} from '@/lib/domain/pool'
import { intersectRanges, rangeSize, toRangeSet } from '@/lib/domain/ranges'

/**
 * The private IP pool is one text: what the form holds, the draft keeps and the server parses. Every member stands on
 * a line that is finished; what follows the last line break is still being typed.
 *
 *   10.0.1.16⏎
 *   10.0.1.17⏎      members
 *   10.0.2.0/24⏎
 *   10.0.1.2        pending: in the input, not yet added
 *
 * So a reload shows exactly what was there, and nothing half-typed is ever lost or added unasked.
 */
export type PoolText = { readonly members: readonly PoolEntry[]; readonly pending: string }

/**
 * Entries up to this size are kept one address per line, so that each can have its own verdict and be removed alone;
 * larger ones stay one line. 64 lines are four rows of the map, about what one looks through.
 */
export const LISTED_SINGLY = 64

export function readPoolText(value: string): PoolText {
  const end = value.lastIndexOf('\n') + 1
  const { entries, unreadable } = parsePool(value.slice(0, end))
  const pending = [...unreadable.map((token) => token.text), value.slice(end)].filter((text) => text !== '')
  return { members: entries.flatMap(listSingly), pending: pending.join(' ') }
}

export const writePoolText = (members: readonly PoolEntry[], pending: string): string =>
  members.map((entry) => `${formatPoolEntry(entry)}\n`).join('') + pending

/** A pool from elsewhere (a group's configuration): all of it is finished. */
export const finishPoolText = (text: string): string => commitPending(`${text}\n`)

/** What Enter does: adds what can be read and is not yet listed; the rest stays in the input. */
export function commitPending(value: string): string {
  const { members, pending } = readPoolText(value)
  const { entries, unreadable } = parsePool(pending)
  return writePoolText(addMembers(members, entries), unreadable.map((token) => token.text).join(' '))
}

/** `members` with what is new in `added`; nothing is listed twice. */
export function addMembers(members: readonly PoolEntry[], added: readonly PoolEntry[]): PoolEntry[] {
  return [...members, ...newIn(members, added).flatMap(listSingly)]
}

function newIn(members: readonly PoolEntry[], added: readonly PoolEntry[]): PoolEntry[] {
  if (added.length === 0) return []
  return splitRepeats([...members, ...added])
    .slice(members.length)
    .flatMap((parts) => parts.fresh)
}

export const removeMembers = (members: readonly PoolEntry[], removed: readonly PoolEntry[]): PoolEntry[] =>
  removed.reduce<PoolEntry[]>((rest, range) => removeFromPool(rest, range), [...members])

/** Puts another address or range where `old` stood, because the order of a pool has a meaning (A3, A9). */
export function replaceMember(
  members: readonly PoolEntry[],
  old: PoolEntry,
  replacement: readonly PoolEntry[],
): PoolEntry[] {
  const at = members.findIndex((entry) => intersectRanges([entry], [old]).length > 0)
  if (at < 0) return addMembers(members, replacement)
  const before = removeFromPool(members.slice(0, at + 1), old)
  const after = removeFromPool(members.slice(at + 1), old)
  const fresh = newIn([...before, ...after], replacement)
  return [...before, ...fresh.flatMap(listSingly), ...after]
}

/** What Enter would do with the text in the input, for the words beside it. */
export type PendingView = {
  readonly adds: number
  readonly repeats: number
  readonly entries: readonly PoolEntry[]
  readonly unreadable: readonly UnreadableEntry[]
}

export function viewPending({ members, pending }: PoolText): PendingView {
  const { entries, unreadable } = parsePool(pending)
  const fresh = newIn(members, entries)
  const adds = poolSize(fresh)
  return { adds, repeats: poolSize(entries) - adds, entries: fresh, unreadable }
}

/** "Enter adds 6", "Enter adds 4, 2 are listed already", "Listed already". */
export function describePending(view: PendingView): string {
  if (view.adds === 0) return view.repeats > 0 ? 'Listed already' : ''
  const repeats =
    view.repeats > 0 ? `, ${view.repeats} ${view.repeats === 1 ? 'is' : 'are'} listed already` : ''
  return `Enter adds ${view.adds.toLocaleString('en')}${repeats}`
}

/** Everything readable, added or not: what is checked, planned and drawn while typing. */
export function readablePool(value: string): PoolEntry[] {
  const text = readPoolText(value)
  return [...text.members, ...viewPending(text).entries]
}

/** The same members in the same order give the same text, however they were typed. */
export const canonicalPool = (value: string): string =>
  compactPool(readablePool(value)).map(formatPoolEntry).join('\n')

/** How many different addresses. */
export function countMembers(value: string): number {
  return toRangeSet(readablePool(value)).reduce((sum, range) => sum + Number(rangeSize(range)), 0)
}

function listSingly(entry: PoolEntry): PoolEntry[] {
  if (entry.last - entry.first >= BigInt(LISTED_SINGLY)) return [entry]
  const single: PoolEntry[] = []
  for (let value = entry.first; value <= entry.last; value++)
    single.push({ family: entry.family, first: value, last: value })
  return single
}

/** The text with other words in the input; the members are not touched. Cheap at every key. */
export const withPending = (value: string, pending: string): string =>
  value.slice(0, value.lastIndexOf('\n') + 1) + pending

/** What typing into the input does: a line that was finished (typed or pasted) is added at once. */
export const typeInto = (value: string, pending: string): string =>
  pending.includes('\n')
    ? commitPending(withPending(value, pending.replace(/\s+/g, ' ')))
    : withPending(value, pending)
