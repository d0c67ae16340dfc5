import { formatAddress } from '@/lib/domain/address'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Decision } from '@/lib/domain/decision'
import { repairSentence } from '@/lib/domain/drift-words'
import type { Actor, EventKind, NewEvent } from '@/lib/domain/event'
import type { Cause, Change } from '@/lib/domain/plan'
import { forEachSliced, type Sliced } from '@/lib/domain/slices'
import type { InstanceCommand, StatefulInstance } from '@/lib/domain/stateful-instance'
import { WHY } from '@/lib/domain/why'
import type { World } from '@/lib/domain/world'
import { configSummary } from './config-summary'
import { type VmChange, vmEvents } from './vm-events'

/** What the events of one decision have in common. */
export type Telling = {
  readonly requestId: string
  readonly actor: Actor
  /** Why what was asked for was asked for, where it was not the operator. */
  readonly asked?: string | undefined
  /** The change that this one takes back. */
  readonly undoes?: { readonly requestId: string; readonly why: string } | undefined
}

/** Named by the request that it takes back, so that nobody takes it back twice. */
export function undoneEvents(world: World, groupId: string, telling: Telling): NewEvent[] {
  const { undoes } = telling
  if (!undoes) return []
  const event = groupEvent(world, groupId, telling, 'change-undone', undoes.why)
  return [{ ...event, after: { undoes: undoes.requestId } }]
}

const COMMAND_EVENT: Record<InstanceCommand, EventKind> = {
  resume: 'instance-resuming',
  pause: 'instance-pausing',
  recycle: 'instance-recycling',
  deallocate: 'instance-deallocating',
  replace: 'instance-interrupted',
}

/** Every change of the plan as the events that tell it, and what was restored without being asked for. */
export function* eventsOf(
  world: World,
  decision: Decision,
  rows: ReadonlyMap<string, StatefulInstance>,
  telling: Telling,
): Sliced<NewEvent[]> {
  const before = new Map(world.instances.map((instance) => [instance.id, instance]))
  const words = wordsOf(decision.group.config.cloud)
  const group = (kind: EventKind, why: string) => groupEvent(world, decision.group.id, telling, kind, why)
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
  const whyOf = (cause: Cause): string => (cause === 'asked' && telling.asked) || WHY[cause]
  const fromChange = (change: Exclude<Change, VmChange>): NewEvent => {
    switch (change.kind) {
      case 'create-group':
        return {
          ...group('group-created', 'Asked for by the operator.'),
          after: configSummary(change.config),
        }
      case 'edit-group':
        return {
          ...group('group-edited', 'Asked for by the operator.'),
          before: configSummary(change.before),
          after: configSummary(change.after),
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

export function groupEvent(
  world: World,
  groupId: string,
  telling: Telling,
  kind: EventKind,
  why: string,
): Draft {
  return {
    at: world.now,
    kind,
    actor: telling.actor,
    requestId: telling.requestId,
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
