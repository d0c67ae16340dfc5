import { type Address, formatAddress, parseAddress } from './address'
import { formatCidr, parseCidr, rangeToCidrs } from './cidr'
import { splitRepeats } from './pool-repeats'
import {
  type AddressRange,
  eachAddress,
  formatRange,
  rangeOf,
  rangeSize,
  singleRange,
  subtractRanges,
} from './ranges'
import type { AddressTextProblem } from './refusal'
import { ok, type Result, refuse } from './result'

export { type ListedParts, splitRepeats } from './pool-repeats'

/**
 * One line of a private IP pool. The pool keeps the order in which the operator listed its entries, because
 * members are handed out in that order (A3, A9); entries are not merged, and a whole /16 is one entry.
 */
export type PoolEntry = AddressRange

export type UnreadableEntry = { readonly text: string; readonly why: AddressTextProblem }

/**
 * Reads what an operator typed or pasted (B2): `10.0.1.7`, `10.0.1.10-40`, `10.0.1.10-10.0.2.40`,
 * `10.0.2.0/28`, separated by newline, comma, semicolon, space or tab. Spaces around the dash and en dashes
 * are understood, and so are the quotes, brackets and invisible spaces that come along with a list from JSON, CSV
 * or a chat. After the dash of a short range stands the last octet, or for IPv6 the last group, in
 * hexadecimal.
 */
export function parsePool(text: string): { entries: PoolEntry[]; unreadable: UnreadableEntry[] } {
  const entries: PoolEntry[] = []
  const unreadable: UnreadableEntry[] = []
  // Runs of spaces become one first: looked at from each of its spaces anew, a long one would take minutes.
  const dashed = text.replace(/[ \t]+/g, ' ').replace(/ ?[-\u2010-\u2015] ?/g, '-')
  for (const token of dashed.split(SEPARATORS)) {
    if (token === '') continue
    const read = parsePoolEntry(token)
    if (read.ok) entries.push(read.value)
    else unreadable.push({ text: token, why: read.refusal })
  }
  return { entries, unreadable }
}

const SEPARATORS = /[\s,;"'[\]\u200b-\u200d\u2060]+/

/** One entry, without white space. */
export function parsePoolEntry(token: string): Result<PoolEntry, AddressTextProblem> {
  if (token.includes('/')) {
    const block = parseCidr(token)
    return block.ok ? ok(rangeOf(block.value)) : block
  }
  const dash = token.indexOf('-')
  if (dash < 0) {
    const single = parseAddress(token)
    return single.ok ? ok(singleRange(single.value)) : single
  }
  return parseDashed(token.slice(0, dash), token.slice(dash + 1))
}

function parseDashed(from: string, to: string): Result<PoolEntry, AddressTextProblem> {
  const first = parseAddress(from)
  if (!first.ok) return first.refusal === 'empty' ? refuse('not-an-address') : first
  const last = parseAddress(completeEnd(from, to))
  if (!last.ok) return last.refusal === 'empty' ? refuse('not-an-address') : last
  if (first.value.family !== last.value.family) return refuse('mixed-families')
  if (last.value.value < first.value.value) return refuse('range-reversed')
  return ok({ family: first.value.family, first: first.value.value, last: last.value.value })
}

/** `10.0.1.10` and `40` make `10.0.1.40`; a whole address stays as it is. */
function completeEnd(from: string, to: string): string {
  if (from.includes(':')) {
    const isGroup = /^[0-9a-fA-F]{1,4}$/.test(to)
    return isGroup ? formatAddress(withLastGroup(from, Number.parseInt(to, 16))) : to
  }
  return /^[0-9]+$/.test(to) ? `${from.slice(0, from.lastIndexOf('.') + 1)}${to}` : to
}

function withLastGroup(from: string, group: number): Address {
  const base = parseAddress(from)
  const value = base.ok ? base.value.value : 0n
  return { family: 6, value: (value & ~0xffffn) | BigInt(group) }
}

/**
 * The shortest text that reads back as the same entry: `10.0.1.7`, `10.0.1.10-40`, `10.0.2.0/28`.
 * A block of fewer than 16 addresses reads better as a range; 16 is also the smallest block that AWS deals
 * in.
 */
export function formatPoolEntry(entry: PoolEntry): string {
  if (entry.first === entry.last) return formatRange(entry)
  const block = asBlock(entry)
  if (block) return block
  const hidden = entry.family === 4 ? 8n : 16n
  if (entry.first >> hidden !== entry.last >> hidden) return formatRange(entry)
  const end = entry.last & ((1n << hidden) - 1n)
  const start = formatAddress({ family: entry.family, value: entry.first })
  return `${start}-${entry.family === 4 ? end : end.toString(16)}`
}

function asBlock(entry: PoolEntry): string | null {
  const size = rangeSize(entry)
  if (size < 16n || (size & (size - 1n)) !== 0n || entry.first % size !== 0n) return null
  const [block] = rangeToCidrs(entry)
  return block ? formatCidr(block) : null
}

/** The pool as text that `parsePool` reads back, one entry per line. */
export const formatPool = (entries: readonly PoolEntry[]): string => entries.map(formatPoolEntry).join('\n')

/** How many members; beyond 2^53 (an IPv6 /64) the nearest number. */
export function poolSize(entries: readonly PoolEntry[]): number {
  let size = 0n
  for (const entry of entries) size += rangeSize(entry)
  return Number(size)
}

/** Members in list order. */
export const eachMember = (entries: readonly PoolEntry[]): Generator<Address> => eachAddress(entries)

export const poolHas = (entries: readonly PoolEntry[], a: Address): boolean =>
  entries.some((entry) => entry.family === a.family && entry.first <= a.value && a.value <= entry.last)

/** `entries`, and after them what of `added` is not in the pool yet, in its order. */
export function addToPool(entries: readonly PoolEntry[], added: readonly PoolEntry[]): PoolEntry[] {
  const listed = splitRepeats([...entries, ...added])
  return compactPool([...entries, ...listed.slice(entries.length).flatMap((part) => part.fresh)])
}

/** The pool without the addresses of `range`; what remains keeps its order. */
export const removeFromPool = (entries: readonly PoolEntry[], range: AddressRange): PoolEntry[] =>
  entries.flatMap((entry) => [...subtractRanges([entry], [range])])

/** Joins neighbours that follow each other in order: members and their order stay, entries become fewer. */
export function compactPool(entries: readonly PoolEntry[]): PoolEntry[] {
  const joined: PoolEntry[] = []
  for (const entry of entries) {
    const before = joined.at(-1)
    if (before && before.family === entry.family && before.last + 1n === entry.first) {
      joined[joined.length - 1] = { family: entry.family, first: before.first, last: entry.last }
    } else joined.push(entry)
  }
  return joined
}
