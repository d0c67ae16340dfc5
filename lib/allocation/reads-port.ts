import type { Address } from '@/lib/domain/address'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import type { Cidr } from '@/lib/domain/cidr'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { DrillScope, Scenario } from '@/lib/domain/drill'
import type { DrillFigures, DrillReport } from '@/lib/domain/drill-report'
import type { Event, EventKind } from '@/lib/domain/event'
import type { Explanation } from '@/lib/domain/explanation'
import type { Capacity, Group, GroupConfig, GroupState } from '@/lib/domain/group'
import type { OccupancyLayers } from '@/lib/domain/occupancy'
import type { Operation } from '@/lib/domain/operation'
import type { PooledVm, VmNic } from '@/lib/domain/pooled-vm'
import type { Holder } from '@/lib/domain/refusal'
import type { Result } from '@/lib/domain/result'
import type { RollingItem, RollingRun } from '@/lib/domain/rolling-recycle'
import type { InstanceState, Origin, StatefulInstance } from '@/lib/domain/stateful-instance'
import type { SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type { PublicIpSnapshot } from '@/lib/domain/world'
import type { PastReads } from './past-port'
import type { HoldRecord } from './ports'
import type { AllocationOrigin } from './ports/commit'

// What the console shows, read straight from the records. Nothing here changes anything that is planned; drafts and
// settings, which no plan depends on, are kept here too.

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

export type SubnetRow = {
  readonly subnet: Subnet
  readonly virtualNetworkName: string
  /** Addresses with a live allocation, whoever has it; of them `ours` by stateful instances. */
  readonly held: number
  readonly ours: number
  readonly pooled: number
  readonly groupCount: number
}

export type RollingBatchCount = {
  readonly batch: number
  /** Of all its machines; null where they are of several. */
  readonly zone: string | null
  readonly byState: Readonly<Partial<Record<RollingItem['state'], number>>>
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

/** A wizard left half-way (B7). `values` is kept exactly as typed. */
export type Draft = {
  readonly id: string
  /** Whose it is; null: anybody's who may edit, until one of them saves it. */
  readonly ownerId: string | null
  /** The group that it edits; null while creating one. */
  readonly groupId: string | null
  readonly values: unknown
  readonly step: string
  /** Grows with every save. */
  readonly revision: number
  readonly createdAt: string
  readonly updatedAt: string
}

export type DraftRefusal =
  | { readonly kind: 'unknown-draft'; readonly draftId: string }
  | { readonly kind: 'draft-moved'; readonly draftId: string; readonly savedAt: string }

/** `why` null: not ours to choose, or chosen before explanations were kept. */
export type ExplainedHold = {
  readonly since: string
  readonly instanceId: string | null
  readonly why: Explanation | null
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
  readonly drafts: number
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

/** A drill as it is kept. `playing` in a process that has ended is broken off. */
export type DrillRecord = {
  readonly id: string
  readonly scope: DrillScope
  readonly scenario: Scenario
  readonly seed: number
  readonly state: 'playing' | 'done' | 'cancelled' | 'failed'
  readonly startedAt: string
  readonly endedAt: string | null
  readonly problem: string | null
  readonly figures: DrillFigures | null
}

/** What the console's drills are kept with: rows of their own that no plan depends on. */
export interface DrillShelf {
  /** Newest first. */
  drills(): Promise<readonly DrillRecord[]>
  drill(drillId: string): Promise<DrillRecord | null>
  drillReport(drillId: string): Promise<DrillReport | null>
  addDrill(drill: Pick<DrillRecord, 'id' | 'scope' | 'scenario' | 'seed' | 'startedAt'>): Promise<void>
  /** One that was removed meanwhile stays removed. */
  endDrill(
    drillId: string,
    end: Pick<DrillRecord, 'state' | 'endedAt' | 'problem'> & { readonly report: DrillReport | null },
  ): Promise<void>
  /** Removing what is gone succeeds. */
  removeDrill(drillId: string): Promise<void>
}

export interface Reads extends PastReads, DrillShelf {
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

  /** Newest first. */
  drafts(): Promise<readonly Draft[]>
  draft(draftId: string): Promise<Draft | null>
  createDraft(draft: {
    readonly id: string
    readonly ownerId?: string | null
    readonly groupId: string | null
    readonly values: unknown
    readonly step: string
  }): Promise<Draft>
  /** Refuses when somebody saved it after `revision`; somebody else's is not known. Nobody's becomes `ownerId`'s. */
  saveDraft(draft: {
    readonly id: string
    readonly ownerId?: string | null
    readonly revision: number
    readonly values: unknown
    readonly step: string
  }): Promise<Result<Draft, DraftRefusal>>
  /** Removing what is gone succeeds. */
  removeDraft(draftId: string): Promise<void>

  failedReleases(): Promise<readonly FailedRelease[]>

  /** What of the log is on record, and what retention removed. */
  ledger(): Promise<LedgerFacts>

  /** Everybody who asked for something that is on record. */
  people(): Promise<readonly { readonly id: string; readonly name: string }[]>

  /** Small settings of the installation, such as whether the demo worlds were seeded. */
  meta(key: string): Promise<string | null>
  setMeta(key: string, value: string): Promise<void>
}
