import { z } from 'zod'
import { applyRepair, planRepair } from '@/lib/allocation/repair-drift'
import type { ActionResult } from '@/lib/api/action-result'
import { planProofSchema, requestKeySchema } from '@/lib/api/schemas/commands'
import { repairSchema } from '@/lib/api/schemas/drift'
import type { PlanView } from '@/lib/api/views/plans'
import type { Plan } from '@/lib/domain/plan'
import type { Holdfast } from '@/lib/server/compose'
import { presentInTurns } from '@/lib/server/present/present-plan'
import { readPublicIpNames } from '@/lib/server/present/public-ip-names'
import { act } from './action'

const presentNamed = async (hold: Holdfast, plan: Plan): Promise<PlanView> =>
  presentInTurns(plan, await readPublicIpNames(hold, plan))

export function planDriftRepair(wanted: unknown): Promise<ActionResult<PlanView>> {
  return act(repairSchema, wanted, async (hold, { driftId, repair }) => {
    const plan = await planRepair(hold.engine.allocation, driftId, repair)
    return plan.ok ? { ok: true, value: await presentNamed(hold, plan.value) } : plan
  })
}

const applyInput = z.object({ wanted: repairSchema, requestKey: requestKeySchema, proof: planProofSchema })

export function applyDriftRepair(
  wanted: unknown,
  requestKey: unknown,
  proof: unknown,
): Promise<ActionResult<{ groupId: string }>> {
  return act(applyInput, { wanted, requestKey, proof }, async (hold, parsed) => {
    const { engine } = hold
    const { driftId, repair } = parsed.wanted
    const applied = await applyRepair(engine.allocation, driftId, repair, {
      ...{ requestKey: parsed.requestKey, actor: 'operator', proof: parsed.proof },
    })
    if (applied.ok) {
      engine.repairBegun(applied.value.groupId)
      return {
        ok: true,
        value: { groupId: applied.value.groupId },
        message: 'The repair is begun. What it repaired is closed when a look finds it so.',
      }
    }
    if (applied.refusal.kind !== 'stale-plan') return applied
    const fresh = await planRepair(engine.allocation, driftId, repair)
    return { ...applied, freshPlan: fresh.ok ? await presentNamed(hold, fresh.value) : null }
  })
}

/** One look at every account, now. Answers when it is begun; how far it is, is told while it lasts. */
export function checkNow(): Promise<ActionResult<null>> {
  return act(z.null(), null, async ({ engine }) => {
    void engine.check().catch(() => undefined)
    return { ok: true, value: null }
  })
}
