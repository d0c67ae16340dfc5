import type { Commit } from '@/lib/allocation/ports'
import type { Group } from '@/lib/domain/group'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'

export type CachedGroup = {
  readonly group: Group
  /** Not deallocated, by ordinal. */
  readonly instances: readonly StatefulInstance[]
}

/**
 * The groups that were read, kept as they are after the last commit. Commits carry full rows, so bringing a group up
 * to date is replacing what they contain. Entries are loaded and changed only between transactions (`CommitQueue`),
 * so none can miss a commit.
 *
 * An array that was given away is never written again: the first change after it copies the array, and further
 * changes write into that copy until it is given away in turn.
 */
export class GroupCache {
  private readonly entries = new Map<string, Entry>()
  private size = 0

  get(groupId: string): CachedGroup | null {
    const entry = this.entries.get(groupId)
    if (!entry) return null
    // A Map keeps the order of insertion, so the first entry is the one that was not asked for the longest.
    this.entries.delete(groupId)
    this.entries.set(groupId, entry)
    entry.given = true
    return { group: entry.group, instances: entry.instances }
  }

  /** `instances` are sorted by ordinal. */
  put(group: Group, instances: readonly StatefulInstance[]): void {
    this.drop(group.id)
    this.entries.set(group.id, { group, instances: [...instances], given: false })
    this.size += instances.length
    for (const [id, oldest] of this.entries) {
      if (this.size <= MOST_INSTANCES || id === group.id) break
      this.entries.delete(id)
      this.size -= oldest.instances.length
    }
  }

  apply(commit: Commit): void {
    for (const group of commit.groups) this.applyGroup(group)
    for (const instance of commit.instances) this.applyInstance(instance)
  }

  private applyGroup(group: Group): void {
    if (group.state === 'deleted') this.drop(group.id)
    else if (this.entries.has(group.id)) (this.entries.get(group.id) as Entry).group = group
    else if (group.version === 1) this.put(group, [])
  }

  private applyInstance(instance: StatefulInstance): void {
    const entry = this.entries.get(instance.groupId)
    if (!entry) return
    if (entry.given) {
      entry.instances = [...entry.instances]
      entry.given = false
    }
    const { instances } = entry
    const at = placeOf(instances, instance.ordinal)
    const exists = instances[at]?.id === instance.id
    if (instance.state === 'deallocated') {
      if (exists) instances.splice(at, 1)
    } else if (exists) instances[at] = instance
    else instances.splice(at, 0, instance)
    this.size += (instance.state === 'deallocated' ? 0 : 1) - (exists ? 1 : 0)
  }

  private drop(groupId: string): void {
    const entry = this.entries.get(groupId)
    if (!entry) return
    this.entries.delete(groupId)
    this.size -= entry.instances.length
  }
}

type Entry = { group: Group; instances: StatefulInstance[]; given: boolean }

/** About 200 MB. Groups that were not asked for the longest are forgotten first, and read again when needed. */
const MOST_INSTANCES = 400_000

/** Where the ordinal is or belongs; at the end for a new instance, since ordinals grow. */
function placeOf(instances: readonly StatefulInstance[], ordinal: number): number {
  const last = instances.at(-1)
  if (!last || last.ordinal < ordinal) return instances.length
  let low = 0
  let high = instances.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((instances[middle] as StatefulInstance).ordinal < ordinal) low = middle + 1
    else high = middle
  }
  return low
}
