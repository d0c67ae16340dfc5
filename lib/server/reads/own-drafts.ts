import type { Draft, DraftsOf } from '@/lib/allocation/ports/drafts'
import { asking } from '@/lib/server/asking'
import type { Holdfast } from '@/lib/server/compose'

/*
 * A draft is its owner's and nobody else's: another person's answers like one that is not there. What was begun
 * without login, before drafts had owners, or by a person who was removed is nobody's: admins see it, as does whoever
 * runs Holdfast without login, and it becomes the draft of the first of them who saves it. Others find nothing of it.
 */

/** Who would own what is saved or uploaded now; null in the open mode, where there is one operator and no account. */
export function draftOwner(): string | null {
  const me = asking()
  return me === null || me.kind === 'local' ? null : me.id
}

/** Whether who asks may have what is nobody's. */
const mayTakeOver = (): boolean => asking()?.role === 'admin'

export const isOwn = ({ ownerId }: Pick<Draft, 'ownerId'>): boolean =>
  ownerId === null ? mayTakeOver() : ownerId === draftOwner()

/** Which drafts who asks is shown. */
export const ownDrafts = (): DraftsOf => ({ ownerId: draftOwner(), nobodys: mayTakeOver() })

export async function ownDraft({ store }: Pick<Holdfast, 'store'>, draftId: string): Promise<Draft | null> {
  const draft = await store.reads.draft(draftId)
  return draft && isOwn(draft) ? draft : null
}

/** Whether this would take from somebody what is theirs. */
export async function isSomebodyElses(hold: Pick<Holdfast, 'store'>, draftId: string): Promise<boolean> {
  const draft = await hold.store.reads.draft(draftId)
  return draft !== null && !isOwn(draft)
}
