import { formatAddress } from '@/lib/domain/address'
import { wordsOf } from '@/lib/domain/cloud-words'
import { publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { Decision } from '@/lib/domain/decision'
import { repairSentence } from '@/lib/domain/drift-words'
import type { Actor, EventKind, NewEvent } from '@/lib/domain/event'
import type { GroupConfig, PooledPersistence } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import { stepsFor } from '@/lib/domain/operation-steps'
import type { Cause, Change } from '@/lib/domain/plan'
import { poolOf } from '@/lib/domain/pool-members'
import {
  eachAddress,
  intersectRanges,
  type RangeSet,
  rangeOf,
  subtractRanges,
  toRangeSet,
} from '@/lib/domain/ranges'
import { forEachSliced, mapSliced, runThrough, type Sliced } from '@/lib/domain/slices'
import type { InstanceCommand, StatefulInstance } from '@/lib/domain/stateful-instance'
import type { Subnet } from '@/lib/domain/subnet'
import { vmStepsFor } from '@/lib/domain/vm-steps'
import { WHY } from '@/lib/domain/why'
import type { World } from '@/lib/domain/world'
import { type Commit, EMPTY_COMMIT, type NewAllocation } from './ports/commit'
import { type ToldRow, tellRowsSliced, unsaidEvent } from './tell-rows'
import { type VmChange, vmEvents } from './vm-events'

export type Recording = {
  readonly requestId: string
  readonly actor: Actor
  readonly request: Commit['request']
  /** Why what was asked for was asked for, where it was not the operator. */
  readonly asked?: string | undefined
  /** The change that this one takes back. */
  readonly undoes?: { readonly requestId: string; readonly why: string } | undefined
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

/** Named by the request that it takes back, so that nobody takes it back twice. */
function undoneEvents(world: World, groupId: string, recording: Recording): NewEvent[] {
  const { undoes } = recording
  if (!undoes) return []
  const event = groupEvent(world, groupId, recording, 'change-undone', undoes.why)
  return [{ ...event, after: { undoes: undoes.requestId } }]
}

function changedRows(world: World, { changed, changedVms }: Decision): ToldRow[] {
  const before = new Map([...world.instances, ...world.vms].map((row) => [row.id, row]))
  return [...changed, ...changedVms].map((after) => ({ before: before.get(after.id) ?? null, after }))
}

const byOf = (actor: Actor): 'operator' | 'holdfast' => (actor === 'operator' ? 'operator' : 'holdfast')

function* poolChanges(
  world: World,
  groupId: string,
  after: GroupConfig,
): Sliced<Pick<Commit, 'pooled' | 'unpooled' | 'publicPooled' | 'publicUnpooled'>> {
  const born = world.group.version === 0
  const oldPool = born ? [] : toRangeSet(poolOf(world.group.config))
  const newPool = toRangeSet(poolOf(after))
  const subnets = [...world.subnets.values()].map((snapshot) => snapshot.subnet)
  const newPublic = publicIpPoolOf(after)
  const oldPublic = born ? [] : publicIpPoolOf(world.group.config)
  return {
    pooled: yield* mapSliced(
      yield* placedMembers(subtractRanges(newPool, oldPool), subnets),
      (placed, position) => ({
        ...placed,
        groupId,
        position,
      }),
    ),
    unpooled: yield* placedMembers(subtractRanges(oldPool, newPool), subnets),
    publicPooled: newPublic.flatMap((publicIpId, position) =>
      oldPublic.includes(publicIpId) ? [] : [{ groupId, publicIpId, position }],
    ),
    publicUnpooled: oldPublic.filter((id) => !newPublic.includes(id)).map((publicIpId) => ({ publicIpId })),
  }
}

function* placedMembers(
  ranges: RangeSet,
  subnets: readonly Subnet[],
): Sliced<Pick<NewAllocation, 'subnetId' | 'address'>[]> {
  const placed: Pick<NewAllocation, 'subnetId' | 'address'>[] = []
  for (const { id, cidrs } of subnets)
    for (const cidr of cidrs)
      yield* forEachSliced(eachAddress(intersectRanges(ranges, [rangeOf(cidr)])), (address) =>
        placed.push({ subnetId: id, address }),
      )
  return placed
}

const COMMAND_EVENT: Record<InstanceCommand, EventKind> = {
  resume: 'instance-resuming',
  pause: 'instance-pausing',
  recycle: 'instance-recycling',
  deallocate: 'instance-deallocating',
  replace: 'instance-interrupted',
}

function* eventsOf(
  world: World,
  decision: Decision,
  rows: ReadonlyMap<string, StatefulInstance>,
  recording: Recording,
): Sliced<NewEvent[]> {
  const before = new Map(world.instances.map((instance) => [instance.id, instance]))
  const words = wordsOf(decision.group.config.cloud)
  const group = (kind: EventKind, why: string) => groupEvent(world, decision.group.id, recording, kind, why)
  const about = (kind: EventKind, why: string, instanceId: string): Draft => {
    const event = group(kind, why)
    const instance = rows.get(instanceId) ?? before.get(instanceId)
    event.instanceId = instanceId
    if (!instance) return event
    event.subnetId = instance.subnetId
    event.address = instance.address && formatAddress(instance.address)
    event.interfaceId = instance.interfaceId
    event.machineId = instance.machineId
    event.publicIpId = instance.publicIpId
    return event
  }
  const vmsBefore = new Map(world.vms.map((vm) => [vm.id, vm]))
  const vmsAfter = new Map(decision.changedVms.map((vm) => [vm.id, vm]))
  const fromVmChange = (change: VmChange): NewEvent[] =>
    vmEvents(change, { before: vmsBefore.get(change.vmId), after: vmsAfter.get(change.vmId) }, group)
  const whyOf = (cause: Cause): string => (cause === 'asked' && recording.asked) || WHY[cause]
  const fromChange = (change: Exclude<Change, VmChange>): NewEvent => {
    switch (change.kind) {
      case 'create-group':
        return {
          ...group('group-created', 'Asked for by the operator.'),
          after: summary(change.config),
        }
      case 'edit-group':
        return {
          ...group('group-edited', 'Asked for by the operator.'),
          before: summary(change.before),
          after: summary(change.after),
        }
      case 'delete-group':
        return group(
          'group-deleting',
          change.keepInterfaces ? 'Its interfaces are kept.' : 'Its interfaces are deleted.',
        )
      case 'set-target':
        return {
          ...group('group-scaled', whyOf(change.cause)),
          before: { target: change.from },
          after: { target: change.to },
        }
      case 'create-instance': {
        const event = about('instance-created', whyOf(change.cause), change.instanceId)
        event.after = {
          origin: change.origin,
          desired: change.desired,
          ordinal: rows.get(change.instanceId)?.ordinal ?? null,
        }
        return event
      }
      case 'command-instance': {
        const after = rows.get(change.instanceId)
        const atOnce = change.command === 'deallocate' && after?.state === 'deallocated'
        const kind = atOnce ? 'instance-deallocated' : COMMAND_EVENT[change.command]
        const was = before.get(change.instanceId)
        const event = about(kind, whyOf(change.cause), change.instanceId)
        event.machineId = was?.machineId ?? null
        if (change.command === 'replace') event.actor = 'cloud'
        event.before = { state: was?.state ?? 'paused' }
        event.after = { state: after?.state ?? null }
        return event
      }
      case 'retain-instance':
        return about('instance-retained', whyOf(change.cause), change.instanceId)
      case 'adopt-instance':
        return about('instance-adopted', whyOf(change.cause), change.instanceId)
      case 'take-public-ip':
        return {
          ...about('public-ip-taken', `Next free member of the ${words.publicIp} pool.`, change.instanceId),
          publicIpId: change.publicIpId,
        }
      case 'release-public-ip':
        return {
          ...about('public-ip-released', 'Its holder let it go.', change.instanceId),
          publicIpId: change.publicIpId,
        }
      case 'take-address':
        return about('address-allocated', rows.get(change.instanceId)?.addressWhy ?? '', change.instanceId)
      case 'repair': {
        const sentence = repairSentence(change.repair, words)
        const event =
          change.instanceId === null
            ? group('drift-repairing', sentence)
            : about('drift-repairing', sentence, change.instanceId)
        event.after = { repair: change.repair }
        return event
      }
      case 'release-address':
        return about('address-released', 'It never had an interface in the cloud.', change.instanceId)
    }
  }
  // A restore that an operator asked for is told as the repair that it is.
  const asked = new Set(
    decision.plan.changes.flatMap((change) => (change.kind === 'repair' ? [change.instanceId] : [])),
  )
  const restored = decision.begun
    .filter((begun) => begun.kind === 'restore' && !asked.has(begun.instanceId))
    .map((begun) => ({
      ...about(
        'interface-lost',
        'It was deleted outside Holdfast. It is made again with the same address.',
        begun.instanceId,
      ),
      interfaceId: before.get(begun.instanceId)?.interfaceId ?? null,
    }))
  const told: NewEvent[] = []
  yield* forEachSliced(decision.plan.changes, (change) => {
    if ('vmId' in change) told.push(...fromVmChange(change))
    else told.push(fromChange(change))
  })
  return [...told, ...restored]
}

/** An event in the making: filled in place, because ten thousand of them are made at a time. */
type Draft = { -readonly [field in keyof NewEvent]: NewEvent[field] }

function groupEvent(
  world: World,
  groupId: string,
  recording: Recording,
  kind: EventKind,
  why: string,
): Draft {
  return {
    at: world.now,
    kind,
    actor: recording.actor,
    requestId: recording.requestId,
    groupId,
    instanceId: null,
    subnetId: null,
    address: null,
    interfaceId: null,
    publicIpId: null,
    machineId: null,
    why,
    before: null,
    after: null,
  }
}

/** The configuration as an event keeps it: one fact beside the other, and small whatever the pool's size. */
function summary(config: GroupConfig): Record<string, unknown> {
  const { capacity, compute, persistence, coolingSeconds, ...place } = config
  const privateIpPool = persistence.kind === 'stateful' ? persistence.privateIpPool : poolOf(config)
  const listed = privateIpPool
    .slice(0, 50)
    .map(
      (entry) =>
        `${formatAddress({ family: entry.family, value: entry.first })}-${formatAddress({ family: entry.family, value: entry.last })}`,
    )
  return {
    ...place,
    subnetIds: subnetIdsOf(config),
    capacity,
    compute,
    ...(persistence.kind === 'stateful'
      ? {
          maintainPrivateIp: persistence.maintainPrivateIp,
          overflow: persistence.overflow,
          retention: persistence.retention,
        }
      : pooledSummary(persistence)),
    coolingSeconds,
    privateIpPool: listed,
    privateIpPoolEntries: privateIpPool.length,
    publicIpPool: publicIpPoolOf(config).slice(0, 50),
  }
}

function pooledSummary(persistence: PooledPersistence): Record<string, unknown> {
  const { zones, publicIpSku, resourceGroup, loadBalancerIds, interfaces } = persistence
  const nics = interfaces.map(({ privateIpPool, publicIpPool, ...nic }) => ({
    ...nic,
    privateIpPoolEntries: privateIpPool.length,
    publicIpPoolEntries: publicIpPool.length,
  }))
  return { zones, publicIpSku, resourceGroup, loadBalancerIds, interfaces: nics }
}
