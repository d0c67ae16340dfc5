import type { Store } from '@/lib/allocation/ports/store'
import type { Surroundings } from '@/lib/allocation/ports/surroundings'

/** A repair whose work has not ended by then is found at the next look of the loop. */
const LONGEST_WATCH = 120_000

/** A look is at the whole account: after one that took a second, the next rests four. */
const REST_PER_LOOK = 4
const SHORTEST_REST = 1_000

/**
 * Looks again when the work of a repair has ended, so that what is repaired is closed at once; a repair that needs no
 * work in the cloud is looked at when it is begun. Many repairs at once are looked at together: while a look runs or
 * rests, those that ask for one are remembered, and one look follows for all of them.
 *
 *   begun ─▶ look ─▶ rest ─▶ look ─▶ rest ─▶ quiet
 *              ended ┘  └ ended, ended: one more look
 */
export function repairWatch(options: {
  readonly store: Pick<Store, 'openDrifts'>
  readonly surroundings: Pick<Surroundings, 'now' | 'wait'>
  /** Aborted when the engine stops: nothing is looked at any more. */
  readonly ending: AbortSignal
  readonly check: () => Promise<void>
  readonly onProblem: (what: string, detail: unknown) => void
}) {
  const watched = new Set<string>()
  const look = async (): Promise<void> => {
    await options.check()
    const since = Date.parse(options.surroundings.now()) - LONGEST_WATCH
    const left = new Set(
      (await options.store.openDrifts()).flatMap(({ groupId, repairAt }) =>
        groupId !== null && repairAt !== null && Date.parse(repairAt) > since ? [groupId] : [],
      ),
    )
    for (const groupId of watched) if (!left.has(groupId)) watched.delete(groupId)
  }
  const { surroundings, ending } = options
  let isLooking = false
  let isAsked = false
  const lookWhileAsked = async (): Promise<void> => {
    while (isAsked && !ending.aborted) {
      isAsked = false
      const began = Date.parse(surroundings.now())
      await look()
      const took = Date.parse(surroundings.now()) - began
      await surroundings.wait(Math.max(SHORTEST_REST, took * REST_PER_LOOK), ending)
    }
  }
  const lookSoon = (): void => {
    isAsked = true
    if (isLooking) return
    isLooking = true
    void lookWhileAsked()
      .catch((error: unknown) => options.onProblem('looking at what a repair did', error))
      .finally(() => {
        isLooking = false
        // Asked for while the last look failed.
        if (isAsked && !ending.aborted) lookSoon()
      })
  }
  return {
    begun(groupId: string): void {
      watched.add(groupId)
      lookSoon()
    },
    workEnded(groupId: string): void {
      if (watched.has(groupId)) lookSoon()
    },
  }
}
