import { letGo } from './delete-group'
import type { AdoptedInterface } from './intent'
import type { Cause } from './plan'
import type { PlanDraft } from './plan-draft'
import { poolHas, poolSize } from './pool'
import { coversMember, poolOf } from './pool-members'
import type { Refusal } from './refusal'
import { releaseRest } from './release-rest'
import type { StatefulInstance } from './stateful-instance'

/**
 * Lets paused instances go, and those whose release failed, with everything that they hold. Nothing is launched in
 * their place: target is lowered by as many as it would have made anew, though never below minimum.
 */
export function releaseHeld(draft: PlanDraft, instanceIds: readonly string[], cause: Cause): Refusal | null {
  for (const instanceId of new Set(instanceIds)) {
    const instance = draft.instance(instanceId)
    // One that is gone is no longer in the snapshot: asking once more is already done.
    if (!instance || instance.state === 'deallocating') continue
    if (instance.state !== 'paused' && instance.state !== 'error')
      return {
        kind: 'wrong-state',
        ...{ instanceId, command: 'deallocate', state: instance.state, allowed: ['paused', 'error'] },
      }
    letGo(draft, instance, cause, draft.group.state === 'deleting-keeping')
    draft.change(instanceId, { desired: 'paused' })
  }
  if (draft.group.state === 'live') lowerTarget(draft, remade(draft))
  return null
}

/** How many instances on random addresses reconciling would make, as things stand in this plan (A4). */
function remade(draft: PlanDraft): number {
  const { capacity } = draft.config
  const extra = draft.live().filter((instance) => !coversMember(instance)).length
  return Math.max(0, capacity.target - poolSize(poolOf(draft.config)) - extra)
}

function lowerTarget(draft: PlanDraft, by: number): void {
  const { capacity } = draft.config
  const to = Math.max(capacity.minimum, capacity.target - by)
  if (by === 0 || to === capacity.target) return
  draft.configure({ ...draft.config, capacity: { ...capacity, target: to } })
  draft.changes.push({ kind: 'set-target', from: capacity.target, to, cause: 'asked' })
}

/** Releases that failed and have rested are tried again, whatever else the group does. */
export function retryReleases(draft: PlanDraft): void {
  const now = Date.parse(draft.world.now)
  for (const instance of draft.all())
    if (failedToGo(instance) && now - Date.parse(instance.stateSince) >= releaseRest(instance.failedReleases))
      letGo(draft, instance, 'release-retried', false)
}

const failedToGo = ({ state, failedReleases }: StatefulInstance): boolean =>
  state === 'error' && failedReleases > 0

/**
 * Makes paused instances of interfaces that are nobody's. What an address needs to lie in is checked here; that the
 * interface still has it, by the store as it commits (B1).
 */
export function adoptInterfaces(draft: PlanDraft, interfaces: readonly AdoptedInterface[]): Refusal | null {
  const { name, persistence } = draft.config
  if (!persistence.maintainPrivateIp) return { kind: 'adopts-nothing', groupName: name }
  for (const { interfaceId, subnetId, address } of interfaces) {
    if (!persistence.subnetIds.includes(subnetId))
      return { kind: 'outside-group', interfaceId, subnetId, groupName: name }
    const snapshot = draft.world.subnets.get(subnetId)
    const isMember = poolHas(poolOf(draft.config), address)
    if (!snapshot?.held.has(address)) return { kind: 'not-held', interfaceId }
    if (!isMember && snapshot.pooled.has(address)) return { kind: 'pooled-elsewhere', interfaceId }
    draft.adopt(interfaceId, { subnetId, address }, isMember)
  }
  return null
}
