import { letGo } from './delete-group'
import type { RepairKind } from './drift'
import { driftSentence } from './drift-words'
import type { DriftTarget, Intent } from './intent'
import type { Change } from './plan'
import type { PlanDraft } from './plan-draft'
import { reconcile } from './reconcile'
import type { Refusal } from './refusal'
import { leaveOut, removesFromConfig } from './repair-config'
import type { Sliced } from './slices'
import type { StatefulInstance } from './stateful-instance'

/**
 * Puts right what drifted of a stateful group, in the way that was chosen. No repair changes a private address: where
 * the recorded one cannot be had, the instance goes to paused or ends, and the plan says so (A10).
 */
export function* repairInstance(
  draft: PlanDraft,
  intent: Extract<Intent, { kind: 'repair' }>,
): Sliced<Refusal | null> {
  const { drift, repair } = intent
  if (!drift.repairs.includes(repair)) return { kind: 'repair-not-for', repair }
  const instance = drift.instanceId === null ? null : (draft.instance(drift.instanceId) ?? null)
  if (drift.instanceId !== null && !(instance && isAsTold(instance, drift)))
    return { kind: 'drift-over', driftId: drift.id }
  draft.changes.push(repairChange(drift, repair))
  if (removesFromConfig(repair)) {
    leaveOut(draft, drift)
    yield* reconcile(draft, { resumePaused: false, cause: 'repair' })
  } else if (instance) yield* enact(draft, instance, intent)
  return null
}

/** What a plan tells of a repair; the rest of it is what follows. */
export const repairChange = (drift: DriftTarget, repair: RepairKind): Change => ({
  kind: 'repair',
  ...{ driftId: drift.id, drift: drift.kind, repair, instanceId: drift.instanceId, found: drift.found },
  ...{ interfaceId: drift.interfaceId, machineId: drift.machineId, publicIpId: drift.publicIpId },
})

/** Settled, with the interface and machine that were compared. */
function isAsTold(
  instance: StatefulInstance,
  { kind, interfaceId, machineId, publicIpId }: DriftTarget,
): boolean {
  if (instance.state !== 'active' && instance.state !== 'paused') return false
  if (kind === 'unknown-interface') return instance.interfaceId === null
  if (instance.machineId !== machineId) return false
  if (kind.startsWith('machine')) return true
  if (publicIpId !== null && instance.publicIpId !== publicIpId) return false
  return instance.interfaceId === interfaceId
}

function* enact(
  draft: PlanDraft,
  instance: StatefulInstance,
  { drift, repair }: Extract<Intent, { kind: 'repair' }>,
): Sliced<void> {
  const { id } = instance
  switch (repair) {
    case 'recreate-interface':
      if (instance.state === 'paused') draft.restore(id)
      else draft.command(id, 'recycle', 'repair')
      return
    case 'recycle':
      draft.command(id, 'recycle', 'repair')
      return
    case 'relaunch':
      draft.command(id, 'replace', 'repair')
      return
    case 'roll-back':
      draft.change(id, { desired: 'paused' })
      draft.command(id, 'pause', 'repair')
      draft.change(id, { reason: driftSentence(drift) })
      return
    case 'accept-machine':
      draft.change(id, {
        ...{ machineId: drift.found.attachedTo ?? null, machineCount: instance.machineCount + 1 },
        ...{ drift: null, stateSince: draft.world.now },
      })
      return
    case 'adopt-interface':
      draft.change(id, { interfaceId: drift.interfaceId, drift: null, stateSince: draft.world.now })
      return
    case 'associate-public-ip':
      draft.associate(id)
      return
    case 'take-next-public-ip':
    case 'forget-public-ip':
      forgetPublicIp(draft, drift, id, repair === 'take-next-public-ip')
      return
    case 'replace-instance':
    case 'let-go':
      letGo(draft, instance, 'repair', repair === 'let-go')
      draft.change(id, { desired: 'paused' })
      yield* reconcile(draft, { resumePaused: false, cause: 'replaced-on-request' })
      return
    default:
      throw new Error(`${repair} is no repair of a stateful instance`)
  }
}

/** One that was released from the account leaves the pool, too, or the next instance would be given it. */
function forgetPublicIp(draft: PlanDraft, drift: DriftTarget, id: string, takesNext: boolean): void {
  // Chosen before the lost one is let go, or that would be the first that is free.
  const next = takesNext ? draft.nextFreePublicIp() : null
  draft.releasePublicIp(id)
  if (drift.kind === 'public-ip-released') leaveOut(draft, drift)
  if (takesNext && !next) draft.warnPublicIpsExhausted(id)
  if (next) {
    draft.takePublicIp(id, next.publicIpId, next.because)
    draft.associate(id)
  }
  draft.change(id, { drift: null, ...(next ? {} : { stateSince: draft.world.now }) })
}
