import { z } from 'zod'
import { applyIntent } from '@/lib/allocation/command'
import { beginDisposals, callOffDisposal, chooseForDisposal } from '@/lib/allocation/dispose'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { planProofSchema, requestKeySchema } from '@/lib/api/schemas/commands'
import { type HeldCommand, heldCommandSchema, type TryNow, tryNowSchema } from '@/lib/api/schemas/held'
import type { PlanProof, PlanView } from '@/lib/api/views/plans'
import type { Holdfast } from '@/lib/server/compose'
import { type Answered, act } from './action'
import { applyParts, STALE } from './apply-held'
import { digestOfThings, partsOf, planDeletion, planParts, presentParts } from './plan-held'

export function planHeld(command: unknown): Promise<ActionResult<PlanView>> {
  return act(heldCommandSchema, command, (hold, parsed) => plan(hold, parsed))
}

async function plan(hold: Holdfast, command: HeldCommand): Promise<Answered<PlanView>> {
  if (command.kind === 'delete') return planDeletion(hold, command.ids)
  const parts = await partsOf(hold, command)
  if (!parts.ok) return parts
  const seed = hold.engine.allocation.surroundings.seed()
  const plans = await planParts(hold, parts.value, seed)
  return plans.ok ? { ok: true, value: await presentParts(hold, plans.value, seed) } : plans
}

const applyInput = z.object({
  command: heldCommandSchema,
  requestKey: requestKeySchema,
  proof: planProofSchema,
})

export function applyHeld(
  command: unknown,
  requestKey: unknown,
  proof: unknown,
): Promise<ActionResult<{ done: number }>> {
  return act(applyInput, { command, requestKey, proof }, async (hold, parsed) => {
    const { command: asked, proof: seen } = parsed
    const applied =
      asked.kind === 'delete'
        ? await applyDeletion(hold, asked.ids, seen)
        : await applyParts(hold, asked, parsed.requestKey, seen)
    if (applied.ok || applied.refusal.kind !== 'stale-plan') return applied
    const fresh = await plan(hold, asked)
    return { ...applied, freshPlan: fresh.ok ? fresh.value : null }
  })
}

async function applyDeletion(
  hold: Holdfast,
  ids: readonly string[],
  proof: PlanProof,
): Promise<Answered<{ done: number }>> {
  const { allocation, disposing } = hold.engine
  const running = new Set((await hold.store.runningDisposals()).map(({ resourceId }) => resourceId))
  // Asked once more after a lost answer: what is being deleted by now was agreed to then.
  if (ids.every((id) => running.has(id))) return { ok: true, value: { done: ids.length } }
  const chosen = await chooseForDisposal(allocation, ids)
  if (!chosen.ok) return chosen
  if (digestOfThings(chosen.value) !== proof.digest) return STALE
  const begun = await beginDisposals(allocation, ids, disposing.begin)
  if (!begun.ok) return begun
  return { ok: true, value: { done: begun.value.length }, message: 'It is being deleted in the cloud.' }
}

/** Does now what was to be tried again later. */
export function tryNow(input: unknown): Promise<ActionResult<{ tried: boolean }>> {
  return act(tryNowSchema, input, async (hold, parsed) => {
    const tried = await hurry(hold, parsed)
    return tried.ok ? { ...tried, message: 'It is tried now.' } : tried
  })
}

async function hurry(hold: Holdfast, { kind, id }: TryNow): Promise<Answered<{ tried: boolean }>> {
  const { engine, store } = hold
  if (kind === 'disposal' || kind === 'operation') {
    const tried = kind === 'disposal' ? engine.disposing.hurry(id) : engine.operating.hurry(id)
    if (tried)
      await recordEvent(engine.allocation, {
        kind: 'retry-asked',
        why: 'What was to be tried again later is tried now.',
        after: { [kind]: id },
      })
    return { ok: true, value: { tried } }
  }
  const failed = (await store.reads.failedReleases()).find((one) => one.kind === kind && one.id === id)
  if (!failed?.groupId) return { ok: true, value: { tried: false } }
  const intent = { kind: 'release', instanceIds: [id] } as const
  const how = { requestKey: null, actor: 'operator' } as const
  const applied = await applyIntent(engine.allocation, { groupId: failed.groupId }, intent, how)
  return applied.ok ? { ok: true, value: { tried: applied.value.changed } } : applied
}

export function callOff(disposalId: unknown): Promise<ActionResult<{ disposalId: string }>> {
  return act(tryNowSchema.shape.id, disposalId, async ({ engine }, id) => {
    const calledOff = await callOffDisposal(engine.allocation, id)
    if (!calledOff.ok) return calledOff
    engine.disposing.hurry(id)
    return { ok: true, value: { disposalId: id }, message: 'The deletion is called off.' }
  })
}
