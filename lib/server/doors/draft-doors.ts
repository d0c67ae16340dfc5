import { z } from 'zod'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { DRAFT_ID } from '@/lib/api/schemas/commands'
import { draftValuesSchema } from '@/lib/api/schemas/wizard-draft'
import { type DraftOpening, type DraftView, WIZARD_STEPS } from '@/lib/api/views/groups'
import { refuse } from '@/lib/domain/result'
import { type Holdfast, newId } from '@/lib/server/compose'
import { presentDraft } from '@/lib/server/reads/groups'
import { draftOwner, isSomebodyElses, ownDraft } from '@/lib/server/reads/own-drafts'
import { act } from './action'

const id = z.string().min(1).max(128)

const draftInput = z.object({
  draftId: id.nullable(),
  groupId: id.nullable(),
  revision: z.number().int().min(0),
  step: z.enum(WIZARD_STEPS),
  values: draftValuesSchema,
})

export function saveDraft(input: unknown): Promise<ActionResult<DraftView>> {
  return act(draftInput, input, async ({ store }, { draftId, groupId, revision, values, step }) => {
    if (groupId !== null && (await store.reads.groupRecord(groupId))?.state !== 'live')
      return refuse({ kind: 'unknown-group', groupId })
    const ownerId = draftOwner()
    if (draftId === null) {
      const created = await store.reads.createDraft({
        id: `${DRAFT_ID}${newId(32)}`,
        ownerId,
        groupId,
        values,
        step,
      })
      return created.ok ? { ok: true, value: presentDraft(created.value) } : created
    }
    if (await isSomebodyElses({ store }, draftId)) return refuse({ kind: 'unknown-draft', draftId })
    const saved = await store.reads.saveDraft({ id: draftId, ownerId, revision, values, step })
    return saved.ok ? { ok: true, value: presentDraft(saved.value) } : saved
  })
}

/** What one has typed is one's own to throw away. What is nobody's may have been somebody else's: that is told. */
export function discardDraft(draftId: unknown): Promise<ActionResult<null>> {
  return act(id, draftId, async ({ store, engine }, parsed) => {
    const draft = await ownDraft({ store }, parsed)
    if (draft) await store.reads.removeDraft(parsed)
    if (draft && draft.ownerId !== draftOwner())
      await recordEvent(engine.allocation, {
        kind: 'draft-discarded',
        why: 'It was nobody’s: begun without login, or by a person who was removed since.',
        before: { draft: parsed, step: draft.step },
      })
    return { ok: true, value: null, message: 'The draft is discarded.' }
  })
}

/**
 * What a link to a draft leads to. A draft becomes a group once: its id is the key of the request that makes it
 * (applyWizard). So it is known which group that was, also when the answer never reached the browser (B7).
 * `groupId`: the group that the page edits, null on the page that creates; a draft of another one is not this page's.
 */
export async function openDraft(
  { store }: Holdfast,
  draftId: string,
  groupId: string | null,
): Promise<DraftOpening> {
  const [stored, answered] = await Promise.all([ownDraft({ store }, draftId), store.answered(draftId)])
  const draft = stored && stored.groupId === groupId ? presentDraft(stored) : null
  const made = madeOf.safeParse(answered?.answer)
  if (!made.success) return draft ? { kind: 'open', draft } : { kind: 'gone' }
  const record = await store.reads.groupRecord(made.data.groupId)
  const group = record && { id: made.data.groupId, name: record.config.name, live: record.state === 'live' }
  return { kind: 'became', group, draft }
}

const madeOf = z.object({ groupId: id })
