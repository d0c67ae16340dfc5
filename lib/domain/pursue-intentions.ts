import type { Cause } from './plan'
import type { PlanDraft } from './plan-draft'
import { forEachSliced, type Sliced } from './slices'

/** Wants it running: begins the work where it is settled, else leaves it to the end of the work under way. */
export function resumeOne(draft: PlanDraft, instanceId: string, cause: Cause): void {
  const instance = draft.change(instanceId, { desired: 'active' })
  if (instance.state === 'paused') launch(draft, instanceId, cause)
}

export function pauseOne(draft: PlanDraft, instanceId: string, cause: Cause): void {
  const instance = draft.change(instanceId, { desired: 'paused' })
  if (instance.state === 'active') draft.command(instanceId, 'pause', cause)
}

/** Launching takes what the instance lacks: a floating one its address of the day, any the next public IP (A8). */
function launch(draft: PlanDraft, instanceId: string, cause: Cause): void {
  const instance = draft.row(instanceId)
  if (!instance.address) {
    const drawn = draft.drawAddress(instance.origin === 'floating' ? 'floating' : 'random')
    if (!drawn) {
      draft.change(instanceId, {
        desired: 'paused',
        reason: 'No address is free in the subnets of the group.',
      })
      draft.warnings.push({ kind: 'subnets-full', missing: 1 })
      return
    }
    draft.takeAddress(instanceId, drawn)
  }
  takeNextPublicIp(draft, instanceId)
  draft.command(instanceId, 'resume', cause)
}

/** A8: the next free member in list order; none left is a warning, never a reason not to launch. */
function takeNextPublicIp(draft: PlanDraft, instanceId: string): void {
  const { publicIpPool } = draft.config.persistence
  const instance = draft.row(instanceId)
  if (publicIpPool.length === 0 || instance.publicIpId) return
  const next = draft.nextFreePublicIp()
  if (next) draft.takePublicIp(instanceId, next.publicIpId, next.because)
  else draft.warnPublicIpsExhausted(instanceId)
}

/** Settled instances whose desired state differs from where they are: begin the work. */
export function pursueIntentions(draft: PlanDraft): Sliced {
  return forEachSliced(draft.live(), (instance) => {
    if (instance.state === 'paused' && instance.desired === 'active')
      launch(draft, instance.id, 'random-capacity')
    if (instance.state === 'active' && instance.desired === 'paused')
      draft.command(instance.id, 'pause', 'asked')
  })
}
