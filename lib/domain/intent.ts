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
  | { readonly kind: 'settle' }

/** A difference as a repair of it needs to know it. */
export type DriftTarget = Omit<
  DriftRecord,
  'key' | 'source' | 'closedAt' | 'outcome' | 'repair' | 'repairAt' | 'repairBy'
>
