import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that are in use once everything that nobody needs is collected. */
export type Memory = {
  /** Objects of JavaScript. */
  readonly heap: number
  /** Buffers, and what native modules hold of ours. */
  readonly external: number
  /** Of the whole process, freed pages that its allocator keeps included. */
  readonly rss: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The second collection takes what the finalizers of the first let go, which they do in a turn of their own. */
export async function memoryNow(): Promise<Memory> {
  collect()
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed, external, rss }
}

export const grownFrom = (early: Memory, late: Memory): Memory => ({
  heap: late.heap - early.heap,
  external: late.external - early.external,
  rss: late.rss - early.rss,
})

const MB = 2 ** 20

/** From one weighing to the next; `events` were recorded meanwhile. */
export type Growth = Memory & { readonly events: number }

/**
 * Why this much more, from each weighing to the next, is too much. Between two weighings of `npm run fuzz` lie 4,500
 * inputs: whatever keeps the least object of each, a kilobyte with what it refers to, is above the bound every time,
 * while what is filled once and kept (compiled code, plans of queries, the allocator's pages) grows in the beginning.
 * History is on disk: of an event that the calls left on record next to nothing may stay in memory, but what is kept of
 * the last thousands so that pages are quick.
 */
export function growthProblem(growths: readonly Growth[]): string | null {
  const over = KINDS.filter((of) => growths.every((one) => one[of] > mostOf(one.events)[of]))
  if (growths.length === 0 || over.length === 0) return null
  const said = over.map((of) => {
    const grown = growths.map((one) => `${inMb(one[of])} MB (${inMb(mostOf(one.events)[of])} is the most)`)
    return `${of} grew by ${grown.join(', then by ')}`
  })
  return said.join('; ')
}

const KINDS = ['heap', 'external', 'rss'] as const

const mostOf = (events: number): Memory => ({
  heap: 4 * MB + events * 1_024,
  external: 4 * MB,
  // The allocator gives back few of the pages that the largest inputs, two megabytes of text, were handled in; and
  // the simulated clouds, with everything that was ever in them, are a database in the memory of this process.
  rss: 128 * MB + events * 4_096,
})

export const inMb = (bytes: number): string => (bytes / MB).toFixed(1)
