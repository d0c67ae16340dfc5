import type { PoolEntry } from './pool'
import { type AddressRange, compareRanges, lowerOf, subtractRanges } from './ranges'

/** One entry, divided into what it is the first to list and what an earlier entry lists already. */
export type ListedParts = { readonly fresh: readonly AddressRange[]; readonly again: readonly AddressRange[] }

/**
 * For every entry: which of its addresses it is the first to list (B2, "listed once"). Most pools repeat
 * nothing, which a sort shows at once.
 */
export function splitRepeats(entries: readonly PoolEntry[]): ListedParts[] {
  const byStart = entries.map((_, index) => index)
  byStart.sort((a, b) => compareRanges(entries[a] as PoolEntry, entries[b] as PoolEntry))
  const repeats = byStart.some((index, i) => {
    const entry = entries[index] as PoolEntry
    const before = i > 0 ? entries[byStart[i - 1] as number] : undefined
    return before !== undefined && before.family === entry.family && before.last >= entry.first
  })
  if (!repeats) return entries.map((entry) => ({ fresh: [entry], again: [] }))
  return sweepFirstListed(entries, byStart).map((fresh, index) => {
    return { fresh, again: subtractRanges([entries[index] as PoolEntry], fresh) }
  })
}

/**
 * For every entry: the parts of it that no earlier entry lists. `byStart` are the indices of the entries,
 * sorted by where they start.
 *
 *   entry 0        ▕██████▏          keeps      ▕██████▏
 *   entry 1    ▕███████▏             keeps ▕███▏
 *               ▲  ▲    ▲  ▲
 *
 * A line is swept over the addresses; at each place the earliest entry that lies under it owns it. The
 * entries under the line wait in a heap, earliest on top, and one that the line has passed is dropped when it
 * gets there: n log n, in whatever order they are listed and however they overlap.
 */
function sweepFirstListed(entries: readonly PoolEntry[], byStart: readonly number[]): AddressRange[][] {
  const owned: AddressRange[][] = entries.map(() => [])
  const under: number[] = []
  let next = 0
  let line: { family: PoolEntry['family']; at: bigint } | null = null
  while (next < byStart.length || under.length > 0) {
    const top = under[0]
    const owner = top === undefined ? undefined : (entries[top] as PoolEntry)
    if (line && owner && (owner.family !== line.family || owner.last < line.at)) {
      popLeast(under)
      continue
    }
    const coming = next < byStart.length ? (entries[byStart[next] as number] as PoolEntry) : undefined
    if (coming && (!line || !owner || (coming.family === line.family && coming.first === line.at))) {
      line = { family: coming.family, at: coming.first }
      pushOnto(under, byStart[next++] as number)
    } else if (line && owner && top !== undefined) {
      const stops: bigint =
        coming?.family === line.family ? lowerOf(owner.last, coming.first - 1n) : owner.last
      own(owned[top] as AddressRange[], { family: line.family, first: line.at, last: stops })
      line = { family: line.family, at: stops + 1n }
    }
  }
  return owned
}

/**
 * Adds a part that starts after all others; joined where it touches, so an entry that keeps all stays one.
 */
function own(parts: AddressRange[], part: AddressRange): void {
  const before = parts.at(-1)
  if (before && before.last + 1n === part.first) parts[parts.length - 1] = { ...before, last: part.last }
  else parts.push(part)
}

/** A binary heap of numbers in an array, the least on top. */
function pushOnto(heap: number[], added: number): void {
  let at = heap.length
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent] as number
    if (above <= added) break
    heap[at] = above
    at = parent
  }
  heap[at] = added
}

function popLeast(heap: number[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let at = 0
  for (;;) {
    let child = at * 2 + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++
    if ((heap[child] as number) >= last) break
    heap[at] = heap[child] as number
    at = child
  }
  heap[at] = last
}
