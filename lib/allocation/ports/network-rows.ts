import type { Explanation } from '@/lib/domain/explanation'
import type { PooledVm, VmNic } from '@/lib/domain/pooled-vm'
import type { Holder } from '@/lib/domain/refusal'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { Subnet } from '@/lib/domain/subnet'
import type { AllocationOrigin } from './commit'

export type SubnetRow = {
  readonly subnet: Subnet
  readonly virtualNetworkName: string
  /** Addresses with a live allocation, whoever has it; of them `ours` by stateful instances. */
  readonly held: number
  readonly ours: number
  readonly pooled: number
  readonly groupCount: number
}

/** Everything the inspector says of one address. */
export type AddressDetail = {
  readonly address: string
  readonly holder: Holder | null
  readonly since: string | null
  /** How the holder came to it; null where that is not ours to know. */
  readonly origin: AllocationOrigin | null
  readonly instance: StatefulInstance | null
  /** Of a pooled group: the VM that borrows it, and the interface that has it. */
  readonly vm: { readonly vm: PooledVm; readonly nic: VmNic } | null
  readonly interfaceId: string | null
  readonly machineId: string | null
  readonly publicIp: { readonly id: string; readonly address: string } | null
  readonly pool: { readonly groupId: string; readonly groupName: string } | null
  readonly resting: { readonly until: string; readonly groupId: string | null } | null
}

export type SearchHit = {
  readonly kind:
    | 'group'
    | 'instance'
    | 'vm'
    | 'address'
    | 'interface'
    | 'machine'
    | 'public-ip'
    | 'subnet'
    | 'virtual-network'
  /** An address as text, otherwise an id. */
  readonly id: string
  /** What it is called, or what it is doing: a name, a CIDR, a holder. */
  readonly label: string
  readonly match: 'exact' | 'prefix' | 'contains'
  readonly groupId: string | null
  readonly instanceId: string | null
  readonly subnetId: string | null
  /** The private address that it leads to. */
  readonly address: string | null
}

/** `why` null: not ours to choose, or chosen before explanations were kept. */
export type ExplainedHold = {
  readonly since: string
  readonly instanceId: string | null
  readonly why: Explanation | null
}
