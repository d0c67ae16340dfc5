import { applyIntent } from '@/lib/allocation/command'
import type { HeldCommand } from '@/lib/api/schemas/held'
import type { PlanProof } from '@/lib/api/views/plans'
import type { Holdfast } from '@/lib/server/compose'
import type { Answered } from './action'
import { digestOfPlans, partsOf, planParts } from './plan-held'

export const STALE = { ok: false, refusal: { kind: 'stale-plan', moved: [] } } as const

/**
 * Every part is compared before the first is applied; each is then applied only as it was compared. The last one carries
 * the request's own key: that it is answered says that all are. Asked again after a kill in between, the plan is another
 * one by now, and what is left is reviewed anew.
 */
export async function applyParts(
  hold: Pick<Holdfast, 'engine' | 'store'>,
  command: Exclude<HeldCommand, { kind: 'delete' }>,
  requestKey: string,
  proof: Pick<PlanProof, 'seed' | 'digest'>,
): Promise<Answered<{ done: number }>> {
  const { engine, store } = hold
  if (await store.answered(requestKey)) return { ok: true, value: { done: 1 } }
  const parts = await partsOf(hold, command)
  if (!parts.ok) return parts
  const plans = await planParts(hold, parts.value, proof.seed)
  if (!plans.ok) return plans
  if (digestOfPlans(plans.value) !== proof.digest) return STALE
  for (const [at, { groupId, intent }] of parts.value.entries()) {
    const own = plans.value[at]
    if (!own) continue
    const isLast = at === parts.value.length - 1
    const applied = await applyIntent(engine.allocation, { groupId }, intent, {
      requestKey: isLast ? requestKey : partKey(requestKey, groupId),
      actor: 'operator',
      proof: { seed: own.seed, seq: own.seen.seq, digest: own.digest },
    })
    if (!applied.ok) return applied
  }
  return { ok: true, value: { done: parts.value.length }, message: DONE[command.kind] }
}

/** Of a part that others follow. */
export const partKey = (requestKey: string, groupId: string): string => `${requestKey}-${groupId}`

const DONE = {
  release: 'They are being released.',
  'give-back': 'They are being given back.',
  adopt: 'Adopted. The instance is paused.',
} as const
