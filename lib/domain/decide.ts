import { isPooled, statefulOf } from './config-parts'
import { capacityProblem, configProblem, fullProblem, overflowProblem } from './config-problem'
import { enactPooled } from './decide-pooled'
import type { Decision } from './decision'
import { DELETION_REST, deleteGroup, finishDeletion, letGo } from './delete-group'
import type { Group, GroupConfig } from './group'
import type { Intent } from './intent'
import { PlanDraft } from './plan-draft'
import { coversMember } from './pool-members'
import { pauseOne, resumeOne } from './pursue-intentions'
import { putBack } from './put-back'
import { reconcile } from './reconcile'
import { reconfigure, setTarget } from './reconfigure'
import type { Refusal } from './refusal'
import { adoptInterfaces, releaseHeld, retryReleases } from './release-held'
import { repairInstance } from './repair-instance'
import { ok, type Result, refuse } from './result'
import { runThrough, SLICE, type Sliced } from './slices'
import { type InstanceCommand, instanceCan, isWantedActive, type StatefulInstance } from './stateful-instance'
import { VmDraft } from './vm-draft'
import type { World } from './world'

/** Deleting a group whose deletion is stuck tries it again. */
const asksAgain = ({ instances, vms }: World, { kind }: Intent): boolean =>
  kind === 'delete-group' &&
  (instances.some((instance) => instance.state === 'error') || vms.some((vm) => vm.reason !== null))

/**
 * Decides what `intent` changes in `world`: pure, so that the plan an operator reviews and the change that is applied
 * are the same computation. `seed` fixes every random choice. The world's group has version 0 for `create`.
 */
export const decide = (world: World, seed: number, intent: Intent): Result<Decision, Refusal> =>
  runThrough(decideInSlices(world, seed, intent))

/** The same, with pauses: for who must not be held up by ten thousand instances. */
export function* decideInSlices(
  world: World,
  seed: number,
  intent: Intent,
): Sliced<Result<Decision, Refusal>> {
  const isRetry = intent.kind === 'settle' || intent.kind === 'release'
  if (world.group.state !== 'live' && !isRetry && !asksAgain(world, intent))
    return refuse({ kind: 'group-deleting', groupId: world.group.id, name: world.group.config.name })
  const draft = isPooled(world.group.config) ? new VmDraft(world, seed) : new PlanDraft(world, seed)
  const refusal = yield* draft instanceof VmDraft ? enactPooled(draft, intent) : enact(draft, intent)
  if (refusal) return refuse(refusal)
  if (draft.changes.length > SLICE) yield
  return ok(yield* draft.done())
}

function* enact(draft: PlanDraft, intent: Intent): Sliced<Refusal | null> {
  switch (intent.kind) {
    case 'create':
      return yield* create(draft, intent.config, intent.resumePool)
    case 'edit':
      return yield* edit(draft, intent.config)
    case 'resume':
      return yield* resume(draft, intent.instanceIds)
    case 'pause':
      return yield* each(draft, intent.instanceIds, 'pause', (id) => pauseOne(draft, id, 'asked'))
    case 'recycle':
      return yield* each(draft, intent.instanceIds, 'recycle', (id) => draft.command(id, 'recycle', 'asked'))
    case 'deallocate':
      return yield* deallocate(draft, intent.instanceIds, intent.afterwards)
    case 'scale':
      return yield* scale(draft, intent.target, intent.resumePaused)
    case 'resume-to-target':
      yield* reconcile(draft, { resumePaused: true, cause: 'resume-to-target' })
      return null
    case 'delete-group':
      deleteGroup(draft, intent.interfaces === 'keep')
      return null
    case 'put-back':
      return yield* putBack(draft, intent)
    case 'interrupted':
      return interrupted(draft, intent.instanceIds)
    case 'interface-lost':
      for (const id of intent.instanceIds) if (draft.instance(id)?.state === 'paused') draft.restore(id)
      return null
    case 'repair':
      return yield* repairInstance(draft, intent)
    case 'release': {
      const refusal = releaseHeld(draft, intent.instanceIds, 'asked')
      if (!refusal) yield* settle(draft)
      return refusal
    }
    case 'give-back':
      return giveBack(draft, intent.instanceIds)
    case 'adopt':
      return adoptInterfaces(draft, intent.interfaces)
    case 'settle':
      return yield* settle(draft)
  }
}

function* create(draft: PlanDraft, asked: GroupConfig, resumePool: boolean): Sliced<Refusal | null> {
  const config = statefulOf(asked)
  const problem = configProblem(config)
  if (problem) return problem
  draft.configure(config)
  draft.changes.push({ kind: 'create-group', config })
  yield* reconcile(draft, { resumePaused: resumePool, cause: 'resume-to-target' })
  return fullProblem(draft)
}

function* edit(draft: PlanDraft, asked: GroupConfig): Sliced<Refusal | null> {
  const problem = reconfigure(draft, asked)
  if (problem) return problem
  yield* reconcile(draft, { resumePaused: false, cause: 'asked' })
  return fullProblem(draft)
}

/** A9: resuming beyond target raises target, up to maximum. */
function* resume(draft: PlanDraft, instanceIds: readonly string[]): Sliced<Refusal | null> {
  const refusal = yield* each(draft, instanceIds, 'resume', (id) => resumeOne(draft, id, 'asked'))
  if (refusal) return refusal
  const wanted = draft.live().filter(isWantedActive).length
  const { capacity, name } = draft.config
  if (wanted <= capacity.target) return null
  if (wanted > capacity.maximum) return { kind: 'at-maximum', maximum: capacity.maximum, groupName: name }
  setTarget(draft, wanted, 'asked')
  return null
}

/**
 * A6, A9. Pool members are refilled; a random-address instance is replaced by a new one, or target is lowered.
 * What never had anything in the cloud goes at once, the rest when its machine and interface are gone.
 */
function* deallocate(
  draft: PlanDraft,
  instanceIds: readonly string[],
  afterwards: 'replace' | 'lower-target',
): Sliced<Refusal | null> {
  let extras = 0
  const refusal = yield* each(draft, instanceIds, 'deallocate', (id, instance) => {
    if (!coversMember(instance)) extras += 1
    letGo(draft, instance, 'asked', false)
    draft.change(id, { desired: 'paused' })
  })
  if (refusal) return refusal
  if (afterwards === 'lower-target' && extras > 0) {
    const { capacity } = draft.config
    const target = Math.max(0, capacity.target - extras)
    const problem = capacityProblem({ ...capacity, target })
    if (problem) return problem
    setTarget(draft, target, 'asked')
  }
  yield* reconcile(draft, { resumePaused: false, cause: 'replaced-on-request' })
  return null
}

function* scale(draft: PlanDraft, target: number, resumePaused: boolean): Sliced<Refusal | null> {
  const problem =
    capacityProblem({ ...draft.config.capacity, target }) ??
    overflowProblem({ ...draft.config, capacity: { ...draft.config.capacity, target } })
  if (problem) return problem
  setTarget(draft, target, 'asked')
  yield* reconcile(draft, { resumePaused, cause: 'asked' })
  return fullProblem(draft)
}

/** The cloud took the machine: the identity stays, a new machine comes. Repeating it does nothing more. */
function interrupted(draft: PlanDraft, instanceIds: readonly string[]): Refusal | null {
  for (const id of instanceIds) {
    const instance = draft.instance(id)
    if (instance && instanceCan('replace', instance.state) === 'yes')
      draft.command(id, 'replace', 'interruption')
  }
  return null
}

/** Only of what is paused: a running machine keeps its public IP (A1). */
function giveBack(draft: PlanDraft, instanceIds: readonly string[]): Refusal | null {
  for (const instanceId of new Set(instanceIds)) {
    const instance = draft.instance(instanceId)
    if (!instance) return { kind: 'unknown-instance', instanceId }
    if (instance.publicIpId === null) continue
    if (instance.state !== 'paused') return { kind: 'held-unable', id: instanceId, why: 'running' }
    draft.giveBack(instanceId)
  }
  return null
}

/** Work that ended, a rest that ended, or a restart: bring the group to what it should be, resuming nothing. */
function* settle(draft: PlanDraft): Sliced<Refusal | null> {
  if (draft.group.state === 'live') {
    retryReleases(draft)
    yield* reconcile(draft, { resumePaused: false, cause: 'refill' })
    return null
  }
  finishDeletion(draft, DELETION_REST)
  return null
}

/** Runs `act` for every instance that may; what is done or under way already is passed over (idempotency). */
function* each(
  draft: PlanDraft,
  instanceIds: readonly string[],
  command: InstanceCommand,
  act: (id: string, instance: StatefulInstance) => void,
): Sliced<Refusal | null> {
  let done = 0
  for (const instanceId of new Set(instanceIds)) {
    if (done > 0 && done % SLICE === 0) yield
    done += 1
    const instance = draft.instance(instanceId)
    if (!instance) {
      // A deallocated instance is no longer in the snapshot: asking once more is already done.
      if (command === 'deallocate') continue
      return { kind: 'unknown-instance', instanceId }
    }
    const can = instanceCan(command, instance.state)
    if (can === 'yes') act(instanceId, instance)
    else if (can === 'already') wantAgain(draft, instance, command)
    else return { kind: 'wrong-state', instanceId, command, state: instance.state, allowed: can.no }
  }
  return null
}

/** Work under way may have been meant to be turned round at its end; whoever asks for it once more wants it to stay. */
function wantAgain(draft: PlanDraft, { id, desired }: StatefulInstance, command: InstanceCommand): void {
  const wanted = command === 'resume' ? 'active' : command === 'pause' ? 'paused' : desired
  if (wanted !== desired) draft.change(id, { desired: wanted })
}

/** A group about to be created, for the world of its first plan. */
export function unborn(id: string, config: GroupConfig, now: string): Group {
  return { id, config, version: 0, nextOrdinal: 1, createdAt: now, state: 'live' }
}
