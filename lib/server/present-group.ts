import type { GroupRow, InstanceRow } from '@/lib/allocation/reads-port'
import { EVENT_TITLES } from '@/lib/api/event-titles'
import { holderText, wrongStateSentence } from '@/lib/api/messages'
import type { EventView } from '@/lib/api/views/events'
import type { GroupConfigView, GroupRowView } from '@/lib/api/views/groups'
import type { InstanceView, StateSentence } from '@/lib/api/views/instances'
import type { PublicIpView } from '@/lib/api/views/network'
import { formatAddress } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Event } from '@/lib/domain/event'
import type { Group, GroupConfig } from '@/lib/domain/group'
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { Operation, StepKind } from '@/lib/domain/operation'
import { formatPoolEntry } from '@/lib/domain/pool'
import {
  type INSTANCE_ACTIONS,
  type InstanceState,
  instanceCan,
  type StatefulInstance,
} from '@/lib/domain/stateful-instance'
import type { PublicIpSnapshot } from '@/lib/domain/world'

export function presentConfig(config: GroupConfig): GroupConfigView {
  return { ...config, privateIpPool: config.privateIpPool.map(formatPoolEntry) }
}

export function presentGroupRow(row: GroupRow, zones: readonly string[]): GroupRowView {
  const { byState } = row
  const busy =
    byState.resuming + byState.pausing + byState.recycling + byState.replacing + byState.deallocating
  return {
    id: row.id,
    name: row.name,
    cloudLabel: cloudRules[row.cloud].label,
    region: row.region,
    zones,
    capacity: row.capacity,
    active: byState.active,
    paused: byState.paused,
    busy,
    failed: byState.error,
    pool: {
      size: row.pool.size,
      active: Math.min(row.pool.used, byState.active),
      paused: Math.max(0, row.pool.used - byState.active),
    },
    publicPool: { size: row.publicPool.size, taken: row.publicPool.used },
    states: groupStates(row, busy),
    lastEvent: row.lastEvent
      ? {
          at: row.lastEvent.at,
          text: [EVENT_TITLES[row.lastEvent.kind], row.lastEvent.address ?? row.lastEvent.instanceId]
            .filter(Boolean)
            .join(', '),
        }
      : null,
    createdAt: row.createdAt,
  }
}

/** The state of a group as sentences, worst first; never empty. */
function groupStates(row: GroupRow, busy: number): StateSentence[] {
  const { byState, warnings, capacity, operations } = row
  const states: StateSentence[] = []
  const say = (tone: StateSentence['tone'], text: string) => states.push({ tone, text })
  const some = (n: number, one: string, many: string) => (n === 1 ? one : `${n.toLocaleString('en')} ${many}`)
  if (row.state !== 'live') say('busy', row.state === 'deleted' ? 'Deleted' : 'Being deleted')
  if (warnings.drifted > 0)
    say('bad', some(warnings.drifted, '1 instance changed in AWS', 'instances changed in AWS'))
  if (byState.error > 0) say('bad', some(byState.error, '1 instance in error', 'instances in error'))
  if (warnings.failed > byState.error)
    say(
      'bad',
      some(warnings.failed - byState.error, '1 instance could not resume', 'instances could not resume'),
    )
  if (operations.retrying > 0)
    say('warn', some(operations.retrying, 'A cloud call is being repeated', 'cloud calls are being repeated'))
  if (warnings.withoutPublicIp > 0)
    say(
      'warn',
      some(warnings.withoutPublicIp, '1 instance without an Elastic IP', 'instances without an Elastic IP'),
    )
  if (byState.replacing > 0)
    say('busy', some(byState.replacing, '1 machine being replaced', 'machines being replaced'))
  if (busy > byState.replacing)
    say('busy', some(busy - byState.replacing, '1 instance changing', 'instances changing'))
  if (row.state === 'live' && row.active < capacity.target)
    say('warn', `${row.active} of ${capacity.target} active`)
  if (states.length === 0) say('ok', row.instances === 0 ? 'No instances' : 'All addresses held')
  return states
}

export function presentInstance(row: InstanceRow): InstanceView {
  const { instance, operation } = row
  return {
    id: instance.id,
    groupId: instance.groupId,
    ordinal: instance.ordinal,
    state: instance.state,
    desired: instance.desired,
    sentence: instanceSentence(instance, operation),
    reason: instance.reason,
    drift: instance.drift,
    origin: instance.origin,
    retained: instance.retained,
    address: instance.address ? formatAddress(instance.address) : null,
    addressStatus: instance.address ? addressStatus(instance) : null,
    addressWhy: instance.addressWhy,
    subnetId: instance.subnetId,
    zone: row.zone,
    interfaceId: instance.interfaceId,
    publicIp: instance.publicIpId
      ? { id: instance.publicIpId, address: row.publicAddress ?? instance.publicIpId }
      : null,
    machineId: instance.machineId,
    machineCount: instance.machineCount,
    stateSince: instance.stateSince,
    createdAt: instance.createdAt,
    can: actionReasons(instance),
    work: operation ? presentWork(operation) : null,
  }
}

function actionReasons(instance: StatefulInstance): InstanceView['can'] {
  const reason = (action: (typeof INSTANCE_ACTIONS)[number]): string | null => {
    const can = instanceCan(action, instance.state)
    if (can === 'yes') return null
    if (can === 'already') return `It is ${STATE_TEXT[instance.state].toLowerCase()} already.`
    return wrongStateSentence(action, instance.state, can.no)
  }
  return {
    resume: reason('resume'),
    pause: reason('pause'),
    recycle: reason('recycle'),
    deallocate: reason('deallocate'),
  }
}

const STATE_TEXT: Record<InstanceState, string> = {
  paused: 'Paused',
  resuming: 'Resuming',
  active: 'Active',
  pausing: 'Pausing',
  recycling: 'Recycling',
  replacing: 'Replacing',
  deallocating: 'Deallocating',
  deallocated: 'Deallocated',
  error: 'Error',
}

function instanceSentence(instance: StatefulInstance, operation: Operation | null): StateSentence {
  const text = STATE_TEXT[instance.state]
  if (instance.state === 'error') return { tone: 'bad', text }
  if (instance.drift) return { tone: 'bad', text: `${text}, drifted` }
  if (instance.state === 'paused') {
    if (instance.reason) return { tone: 'bad', text: 'Paused, could not resume' }
    return { tone: 'calm', text: instance.machineCount === 0 ? 'Paused, never resumed' : 'Paused' }
  }
  if (instance.state === 'active')
    return instance.reason ? { tone: 'warn', text: 'Active, a change was refused' } : { tone: 'ok', text }
  return { tone: operation && operation.attempts > 0 ? 'warn' : 'busy', text }
}

const STEP_TEXT: Record<StepKind, string> = {
  'create-interface': 'Creating the interface with its address',
  'await-available': 'Waiting for the interface to be available',
  launch: 'Launching a machine with the interface',
  'await-running': 'Waiting for the machine to run',
  'associate-public-ip': 'Associating the Elastic IP',
  terminate: 'Terminating the machine',
  'await-gone': 'Waiting for the old machine to go',
  'disassociate-public-ip': 'Disassociating the Elastic IP',
  'delete-interface': 'Deleting the interface',
}

function presentWork(operation: Operation): InstanceView['work'] {
  const step = operation.steps[operation.cursor]
  return {
    text: step ? STEP_TEXT[step] : 'Finishing',
    step: Math.min(operation.cursor + 1, operation.steps.length),
    steps: operation.steps.length,
    attempts: operation.attempts,
    lastError: operation.lastError,
  }
}

/** The same classification that occupancy uses (map, chips and lists agree). */
export function addressStatus(instance: StatefulInstance): AddressStatus {
  const asleep = instance.desired === 'paused' || instance.state === 'paused' || instance.state === 'error'
  if (asleep) return 'paused'
  return instance.origin === 'pool' || instance.retained ? 'active' : 'random'
}

export function presentEvent(event: Event, groupName: (id: string) => string | null): EventView {
  const { groupId } = event
  return {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    actor: event.actor,
    requestId: event.requestId,
    title: EVENT_TITLES[event.kind],
    why: event.why,
    group: groupId ? { id: groupId, name: groupName(groupId) ?? groupId } : null,
    instanceId: event.instanceId,
    subnetId: event.subnetId,
    address: event.address,
    interfaceId: event.interfaceId,
    publicIpId: event.publicIpId,
    machineId: event.machineId,
    before: event.before,
    after: event.after,
  }
}

export function presentPublicIp(
  snapshot: PublicIpSnapshot,
  groupName: (id: string) => string | null,
): PublicIpView {
  const { publicIp, holder, poolGroupId } = snapshot
  const held = holder
    ? holder.kind === 'foreign'
      ? `Associated with ${holderText(holder)}`
      : `Held by ${holderText(holder)}`
    : null
  return {
    id: publicIp.id,
    address: publicIp.address,
    name: publicIp.name,
    region: publicIp.region,
    stateText: held ?? 'Unassociated',
    usable: holder === null && poolGroupId === null,
    holder,
    pool: poolGroupId ? { id: poolGroupId, name: groupName(poolGroupId) ?? poolGroupId } : null,
  }
}

export const groupState = (group: Group): 'live' | 'deleting' | 'deleted' =>
  group.state === 'deleting-keeping' ? 'deleting' : group.state
