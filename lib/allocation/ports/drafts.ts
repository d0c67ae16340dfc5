import type { CapRefusal } from '@/lib/domain/cap'
import type { Result } from '@/lib/domain/result'

/** A wizard left half-way (B7). `values` is kept exactly as typed. */
export type Draft = {
  readonly id: string
  /** Whose it is; null: nobody's, until an admin saves it. */
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

/** Whose drafts: this person's; `nobodys`: those without owner, too. */
export type DraftsOf = { readonly ownerId: string | null; readonly nobodys: boolean }

/** What the wizard's drafts are kept with: rows of their own that no plan depends on. */
export interface DraftShelf {
  /** Newest first. */
  drafts(of?: DraftsOf): Promise<readonly Draft[]>
  draft(draftId: string): Promise<Draft | null>
  draftCount(of: DraftsOf): Promise<number>
  /** Refuses where its owner has as many as one may have; counted and written in one statement. */
  createDraft(draft: {
    readonly id: string
    readonly ownerId?: string | null
    readonly groupId: string | null
    readonly values: unknown
    readonly step: string
  }): Promise<Result<Draft, CapRefusal>>
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
}
