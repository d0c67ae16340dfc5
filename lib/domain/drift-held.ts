import type { Address } from './address'
import type { Cloud } from './cloud-rules'
import type { Group } from './group'
import { type PooledVm, publicIpIdOf } from './pooled-vm'
import type { Origin, StatefulInstance } from './stateful-instance'

/** What one interface of ours has on record, whichever kind of group it is of. */
export type Held = {
  readonly kind: 'instance' | 'vm'
  readonly cloud: Cloud
  readonly region: string
  readonly networkId: string
  readonly groupId: string
  readonly instanceId: string
  readonly nic: string | null
  /** What concerns the machine is told once, with its first interface. */
  readonly first: boolean
  readonly running: boolean
  readonly origin: Origin | null
  readonly everResumed: boolean
  readonly machineId: string | null
  readonly interfaceId: string | null
  readonly subnetId: string | null
  readonly address: Address | null
  readonly publicIpId: string | null
  /** Made for this one alone: its name is taken as long as it exists, whoever has it. */
  readonly publicIsDynamic: boolean
}

/** What a group has, as the comparison sees it. */
export type Members = {
  readonly group: Group
  readonly instances: readonly StatefulInstance[]
  readonly vms: readonly PooledVm[]
}

/**
 * Settled, and so since before the look began: only then does a difference mean anything. What is busy is being changed
 * by us; what is in error, failed or unfinished says so itself.
 */
export const isJudged = (member: StatefulInstance | PooledVm, lookBegan: string): boolean =>
  member.stateSince < lookBegan &&
  (member.state === 'active' || (member.state === 'paused' && !('nics' in member)))

/** Everything of the group that can be judged. */
export function* heldBy({ group, instances, vms }: Members, lookBegan: string): Generator<Held> {
  const { cloud, region, virtualNetworkId: networkId } = group.config
  const place = { cloud, region, networkId, groupId: group.id }
  for (const one of instances) {
    if (!isJudged(one, lookBegan)) continue
    const { origin, machineId, interfaceId, subnetId, address, publicIpId } = one
    yield {
      ...place,
      ...{ instanceId: one.id, nic: null, first: true, running: one.state === 'active' },
      ...{ origin, everResumed: one.machineCount > 0, machineId, interfaceId, subnetId, address, publicIpId },
      ...{ kind: 'instance', publicIsDynamic: false },
    }
  }
  for (const vm of vms) {
    if (!isJudged(vm, lookBegan)) continue
    for (const [index, nic] of vm.nics.entries())
      yield {
        ...place,
        ...{ instanceId: vm.id, nic: nic.name, first: index === 0, running: true },
        ...{ origin: null, everResumed: true, machineId: vm.machineId, interfaceId: nic.interfaceId },
        ...{ subnetId: nic.subnetId, address: nic.private.address, publicIpId: publicIpIdOf(nic) },
        ...{ kind: 'vm', publicIsDynamic: nic.public.kind === 'dynamic' },
      }
  }
}
