import type { Address } from './address'
import type { Cloud } from './cloud-rules'
import type { DriftFacts, DriftKind, RepairKind } from './drift'
import type { GroupConfig } from './group'
import type { PooledVm, VmNic, VmPublicIp } from './pooled-vm'
import type { InstanceCommand, Origin, StatefulInstance } from './stateful-instance'

/** Why an instance changes, for the plan's sentence and the event's `why`. */
export type Cause =
  | 'pool-member'
  | 'overflow'
  | 'random-capacity'
  | 'refill'
  | 'asked'
  | 'resume-to-target'
  | 'target-lowered'
  | 'member-removed'
  | 'maintain-cleared'
  | 'member-returned'
  | 'interruption'
  | 'group-deleted'
  | 'replaced-on-request'
  | 'below-target'
  | 'retried'
  | 'repair'
  | 'adopted'
  | 'release-retried'
  | 'retention-ended'
  | 'undone'

/**
 * One thing that will be different. A plan is a list of these; the store writes nothing that is not in one.
 * Each names the instance by id, so that the plan that was reviewed and the one that is applied can be compared.
 */
export type Change =
  | { readonly kind: 'create-group'; readonly config: GroupConfig }
  | { readonly kind: 'edit-group'; readonly before: GroupConfig; readonly after: GroupConfig }
  | { readonly kind: 'delete-group'; readonly keepInterfaces: boolean }
  | { readonly kind: 'set-target'; readonly from: number; readonly to: number; readonly cause: Cause }
  | {
      readonly kind: 'create-instance'
      readonly instanceId: string
      readonly origin: Origin
      readonly subnetId: string | null
      readonly address: Address | null
      /** 'active': launched at once; 'paused': waits for Resume. */
      readonly desired: 'active' | 'paused'
      readonly cause: Cause
    }
  | {
      readonly kind: 'command-instance'
      readonly instanceId: string
      readonly command: InstanceCommand
      readonly cause: Cause
      readonly address: Address | null
      readonly keepInterface: boolean
    }
  | {
      readonly kind: 'retain-instance'
      readonly instanceId: string
      readonly cause: Cause
      readonly address: Address
    }
  | {
      readonly kind: 'adopt-instance'
      readonly instanceId: string
      readonly cause: Cause
      readonly address: Address
    }
  | {
      readonly kind: 'take-public-ip'
      readonly instanceId: string
      readonly publicIpId: string
      readonly publicAddress: string
    }
  | {
      readonly kind: 'release-public-ip'
      readonly instanceId: string
      readonly publicIpId: string
      readonly publicAddress: string
    }
  /** An instance that exists draws an address: a floating one for its next machine, or for good. */
  | {
      readonly kind: 'take-address'
      readonly instanceId: string
      readonly subnetId: string
      readonly address: Address
    }
  | {
      readonly kind: 'release-address'
      readonly instanceId: string
      readonly subnetId: string
      readonly address: Address
    }

  /** What drifted is put right. `found` is what the plan was made for: where that moves, the plan is another one (B3). */
  | {
      readonly kind: 'repair'
      readonly driftId: string
      readonly drift: DriftKind
      readonly repair: RepairKind
      readonly instanceId: string | null
      readonly interfaceId: string | null
      readonly machineId: string | null
      readonly publicIpId: string | null
      readonly found: DriftFacts
    }

  /** A VM that will be launched, with what it takes and why (Z5, Z6). */
  | {
      readonly kind: 'create-vm'
      readonly vmId: string
      readonly cause: Cause
      readonly replacesId: string | null
      readonly nics: readonly VmNic[]
    }
  /** A VM that goes: pool members are released, pool public IPs kept, dynamic ones deleted (Z5, Z7). */
  | {
      readonly kind: 'remove-vm'
      readonly vmId: string
      readonly cause: Cause
      readonly nics: readonly VmNic[]
    }
  /** The market has chosen its zone: now it is known which public IP fits (Z6). */
  | {
      readonly kind: 'choose-public-ip'
      readonly vmId: string
      readonly nic: string
      readonly zone: string | null
      readonly chosen: VmPublicIp
    }

/** What the operator should know before agreeing. */
export type Warning =
  | { readonly kind: 'public-ips-exhausted'; readonly instanceIds: readonly string[] }
  | { readonly kind: 'waiting-for-members'; readonly count: number; readonly target: number }
  | { readonly kind: 'member-resting'; readonly member: string; readonly until: string }
  | { readonly kind: 'member-held'; readonly member: string }
  | { readonly kind: 'subnets-full'; readonly missing: number }
  | { readonly kind: 'public-ip-retained'; readonly publicIpId: string; readonly instanceId: string }
  /** Z5, Z6: that many interfaces of this name take a dynamic address, because no pool member is free. */
  | {
      readonly kind: 'pool-exhausted'
      readonly nic: string
      readonly pool: 'private' | 'public'
      readonly count: number
    }
  | { readonly kind: 'below-minimum'; readonly active: number; readonly minimum: number }
  /** A rolling recycle of the group is under way and allows `most` down; `down` are, and `after` would be. */
  | {
      readonly kind: 'beside-rolling'
      readonly down: number
      readonly after: number
      readonly most: number
      readonly batch: number
      readonly batches: number
    }

/** none: no machine stops; restarts: machines are replaced or paused; terminates: identities end. */
export type Disruption = 'none' | 'restarts' | 'terminates'

/**
 * What a command will do, decided from a snapshot and changing nothing (B3).
 *
 * `seed` fixes its random choices: planning the same command again from the same world gives the same plan.
 * `seen` is the world it saw: the last event and the group's version. `digest` stands for its changes; applying
 * compares digests and, where they differ, shows the events after `seen.seq` (B3).
 */
export type Plan = {
  readonly groupId: string
  readonly groupName: string
  readonly cloud: Cloud
  readonly seed: number
  readonly seen: { readonly seq: number; readonly groupVersion: number }
  readonly digest: string
  readonly changes: readonly Change[]
  readonly warnings: readonly Warning[]
  readonly disruption: Disruption
  /** The group's instances as they will stand once the decision is stored, before the cloud work. */
  readonly instances: readonly StatefulInstance[]
  readonly vms: readonly PooledVm[]
  /** VMs that this decision lets go, and that leave only at the end of their launch, or when their successor runs. */
  readonly leaveLater: readonly string[]
}

/** How much a plan disturbs what runs. */
export function disruptionOf(changes: readonly Change[]): Disruption {
  let disruption: Disruption = 'none'
  for (const change of changes) {
    if (change.kind === 'delete-group' || change.kind === 'remove-vm') return 'terminates'
    if (change.kind !== 'command-instance') continue
    if (change.command === 'deallocate') return 'terminates'
    if (change.command !== 'resume') disruption = 'restarts'
  }
  return disruption
}
