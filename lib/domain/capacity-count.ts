import type { Group } from './group'
import { lentOf } from './lent-count'
import type { PooledVm } from './pooled-vm'
import type { StatefulInstance } from './stateful-instance'

/**
 * What the capacity chart draws of a group: what is wanted, what runs, and on what kind of address. Whatever runs is on
 * one or the other: `running` is always `onPool` and `onOther` together.
 */
export type CapacityCount = {
  /** Target, and nothing once the group is being deleted. */
  readonly desired: number
  /** Active: there is a machine, and no work is under way. */
  readonly running: number
  /** Of those that run, on a member of the group's private IP pool; of VMs, on pool addresses wherever there is a pool. */
  readonly onPool: number
  /** Of those that run, on any other address: drawn at random, dynamic, or retained after it left the pool (A7). */
  readonly onOther: number
}

export const CAPACITY_SERIES = ['desired', 'running', 'onPool', 'onOther'] as const
export type CapacitySeries = (typeof CAPACITY_SERIES)[number]

/** A group's capacity from `at` (ISO 8601, UTC) until its next point. */
export type CapacityPoint = CapacityCount & { readonly at: string }

/** What the members of a group add up to. */
export type MemberCount = Omit<CapacityCount, 'desired'>

export const NO_MEMBERS: MemberCount = { running: 0, onPool: 0, onOther: 0 }
const ON_POOL: MemberCount = { running: 1, onPool: 1, onOther: 0 }
const ON_OTHER: MemberCount = { running: 1, onPool: 0, onOther: 1 }

/** Whatever a group is made of. */
export type Member = StatefulInstance | PooledVm

/** What one member counts for. Another kind of member needs one such function, and nothing else here. */
export const shareOf = (member: Member): MemberCount =>
  'nics' in member ? shareOfVm(member) : shareOfInstance(member)

function shareOfInstance({ state, origin, retained }: StatefulInstance): MemberCount {
  if (state !== 'active') return NO_MEMBERS
  return origin === 'pool' && !retained ? ON_POOL : ON_OTHER
}

/** As the page's head counts: what has no pool at all is on other addresses, too. */
function shareOfVm(vm: PooledVm): MemberCount {
  if (vm.state !== 'active') return NO_MEMBERS
  return lentOf(vm) === 'onPool' ? ON_POOL : ON_OTHER
}

/** The count after one member went from one share to another. Answers `count` itself where that changes nothing. */
export const moveShare = (count: MemberCount, from: MemberCount, to: MemberCount): MemberCount =>
  from === to
    ? count
    : {
        running: count.running - from.running + to.running,
        onPool: count.onPool - from.onPool + to.onPool,
        onOther: count.onOther - from.onOther + to.onOther,
      }

export const countMembers = (members: readonly Member[]): MemberCount =>
  members.reduce((count, member) => moveShare(count, NO_MEMBERS, shareOf(member)), NO_MEMBERS)

/** Of a group and all of its members; those that are deallocated or gone count for nothing. */
export const countCapacity = (group: Group, members: readonly Member[]): CapacityCount =>
  withDesired(group, countMembers(members))

export const withDesired = (group: Group, members: MemberCount): CapacityCount => ({
  desired: group.state === 'live' ? group.config.capacity.target : 0,
  ...members,
})

export const sameCapacity = (a: CapacityCount, b: CapacityCount): boolean =>
  CAPACITY_SERIES.every((series) => a[series] === b[series])
