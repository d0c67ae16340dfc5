import { formatCidr } from './cidr'
import { pooledOf } from './config-parts'
import { capacityProblem } from './config-problem'
import type { GroupConfig } from './group'
import type { Intent } from './intent'
import { onlyTargetDiffers } from './merge-back'
import { type PooledVm, vmCan } from './pooled-vm'
import { callBack, endFailed, endUnwanted, endVm, reconcilePooled } from './reconcile-pooled'
import type { Refusal } from './refusal'
import { repairVm } from './repair-vm'
import { forEachSliced, SLICE, type Sliced } from './slices'
import { allocatable, primaryCidr } from './subnet'
import type { VmDraft } from './vm-draft'

/** What `intent` changes in a pooled group; null when it is not refused. */
export function* enactPooled(draft: VmDraft, intent: Intent): Sliced<Refusal | null> {
  switch (intent.kind) {
    case 'create':
    case 'edit':
      return yield* configure(draft, intent.kind, intent.config)
    case 'scale':
      return yield* scale(draft, intent.target)
    case 'put-back':
      if (!intent.config) return null
      if (!onlyTargetDiffers(intent.config, draft.config))
        return yield* configure(draft, 'edit', intent.config)
      return yield* scale(draft, intent.config.capacity.target)
    case 'recycle':
      return yield* replaceVms(draft, intent.instanceIds)
    case 'deallocate':
      return yield* removeVms(draft, intent.instanceIds, intent.afterwards)
    case 'interrupted':
      return yield* interrupted(draft, intent.instanceIds)
    case 'delete-group':
      draft.changes.push({ kind: 'delete-group', keepInterfaces: false })
      draft.group = { ...draft.group, state: 'deleting', config: withoutPools(draft) }
      yield* forEachSliced(draft.all(), (vm) => {
        if (vm.wanted) draft.change(vm.id, { wanted: false })
      })
      return yield* finishDeletion(draft)
    case 'settle':
      if (draft.group.state !== 'live') return yield* finishDeletion(draft)
      yield* reconcilePooled(draft, 'below-target')
      return null
    case 'repair':
      return yield* repairVm(draft, intent)
    case 'release':
      return retryRemoval(draft, intent.instanceIds)
    case 'give-back':
    case 'adopt':
    case 'resume':
    case 'pause':
    case 'resume-to-target':
    case 'interface-lost':
      return { kind: 'not-for-pooled', verb: intent.kind, groupName: draft.config.name }
  }
}

function* configure(draft: VmDraft, kind: 'create' | 'edit', after: GroupConfig): Sliced<Refusal | null> {
  const problem = capacityProblem(after.capacity)
  if (problem) return problem
  const before = draft.config
  const alive = draft.all().length
  if (kind === 'edit' && alive > 0 && after.virtualNetworkId !== before.virtualNetworkId)
    return {
      ...{ kind: 'network-fixed', cloud: before.cloud },
      ...{ virtualNetworkId: before.virtualNetworkId, instances: alive },
    }
  draft.configure(pooledOf(after))
  draft.changes.push(
    kind === 'create' ? { kind: 'create-group', config: after } : { kind: 'edit-group', before, after },
  )
  callBack(draft)
  yield* reconcilePooled(draft, 'below-target')
  return fullProblem(draft)
}

function* scale(draft: VmDraft, target: number): Sliced<Refusal | null> {
  const problem = setTarget(draft, target)
  if (problem) return problem
  callBack(draft)
  yield* reconcilePooled(draft, 'below-target')
  return fullProblem(draft)
}

function setTarget(draft: VmDraft, target: number): Refusal | null {
  const { capacity } = draft.config
  const problem = capacityProblem({ ...capacity, target })
  if (problem || capacity.target === target) return problem
  draft.configure({ ...draft.config, capacity: { ...capacity, target } })
  draft.changes.push({ kind: 'set-target', from: capacity.target, to: target, cause: 'asked' })
  return null
}

/** Another VM is launched for each; the old one leaves once it runs. Asking again does nothing more. */
function* replaceVms(draft: VmDraft, ids: readonly string[]): Sliced<Refusal | null> {
  let done = 0
  for (const id of new Set(ids)) {
    if (done > 0 && done % SLICE === 0) yield
    done += 1
    const vm = draft.vm(id)
    if (!vm) return { kind: 'unknown-instance', instanceId: id }
    const can = vmCan('replace', vm)
    if (can === 'yes') draft.change(id, { wanted: false })
    else if (can !== 'already')
      return { kind: 'vm-wrong-state', vmId: id, action: 'replace', state: vm.state, allowed: can.no }
  }
  yield* reconcilePooled(draft, 'asked')
  return fullProblem(draft)
}

function* removeVms(
  draft: VmDraft,
  ids: readonly string[],
  afterwards: 'replace' | 'lower-target',
): Sliced<Refusal | null> {
  const removed: PooledVm[] = []
  yield* forEachSliced(new Set(ids), (id) => {
    const vm = draft.vm(id)
    // One that is gone is no longer in the snapshot: asking once more is already done.
    if (vm && vmCan('remove', vm) === 'yes') removed.push(draft.change(id, { wanted: false }))
  })
  if (afterwards === 'lower-target') {
    const problem = setTarget(draft, Math.max(0, draft.config.capacity.target - removed.length))
    if (problem) return problem
  }
  // What is asked to go does not wait for its successor.
  yield* forEachSliced(removed, (vm) => endVm(draft, vm, 'asked'))
  yield* reconcilePooled(draft, 'replaced-on-request')
  return fullProblem(draft)
}

/** The cloud takes the machine: it leaves, and another one is launched at once. Repeating it does nothing more. */
function* interrupted(draft: VmDraft, ids: readonly string[]): Sliced<Refusal | null> {
  yield* forEachSliced(ids, (id) => {
    if (draft.vm(id)?.state === 'active') draft.removeVm(id, 'interruption')
  })
  yield* reconcilePooled(draft, 'interruption')
  return null
}

/** What could not be removed is tried again now, however long it was to rest. */
function retryRemoval(draft: VmDraft, ids: readonly string[]): Refusal | null {
  for (const id of new Set(ids)) {
    const vm = draft.vm(id)
    if (vm?.state === 'leaving' && vm.reason !== null) draft.removeVm(id, 'retried')
  }
  return null
}

function withoutPools(draft: VmDraft): GroupConfig {
  const { persistence } = draft.config
  const interfaces = persistence.interfaces.map((nic) => ({ ...nic, privateIpPool: [], publicIpPool: [] }))
  return { ...draft.config, persistence: { ...persistence, interfaces } }
}

function* finishDeletion(draft: VmDraft): Sliced<Refusal | null> {
  yield* endFailed(draft)
  yield* forEachSliced(draft.all(), (vm) => {
    if (vm.state === 'failed') draft.removeFailed(vm.id, 'group-deleted')
  })
  yield* endUnwanted(draft)
  if (draft.all().every((vm) => vm.state === 'gone')) draft.group = { ...draft.group, state: 'deleted' }
  return null
}

/** A change asked for by an operator is refused rather than half-carried out when a subnet cannot hold it. */
function fullProblem(draft: VmDraft): Refusal | null {
  const needed = new Map<string, number>()
  for (const change of draft.changes)
    if (change.kind === 'create-vm')
      for (const nic of change.nics) needed.set(nic.subnetId, (needed.get(nic.subnetId) ?? 0) + 1)
  for (const [subnetId, count] of needed) {
    const snapshot = draft.world.subnets.get(subnetId)
    if (!snapshot) continue
    const block = primaryCidr(snapshot.subnet)
    const free = allocatable(snapshot.subnet) - snapshot.held.takenCount
    if (BigInt(count) > free)
      return { kind: 'subnets-full', needed: count, free: Number(free), cidrs: [formatCidr(block)] }
  }
  return null
}
