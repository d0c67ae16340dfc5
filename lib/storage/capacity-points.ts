import type { Commit } from '@/lib/allocation/ports/commit'
import { CAPACITY_SERIES, sameCapacity } from '@/lib/domain/capacity-count'
import type { CapacityChange } from './group-cache'
import type { Row } from './rows'

export const CAPACITY_COLUMNS = ['groupId', 'at', ...CAPACITY_SERIES] as const
export type CapacityRow = Row

/** One point for every group that counts otherwise than its last point says; usually none. */
export const capacityRows = (changes: readonly CapacityChange[], now: string): CapacityRow[] =>
  changes
    .filter(({ before, after }) => before === null || !sameCapacity(before, after))
    .map(({ groupId, after }) => [groupId, now, ...CAPACITY_SERIES.map((series) => after[series])])

/** Groups that exist and that the commit may make count otherwise. A new group has nothing to be loaded. */
export function groupsChangedBy(commit: Commit): string[] {
  const born = new Set(commit.groups.filter(({ version }) => version === 1).map(({ id }) => id))
  const ids = new Set(commit.groups.map(({ id }) => id))
  for (const { groupId } of commit.instances) ids.add(groupId)
  for (const { groupId } of commit.vms) ids.add(groupId)
  return [...ids].filter((id) => !born.has(id))
}
