import type { InstanceRow } from '@/lib/allocation/ports/group-rows'
import { wrongStateSentence } from '@/lib/api/instance-messages'
import type { InstanceView, StateSentence } from '@/lib/api/views/instances'
import { formatAddress } from '@/lib/domain/address'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { withArticle, wordsOf } from '@/lib/domain/cloud-words'
import { publicIpPoolOf } from '@/lib/domain/config-parts'
import type { Group } from '@/lib/domain/group'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { kindOf, type Operation, type StepKind } from '@/lib/domain/operation'
import {
  type INSTANCE_ACTIONS,
  type InstanceState,
  instanceCan,
  type StatefulInstance,
} from '@/lib/domain/stateful-instance'

/** `group` is the instance's own. `triedAgainAt`: see the view. */
export function presentInstance(
  row: InstanceRow,
  group: Group,
  triedAgainAt: string | null = null,
): InstanceView {
  const { instance, operation } = row
  const { cloud } = group.config
  const words = wordsOf(cloud)
  return {
    id: instance.id,
    groupId: instance.groupId,
    cloud,
    ordinal: instance.ordinal,
    state: instance.state,
    desired: instance.desired,
    sentence: instanceSentence(instance, operation),
    reason: instance.reason,
    triedAgainAt,
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
    publicIpWarning: publicIpWarning(instance, group, words),
    machineId: instance.machineId,
    machineCount: instance.machineCount,
    stateSince: instance.stateSince,
    createdAt: instance.createdAt,
    can: actionReasons(instance),
    work: operation ? presentWork(operation, words) : null,
  }
}

/** The same instances as the group's warning counts. */
function publicIpWarning(instance: StatefulInstance, group: Group, words: CloudWords): string | null {
  const lacks = publicIpPoolOf(group.config).length > 0 && instance.publicIpId === null
  if (!lacks || instance.state !== 'active') return null
  return `It runs without ${withArticle(words.publicIp)} of the pool. Its next resume takes a free member, if there is one.`
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
  if (instance.state === 'paused' && instance.reason) return { tone: 'bad', text: 'Paused, could not resume' }
  if (instance.drift) return { tone: 'bad', text: `${text}, drifted` }
  if (instance.state === 'paused') {
    return { tone: 'calm', text: instance.machineCount === 0 ? 'Paused, never resumed' : 'Paused' }
  }
  if (instance.state === 'active')
    return instance.reason ? { tone: 'warn', text: 'Active, a change was refused' } : { tone: 'ok', text }
  return { tone: operation && operation.attempts > 0 ? 'warn' : 'busy', text }
}

function stepText(step: StepKind, words: CloudWords): string {
  switch (step) {
    case 'create-interface':
      return 'Creating the interface with its address'
    case 'await-available':
      return 'Waiting for the interface to be available'
    case 'launch':
      return 'Launching a machine with the interface'
    case 'await-running':
      return 'Waiting for the machine to run'
    case 'associate-public-ip':
      return `Associating the ${words.publicIp}`
    case 'terminate':
      return 'Terminating the machine'
    case 'await-gone':
      return 'Waiting for the old machine to go'
    case 'disassociate-public-ip':
      return `Disassociating the ${words.publicIp}`
    case 'delete-interface':
      return 'Deleting the interface'
    case 'create-public-ip':
      return `Creating a ${words.publicIp}`
    case 'delete-public-ip':
      return `Deleting the ${words.publicIp}`
  }
}

function presentWork(operation: Operation, words: CloudWords): InstanceView['work'] {
  const step = operation.steps[operation.cursor]
  return {
    text: step ? stepText(kindOf(step), words) : 'Finishing',
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
