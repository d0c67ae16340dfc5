import type { AccountSettings } from '@/lib/domain/account-settings'
import type { Address } from '@/lib/domain/address'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Disposal } from '@/lib/domain/disposal'
import type { DriftRecord } from '@/lib/domain/drift'
import type { Event } from '@/lib/domain/event'
import type { Expected, ExpectedKind } from '@/lib/domain/expected'
import type { Group } from '@/lib/domain/group'
import type { HeldThing } from '@/lib/domain/held'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { Holder } from '@/lib/domain/refusal'
import type { RepairedByItself } from '@/lib/domain/repair-rest'
import type { Result } from '@/lib/domain/result'
import type { Rolling, RollingRun } from '@/lib/domain/rolling-recycle'
import type { ScheduledTask } from '@/lib/domain/schedule'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { LoadBalancer, SecurityGroup, VirtualNetwork } from '@/lib/domain/subnet'
import type { PublicIpSnapshot, SubnetSnapshot } from '@/lib/domain/world'
import type { AllocationOrigin, Commit, Conflict, InventoryChange } from './commit'

/** One group and everything its plan depends on. */
export type GroupSnapshot = {
  /** The last event's number: the version of the world. */
  readonly seq: number
  readonly group: Group
  /** Every instance that is not deallocated, by ordinal. */
  readonly instances: readonly StatefulInstance[]
  /** Every VM that is not gone, by ordinal. */
  readonly vms: readonly PooledVm[]
}

export type NetworkSnapshot = {
  readonly seq: number
  readonly virtualNetworks: readonly VirtualNetwork[]
  readonly subnets: ReadonlyMap<string, SubnetSnapshot>
  readonly securityGroups: readonly SecurityGroup[]
  readonly loadBalancers: readonly LoadBalancer[]
  readonly publicIps: ReadonlyMap<string, PublicIpSnapshot>
}

export type EventQuery = {
  readonly groupId?: string
  readonly instanceId?: string
  readonly subnetId?: string
  readonly address?: string
  readonly interfaceId?: string
  readonly publicIpId?: string
  /** Who asked, by id. */
  readonly byId?: string
  /** The request over the network in which it was asked for. */
  readonly byRequest?: string
  readonly kinds?: readonly string[]
  /** Free text over why, ids and addresses, or the whole id of a request. */
  readonly text?: string
  /** Kinds whose why is not searched: whoever asks is not told it. */
  readonly whyUnsearched?: readonly string[]
  /** Only events before this number: pages run backwards from the newest. */
  readonly before?: number
  readonly after?: number
  /** By the clock, ISO 8601: from the one on, and before the other. */
  readonly since?: string
  readonly until?: string
  readonly limit: number
}

/** What retention removed at one time; `seq` is the last of it. */
export type LedgerCut = {
  readonly seq: number
  readonly hash: string
  readonly events: number
  readonly firstAt: string
  readonly lastAt: string
  readonly removedAt: string
  /** Who set for how long events are kept. */
  readonly byName: string | null
}

/** One past or present hold of one address (B5). */
export type HoldRecord = {
  readonly subnetId: string
  readonly address: string
  readonly holder: Holder
  readonly origin: AllocationOrigin | null
  readonly since: string
  readonly until: string | null
  readonly restsUntil: string | null
}

/** The one place where state is kept. Implemented by lib/storage. */
export interface Store {
  groupSnapshot(groupId: string): Promise<GroupSnapshot | null>
  /** Subnets and public IPs by id; without ids, those of the given region. */
  networkSnapshot(wanted: {
    subnetIds: readonly string[]
    publicIpIds: readonly string[]
  }): Promise<NetworkSnapshot>
  commit(commit: Commit): Promise<Result<{ readonly seq: number }, Conflict>>
  answered(key: string): Promise<{ readonly fingerprint: string; readonly answer: unknown } | null>

  /** Live holders of these addresses, by canonical text. */
  holdersOf(subnetId: string, addresses: readonly Address[]): Promise<ReadonlyMap<string, Holder>>
  /** Pool members of other groups among these addresses, by canonical text. */
  poolsOf(
    subnetId: string,
    addresses: readonly Address[],
  ): Promise<ReadonlyMap<string, { readonly groupId: string; readonly groupName: string }>>

  /** Deletions of what no instance has, that are not done. */
  runningDisposals(): Promise<readonly Disposal[]>
  runningOperations(): Promise<readonly Operation[]>
  /** Everything that is held for nobody running (B6). */
  heldForNobody(): Promise<readonly HeldThing[]>
  /** Groups with a resting pool member whose rest has ended, a deletion to finish, or a release to try again. */
  groupsToSettle(now: string): Promise<readonly string[]>
  /** Live groups that settling may change because a process was killed: what a new one begins with (B7). */
  unsettledGroups(): Promise<readonly string[]>
  /** Subnets in which an address has ended its rest by `now` (B4); each end is answered once. */
  takeEndedRests(now: string): readonly string[]
  liveGroupIds(cloud?: CloudName): Promise<readonly string[]>
  /** What live groups expect to find in their cloud, page by page: each page is read when it is asked for. */
  expected(cloud: CloudName, kind: ExpectedKind): AsyncIterable<readonly Expected[]>
  /** Those being deleted, too: what they still have is ours. */
  standingGroupIds(cloud?: CloudName): Promise<readonly string[]>
  /** By name; of all groups where none is named. */
  scheduledTasks(groupId: string | null): Promise<readonly ScheduledTask[]>
  settings(): Promise<AccountSettings>
  scheduledTask(taskId: string): Promise<ScheduledTask | null>
  /** Rolling recycles that have not ended, oldest first, without their items. */
  liveRollings(): Promise<readonly RollingRun[]>
  /** A run with the items of the batch that is under way or next, in their order. */
  rolling(runId: string): Promise<Rolling | null>

  /** Open ones, the longest first; of all groups and of none where no group is named. */
  openDrifts(groupId?: string): Promise<readonly DriftRecord[]>
  /** The latest first. */
  closedDrifts(limit: number): Promise<readonly DriftRecord[]>
  /** What Holdfast repaired without asking and a look found repaired, from `since` on, counted by what it was. */
  repairedByItself(since: string): Promise<readonly RepairedByItself[]>
  drift(driftId: string): Promise<DriftRecord | null>
  /** Interfaces that outlived their group because an operator chose to keep them. */
  keptInterfaceIds(): Promise<readonly string[]>

  inventory(): Promise<Inventory>
  /** The same with no interfaces in it, which are most of it. */
  inventoryBesideInterfaces(): Promise<Inventory>
  /** Its interfaces, page by page, by id: each page is read when it is asked for. */
  foreignInterfaces(): AsyncIterable<readonly ObservedInterface[]>
  applyInventory(change: InventoryChange): Promise<Result<{ readonly seq: number }, Conflict>>

  events(query: EventQuery): Promise<readonly Event[]>
  lastSeq(): Promise<number>
}

/**
 * What deciding, journaling and observing need of the store. A drill plays them on books of its own (lib/drill); the
 * rest of the store is for accounts, schedules and readers.
 */
export type Books = Pick<
  Store,
  | 'groupSnapshot'
  | 'networkSnapshot'
  | 'commit'
  | 'answered'
  | 'holdersOf'
  | 'poolsOf'
  | 'runningOperations'
  | 'liveGroupIds'
  | 'expected'
  | 'liveRollings'
  | 'rolling'
  | 'events'
>
