import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises'

export type Watched = {
  /** The longest turn of the event loop by the clock, in milliseconds. */
  readonly clock: number
  /** The longest in the thread's own time: what it worked, without what others had the processor for. Null: not told. */
  readonly own: number | null
}

/** What Linux keeps of the thread that runs the event loop: nanoseconds that it has worked. */
const OWN_TIME = `/proc/${process.pid}/task/${process.pid}/schedstat`

/** Watches the event loop until `end`. */
export async function watchLoop(): Promise<{ end(): Promise<Watched> }> {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  // It measures from its first tick on.
  await setTimeout(10)
  const own = existsSync(OWN_TIME) ? openSync(OWN_TIME, 'r') : null
  const buffer = Buffer.alloc(64)
  const worked = (): number => {
    if (own === null) return 0
    return Number(buffer.toString('latin1', 0, readSync(own, buffer, 0, 64, 0)).split(' ')[0]) / 1e6
  }
  let longest = 0
  let watching = true
  const watcher = (async () => {
    while (watching) {
      const before = worked()
      await nextTurn()
      longest = Math.max(longest, worked() - before)
    }
  })()
  return {
    async end() {
      watching = false
      await watcher
      await setTimeout(10)
      delays.disable()
      if (own !== null) closeSync(own)
      return { clock: delays.max / 1e6, own: own === null ? null : longest }
    },
  }
}
