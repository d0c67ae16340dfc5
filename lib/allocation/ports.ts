import type { AccountSettings, SettingName } from '@/lib/domain/account-settings'
import type { Address } from '@/lib/domain/address'
import type { Cloud as CloudName, PublicIpSku } from '@/lib/domain/cloud-rules'
import type { Disposal } from '@/lib/domain/disposal'
import type { DriftRecord, RepairKind } from '@/lib/domain/drift'
import type { Event, NewEvent } from '@/lib/domain/event'
import type { KeptExplanation } from '@/lib/domain/explanation'
import type { Group } from '@/lib/domain/group'
import type { HeldThing } from '@/lib/domain/held'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { Holder } from '@/lib/domain/refusal'
import type { RepairedByItself } from '@/lib/domain/repair-rest'
import type { Result } from '@/lib/domain/result'
import type { Rolling, RollingItem, RollingRun } from '@/lib/domain/rolling-recycle'
import type { ScheduledTask, TaskOutcome } from '@/lib/domain/schedule'
import type { Origin, StatefulInstance } from '@/lib/domain/stateful-instance'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type { PublicIpSnapshot, SubnetSnapshot } from '@/lib/domain/world'

// ── The world, read ──────────────────────────────────────────────────────────────────────────────────────────────

export type { PublicIpSnapshot, Resting, SubnetSnapshot } from '@/lib/domain/world'

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

// ── The world, changed ───────────────────────────────────────────────────────────────────────────────────────────

/** A live allocation to be made. The unique index on (subnet, address) among live ones judges it (B1). */
export type NewAllocation = {
  readonly subnetId: string
  readonly address: Address
  readonly groupId: string
  readonly instanceId: string
  readonly origin: AllocationOrigin
  readonly at: string
  /** Its explanation: in the same commit, or in the one that decided it. */
  readonly whyId?: string | undefined
}

/** 'dynamic': the cloud chose it. What it says is so: a foreign hold of that address was over before. */
export type AllocationOrigin = Origin | 'dynamic'

export type ReleasedAllocation = {
  readonly subnetId: string
  readonly address: Address
  readonly groupId: string
  readonly at: string
  /** Null: no rest. */
  readonly restsUntil: string | null
}

/**
 * One command's change: all of it is written, or none. The store runs it as a few set-based statements and may
 * share a transaction with other commands that wait.
 */
export type Commit = {
  /** Answers the same request key with the same answer, for ever (idempotency). */
  readonly request: { readonly key: string; readonly fingerprint: string; readonly answer: unknown } | null
  /** The versions that the decision saw. Any difference refuses the whole commit. */
  readonly expect: readonly { readonly groupId: string; readonly version: number }[]
  /** Full rows, inserted or replaced; `version` is the new one. */
  readonly groups: readonly Group[]
  readonly instances: readonly StatefulInstance[]
  readonly vms: readonly PooledVm[]
  readonly allocated: readonly NewAllocation[]
  readonly released: readonly ReleasedAllocation[]
  /** Live allocations that outlive their instance because their interface is kept. */
  readonly kept: readonly {
    readonly subnetId: string
    readonly address: Address
    readonly interfaceId: string
    readonly groupName: string
  }[]
  /** Interfaces that were nobody's and are an instance's from now on; each hold that they had ends here. */
  readonly adopted: readonly {
    readonly interfaceId: string
    readonly subnetId: string
    readonly address: Address
    readonly at: string
  }[]
  /** Pool members that come and go; `position` is the place in the list. */
  readonly pooled: readonly {
    readonly groupId: string
    readonly subnetId: string
    readonly address: Address
    readonly position: number
  }[]
  readonly unpooled: readonly { readonly subnetId: string; readonly address: Address }[]
  readonly publicPooled: readonly {
    readonly groupId: string
    readonly publicIpId: string
    readonly position: number
  }[]
  readonly publicUnpooled: readonly { readonly publicIpId: string }[]
  readonly publicTaken: readonly {
    readonly publicIpId: string
    readonly groupId: string
    readonly instanceId: string
    readonly at: string
    readonly whyId?: string | undefined
  }[]
  readonly publicReleased: readonly { readonly publicIpId: string; readonly at: string }[]
  /** Public IPs that were made for a VM, and those of them that are deleted (Z7). */
  readonly publicCreated: readonly PublicIp[]
  readonly publicDeleted: readonly string[]
  /** Full rows, inserted or replaced. */
  readonly operations: readonly Operation[]
  /** Scheduled tasks of groups that are live; those of a group that is no longer go with it. */
  readonly tasksAdded: readonly ScheduledTask[]
  /** What a task says; its last outcome stays as it is. One that is gone stays gone. */
  readonly tasksChanged: readonly ScheduledTask[]
  readonly tasksRemoved: readonly { readonly taskId: string }[]
  /** What became of due times. `dueAfter` only ever moves on. */
  readonly taskOutcomes: readonly {
    readonly taskId: string
    readonly dueAfter: string
    readonly outcome: TaskOutcome
  }[]
  /** Full rows, inserted or replaced. One runs for each thing; none is begun of what is taken or gone. */
  readonly disposals: readonly Disposal[]
  /** Settings of the account that are changed. */
  readonly settings: readonly { readonly name: SettingName; readonly value: unknown }[]
  /** Full rows of what drifted, inserted or replaced. */
  readonly drifts: readonly DriftRecord[]
  /** Repairs that were begun, told on their rows. */
  readonly repairsBegun: readonly {
    readonly driftId: string
    readonly repair: RepairKind
    readonly at: string
    readonly by: 'operator' | 'holdfast'
  }[]
  readonly explained: readonly KeptExplanation[]
  /** Full rows, inserted or replaced. The index judges that a group has one live run. */
  readonly rollings: readonly RollingRun[]
  readonly rollingItems: readonly RollingItem[]
  readonly events: readonly NewEvent[]
}

export const EMPTY_COMMIT: Commit = {
  request: null,
  expect: [],
  groups: [],
  instances: [],
  vms: [],
  allocated: [],
  released: [],
  kept: [],
  adopted: [],
  pooled: [],
  unpooled: [],
  publicPooled: [],
  publicUnpooled: [],
  publicTaken: [],
  publicReleased: [],
  publicCreated: [],
  publicDeleted: [],
  operations: [],
  tasksAdded: [],
  tasksChanged: [],
  tasksRemoved: [],
  taskOutcomes: [],
  disposals: [],
  settings: [],
  drifts: [],
  repairsBegun: [],
  explained: [],
  rollings: [],
  rollingItems: [],
  events: [],
}

/** Which of the database's rules a commit broke. */
export type Conflict =
  | { readonly kind: 'address-held' }
  | { readonly kind: 'address-pooled' }
  | { readonly kind: 'public-ip-held' }
  | { readonly kind: 'public-ip-pooled' }
  | { readonly kind: 'name-taken' }
  | { readonly kind: 'rolling-live' }
  | { readonly kind: 'version-moved' }
  | { readonly kind: 'request-answered' }
  | { readonly kind: 'drift-open' }
  | { readonly kind: 'busy' }

/** What an inventory refresh changes: foreign holds and the network itself. Ours is never touched. */
export type InventoryChange = {
  readonly at: string
  readonly requestId: string
  /** Inserted or replaced by id. */
  readonly upsert: Inventory
  /** Ids that are gone. A foreign interface that is gone releases its addresses. */
  readonly remove: {
    readonly virtualNetworks: readonly string[]
    readonly subnets: readonly string[]
    readonly securityGroups: readonly string[]
    readonly publicIps: readonly string[]
    readonly loadBalancers: readonly string[]
    readonly interfaces: readonly string[]
  }
  /** The addresses that this frees rest until then (B4); null or not said: not at all. */
  readonly restsUntil?: string | null
  /** Journal entries of deletions that this ends. */
  readonly disposals?: readonly Disposal[]
  readonly events: readonly NewEvent[]
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
  readonly kinds?: readonly string[]
  /** Free text over why, ids and addresses. */
  readonly text?: string
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
  /** Those being deleted, too: what they still have is ours. */
  standingGroupIds(): Promise<readonly string[]>
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
  | 'liveRollings'
  | 'rolling'
  | 'events'
>

// ── The cloud ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * What a cloud answers when it does not do what was asked. `kind` is what Holdfast decides by; `code` and `message`
 * are the cloud's own words, kept for the operator.
 */
export type CloudError = {
  readonly kind:
    | 'throttled'
    /** It may or may not have happened: look, or repeat with the same token. */
    | 'outcome-unknown'
    | 'transient'
    | 'address-in-use'
    | 'address-invalid'
    | 'interface-in-use'
    | 'interface-missing'
    | 'machine-missing'
    | 'public-ip-in-use'
    | 'public-ip-missing'
    | 'capacity'
    | 'invalid'
  readonly code: string
  readonly message: string
}

export type CloudAnswer<T> = Promise<Result<T, CloudError>>

export type Page<T> = { readonly items: readonly T[]; readonly nextToken: string | null }

export type ObservedMachine = {
  readonly id: string
  readonly state: 'pending' | 'running' | 'shutting-down' | 'terminated'
  /** Null where the machine is in no zone in particular. */
  readonly zone: string | null
  /** Its primary interface. */
  readonly interfaceId: string | null
  readonly instanceId: string | null
  /** Why it ended, in the cloud's words, e.g. a spot interruption. */
  readonly stateReason: string | null
  readonly since: string
}

/** A public IP for one VM. `name` is its own in the resource group, so that it is found again. */
export type PublicIpWanted = {
  readonly clientToken: string
  readonly name: string
  readonly region: string
  readonly resourceGroup: string
  readonly sku: PublicIpSku
  readonly zones: readonly string[]
  readonly instanceId: string
  /** The interface that it is for: it is made in the same account. */
  readonly interfaceId: string
}

/** What Holdfast asks of a cloud. A real adapter and the simulated one fit it alike; cloud.contract.ts says how. */
export interface Cloud {
  createInterface(wanted: {
    clientToken: string
    /** Null: a dynamic address, which the cloud chooses and answers. */
    address: Address | null
    subnetId: string
    /** Of every kind. */
    securityGroupIds: readonly string[]
    description: string
    instanceId: string
    /** Where it is made; null in a cloud without resource groups. */
    resourceGroup: string | null
  }): CloudAnswer<{ readonly interfaceId: string; readonly address: Address }>
  /** Deleting what is gone succeeds. */
  deleteInterface(interfaceId: string): CloudAnswer<null>
  describeInterfaces(query: {
    ids?: readonly string[]
    instanceId?: string
    pageToken?: string | null
  }): CloudAnswer<Page<ObservedInterface>>
  /**
   * Launches with these interfaces, the primary first; they are not deleted with the machine. The market chooses among
   * `zones`; empty: the subnet says it, or it is in none.
   */
  launchMachine(wanted: {
    clientToken: string
    interfaceIds: readonly string[]
    imageId: string
    instanceTypes: readonly string[]
    zones: readonly string[]
    instanceId: string
    resourceGroup: string | null
  }): CloudAnswer<{ readonly machineId: string; readonly zone: string | null }>
  /** Terminating what is gone succeeds. */
  terminateMachine(machineId: string): CloudAnswer<null>
  describeMachines(query: {
    ids?: readonly string[]
    pageToken?: string | null
  }): CloudAnswer<Page<ObservedMachine>>
  /** A static public IP for one VM; `zones` empty: of no zone. Refused by a cloud whose public IPs are all pooled. */
  createPublicIp(
    wanted: PublicIpWanted,
  ): CloudAnswer<{ readonly publicIpId: string; readonly publicAddress: string }>
  /** Only one that carries our tag. Deleting what is gone succeeds. */
  deletePublicIp(publicIpId: string): CloudAnswer<null>
  /** Re-association is always refused: an address is never taken from someone else (A8). */
  associatePublicIp(wanted: { publicIpId: string; interfaceId: string }): CloudAnswer<null>
  /** Ends this association only: an address that someone else has by now stays theirs (A8), and that succeeds too. */
  disassociatePublicIp(wanted: { publicIpId: string; interfaceId: string }): CloudAnswer<null>
  describeVirtualNetworks(pageToken?: string | null): CloudAnswer<Page<VirtualNetwork>>
  describeSubnets(pageToken?: string | null): CloudAnswer<Page<Subnet>>
  describeSecurityGroups(pageToken?: string | null): CloudAnswer<Page<SecurityGroup>>
  /** All of them, or those of these ids that exist. */
  describePublicIps(pageToken?: string | null, ids?: readonly string[]): CloudAnswer<Page<PublicIp>>
  describeLoadBalancers(pageToken?: string | null): CloudAnswer<Page<LoadBalancer>>
}

/** The clouds that Holdfast works with, by name. */
export type Clouds = { readonly [name in CloudName]?: Cloud }

/** The cloud of a group. A group in a cloud that this process does not work with is a bug. */
export function cloudNamed(clouds: Clouds, name: CloudName): Cloud {
  const cloud = clouds[name]
  if (!cloud) throw new Error(`this process has no cloud named ${name}`)
  return cloud
}

// ── Time, chance, news ───────────────────────────────────────────────────────────────────────────────────────────

/** Time and randomness come in through here, so that tests decide them. */
export interface Surroundings {
  /** ISO 8601, UTC, milliseconds. */
  now(): string
  /** A seed for one plan, a 32-bit integer. */
  seed(): number
  /** `hexDigits` random lower-case hexadecimal digits, for ids. */
  id(hexDigits: number): string
  /** Resolves after `milliseconds`, or at once when `signal` aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}
