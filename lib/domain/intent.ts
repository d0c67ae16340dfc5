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
  | { readonly kind: 'settle' }
