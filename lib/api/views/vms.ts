import type { Cloud } from '@/lib/domain/cloud-rules'
import type { LentCount } from '@/lib/domain/lent-count'
import type { VmAction, VmState } from '@/lib/domain/pooled-vm'
import type { PrivatePoolMatrix, PublicPoolMatrix } from '@/lib/domain/zone-matrix'
import type { InstanceView, StateSentence } from './instances'
import type { PublicIpView } from './network'

/** GET /api/groups/:id/vms → the VMs of a pooled group that are not gone. */
export type VmView = {
  readonly id: string
  readonly groupId: string
  readonly cloud: Cloud
  readonly ordinal: number
  readonly state: VmState
  readonly sentence: StateSentence
  /** False: it leaves as soon as the work under way has ended, or its successor runs. */
  readonly wanted: boolean
  /** The market's choice; null before it is known, and in a regional group. */
  readonly zone: string | null
  readonly machineId: string | null
  readonly machineCount: number
  /** The VM whose place it takes, and the one that takes its own. */
  readonly replacesId: string | null
  readonly replacedById: string | null
  readonly reason: string | null
  readonly drift: string | null
  /** Whether it has from pools all that could be, or something dynamic instead; null in a group without pools. */
  readonly lent: keyof LentCount | null
  /** Primary first. */
  readonly nics: readonly NicView[]
  readonly work: InstanceView['work']
  readonly stateSince: string
  readonly createdAt: string
  /** Why an action is not possible now: null when it is. */
  readonly can: Readonly<Record<VmAction, string | null>>
}

/** What one interface of a VM has, and why that and nothing else. */
export type NicView = {
  readonly name: string
  readonly primary: boolean
  readonly subnetId: string
  readonly interfaceId: string | null
  /** 'pool' is static; of a dynamic one the address is null until the cloud has told it. */
  readonly private: {
    readonly kind: 'pool' | 'dynamic'
    readonly address: string | null
    readonly why: string
  }
  readonly publicIp: PublicIpOfNic
}

export type PublicIpOfNic =
  | { readonly kind: 'none' }
  /** The market has not chosen its zone yet. */
  | { readonly kind: 'undecided' }
  | {
      readonly kind: 'pool' | 'dynamic'
      /** Null while a dynamic one is being made. */
      readonly id: string | null
      readonly address: string | null
      readonly why: string
    }

/** GET /api/groups/:id/pools → what a pooled group lends its VMs, interface by interface. */
export type PoolsView = {
  readonly resourceGroup: string
  readonly virtualNetwork: { readonly id: string; readonly name: string }
  readonly loadBalancers: readonly { readonly id: string; readonly name: string }[]
  readonly nics: readonly NicPoolsView[]
}

export type NicPoolsView = {
  readonly name: string
  readonly primary: boolean
  readonly subnet: { readonly id: string; readonly name: string; readonly cidr: string }
  readonly networkSecurityGroup: { readonly id: string; readonly name: string } | null
  readonly applicationSecurityGroups: readonly { readonly id: string; readonly name: string }[]
  readonly privatePool: PrivatePoolView | null
  readonly publicPool: PublicPoolView | null
}

export type PrivatePoolView = {
  readonly matrix: PrivatePoolMatrix
  /** One row per entry as it is listed; of a short pool one per address. */
  readonly entries: readonly PoolEntryView[]
}

export type PoolEntryView = {
  readonly at: number
  readonly entry: string
  readonly size: number
  readonly ours: number
  readonly others: number
  readonly resting: number
  readonly free: number
  /** Of a single address: who has it, or until when it rests. */
  readonly stateText: string | null
  /** The VM of this group that has it. */
  readonly vmId: string | null
}

export type PublicPoolView = {
  readonly matrix: PublicPoolMatrix
  /** In list order. */
  readonly members: readonly PoolPublicIpView[]
}

export type PoolPublicIpView = PublicIpView & {
  readonly at: number
  /** "Zone 1", "Zone-redundant", "No zone" */
  readonly zoneText: string
  readonly resourceGroup: string | null
  /** Why no VM of this group can have it; null when one can. */
  readonly unfitWhy: string | null
}
