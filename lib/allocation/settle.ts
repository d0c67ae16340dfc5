import { type Allocation, applyIntent } from './command'
import type { Books } from './ports/store'

/**
 * Brings groups to what they should be after work or a rest has ended (A6, B4, B7): refills pool members, launches
 * what is wanted running, finishes deletions. Calls for one group that come together are one.
 */
export function settler(
  allocation: () => Allocation<Books>,
  onBug: (error: unknown, groupId: string) => void,
) {
  const asked = new Set<string>()
  const running = new Set<Promise<void>>()
  const settleGroup = (groupId: string): void => {
    if (asked.has(groupId)) return
    asked.add(groupId)
    const work = Promise.resolve()
      .then(() => {
        asked.delete(groupId)
        return applyIntent(
          allocation(),
          { groupId },
          { kind: 'settle' },
          { requestKey: null, actor: 'holdfast' },
        )
      })
      .then(
        () => undefined,
        (error: unknown) => onBug(error, groupId),
      )
      .finally(() => running.delete(work))
    running.add(work)
  }
  return {
    settleGroup,
    /** Resolves when no group is being settled. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all([...running])
    },
  }
}
