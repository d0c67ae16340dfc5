import type { Cloud } from '@/lib/domain/cloud-rules'
import type { Event } from '@/lib/domain/event'
import type { Capacity, Group } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { RollingItem } from '@/lib/domain/rolling-recycle'
import type { InstanceState, Origin, StatefulInstance } from '@/lib/domain/stateful-instance'

/** One line of the list of groups. Counts leave deallocated instances out. */
export type GroupRow = {
  readonly id: string
  readonly name: string
  readonly cloud: Cloud
  readonly region: string
  readonly state: Group['state']
  readonly version: number
  readonly createdAt: string
  readonly virtualNetworkId: string
  readonly subnetIds: readonly string[]
  /** The zones that it is confined to; empty where its subnets decide, or for a regional group. */
  readonly zones: readonly string[]
  readonly capacity: Capacity
  readonly instances: number
  /** Of a pooled group. `coming`: being launched or waiting for public IPs; `wanted`: what target is compared with. */
  readonly vms: {
    readonly coming: number
    readonly active: number
    readonly leaving: number
    readonly failed: number
    readonly wanted: number
  }
  readonly byState: Readonly<Record<Exclude<InstanceState, 'deallocated'>, number>>
  readonly byOrigin: Readonly<Record<Origin, number>>
  /** Wanted running and not on their way out: what target is compared with (A9). */
  readonly active: number
  readonly retained: number
  /** Members of the private IP pool, those of them that an instance of the group has, and that an active one has. */
  readonly pool: { readonly size: number; readonly used: number; readonly active: number }
  /** Private addresses that VMs have from the cloud, not from a pool (Z5). */
  readonly dynamic: number
  readonly publicPool: { readonly size: number; readonly used: number }
  readonly operations: { readonly running: number; readonly retrying: number }
  readonly warnings: {
    /** Instances for which the cloud was found to differ (A10). */
    readonly drifted: number
    /** Instances in error, and paused ones whose reason says why they could not resume. */
    readonly failed: number
    /** Active ones that the cloud refused to pause or recycle. */
    readonly refused: number
    /** Active instances without a public IP although the group has a pool of them (A8). */
    readonly withoutPublicIp: number
  }
  readonly lastEvent: Event | null
}

export type InstanceRow = {
  readonly instance: StatefulInstance
  readonly zone: string | null
  /** The address behind `instance.publicIpId`. */
  readonly publicAddress: string | null
  /** The cloud work that is under way. */
  readonly operation: Operation | null
}

/** `publicAddresses`: of its interfaces, in their order; null where there is none, or it is not known. */
export type VmRow = {
  readonly vm: PooledVm
  readonly publicAddresses: readonly (string | null)[]
  /** The cloud work that is under way. */
  readonly operation: Operation | null
}

export type RollingBatchCount = {
  readonly batch: number
  /** Of all its machines; null where they are of several. */
  readonly zone: string | null
  readonly byState: Readonly<Partial<Record<RollingItem['state'], number>>>
}
