import { z } from 'zod'
import {
  applyTaskUndo,
  applyUndo,
  type PlannedTaskUndo,
  planTaskUndo,
  planUndo,
} from '@/lib/allocation/undo-change'
import type { ActionResult } from '@/lib/api/action-result'
import { planProofSchema, requestKeySchema } from '@/lib/api/schemas/commands'
import { undoNoteSentence } from '@/lib/api/undo-messages'
import type { PlanView } from '@/lib/api/views/plans'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result } from '@/lib/domain/result'
import type { Holdfast } from '@/lib/server/compose'
import { presentInTurns } from '@/lib/server/present/present-plan'
import { readPublicIpNames } from '@/lib/server/present/public-ip-names'
import { act } from './action'

/** Its work in the cloud may have begun to be told already, and that of others. */
const LATEST = 200

const seqSchema = z.number().int().min(1)

/** B3: what undoing the change that an event belongs to would do, in the world as it is now. */
export function planUndoing(seq: unknown): Promise<ActionResult<PlanView>> {
  return act(seqSchema, seq, planned)
}

async function planned(hold: Holdfast, seq: number): Promise<Result<PlanView, Refusal>> {
  const task = await planTaskUndo(hold.engine.allocation, hold.store.reads, seq)
  if (task) return task.ok ? ok(await presentTaskUndo(hold, task.value)) : task
  const found = await planUndo(hold.engine.allocation, hold.store.reads, seq)
  if (!found.ok) return found
  const { plan, undo } = found.value
  const view = await presentInTurns(plan, await readPublicIpNames(hold, plan))
  // What does not come back is read before what does: it is why one might not want the rest.
  const headline = `${found.value.undoes.why} ${view.headline}`
  return ok({ ...view, headline, warnings: [...undo.notes.map(undoNoteSentence), ...view.warnings] })
}

/** A task is no part of a group's plan: what becomes of it is one line. */
async function presentTaskUndo({ store }: Holdfast, undo: PlannedTaskUndo): Promise<PlanView> {
  const { groupId, now, into } = undo
  const group = await store.reads.groupRecord(groupId)
  const name = (into ?? now)?.name ?? ''
  const [sym, tone, text] =
    into === null
      ? (['−', 'warn', `“${name}” is removed.`] as const)
      : now === null
        ? (['+', 'good', `“${name}” is added again, and is first due after now.`] as const)
        : (['✓', 'calm', `“${name}” says again what it said before.`] as const)
  const line = { sym, tone, text, address: null, instanceId: null, part: false }
  return {
    ...{
      groupId,
      groupName: group?.config.name ?? groupId,
      headline: `${undo.undoes.why} ${text}`,
      members: 'instances',
    },
    ...{ summary: [line], lines: [], moreLines: 0, disruption: 'none', taken: [], empty: false },
    warnings: undo.notes.map(undoNoteSentence),
    proof: { seed: 0, seq: await store.lastSeq(), groupVersion: group?.version ?? 0, digest: undo.digest },
  }
}

/** By what a change that was just applied is asked back; null where nothing of it is told. */
export async function undoOf(
  { store }: Pick<Holdfast, 'store'>,
  groupId: string,
  requestId: string,
): Promise<{ readonly groupId: string; readonly seq: number } | null> {
  const events = await store.events({ groupId, limit: LATEST })
  const event = events.find((one) => one.requestId === requestId && one.actor === 'operator')
  return event ? { groupId, seq: event.seq } : null
}

const applyInput = z.object({ seq: seqSchema, requestKey: requestKeySchema, proof: planProofSchema })

export function applyUndoing(
  seq: unknown,
  requestKey: unknown,
  proof: unknown,
): Promise<ActionResult<{ groupId: string }>> {
  return act(applyInput, { seq, requestKey, proof }, async (hold, parsed) => {
    const { engine, store } = hold
    const { seq, requestKey, proof } = parsed
    const how = { requestKey, digest: proof.digest }
    const applied =
      (await applyTaskUndo(engine.allocation, store.reads, seq, how)) ??
      (await applyUndo(engine.allocation, store.reads, seq, parsed))
    if (applied.ok) {
      const undo = await undoOf(hold, applied.value.groupId, parsed.requestKey)
      return { ...applied, message: 'The change was undone.', undo }
    }
    if (applied.refusal.kind !== 'stale-plan') return applied
    const fresh = await planned(hold, parsed.seq)
    return { ...applied, freshPlan: fresh.ok ? fresh.value : null }
  })
}
