import type { Cause } from './plan'
import type { PlanDraft } from './plan-draft'
import { releaseRest } from './release-rest'
import { instanceCan, type StatefulInstance } from './stateful-instance'

/** How long a deletion that the cloud refused rests before it is tried again by itself, in milliseconds. */
export const DELETION_REST = 60_000

export function deleteGroup(draft: PlanDraft, keepInterfaces: boolean): void {
  if (draft.group.state !== 'live') {
    finishDeletion(draft, 0)
    return
  }
  draft.changes.push({ kind: 'delete-group', keepInterfaces })
  for (const instance of draft.live()) {
    draft.change(instance.id, { desired: 'paused' })
    if (instanceCan('deallocate', instance.state) === 'yes')
      letGo(draft, instance, 'group-deleted', keepInterfaces)
  }
  const state = keepInterfaces ? 'deleting-keeping' : 'deleting'
  const persistence = { ...draft.config.persistence, privateIpPool: [], publicIpPool: [] }
  draft.group = { ...draft.group, state, config: { ...draft.config, persistence } }
  deleteWhenEmpty(draft)
}

/** Lets go of what has settled since; of what is in error only after `rest` milliseconds, or it would be tried on and on. */
export function finishDeletion(draft: PlanDraft, rest: number): void {
  const keep = draft.group.state === 'deleting-keeping'
  const now = Date.parse(draft.world.now)
  for (const instance of draft.live()) {
    const pause = rest > 0 ? Math.max(rest, releaseRest(instance.failedReleases)) : 0
    const resting = instance.state === 'error' && now - Date.parse(instance.stateSince) < pause
    if (!resting && instanceCan('deallocate', instance.state) === 'yes')
      letGo(draft, instance, 'group-deleted', keep)
  }
  deleteWhenEmpty(draft)
}

function deleteWhenEmpty(draft: PlanDraft): void {
  if (draft.all().every((instance) => instance.state === 'deallocated'))
    draft.group = { ...draft.group, state: 'deleted' }
}

/** What never had anything in the cloud is gone at once; the rest goes step by step. */
export function letGo(draft: PlanDraft, instance: StatefulInstance, cause: Cause, keep: boolean): void {
  const nothingInCloud =
    instance.interfaceId === null && instance.machineId === null && instance.state === 'paused'
  if (nothingInCloud) draft.deallocateAtOnce(instance.id, cause)
  else draft.command(instance.id, 'deallocate', cause, keep)
}
