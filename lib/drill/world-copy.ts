import type { GroupSnapshot, NetworkSnapshot, Store } from '@/lib/allocation/ports/store'
import { publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { Operation } from '@/lib/domain/operation'
import { poolOf } from '@/lib/domain/pool-members'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { type RangeSet, singleRange, subtractRanges, toRangeSet } from '@/lib/domain/ranges'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Subnet } from '@/lib/domain/subnet'
import type { PublicIpSnapshot, Resting } from '@/lib/domain/world'

/** All that a drill knows of the world: plain data, and no object of it is the world's own. */
export type WorldCopy = {
  /** ISO 8601, UTC: where simulated time begins. */
  readonly takenAt: string
  readonly groups: readonly GroupSnapshot[]
  /** Their work that was under way. */
  readonly operations: readonly Operation[]
  readonly subnets: readonly SubnetCopy[]
  readonly publicIps: readonly PublicIpSnapshot[]
  readonly virtualNetworks: NetworkSnapshot['virtualNetworks']
  readonly securityGroups: NetworkSnapshot['securityGroups']
  readonly loadBalancers: NetworkSnapshot['loadBalancers']
}

export type SubnetCopy = {
  readonly subnet: Subnet
  /** Held by anybody but the copied groups, and listed in pools of other groups. */
  readonly othersHold: RangeSet
  readonly othersPool: RangeSet
  readonly resting: readonly Resting[]
}

/** What a copy is read through: two questions that change nothing. */
export type CopiedFrom = Pick<Store, 'groupSnapshot' | 'networkSnapshot' | 'runningOperations'>

/** A group that changes faster than it can be read stays busy longer than anybody waits. */
const MOST_LOOKS = 20

/** Copies these groups, and of the network what their rules look at. Groups that are gone are left out. */
export async function copyWorld(
  store: CopiedFrom,
  groupIds: readonly string[],
  takenAt: string,
): Promise<Result<WorldCopy, Refusal>> {
  for (let look = 1; look <= MOST_LOOKS; look++) {
    const groups = await snapshotsOf(store, groupIds)
    const network = await store.networkSnapshot({
      subnetIds: [...new Set(groups.flatMap(subnetsOf))],
      publicIpIds: [...new Set(groups.flatMap(publicIpsOf))],
    })
    const operations = await store.runningOperations()
    // The rows of a group and its work are of one moment only if nothing was committed to it in between.
    const after = await snapshotsOf(store, groupIds)
    if (!after.every((one, at) => one.group.version === groups[at]?.group.version)) continue
    const ids = new Set(groups.map((one) => one.group.id))
    const copied: WorldCopy = {
      ...{ takenAt, groups },
      operations: operations.filter((one) => ids.has(one.groupId)),
      subnets: [...network.subnets.values()].map((snapshot) => subnetCopy(snapshot, groups)),
      publicIps: [...network.publicIps.values()],
      ...networksOf(network, groups),
    }
    return ok(structuredClone(copied))
  }
  return refuse({ kind: 'busy', attempts: MOST_LOOKS })
}

async function snapshotsOf(store: CopiedFrom, groupIds: readonly string[]): Promise<GroupSnapshot[]> {
  const found = await Promise.all(groupIds.map((id) => store.groupSnapshot(id)))
  return found.flatMap((one) => (one && one.group.state !== 'deleted' ? [one] : []))
}

function subnetCopy(
  { subnet, held, pooled, resting }: NonNullable<ReturnType<NetworkSnapshot['subnets']['get']>>,
  groups: readonly GroupSnapshot[],
): SubnetCopy {
  const ours = toRangeSet(groups.flatMap((one) => addressesIn(one, subnet.id).map(singleRange)))
  const listed = toRangeSet(groups.flatMap((one) => [...toRangeSet(poolOf(one.group.config))]))
  return {
    ...{ subnet, resting },
    othersHold: subtractRanges(held.takenRanges(), ours),
    othersPool: subtractRanges(pooled.takenRanges(), listed),
  }
}

function networksOf(
  { virtualNetworks, securityGroups, loadBalancers, subnets }: NetworkSnapshot,
  groups: readonly GroupSnapshot[],
): Pick<WorldCopy, 'virtualNetworks' | 'securityGroups' | 'loadBalancers'> {
  const ids = new Set([...subnets.values()].map((one) => one.subnet.virtualNetworkId))
  const regions = new Set(groups.map((one) => one.group.config.region))
  return {
    virtualNetworks: virtualNetworks.filter((one) => ids.has(one.id)),
    securityGroups: securityGroups.filter((one) =>
      one.virtualNetworkId === null
        ? one.region === null || regions.has(one.region)
        : ids.has(one.virtualNetworkId),
    ),
    loadBalancers: loadBalancers.filter((one) => regions.has(one.region)),
  }
}

const subnetsOf = ({ group, instances, vms }: GroupSnapshot): string[] => [
  ...subnetIdsOf(group.config),
  ...instances.flatMap((one) => one.subnetId ?? []),
  ...vms.flatMap((vm) => vm.nics.map((nic) => nic.subnetId)),
]

const publicIpsOf = ({ group, instances, vms }: GroupSnapshot): string[] => [
  ...publicIpPoolOf(group.config),
  ...instances.flatMap((one) => one.publicIpId ?? []),
  ...vms.flatMap((vm) => vm.nics.flatMap((nic) => publicIpIdOf(nic) ?? [])),
]

export const addressesIn = ({ instances, vms }: GroupSnapshot, subnetId: string) => [
  ...instances.flatMap((one) => (one.subnetId === subnetId && one.address ? [one.address] : [])),
  ...vms.flatMap((vm) =>
    vm.nics.flatMap((nic) => (nic.subnetId === subnetId && nic.private.address ? [nic.private.address] : [])),
  ),
]
