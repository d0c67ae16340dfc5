import type { Address } from '@/lib/domain/address'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import type { Cidr } from '@/lib/domain/cidr'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { Event, EventKind } from '@/lib/domain/event'
import type { Group, GroupConfig, GroupState } from '@/lib/domain/group'
import type { OccupancyLayers } from '@/lib/domain/occupancy'
import type { Operation } from '@/lib/domain/operation'
import type { RollingItem, RollingRun } from '@/lib/domain/rolling-recycle'
import type { SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type { PublicIpSnapshot } from '@/lib/domain/world'
import type { DraftShelf } from './drafts'
import type { DrillShelf } from './drills'
import type { GroupRow, InstanceRow, RollingBatchCount, VmRow } from './group-rows'
import type { AddressDetail, ExplainedHold, SearchHit, SubnetRow } from './network-rows'
import type { PastReads } from './past'
import type { HoldRecord } from './store'

// What the console shows, read straight from the records. Nothing here changes anything that is planned; drafts and
// settings, which no plan depends on, are kept here too.

/** The log as it begins: what of it is there, and what of it is not any more. */
export type LedgerFacts = {
  readonly first: { readonly seq: number; readonly at: string } | null
  readonly lastAt: string | null
  /** How many retention removed altogether, and the last of them. */
  readonly removed: number
  readonly anchor: {
    readonly seq: number
    readonly hash: string
    readonly lastAt: string
    readonly removedAt: string
    readonly byName: string | null
  } | null
}

/** A time, or the state of the world after an event: before event 7 is after event 6. */
export type Moment = { readonly at: string } | { readonly afterSeq: number }

/** A group as it was configured from the event `seq` on, until its next revision. */
export type ConfigRevision = {
  readonly groupId: string
  readonly seq: number
  readonly at: string
  readonly version: number
  readonly state: GroupState
  readonly config: GroupConfig
}

/** Events of one kind that happened close together; `last` is the latest of them. */
export type EventCluster = {
  readonly kind: EventKind
  readonly count: number
  /** Of the first one. */
  readonly at: string
  readonly firstSeq: number
  readonly last: Event
}

/** Something that was to be let go and is still there. `kind`: what its next try is a try of. */
export type FailedRelease = {
  readonly kind: 'operation' | 'instance' | 'vm' | 'disposal'
  /** Of the operation, the instance, the VM or the disposal. */
  readonly id: string
  readonly groupId: string | null
  readonly groupName: string | null
  readonly cloud: Cloud
  readonly instanceId: string | null
  /** What goes, where no instance has it. */
  readonly resourceId?: string
  readonly attempts: number
  /** Null: what follows from `since` and `attempts`. */
  readonly nextTry: string | null
  readonly lastError: string | null
  readonly since: string
  /** The step that failed; null where it is not under way. */
  readonly step: string | null
}

export type NavigationCounts = {
  readonly groups: number
  readonly subnets: number
  readonly virtualNetworks: number
  readonly publicIps: number
  readonly foreignInterfaces: number
  /** Things that are held for nobody running (B6). */
  readonly held: number
  readonly runningOperations: number
  /** Differences between record and cloud that are open. */
  readonly openDrifts: number
  /** Instances that drifted or failed. */
  readonly troubled: number
}

export interface Reads extends PastReads, DraftShelf, DrillShelf {
  /** Live groups and those being deleted, by name. */
  groups(): Promise<readonly GroupRow[]>
  group(groupId: string): Promise<GroupRow | null>
  /** The group with its configuration, deleted ones too. */
  groupRecord(groupId: string): Promise<Group | null>
  /** By ordinal; deallocated ones only when asked for. */
  instances(groupId: string, options?: { readonly deallocated?: boolean }): Promise<readonly InstanceRow[]>
  instance(instanceId: string): Promise<InstanceRow | null>
  /** By ordinal; those that are gone are left out. */
  vms(groupId: string): Promise<readonly VmRow[]>
  /** The operations of an instance, newest first. */
  operations(instanceId: string, limit: number): Promise<readonly Operation[]>

  /** A group's rolling recycles, the newest first. */
  rollings(groupId: string, limit: number): Promise<readonly RollingRun[]>
  /** In their order, at most `limit`. */
  rollingItems(runId: string, limit: number): Promise<readonly RollingItem[]>
  /** How many machines each batch of a run has, by state, in the order of the batches. */
  rollingBatches(runId: string): Promise<readonly RollingBatchCount[]>
  /** Seconds from the beginning to the gate of machines that runs of this group replaced, lately; null where none did. */
  rollingMachineSeconds(groupId: string): Promise<number | null>

  virtualNetworks(): Promise<readonly VirtualNetwork[]>
  securityGroups(): Promise<readonly SecurityGroup[]>
  /** The same subnets without what is counted of them: at no cost. */
  subnetPlan(): Promise<readonly Subnet[]>
  /** By virtual network and CIDR. */
  subnets(): Promise<readonly SubnetRow[]>
  subnet(subnetId: string): Promise<SubnetRow | null>
  publicIps(): Promise<readonly PublicIpSnapshot[]>

  /** What lies over the block, ready for `occupancyOf`; the reserved and planned layers are the caller's. */
  occupancyLayers(subnetId: string, cidr: Cidr): Promise<Omit<OccupancyLayers, 'reserved' | 'planned'>>
  /** At most 256 addresses, in the order asked for. */
  addressDetails(subnetId: string, addresses: readonly Address[]): Promise<readonly AddressDetail[]>
  /** Who held the address, newest first (B5); without a subnet, in all of them. */
  holdHistory(query: {
    readonly address: string
    readonly subnetId?: string
    readonly limit: number
  }): Promise<readonly HoldRecord[]>
  /** At most 20, exact matches before prefixes before the rest. */
  search(text: string): Promise<readonly SearchHit[]>

  /**
   * A group's capacity from `from` on, page by page, oldest first. The first page begins with the point that was in force
   * at `from`, where there is one.
   */
  capacityPoints(groupId: string, from: string): AsyncIterable<readonly CapacityPoint[]>
  /** Events that a capacity chart marks, from `from` to `to`, those of each of `slots` equal parts together. */
  capacityMarks(query: {
    readonly groupId: string
    readonly from: string
    readonly to: string
    readonly slots: number
  }): Promise<readonly EventCluster[]>
  /** The group as it was configured at a moment; null before it was, or before that was recorded. */
  configAt(groupId: string, moment: Moment): Promise<ConfigRevision | null>
  /** The same of every group that was not deleted at that moment, by id. */
  configsAt(moment: Moment): Promise<readonly ConfigRevision[]>
  /** The hold of an address that began at `since`, or the live one, with why that address was chosen. */
  addressHold(place: {
    readonly subnetId: string
    readonly address: string
    readonly since?: string
  }): Promise<ExplainedHold | null>
  /** The same of the live hold of a public IP. */
  publicIpHold(publicIpId: string): Promise<ExplainedHold | null>
  /** Oldest first. */
  eventsSince(seq: number, limit: number): Promise<readonly Event[]>
  navigation(): Promise<NavigationCounts>

  failedReleases(): Promise<readonly FailedRelease[]>

  /** What of the log is on record, and what retention removed. */
  ledger(): Promise<LedgerFacts>

  /** Everybody who asked for something that is on record. */
  people(): Promise<readonly { readonly id: string; readonly name: string }[]>

  /** Small settings of the installation, such as whether the demo worlds were seeded. */
  meta(key: string): Promise<string | null>
  setMeta(key: string, value: string): Promise<void>
}
