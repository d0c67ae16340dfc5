import { statefulOf } from './config-parts'
import { configProblem } from './config-problem'
import type { GroupConfig, StatefulConfig } from './group'
import type { PlanDraft } from './plan-draft'
import type { Refusal } from './refusal'

/** Another configuration of a stateful group; what follows from it is for `reconcile`. */
export function reconfigure(draft: PlanDraft, asked: GroupConfig): Refusal | null {
  const config = statefulOf(asked)
  const problem = configProblem(config)
  if (problem) return problem
  const before = draft.config
  const holding = draft.live().filter((instance) => instance.address !== null).length
  if (holding > 0 && config.virtualNetworkId !== before.virtualNetworkId)
    return {
      kind: 'network-fixed',
      cloud: before.cloud,
      virtualNetworkId: before.virtualNetworkId,
      instances: holding,
    }
  draft.configure(config)
  draft.changes.push({ kind: 'edit-group', before, after: config })
  warnOfRetainedPublicIps(draft, before)
  return null
}

/** A8: a member removed while held stays with its holder. */
function warnOfRetainedPublicIps(draft: PlanDraft, before: StatefulConfig): void {
  const { publicIpPool } = draft.config.persistence
  const removed = new Set(before.persistence.publicIpPool.filter((id) => !publicIpPool.includes(id)))
  for (const { id, publicIpId } of draft.live())
    if (publicIpId && removed.has(publicIpId))
      draft.warnings.push({ kind: 'public-ip-retained', publicIpId, instanceId: id })
}

export function setTarget(draft: PlanDraft, target: number, cause: 'asked' | 'undone'): void {
  const { capacity } = draft.config
  if (capacity.target === target) return
  draft.configure({ ...draft.config, capacity: { ...capacity, target } })
  draft.changes.push({ kind: 'set-target', from: capacity.target, to: target, cause })
}
