import type { Decision } from '@/lib/domain/decision'
import type { Actor } from '@/lib/domain/event'
import type { Operation } from '@/lib/domain/operation'
import { stepsFor } from '@/lib/domain/operation-steps'
import { mapSliced, runThrough, type Sliced } from '@/lib/domain/slices'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { vmStepsFor } from '@/lib/domain/vm-steps'
import type { World } from '@/lib/domain/world'
import { eventsOf, groupEvent, type Telling, undoneEvents } from './decision-events'
import { poolChanges } from './pool-changes'
import { type Commit, EMPTY_COMMIT } from './ports/commit'
import { type ToldRow, tellRowsSliced, unsaidEvent } from './tell-rows'

export type Recording = Telling & {
  readonly request: Commit['request']
  /** `digits` random hexadecimal digits. */
  readonly newId: (digits: number) => string
}

/**
 * A decision as the store writes it: rows, operations and events of one transaction. An operation whose steps are
 * empty (pausing what has no machine) ends with the same commit, so that no work is left that nobody does.
 */
export const recordDecision = (world: World, decision: Decision, recording: Recording): Commit =>
  runThrough(recordInSlices(world, decision, recording))

/** The same, with pauses: for a decision about thousands. */
export function* recordInSlices(world: World, decision: Decision, recording: Recording): Sliced<Commit> {
  const { group, plan } = decision
  const rows = new Map(decision.changed.map((instance) => [instance.id, instance]))
  const vms = new Map(decision.changedVms.map((vm) => [vm.id, vm]))
  const operations = yield* mapSliced(decision.begun, (begun): Operation => {
    const instance = rows.get(begun.instanceId)
    const vm = vms.get(begun.instanceId)
    if (!instance && !vm)
      throw new Error(`operation for an instance that the decision did not change: ${begun.instanceId}`)
    return {
      id: `op-${recording.newId(16)}`,
      kind: begun.kind,
      groupId: group.id,
      instanceId: begun.instanceId,
      requestId: recording.requestId,
      steps: vm ? vmStepsFor(begun, vm) : stepsFor(begun, instance as StatefulInstance),
      cursor: 0,
      phase: 'ready',
      state: 'running',
      attempts: 0,
      notBefore: null,
      lastError: null,
      createdAt: world.now,
      endedAt: null,
      oldMachineId: begun.oldMachineId,
      keepInterface: begun.keepInterface,
    }
  })
  const origins = new Map(decision.changed.map((instance) => [instance.id, instance.origin]))
  const rest = group.config.coolingSeconds * 1000
  const restsUntil = rest > 0 ? new Date(Date.parse(world.now) + rest).toISOString() : null
  const events = yield* eventsOf(world, decision, rows, recording)
  const told = yield* tellRowsSliced(events, changedRows(world, decision), (row) => ({
    ...unsaidEvent(row),
    at: world.now,
    actor: recording.actor,
    requestId: recording.requestId,
  }))
  return {
    ...EMPTY_COMMIT,
    request: recording.request,
    expect: [{ groupId: group.id, version: world.group.version }],
    groups: [group],
    instances: decision.changed,
    vms: decision.changedVms,
    allocated: yield* mapSliced(decision.allocated, ({ subnetId, address, instanceId, whyId }) => ({
      subnetId,
      address,
      whyId,
      groupId: group.id,
      instanceId,
      origin: vms.has(instanceId) ? 'pool' : (origins.get(instanceId) ?? 'random'),
      at: world.now,
    })),
    adopted: decision.adopted.map((one) => ({ ...one, at: world.now })),
    released: yield* mapSliced(decision.released, (placed) => ({
      ...placed,
      groupId: group.id,
      at: world.now,
      restsUntil,
    })),
    ...(yield* poolChanges(world, group.id, group.config)),
    publicTaken: decision.publicTaken.map((taken) => ({ ...taken, groupId: group.id, at: world.now })),
    publicReleased: decision.publicReleased.map((publicIpId) => ({ publicIpId, at: world.now })),
    operations,
    repairsBegun: decision.plan.changes.flatMap((change) =>
      change.kind === 'repair'
        ? [{ driftId: change.driftId, repair: change.repair, at: world.now, by: byOf(recording.actor) }]
        : [],
    ),
    explained: decision.explained,
    events: [
      ...undoneEvents(world, group.id, recording),
      ...told,
      ...(group.state === 'deleted'
        ? [groupEvent(world, plan.groupId, recording, 'group-deleted', 'Nothing of it is left in the cloud.')]
        : []),
    ],
  }
}

function changedRows(world: World, { changed, changedVms }: Decision): ToldRow[] {
  const before = new Map([...world.instances, ...world.vms].map((row) => [row.id, row]))
  return [...changed, ...changedVms].map((after) => ({ before: before.get(after.id) ?? null, after }))
}

const byOf = (actor: Actor): 'operator' | 'holdfast' => (actor === 'operator' ? 'operator' : 'holdfast')
