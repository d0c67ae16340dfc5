import type { Commit } from '@/lib/allocation/ports/commit'
import {
  type CapacityCount,
  countMembers,
  type Member,
  type MemberCount,
  moveShare,
  NO_MEMBERS,
  shareOf,
  withDesired,
} from '@/lib/domain/capacity-count'
import type { Group } from '@/lib/domain/group'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'

export type CachedGroup = {
  readonly group: Group
  /** Not deallocated, by ordinal. */
  readonly instances: readonly StatefulInstance[]
  /** Not gone, by ordinal. */
  readonly vms: readonly PooledVm[]
}

export type CapacityChange = {
  readonly groupId: string
  /** Null: there was no such group. */
  readonly before: CapacityCount | null
  readonly after: CapacityCount
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
    return { group: entry.group, instances: entry.instances, vms: entry.vms }
  }

  has(groupId: string): boolean {
    return this.entries.has(groupId)
  }

  /** The group as it is after the last commit, without its members; null where it is not kept here. */
  groupOf(groupId: string): Group | null {
    return this.entries.get(groupId)?.group ?? null
  }

  /** What each group of the commit counts before it and after it. Groups that exist must have been loaded. */
  capacityChanges(commit: Commit): CapacityChange[] {
    const groups = new Map(commit.groups.map((group) => [group.id, group]))
    const members = new Map<string, MemberCount>()
    for (const id of groups.keys()) members.set(id, this.entries.get(id)?.members ?? NO_MEMBERS)
    const count = (member: Member, kind: keyof Lists): void => {
      const entry = this.entries.get(member.groupId)
      const before = members.get(member.groupId) ?? entry?.members ?? NO_MEMBERS
      const kept = entry ? shareIn(entry[kind], member) : NO_MEMBERS
      members.set(member.groupId, moveShare(before, kept, shareOf(member)))
    }
    for (const instance of commit.instances) count(instance, 'instances')
    for (const vm of commit.vms) count(vm, 'vms')
    const changes: CapacityChange[] = []
    for (const [groupId, counted] of members) {
      const entry = this.entries.get(groupId)
      const group = groups.get(groupId) ?? entry?.group
      // Of a group that exists and is not kept here nothing can be said, and a wrong point would stay for ever.
      if (!group || (!entry && group.version !== 1)) continue
      const before = entry ? withDesired(entry.group, entry.members) : null
      changes.push({ groupId, before, after: withDesired(group, counted) })
    }
    return changes
  }

  /** Members are sorted by ordinal. */
  put({ group, instances, vms }: CachedGroup): void {
    this.drop(group.id)
    const members = countMembers([...instances, ...vms])
    this.entries.set(group.id, { group, instances: [...instances], vms: [...vms], members, given: false })
    this.size += instances.length + vms.length
    for (const [id, oldest] of this.entries) {
      if (this.size <= MOST_INSTANCES || id === group.id) break
      this.entries.delete(id)
      this.size -= sizeOf(oldest)
    }
  }

  apply(commit: Commit): void {
    for (const group of commit.groups) this.applyGroup(group)
    for (const instance of commit.instances)
      this.applyMember('instances', instance, instance.state === 'deallocated')
    for (const vm of commit.vms) this.applyMember('vms', vm, vm.state === 'gone')
  }

  private applyGroup(group: Group): void {
    if (group.state === 'deleted') this.drop(group.id)
    else if (this.entries.has(group.id)) (this.entries.get(group.id) as Entry).group = group
    else if (group.version === 1) this.put({ group, instances: [], vms: [] })
  }

  private applyMember<K extends keyof Lists>(kind: K, member: Lists[K][number], isGone: boolean): void {
    const entry = this.entries.get(member.groupId)
    if (!entry) return
    if (entry.given) {
      entry.instances = [...entry.instances]
      entry.vms = [...entry.vms]
      entry.given = false
    }
    const list = entry[kind] as Lists[K][number][]
    entry.members = moveShare(entry.members, shareIn(list, member), shareOf(member))
    const at = placeOf(list, member.ordinal)
    const exists = list[at]?.id === member.id
    if (isGone) {
      if (exists) list.splice(at, 1)
    } else if (exists) list[at] = member
    else list.splice(at, 0, member)
    this.size += (isGone ? 0 : 1) - (exists ? 1 : 0)
  }

  private drop(groupId: string): void {
    const entry = this.entries.get(groupId)
    if (!entry) return
    this.entries.delete(groupId)
    this.size -= sizeOf(entry)
  }
}

type Lists = { instances: StatefulInstance[]; vms: PooledVm[] }
/** `members`: what instances and VMs add up to, moved along with every change. */
type Entry = Lists & { group: Group; members: MemberCount; given: boolean }

const sizeOf = ({ instances, vms }: Entry): number => instances.length + vms.length

/** What a member counts for as it is kept. */
function shareIn(list: readonly Member[], { id, ordinal }: Member): MemberCount {
  const kept = list[placeOf(list, ordinal)]
  return kept?.id === id ? shareOf(kept) : NO_MEMBERS
}

/** About 200 MB. Groups that were not asked for the longest are forgotten first, and read again when needed. */
export const MOST_INSTANCES = 400_000

/** Where the ordinal is or belongs; at the end for a new instance, since ordinals grow. */
function placeOf(instances: readonly { readonly ordinal: number }[], ordinal: number): number {
  const last = instances.at(-1)
  if (!last || last.ordinal < ordinal) return instances.length
  let low = 0
  let high = instances.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((instances[middle] as { readonly ordinal: number }).ordinal < ordinal) low = middle + 1
    else high = middle
  }
  return low
}
