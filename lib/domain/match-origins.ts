import type { Address } from './address'
import { letGo } from './delete-group'
import type { Cause } from './plan'
import type { PlanDraft } from './plan-draft'
import { poolHas } from './pool'
import { coversMember, poolOf } from './pool-members'
import { everResumed, isBusy, type StatefulInstance } from './stateful-instance'

/** A7: instances whose address left the pool, or returned to it. */
export function matchOrigins(draft: PlanDraft): void {
  const pool = poolOf(draft.config)
  const maintain = draft.config.persistence.maintainPrivateIp
  for (const instance of draft.live()) {
    const { address } = instance
    // Its work under way may be letting address and interface go: it is looked at again when that has ended.
    if (instance.origin === 'floating' && isBusy(instance)) continue
    if (!address) {
      if (maintain && instance.origin === 'floating') anchorFloating(draft, instance)
      continue
    }
    const listed = poolHas(pool, address)
    if (listed && !coversMember(instance)) {
      draft.changes.push({
        kind: 'adopt-instance',
        instanceId: instance.id,
        cause: 'member-returned',
        address,
      })
      draft.change(instance.id, {
        origin: 'pool',
        retained: false,
        addressWhy: 'Member of the pool, adopted again.',
      })
    } else if (maintain && instance.origin === 'floating') {
      draft.change(instance.id, { origin: 'random', addressWhy: 'Held when Maintain private IP was chosen.' })
    } else if (!listed && leavesWith(instance, maintain)) {
      dropOrRetain(draft, instance, address, maintain ? 'member-removed' : 'maintain-cleared')
    }
  }
}

/** Pool instances leave with their member; every kept address leaves with Maintain private IP (A7). */
const leavesWith = (instance: StatefulInstance, maintain: boolean): boolean =>
  instance.origin === 'pool' || (!maintain && instance.origin === 'random')

function dropOrRetain(draft: PlanDraft, instance: StatefulInstance, address: Address, cause: Cause): void {
  if (isDroppable(instance)) {
    draft.change(instance.id, { desired: 'paused' })
    letGo(draft, instance, cause, false)
  } else if (!instance.retained) {
    draft.changes.push({ kind: 'retain-instance', instanceId: instance.id, cause, address })
    draft.change(instance.id, { retained: true })
  }
}

/** It never ran, and no work on it is under way: one whose first resume failed may have an interface all the same. */
const isDroppable = (instance: StatefulInstance): boolean =>
  instance.state === 'paused' && !everResumed(instance)

/** A floating instance without a machine gets its lasting address when Maintain private IP is chosen. */
function anchorFloating(draft: PlanDraft, instance: StatefulInstance): void {
  const drawn = draft.drawAddress('random')
  if (drawn) draft.takeAddress(instance.id, drawn)
  else draft.warnings.push({ kind: 'subnets-full', missing: 1 })
  draft.change(instance.id, { origin: 'random' })
}
