import { fullProblem } from './config-problem'
import type { Intent } from './intent'
import { onlyTargetDiffers } from './merge-back'
import type { PlanDraft } from './plan-draft'
import { pauseOne, resumeOne } from './pursue-intentions'
import { reconcile } from './reconcile'
import { reconfigure, setTarget } from './reconfigure'
import type { Refusal } from './refusal'
import { forEachSliced, type Sliced } from './slices'
import { isLive, isWantedActive } from './stateful-instance'

type PutBack = Extract<Intent, { kind: 'put-back' }>

/**
 * Takes a change back. Desired states come before reconciling, so that it finds as many active as target asks for, and
 * chooses nobody by itself (A9); who has changed or gone since is passed over.
 */
export function* putBack(
  draft: PlanDraft,
  { config, resume, pause, again }: PutBack,
): Sliced<Refusal | null> {
  if (config && onlyTargetDiffers(config, draft.config)) setTarget(draft, config.capacity.target, 'undone')
  else if (config) {
    const problem = reconfigure(draft, config)
    if (problem) return problem
  }
  yield* forEachSliced(pause, (id) => {
    if (draft.instance(id)?.desired === 'active') pauseOne(draft, id, 'undone')
  })
  yield* forEachSliced(resume, (id) => {
    const instance = draft.instance(id)
    if (instance && isLive(instance) && instance.desired === 'paused' && instance.state !== 'error')
      resumeOne(draft, id, 'undone')
  })
  for (const place of again) remake(draft, place)
  const beyond = config ? null : raiseToWanted(draft)
  if (beyond) return beyond
  yield* reconcile(draft, { resumePaused: false, cause: 'undone' })
  return fullProblem(draft)
}

/** B4: an address that nobody else has by now gets an instance again. */
function remake(draft: PlanDraft, placed: PutBack['again'][number]): void {
  const found = draft.findMember(placed.address)
  if (!found.free) return
  draft.createInstance({
    ...{ origin: 'random', desired: 'active', cause: 'undone', placed },
    addressWhy: 'It was given up by a change that was undone.',
    because: {
      ...{ rule: 'B4', how: { kind: 'had-before' }, restedUntil: found.restedUntil },
      ...{ skipped: [], others: {} },
    },
  })
}

/** A9: resuming beyond target raises target, up to maximum. */
function raiseToWanted(draft: PlanDraft): Refusal | null {
  const { capacity, name } = draft.config
  const wanted = draft.live().filter(isWantedActive).length
  if (wanted <= capacity.target) return null
  if (wanted > capacity.maximum) return { kind: 'at-maximum', maximum: capacity.maximum, groupName: name }
  setTarget(draft, wanted, 'undone')
  return null
}
