import type { AccountRefusal } from './account-refusal'
import type { MovedSetting } from './account-settings'
import type { CapRefusal } from './cap'
import type { Cloud, PublicIpSku } from './cloud-rules'
import type { RepairKind } from './drift'
import type { DrillProblem } from './drill'
import type { HeldUnable } from './held'
import type { NicProblem } from './nic-problem'
import type { VmAction, VmState } from './pooled-vm'
import type { HeadroomFact } from './rolling-headroom'
import type { RollingCommand, RollingState } from './rolling-recycle'
import type { InstanceCommand, InstanceState } from './stateful-instance'
import type { TokenRefusal } from './token-refusal'
import type { UndoObstacle } from './undo'

/** Who holds an address or a public IP, in words that can be shown and linked. */
export type Holder =
  | {
      readonly kind: 'instance'
      readonly instanceId: string
      readonly groupId: string
      readonly groupName: string
    }
  /** Someone else's: an interface that Holdfast did not make. `description` is the cloud's own. */
  | {
      readonly kind: 'foreign'
      readonly interfaceId: string | null
      readonly machineId: string | null
      readonly description: string
    }
  /** An interface of ours that outlived its group because the operator chose to keep it. */
  | { readonly kind: 'kept'; readonly interfaceId: string; readonly groupName: string }

/** Why a private IP pool member cannot be used (B2). `suggestion` is the nearest address that can. */
export type MemberProblem =
  | { readonly kind: 'outside-subnets'; readonly member: string; readonly subnets: readonly string[] }
  | {
      readonly kind: 'reserved'
      readonly member: string
      readonly cidr: string
      readonly cloudLabel: string
      readonly suggestion: string | null
    }
  | { readonly kind: 'listed-twice'; readonly member: string }
  | {
      readonly kind: 'held'
      readonly member: string
      readonly holder: Holder
      readonly suggestion: string | null
    }
  | {
      readonly kind: 'other-pool'
      readonly member: string
      readonly groupId: string
      readonly groupName: string
      readonly suggestion: string | null
    }
  | { readonly kind: 'unreadable'; readonly member: string; readonly why: AddressTextProblem }
  | { readonly kind: 'wrong-family'; readonly member: string }

/** Why a text is not an address, a range or a CIDR. */
export type AddressTextProblem =
  | 'empty'
  | 'not-an-address'
  | 'leading-zero'
  | 'octet-too-large'
  | 'not-a-prefix'
  | 'prefix-too-long'
  | 'host-bits-set'
  | 'range-reversed'
  | 'mixed-families'
  | 'zone-id'

/** Why a public IP pool member cannot be used. */
export type PublicIpProblem =
  | { readonly kind: 'unknown-public-ip'; readonly publicIpId: string }
  | { readonly kind: 'public-ip-other-region'; readonly publicIpId: string; readonly region: string }
  | {
      readonly kind: 'public-ip-held'
      readonly publicIpId: string
      readonly address: string
      readonly holder: Holder
    }
  | {
      readonly kind: 'public-ip-other-pool'
      readonly publicIpId: string
      readonly address: string
      readonly groupId: string
      readonly groupName: string
    }
  | { readonly kind: 'public-ip-listed-twice'; readonly publicIpId: string }
  /** Z8: the cloud may change its address at any time. */
  | { readonly kind: 'public-ip-dynamic'; readonly publicIpId: string; readonly address: string }
  | {
      readonly kind: 'public-ip-other-sku'
      readonly publicIpId: string
      readonly address: string
      readonly sku: PublicIpSku
      readonly wanted: PublicIpSku
    }
  | {
      readonly kind: 'public-ip-outside-zones'
      readonly publicIpId: string
      readonly address: string
      /** Its own; none for a public IP of no zone. */
      readonly zones: readonly string[]
      readonly wanted: readonly string[]
    }

/**
 * Everything that Holdfast refuses, with the data that its sentence needs.
 * `lib/api/messages.ts` holds the sentences; nobody else words one.
 */
export type Refusal =
  | {
      readonly kind: 'invalid'
      readonly problems: readonly { readonly path: string; readonly message: string }[]
    }
  | { readonly kind: 'members'; readonly problems: readonly MemberProblem[]; readonly total: number }
  | { readonly kind: 'public-ips'; readonly cloud: Cloud; readonly problems: readonly PublicIpProblem[] }
  /** Of a pooled group's interfaces; `problems` are the first, `total` counts all. */
  | {
      readonly kind: 'nics'
      readonly cloud: Cloud
      readonly problems: readonly NicProblem[]
      readonly total: number
    }
  | {
      readonly kind: 'network-of-other-region'
      readonly cloud: Cloud
      readonly name: string
      readonly region: string
      readonly wanted: string
    }
  | { readonly kind: 'name-taken'; readonly name: string; readonly groupId: string }
  | { readonly kind: 'no-persistence' }
  | {
      readonly kind: 'capacity-order'
      readonly minimum: number
      readonly target: number
      readonly maximum: number
    }
  | { readonly kind: 'overflow-refused'; readonly target: number; readonly poolSize: number }
  | {
      readonly kind: 'subnets-full'
      readonly needed: number
      readonly free: number
      readonly cidrs: readonly string[]
    }
  | { readonly kind: 'unknown-group'; readonly groupId: string }
  | { readonly kind: 'group-deleting'; readonly groupId: string; readonly name: string }
  | { readonly kind: 'unknown-instance'; readonly instanceId: string }
  | { readonly kind: 'unknown-subnet'; readonly subnetId: string }
  | { readonly kind: 'unknown-virtual-network'; readonly cloud: Cloud; readonly virtualNetworkId: string }
  | {
      readonly kind: 'subnet-elsewhere'
      readonly cloud: Cloud
      readonly subnetId: string
      readonly virtualNetworkId: string
    }
  /** A group with instances cannot move: an interface never leaves its subnet. */
  | {
      readonly kind: 'network-fixed'
      readonly cloud: Cloud
      readonly virtualNetworkId: string
      readonly instances: number
    }
  | { readonly kind: 'unknown-security-group'; readonly cloud: Cloud; readonly securityGroupId: string }
  | {
      readonly kind: 'wrong-state'
      readonly instanceId: string
      readonly command: InstanceCommand
      readonly state: InstanceState
      readonly allowed: readonly InstanceState[]
    }
  | {
      readonly kind: 'vm-wrong-state'
      readonly vmId: string
      readonly action: VmAction
      readonly state: VmState
      readonly allowed: readonly VmState[]
    }
  /** What its VMs have no counterpart of: they borrow addresses, and nothing of them is paused. */
  | {
      readonly kind: 'not-for-pooled'
      readonly verb: 'resume' | 'pause' | 'resume-to-target' | 'interface-lost' | 'give-back' | 'adopt'
      readonly groupName: string
    }
  | { readonly kind: 'at-maximum'; readonly maximum: number; readonly groupName: string }
  /** B3: the world moved since the plan was made. `moved` says what, oldest first. */
  | { readonly kind: 'stale-plan'; readonly moved: readonly { readonly at: string; readonly what: string }[] }
  /** The race was lost too often in a row; nothing was changed. */
  | { readonly kind: 'busy'; readonly attempts: number }
  /** The same request key came with other content. */
  /** It was repaired, or is no more, or is not what the plan was made for. */
  | { readonly kind: 'drift-over'; readonly driftId: string }
  | { readonly kind: 'repair-not-for'; readonly repair: RepairKind }
  | { readonly kind: 'request-key-reused'; readonly key: string }
  | { readonly kind: 'unknown-draft'; readonly draftId: string }
  | { readonly kind: 'draft-moved'; readonly draftId: string; readonly savedAt: string }
  /** Somebody else changed settings that this change had seen otherwise. */
  | { readonly kind: 'settings-moved'; readonly moved: readonly MovedSetting[] }
  | { readonly kind: 'unknown-task'; readonly taskId: string }
  /** Recycling is for groups whose instances keep an identity. */
  | { readonly kind: 'task-not-for-group'; readonly groupName: string }
  | { readonly kind: 'too-many-tasks'; readonly most: number; readonly groupName: string }
  /** Without Maintain private IP a group keeps no interface. */
  | { readonly kind: 'adopts-nothing'; readonly groupName: string }
  | {
      readonly kind: 'outside-group'
      readonly interfaceId: string
      readonly subnetId: string
      readonly groupName: string
    }
  /** It is not listed any more: somebody has it, or it is gone. */
  | { readonly kind: 'not-held'; readonly interfaceId: string }
  | { readonly kind: 'pooled-elsewhere'; readonly interfaceId: string }
  | { readonly kind: 'held-unable'; readonly id: string; readonly why: HeldUnable }
  | { readonly kind: 'unknown-disposal'; readonly disposalId: string }
  /** Nothing that was asked for runs. */
  | { readonly kind: 'rolling-empty'; readonly groupName: string }
  | {
      readonly kind: 'rolling-batch'
      readonly batchSize: number
      readonly most: number
      readonly by: 'limit' | 'unavailable'
    }
  | {
      readonly kind: 'rolling-minimum'
      readonly groupName: string
      readonly running: number
      readonly maximumUnavailable: number
      readonly minimum: number
    }
  /** `fits`: the largest batch for which there is room. */
  | {
      readonly kind: 'rolling-headroom'
      readonly batchSize: number
      readonly fits: number
      readonly facts: readonly HeadroomFact[]
    }
  | { readonly kind: 'rolling-live'; readonly groupName: string }
  /** Beside a live run: `down` are, `after` would be, and it allows `most`. Pooled: so many are replaced at once. */
  | {
      readonly kind: 'rolling-limit'
      readonly groupName: string
      readonly pooled: boolean
      readonly down: number
      readonly after: number
      readonly most: number
      readonly batch: number
      readonly batches: number
    }
  | { readonly kind: 'unknown-rolling'; readonly runId: string }
  | { readonly kind: 'rolling-wrong-state'; readonly command: RollingCommand; readonly state: RollingState }
  | { readonly kind: 'drill'; readonly problem: DrillProblem }
  | { readonly kind: 'cannot-undo'; readonly why: UndoObstacle }
  | { readonly kind: 'cloud'; readonly operation: string; readonly code: string; readonly message: string }
  | AccountRefusal
  | TokenRefusal
  | CapRefusal
  /** Maintenance: nothing is changed. `by` is null where Holdfast was started so. */
  | { readonly kind: 'read-only'; readonly by: string | null; readonly since: string }
  /** Holdfast was asked to end. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'unexpected'; readonly errorId: string }

export type RefusalKind = Refusal['kind']
