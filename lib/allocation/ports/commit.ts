import type { SettingName, STARTED_READ_ONLY } from '@/lib/domain/account-settings'
import type { Address } from '@/lib/domain/address'
import type { Disposal } from '@/lib/domain/disposal'
import type { DriftRecord, RepairKind } from '@/lib/domain/drift'
import type { NewEvent } from '@/lib/domain/event'
import type { KeptExplanation } from '@/lib/domain/explanation'
import type { Group } from '@/lib/domain/group'
import type { Inventory } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { RollingItem, RollingRun } from '@/lib/domain/rolling-recycle'
import type { ScheduledTask, TaskOutcome } from '@/lib/domain/schedule'
import type { Origin, StatefulInstance } from '@/lib/domain/stateful-instance'
import type { PublicIp } from '@/lib/domain/subnet'
import type { AccountChange } from './accounts'

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
  readonly settings: readonly {
    readonly name: SettingName | typeof STARTED_READ_ONLY
    readonly value: unknown
  }[]
  /** In their order: each is judged as those before it left people, links and tokens. */
  readonly accounts: readonly AccountChange[]
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
  accounts: [],
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
  /** Somebody's account, a link or a token is no longer as the decision saw it. */
  | { readonly kind: 'account-moved' }
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

/** An inventory refresh that finds nothing gone. */
export const NOTHING_GONE: InventoryChange['remove'] = {
  virtualNetworks: [],
  subnets: [],
  securityGroups: [],
  publicIps: [],
  loadBalancers: [],
  interfaces: [],
}
