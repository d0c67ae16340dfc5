import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import { type DriftRecord, type RepairKind, safeRepair } from '@/lib/domain/drift'
import type { DriftTarget, Intent } from '@/lib/domain/intent'
import type { Plan } from '@/lib/domain/plan'
import type { Refusal } from '@/lib/domain/refusal'
import { contestedKey, repairDue, repairsCountFrom } from '@/lib/domain/repair-rest'
import { type Result, refuse } from '@/lib/domain/result'
import { type Allocation, applyIntent, type Proof, planIntent } from './command'

/** The group and the intent of a repair; refused where it was closed meanwhile, or is of no group. */
async function repairOf(
  { store }: Allocation,
  driftId: string,
  repair: RepairKind,
): Promise<Result<{ readonly groupId: string; readonly intent: Intent }, Refusal>> {
  const drift = await store.drift(driftId)
  if (!drift || drift.closedAt !== null) return refuse({ kind: 'drift-over', driftId })
  if (drift.groupId === null) return refuse({ kind: 'repair-not-for', repair })
  return {
    ok: true,
    value: { groupId: drift.groupId, intent: { kind: 'repair', drift: targetOf(drift), repair } },
  }
}

/** What a repair needs to know, without what is only kept about it: begun twice, it is the same request. */
export const targetOf = (drift: DriftRecord): DriftTarget => {
  const {
    key: _,
    source: _s,
    closedAt: _c,
    outcome: _o,
    repair: _r,
    repairAt: _a,
    repairBy: _b,
    ...target
  } = drift
  return target
}

/** B3: what the repair would do. */
export async function planRepair(
  allocation: Allocation,
  driftId: string,
  repair: RepairKind,
): Promise<Result<Plan, Refusal>> {
  const of = await repairOf(allocation, driftId, repair)
  return of.ok ? planIntent(allocation, { groupId: of.value.groupId }, of.value.intent) : of
}

export async function applyRepair(
  allocation: Allocation,
  driftId: string,
  repair: RepairKind,
  how: {
    readonly requestKey: string | null
    readonly actor: 'operator' | 'holdfast'
    readonly proof: Proof | null
  },
): ReturnType<typeof applyIntent> {
  const of = await repairOf(allocation, driftId, repair)
  if (!of.ok) return of
  return applyIntent(allocation, { groupId: of.value.groupId }, of.value.intent, how)
}

/**
 * Begins what may be repaired without asking: of the kinds that were chosen, what is safe, once. What could not be
 * repaired that way waits for an operator; trying on and on would hide it. What was repaired and is undone each time is
 * tried again after a rest that grows (`repair-rest`).
 */
export async function repairByItself(
  allocation: Allocation,
  name: CloudName,
  kinds: ReadonlySet<string>,
): Promise<number> {
  if (kinds.size === 0) return 0
  const now = allocation.surroundings.now()
  const repaired = await allocation.store.repairedByItself(repairsCountFrom(now))
  const dueOf = new Map(repaired.map((one) => [contestedKey(one), repairDue(one)]))
  let begun = 0
  for (const drift of await allocation.store.openDrifts()) {
    if (drift.cloud !== name || drift.repairAt !== null || !kinds.has(drift.kind)) continue
    const repair = drift.source === 'cloud' ? safeRepair(drift) : null
    if (!repair || (dueOf.get(contestedKey(drift)) ?? now) > now) continue
    const how = { requestKey: null, actor: 'holdfast', proof: null } as const
    const applied = await applyRepair(allocation, drift.id, repair, how)
    if (applied.ok) begun += 1
  }
  return begun
}
