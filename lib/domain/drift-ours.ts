import { type Address, formatAddress } from './address'
import type { Members } from './drift-held'
import { type PooledVm, publicIpIdOf } from './pooled-vm'
import { forEachSliced, type Sliced } from './slices'
import type { StatefulInstance } from './stateful-instance'

/**
 * Everything that is on record as ours, whatever state it is in: what is asked before something is called unknown or a
 * stranger's. Groups are added one by one, so that ten thousand instances are gone through in slices.
 */
export class Ours {
  private readonly members = new Map<string, StatefulInstance | PooledVm>()
  private readonly interfaceIds = new Set<string>()
  private readonly publicIpIds = new Set<string>()
  private readonly holds = new Set<string>()

  /** `kept`: interfaces that outlived their group because an operator chose to keep them. */
  constructor(private readonly kept: ReadonlySet<string>) {}

  *add({ instances, vms }: Members): Sliced {
    yield* forEachSliced(instances, (one) => {
      this.members.set(one.id, one)
      if (one.interfaceId) this.interfaceIds.add(one.interfaceId)
      if (one.publicIpId) this.publicIpIds.add(one.publicIpId)
      if (one.subnetId && one.address) this.holds.add(holdKey(one.subnetId, one.address))
    })
    yield* forEachSliced(vms, (vm) => {
      this.members.set(vm.id, vm)
      for (const nic of vm.nics) {
        const publicIpId = publicIpIdOf(nic)
        if (nic.interfaceId) this.interfaceIds.add(nic.interfaceId)
        if (publicIpId) this.publicIpIds.add(publicIpId)
        if (nic.private.address) this.holds.add(holdKey(nic.subnetId, nic.private.address))
      }
    })
  }

  member(id: string): StatefulInstance | PooledVm | null {
    return this.members.get(id) ?? null
  }

  hasInterface(id: string): boolean {
    return this.interfaceIds.has(id) || this.kept.has(id)
  }

  holdsPublicIp(id: string): boolean {
    return this.publicIpIds.has(id)
  }

  holdsAddress(subnetId: string, address: Address): boolean {
    return this.holds.has(holdKey(subnetId, address))
  }
}

const holdKey = (subnetId: string, address: Address): string => `${subnetId} ${formatAddress(address)}`
