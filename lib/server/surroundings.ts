import { randomBytes, randomInt } from 'node:crypto'
import type { Surroundings } from '@/lib/allocation/ports/surroundings'

/** The real clock and the real dice. */
export function realSurroundings(clock: () => number): Surroundings {
  return {
    now: () => new Date(clock()).toISOString(),
    seed: () => randomInt(2 ** 31),
    id: (hexDigits) =>
      randomBytes(Math.ceil(hexDigits / 2))
        .toString('hex')
        .slice(0, hexDigits),
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const end = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, milliseconds)
        signal?.addEventListener('abort', end, { once: true })
      }),
  }
}
