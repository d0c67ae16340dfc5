import type { Store } from '@/lib/allocation/ports/store'

/** The ends of rests (B4), told as they are noticed: no event comes of them, and still what is shown has changed. */
export type RestEnds = {
  /** Told with the subnets concerned. Answers how to stop listening. */
  onEnded(listener: (subnetIds: readonly string[]) => void): () => void
  /** When a rest was last noticed to have ended; ISO 8601. Null: not since the process started. */
  last(): string | null
  /** Notices what has ended by `now`. */
  look(now: string): void
}

export function restEndsOf(store: Store): RestEnds {
  const listeners = new Set<(subnetIds: readonly string[]) => void>()
  let last: string | null = null
  return {
    onEnded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    last: () => last,
    look(now) {
      const subnetIds = store.takeEndedRests(now)
      if (subnetIds.length === 0) return
      last = now
      for (const listener of listeners) listener(subnetIds)
    },
  }
}
