import type { Draft } from '@/lib/allocation/ports/drafts'
import { asking } from './asking'
import type { Holdfast } from './compose'

/*
 * A draft is its owner's and nobody else's: another person's answers like one that is not there. What was begun
 * without login, or before drafts had owners, is anybody's who may edit, until one of them saves it.
 */

/** Who would own what is saved or uploaded now; null in the open mode, where there is one operator and no account. */
export function draftOwner(): string | null {
  const me = asking()
  return me === null || me.kind === 'local' ? null : me.id
}

export const isOwn = ({ ownerId }: Pick<Draft, 'ownerId'>): boolean =>
  ownerId === null || ownerId === draftOwner()

export async function ownDraft({ store }: Pick<Holdfast, 'store'>, draftId: string): Promise<Draft | null> {
  const draft = await store.reads.draft(draftId)
  return draft && isOwn(draft) ? draft : null
}

/** Whether this would take from somebody what is theirs. */
export async function isSomebodyElses(hold: Pick<Holdfast, 'store'>, draftId: string): Promise<boolean> {
  const draft = await hold.store.reads.draft(draftId)
  return draft !== null && !isOwn(draft)
}
