import type { Cloud } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { PublicIpState } from '@/lib/domain/public-ip-state'
import type { Holder } from '@/lib/domain/refusal'
import type { LoadBalancer, PublicIpTraits, SecurityGroup } from '@/lib/domain/subnet'
import type { EventView } from './events'
import type { InstanceView } from './instances'

/** GET /api/subnets */
export type SubnetRowView = {
  readonly id: string
  readonly name: string
  readonly virtualNetwork: { readonly id: string; readonly name: string }
  readonly cloud: Cloud
  readonly cloudLabel: string
  readonly region: string
  /** Null where it spans the zones of its region. */
  readonly zone: string | null
  /** IPv4 first. */
  readonly cidrs: readonly string[]
  readonly size: number
  readonly free: number
  readonly counts: Readonly<Record<AddressStatus, number>>
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}

/**
 * GET /api/subnets/:id/occupancy?cidr= → one CIDR of a subnet.
 * `cells`: for 65,536 addresses or fewer, base64 of two 4-bit status codes per byte (domain `packCells`).
 * `blocks`: for larger ones, 256 counts, one per block of prefix + 8. Counts are decimal text beyond 2^53.
 */
export type OccupancyView = {
  readonly subnet: SubnetRowView
  readonly cidr: string
  /** The subnet's CIDR that holds `cidr`. */
  readonly within: string
  readonly seq: number
  readonly counts: Readonly<Record<AddressStatus, string>>
  readonly cells: string | null
  readonly blocks:
    | readonly { readonly cidr: string; readonly counts: Readonly<Partial<Record<AddressStatus, string>>> }[]
    | null
  /** Addresses that carry the drift mark. */
  readonly drift: readonly string[]
}

/** One address of a block: GET /api/subnets/:id/block?cidr= (256 addresses at most), only those that are not free. */
export type CellView = {
  readonly address: string
  readonly status: AddressStatus
  /** "ssi-7f31 in cassandra-ring", "eni-07be (i-0f3a), not one of ours", "Resting until 14:02", "Reserved by AWS: VPC router" */
  readonly holderText: string
  readonly holder: Holder | null
  readonly since: string | null
  readonly drift: string | null
}

export type BlockView = { readonly cidr: string; readonly cells: readonly CellView[] }

/** GET /api/addresses/:address?subnet= → the inspector and the address page (B5). */
export type AddressView = {
  readonly address: string
  readonly subnet: SubnetRowView | null
  readonly status: AddressStatus | null
  readonly statusText: string
  readonly cell: CellView | null
  readonly instance: InstanceView | null
  readonly vm: AddressVmView | null
  readonly group: { readonly id: string; readonly name: string } | null
  readonly poolOf: { readonly id: string; readonly name: string } | null
  readonly holds: readonly {
    readonly holderText: string
    readonly holder: Holder
    readonly since: string
    readonly until: string | null
  }[]
  readonly events: readonly EventView[]
}

/** The VM of a pooled group that has the address, and the interface of it that does. */
export type AddressVmView = {
  readonly id: string
  readonly cloud: Cloud
  readonly nicName: string
  readonly primary: boolean
  readonly interfaceId: string | null
  /** `static`: a member of the pool; `dynamic`: the cloud chose it. */
  readonly method: 'static' | 'dynamic'
  readonly why: string
  readonly publicIp: { readonly id: string; readonly address: string } | null
  readonly zone: string | null
  readonly machineId: string | null
  readonly drift: string | null
}

/** GET /api/search?q= */
export type SearchHit = {
  readonly kind:
    | 'address'
    | 'group'
    | 'instance'
    | 'vm'
    | 'interface'
    | 'machine'
    | 'public-ip'
    | 'subnet'
    | 'page'
  readonly title: string
  readonly detail: string
  readonly href: string
}

/** GET /api/public-ips; `more`: how many are not listed, because there are more than travel at once. */
export type PublicIpsView = { readonly ips: readonly PublicIpView[]; readonly more: number }

export type PublicIpView = {
  readonly id: string
  readonly cloud: Cloud
  readonly address: string
  readonly name: string
  readonly region: string
  /** "Unassociated", "Associated with i-0f3a9c21, not one of ours", "Held by ssi-7f31 in cassandra-ring", "Made for vmi-3f0c in web" */
  readonly stateText: string
  /** Null where the cloud has one kind of public IP only. */
  readonly traits: PublicIpTraits | null
  readonly state: PublicIpState
  /** Null in a cloud without resource groups. */
  readonly resourceGroup: string | null
  readonly usable: boolean
  readonly holder: Holder | null
  readonly pool: { readonly id: string; readonly name: string } | null
}

/** GET /api/network → what the wizard chooses from. */
export type NetworkView = {
  readonly regions: readonly { readonly id: string; readonly name: string; readonly cloud: Cloud }[]
  readonly virtualNetworks: readonly {
    readonly id: string
    readonly cloud: Cloud
    readonly name: string
    readonly region: string
    readonly cidrs: readonly string[]
  }[]
  readonly subnets: readonly SubnetRowView[]
  readonly securityGroups: readonly {
    readonly id: string
    readonly name: string
    readonly description: string
    readonly kind: SecurityGroup['kind']
    readonly region: string | null
    readonly virtualNetworkId: string | null
  }[]
  readonly loadBalancers: readonly LoadBalancer[]
  readonly publicIps: readonly PublicIpView[]
}

/** POST-like check of a pool while typing (an action): B2. Entries keep the order of the text. */
export type PoolCheckView = {
  readonly members: readonly {
    /** As it will be kept: "10.0.1.16", "10.0.1.20-10.0.1.40", or the unreadable text. */
    readonly entry: string
    readonly size: number
    readonly tone: 'ok' | 'resting' | 'bad'
    readonly text: string
    /** An address or range to take instead. */
    readonly suggestion: string | null
    readonly subnetId: string | null
  }[]
  /** More members than are listed (a huge paste is cut at 500). */
  readonly more: number
  readonly usable: number
  readonly resting: number
  readonly bad: number
  readonly size: number
}
