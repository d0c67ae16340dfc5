import type { Store, Surroundings } from '@/lib/allocation/ports'

/** A repair whose work has not ended by then is found at the next look of the loop. */
const LONGEST_WATCH = 120_000

/**
 * Looks again when the work of a repair has ended, so that what is repaired is closed at once; a repair that needs no
 * work in the cloud is looked at when it is begun.
 */
export function repairWatch(options: {
  readonly store: Pick<Store, 'openDrifts'>
  readonly surroundings: Pick<Surroundings, 'now'>
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
  const lookNow = () =>
    void look().catch((error: unknown) => options.onProblem('looking at what a repair did', error))
  return {
    begun(groupId: string): void {
      watched.add(groupId)
      lookNow()
    },
    workEnded(groupId: string): void {
      if (watched.has(groupId)) lookNow()
    },
  }
}
