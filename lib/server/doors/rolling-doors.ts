import { z } from 'zod'
import * as rolling from '@/lib/allocation/change-rolling'
import { movedSince } from '@/lib/allocation/command'
import type { ActionResult } from '@/lib/api/action-result'
import { groupIdSchema, planProofSchema, requestKeySchema } from '@/lib/api/schemas/commands'
import { askOf, rollingCommandSchema, rollingValuesSchema, runIdSchema } from '@/lib/api/schemas/rolling'
import type { PlanView } from '@/lib/api/views/plans'
import type { RollingAsk } from '@/lib/domain/plan-rolling'
import type { RollingCommand } from '@/lib/domain/rolling-recycle'
import type { Holdfast } from '@/lib/server/compose'
import { presentRollingPlan } from '@/lib/server/present/present-rolling-plan'
import { act } from './action'

const planInput = z.object({ groupId: groupIdSchema, values: rollingValuesSchema })
const startInput = planInput.extend({ requestKey: requestKeySchema, proof: planProofSchema })
const commandInput = z.object({ runId: runIdSchema, command: rollingCommandSchema })

export function planRolling(groupId: unknown, values: unknown): Promise<ActionResult<PlanView>> {
  return act(planInput, { groupId, values }, (hold, parsed) =>
    planned(hold, parsed.groupId, askOf(parsed.values)),
  )
}

async function planned(hold: Holdfast, groupId: string, ask: RollingAsk) {
  const plan = await rolling.planRun(hold.engine.allocation, groupId, ask)
  if (!plan.ok) return plan
  const measured = await hold.store.reads.rollingMachineSeconds(groupId)
  return { ok: true as const, value: presentRollingPlan(plan.value, measured) }
}

export function startRolling(
  groupId: unknown,
  values: unknown,
  requestKey: unknown,
  proof: unknown,
): Promise<ActionResult<{ runId: string }>> {
  return act(startInput, { groupId, values, requestKey, proof }, async (hold, parsed) => {
    const ask = askOf(parsed.values)
    const { allocation } = hold.engine
    const started = await rolling.startRun(allocation, parsed.groupId, ask, {
      requestKey: parsed.requestKey,
      digest: parsed.proof.digest,
    })
    if (started.ok) return { ...started, message: 'The rolling recycle has begun.' }
    if (started.refusal.kind !== 'stale-plan') return started
    const fresh = await planned(hold, parsed.groupId, ask)
    const group = await hold.store.reads.groupRecord(parsed.groupId)
    return {
      ok: false as const,
      refusal: group ? await movedSince(hold.store, parsed.proof, group) : started.refusal,
      freshPlan: fresh.ok ? fresh.value : null,
    }
  })
}

const DONE: Record<RollingCommand, string> = {
  pause: 'Paused: nothing more is begun, what is under way ends.',
  resume: 'Resumed.',
  cancel: 'Cancelled: nothing more is begun, what is under way ends.',
}

export function commandRolling(runId: unknown, command: unknown): Promise<ActionResult<{ runId: string }>> {
  return act(commandInput, { runId, command }, async ({ engine }, parsed) => {
    const done = await rolling.commandRun(engine.allocation, parsed.runId, parsed.command)
    return done.ok ? { ...done, message: DONE[parsed.command] } : done
  })
}
