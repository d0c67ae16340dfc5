import type { Address } from './address'
import type { Placed } from './decision'
import type { DriftRecord, RepairKind } from './drift'
import type { GroupConfig } from './group'

/** What is asked of a group: by its operator, by the cloud (`interrupted`, `interface-lost`), or by time (`settle`). */
export type Intent =
  | { readonly kind: 'create'; readonly config: GroupConfig; readonly resumePool: boolean }
  | { readonly kind: 'edit'; readonly config: GroupConfig }
  | { readonly kind: 'resume'; readonly instanceIds: readonly string[] }
  | { readonly kind: 'pause'; readonly instanceIds: readonly string[] }
  | { readonly kind: 'recycle'; readonly instanceIds: readonly string[] }
  | {
      readonly kind: 'deallocate'
      readonly instanceIds: readonly string[]
      readonly afterwards: 'replace' | 'lower-target'
    }
  | { readonly kind: 'scale'; readonly target: number; readonly resumePaused: boolean }
  | { readonly kind: 'resume-to-target' }
  | { readonly kind: 'delete-group'; readonly interfaces: 'keep' | 'delete' }
  | { readonly kind: 'interrupted'; readonly instanceIds: readonly string[] }
  | { readonly kind: 'interface-lost'; readonly instanceIds: readonly string[] }
  /** Something that drifted is put right in the way that was chosen. */
  | { readonly kind: 'repair'; readonly drift: DriftTarget; readonly repair: RepairKind }
  /** Lets go of paused instances, and of what failed, without anything coming in their place that is not needed. */
  | { readonly kind: 'release'; readonly instanceIds: readonly string[] }
  /** Puts the public IPs of paused instances back into their pool. */
  | { readonly kind: 'give-back'; readonly instanceIds: readonly string[] }
  /** Interfaces that are nobody's become those of paused instances, with the same addresses. */
  | { readonly kind: 'adopt'; readonly interfaces: readonly AdoptedInterface[] }
  /**
   * Takes a change back (`undo` says how): the configuration as it is to be, or null where it stays; whom to resume and
   * whom to pause, and no others; addresses on which an instance is made again.
   */
  | {
      readonly kind: 'put-back'
      readonly config: GroupConfig | null
      readonly resume: readonly string[]
      readonly pause: readonly string[]
      readonly again: readonly Placed[]
    }
  | { readonly kind: 'settle' }

/** A difference as a repair of it needs to know it. */
export type DriftTarget = Omit<
  DriftRecord,
  'key' | 'source' | 'closedAt' | 'outcome' | 'repair' | 'repairAt' | 'repairBy'
>

export type AdoptedInterface = {
  readonly interfaceId: string
  readonly subnetId: string
  readonly address: Address
}
