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

/**
 * Why this much more is too much. Between the two weighings of `npm run fuzz` lie 9,000 inputs: whatever keeps the
 * least object of each, a kilobyte with what it refers to, is above the bound; code that is compiled and statistics
 * that the engine of JavaScript keeps are a megabyte or two. History is on disk: of an event that the calls left on
 * record next to nothing may stay in memory, but what is kept of the last thousands so that pages are quick.
 */
export function growthProblem(grown: Memory, events: number): string | null {
  const most: Memory = {
    heap: 8 * MB + events * 1_024,
    external: 8 * MB,
    // The allocator gives back few of the pages that the largest inputs, two megabytes of text, were handled in; and
    // the simulated clouds, with everything that was ever in them, are a database in the memory of this process.
    rss: 256 * MB + events * 4_096,
  }
  const over = (['heap', 'external', 'rss'] as const).filter((of) => grown[of] > most[of])
  if (over.length === 0) return null
  const said = over.map((of) => `${of} grew by ${inMb(grown[of])} MB, and ${inMb(most[of])} is the most`)
  return `${said.join('; ')} (${events} events)`
}

export const inMb = (bytes: number): string => (bytes / MB).toFixed(1)
