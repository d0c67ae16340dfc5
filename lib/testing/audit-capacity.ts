import { type CapacityPoint, countCapacity, sameCapacity } from '@/lib/domain/capacity-count'
import type { RunningWorld } from './running-world'

/** The last point of a group's capacity says what its members say. */
export async function capacityProblems(world: RunningWorld, groupIds: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  for (const groupId of groupIds) {
    const snapshot = await world.store.groupSnapshot(groupId)
    if (!snapshot) continue
    let last: CapacityPoint | null = null
    for await (const page of world.store.reads.capacityPoints(groupId, world.now()))
      last = page.at(-1) ?? last
    const counted = countCapacity(snapshot.group, [...snapshot.instances, ...snapshot.vms])
    if (last === null || !sameCapacity(last, counted))
      problems.push(
        `${groupId} counts ${JSON.stringify(counted)}, its last point says ${JSON.stringify(last)}`,
      )
  }
  return problems
}
