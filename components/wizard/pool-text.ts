import {
  compactPool,
  formatPool,
  type PoolEntry,
  parsePool,
  poolSize,
  type UnreadableEntry,
} from '@/lib/domain/pool'
import { intersectRanges, type RangeSet, toRangeSet, unionRanges } from '@/lib/domain/ranges'
import {
  extendBySlices,
  extendFinished,
  type Finished,
  freshIn,
  readFinished,
  type Slices,
  withoutRanges,
  writeFinished,
} from './pool-reading'

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
export type PoolText = {
  readonly members: readonly PoolEntry[]
  readonly pending: string
  readonly finished: Finished
}

export function readPoolText(value: string): PoolText {
  const end = value.lastIndexOf('\n') + 1
  const finished = readFinished(value.slice(0, end))
  const pending = [...finished.unreadable, value.slice(end)].filter((text) => text !== '')
  return { members: finished.members, pending: pending.join(' '), finished }
}

/** A pool from elsewhere (a group's configuration): all of it is finished. */
export function finishPoolText(text: string): string {
  const { members, pending } = readPoolText(`${text}\n`)
  return writeFinished(members).text + pending
}

/** What Enter does: adds what can be read and is not yet listed; the rest stays in the input. */
export function commitPending(value: string): string {
  const { finished, pending } = readPoolText(value)
  const { entries, unreadable } = parsePool(pending)
  const added = freshIn(entries.length === 0 ? [] : finished.set(), entries)
  return extendFinished(finished, added).text + unreadable.map((token) => token.text).join(' ')
}

/** From here on a paste is read in slices: 20,000 characters are some 1,500 addresses. */
export const LONG_PASTE = 20_000

/** What Enter does, for a paste that was read in slices. What stands in the input by now stays there. */
export function addSlices(value: string, slices: Slices): string {
  const { finished, pending } = readPoolText(value)
  const left = [...slices.unreadable, pending].filter((text) => text !== '')
  return extendBySlices(finished, slices).text + left.join(' ')
}

/** Picked on the map: members after those that are listed; nothing is listed twice. What is being typed stays. */
export function addMembers(value: string, added: readonly PoolEntry[]): string {
  const { finished, pending } = readPoolText(value)
  return extendFinished(finished, freshIn(finished.set(), added)).text + pending
}

export function removeMembers(value: string, removed: readonly PoolEntry[]): string {
  const { members, pending } = readPoolText(value)
  return writeFinished(withoutRanges(members, toRangeSet(removed))).text + pending
}

/** Puts another address or range where `old` stood, because the order of a pool has a meaning (A3, A9). */
export function replaceMember(value: string, old: PoolEntry, replacement: readonly PoolEntry[]): string {
  const { members, pending, finished } = readPoolText(value)
  const at = members.findIndex((entry) => intersectRanges([entry], [old]).length > 0)
  if (at < 0) return addMembers(value, replacement)
  const before = withoutRanges(members.slice(0, at + 1), [old])
  const after = withoutRanges(members.slice(at + 1), [old])
  const fresh = freshIn(withoutRanges(finished.set(), [old]), replacement)
  return writeFinished([...before, ...fresh, ...after]).text + pending
}

/** What Enter would do with the text in the input, for the words beside it. */
export type PendingView = {
  readonly adds: number
  readonly repeats: number
  readonly entries: readonly PoolEntry[]
  readonly unreadable: readonly UnreadableEntry[]
}

export function viewPending({ finished, pending }: Pick<PoolText, 'finished' | 'pending'>): PendingView {
  const { entries, unreadable } = parsePool(pending)
  const fresh = entries.length === 0 ? [] : freshIn(finished.set(), entries)
  const adds = poolSize(fresh)
  return { adds, repeats: poolSize(entries) - adds, entries: fresh, unreadable }
}

/** "Enter adds 6", "Enter adds 4, 2 are listed already", "Listed already". */
export function describePending(view: PendingView): string {
  if (view.adds === 0) return view.repeats > 0 ? 'Listed already' : ''
  const repeats =
    view.repeats > 0
      ? `, ${view.repeats.toLocaleString('en')} ${view.repeats === 1 ? 'is' : 'are'} listed already`
      : ''
  return `Enter adds ${view.adds.toLocaleString('en')}${repeats}`
}

/** Everything readable, added or not: what is checked, planned and drawn while typing. */
export type ReadablePool = {
  /** One entry per line, in order; empty when there is nothing to read. */
  readonly text: string
  readonly set: RangeSet
  readonly unreadable: readonly UnreadableEntry[]
}

/** The finished lines are taken as they stand: writing 65,536 of them anew at every key would be felt. */
export function readReadable(value: string): ReadablePool {
  const text = readPoolText(value)
  const { finished } = text
  const { entries, unreadable } = viewPending(text)
  const lines = finished.unreadable.length === 0 ? finished.text : writeFinished(finished.members).text
  return {
    text: `${lines}${formatPool(entries)}`.trimEnd(),
    set: entries.length === 0 ? finished.set() : unionRanges(finished.set(), toRangeSet(entries)),
    unreadable,
  }
}

/** Members and what Enter would add, neighbours joined: the same members in the same order, however they were typed. */
export function compactReadable(value: string): PoolEntry[] {
  const text = readPoolText(value)
  return compactPool([...text.members, ...viewPending(text).entries])
}

/** Do two texts list the same members in the same order? */
export function isSamePool(a: string, b: string): boolean {
  if (a === b) return true
  const left = compactReadable(a)
  const right = compactReadable(b)
  return (
    left.length === right.length &&
    left.every((entry, at) => {
      const other = right[at] as PoolEntry
      return entry.family === other.family && entry.first === other.first && entry.last === other.last
    })
  )
}

/** The text with other words in the input; the members are not touched. Cheap at every key. */
export const withPending = (value: string, pending: string): string =>
  value.slice(0, value.lastIndexOf('\n') + 1) + pending

/** What typing into the input does: a line that was finished (typed or pasted) is added at once. */
export const typeInto = (value: string, pending: string): string =>
  pending.includes('\n')
    ? commitPending(withPending(value, pending.replace(/\s+/g, ' ')))
    : withPending(value, pending)
