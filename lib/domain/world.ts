import type { Address } from './address'
import type { AddressSet } from './address-set'
import type { Group } from './group'
import type { PooledVm } from './pooled-vm'
import type { Holder } from './refusal'
import type { StatefulInstance } from './stateful-instance'
import type { PublicIp, Subnet } from './subnet'

/** A released address that still rests (B4). The group that had it may have it back at once. */
export type Resting = { readonly address: Address; readonly until: string; readonly groupId: string | null }

/** What the allocator needs to know of one subnet. Sets are immutable views; taking them costs nothing. */
export type SubnetSnapshot = {
  readonly subnet: Subnet
  /** Addresses with a live allocation, whoever holds it. */
  readonly held: AddressSet
  /** Members of any group's private IP pool. */
  readonly pooled: AddressSet
  /** held ∪ pooled ∪ resting ∪ reserved: what a random draw must avoid. */
  readonly unavailable: AddressSet
  readonly resting: readonly Resting[]
}

export type PublicIpSnapshot = {
  readonly publicIp: PublicIp
  /** Who has it now, ours or foreign; null when unassociated. */
  readonly holder: Holder | null
  /** The group whose pool lists it. */
  readonly poolGroupId: string | null
}

/** Everything that a decision about one group is made from. A plan is a pure function of this and a seed. */
export type World = {
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly now: string
  /** Before the command; version 0 and no instances while it is being created. */
  readonly group: Group
  /** Every instance that is not deallocated, by ordinal; none in a pooled group. */
  readonly instances: readonly StatefulInstance[]
  /** Every VM that is not gone, by ordinal; none in a stateful group. */
  readonly vms: readonly PooledVm[]
  readonly subnets: ReadonlyMap<string, SubnetSnapshot>
  readonly publicIps: ReadonlyMap<string, PublicIpSnapshot>
}
