import type { Cloud, PublicIpSku } from './cloud-rules'
import type { PoolEntry } from './pool'

/** Who fills the gap when target is larger than the private IP pool (A4). */
export type Overflow = 'random' | 'wait' | 'refuse'

export const OVERFLOWS = ['random', 'wait', 'refuse'] as const satisfies readonly Overflow[]

/** What a group asks of the machines it launches. Kept small: Holdfast is about their addresses. */
export type Compute = {
  readonly imageId: string
  readonly instanceTypes: readonly string[]
  readonly securityGroupIds: readonly string[]
}

export type Capacity = { readonly minimum: number; readonly target: number; readonly maximum: number }

/**
 * What a group keeps for its instances, and of what it takes it.
 *
 * `privateIpPool` keeps the order in which members were listed; an entry is an inclusive range, so a /16 is one entry.
 * `publicIpPool` lists the cloud's ids of public IPs in the order in which they are handed out (A8).
 * At least one persistence feature is chosen: `maintainPrivateIp`, a non-empty `publicIpPool`, or both.
 */
export type StatefulPersistence = {
  readonly kind: 'stateful'
  readonly subnetIds: readonly string[]
  readonly maintainPrivateIp: boolean
  readonly privateIpPool: readonly PoolEntry[]
  readonly publicIpPool: readonly string[]
  readonly overflow: Overflow
  /** Null: what is paused keeps what it has until somebody releases it. */
  readonly retention: Retention | null
}

/**
 * Paused instances are released by themselves after this many days of being paused (`retention.ts` says which, and from
 * when it counts). `poolMembers`: also those of pool members, which are then refilled without an interface.
 */
export type Retention = { readonly days: number; readonly poolMembers: boolean }

/** Ten years: more is a slip, and would be the same as never. */
export const LONGEST_RETENTION_DAYS = 3_650

/**
 * One network interface that every VM of a pooled group gets. `name` is its key within the group, kept for life.
 *
 * `privateIpPool` as above; its members lie in `subnetId` (Z5). `publicIpPool` lists the cloud's ids of public IPs in
 * the order in which they are handed out (Z6); without `publicIp` the interface has none, whatever the pool lists.
 */
export type NicConfig = {
  readonly name: string
  readonly subnetId: string
  readonly primary: boolean
  readonly networkSecurityGroupId: string | null
  readonly applicationSecurityGroupIds: readonly string[]
  readonly publicIp: boolean
  readonly privateIpPool: readonly PoolEntry[]
  readonly publicIpPool: readonly string[]
}

/**
 * What a group lends its VMs: addresses of pools while there are free members, dynamic ones after that (Z5, Z6).
 * `zones` empty: regional; else the market chooses among them. `publicIpSku` is one for all interfaces (Z4).
 */
export type PooledPersistence = {
  readonly kind: 'pooled'
  /** Where its VMs, interfaces and dynamic public IPs are made. */
  readonly resourceGroup: string
  readonly zones: readonly string[]
  readonly publicIpSku: PublicIpSku
  readonly loadBalancerIds: readonly string[]
  readonly interfaces: readonly NicConfig[]
}

/** The configuration an operator writes. */
export type GroupConfig = {
  readonly name: string
  readonly cloud: Cloud
  readonly region: string
  readonly virtualNetworkId: string
  readonly capacity: Capacity
  readonly compute: Compute
  readonly persistence: StatefulPersistence | PooledPersistence
  /** B4: how long a released address rests before another owner may have it, in seconds. */
  readonly coolingSeconds: number
}

export type StatefulConfig = GroupConfig & { readonly persistence: StatefulPersistence }
export type PooledConfig = GroupConfig & { readonly persistence: PooledPersistence }

/** A group as stored. `version` grows with every committed change of the group or of its instances. */
export type Group = {
  readonly id: string
  readonly config: GroupConfig
  readonly version: number
  /** Given to the next instance; never given twice in a group. */
  readonly nextOrdinal: number
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly state: GroupState
}

/**
 * 'deleting' while its instances are being deallocated, 'deleting-keeping' where their interfaces are to stay; the row
 * of a deleted group stays for the history (B5).
 */
export type GroupState = 'live' | 'deleting' | 'deleting-keeping' | 'deleted'

export const DEFAULT_COOLING_SECONDS = 300
/** A rest longer than a day is a mistake more often than a wish. */
export const MAXIMUM_COOLING_SECONDS = 86_400
/** A /16 is the largest AWS subnet; a group larger than that cannot be given addresses of one. */
export const MAXIMUM_POOL_MEMBERS = 65_536
export const MAXIMUM_CAPACITY = 65_536
/** Azure takes eight interfaces on its largest VMs. */
export const MAXIMUM_INTERFACES = 8
/** The same bound that AWS sets on a name tag's useful length in its console. */
export const MAXIMUM_NAME_LENGTH = 63
