import { formatAddress } from '@/lib/domain/address'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { EventKind, NewEvent } from '@/lib/domain/event'
import {
  kindOf,
  type Operation,
  type OperationKind,
  type Step,
  type StepKind,
  type VmOperationKind,
} from '@/lib/domain/operation'
import type { InstanceState, StatefulInstance } from '@/lib/domain/stateful-instance'
import type { CloudError } from './ports/cloud'

export type Teller = (kind: EventKind, why: string, over?: Partial<NewEvent>) => NewEvent

export function teller(operation: Operation, instance: StatefulInstance, now: string): Teller {
  return (kind, why, over) => ({
    at: now,
    kind,
    actor: 'holdfast',
    requestId: operation.requestId,
    groupId: instance.groupId,
    instanceId: instance.id,
    subnetId: instance.subnetId,
    address: instance.address ? formatAddress(instance.address) : null,
    interfaceId: instance.interfaceId,
    publicIpId: instance.publicIpId,
    machineId: instance.machineId,
    why,
    before: null,
    after: null,
    ...over,
  })
}

/**
 * What a step changed in the cloud, with what was before and after, for the history of interfaces and public IPs (B5).
 * `before` is the instance as the step found it: what is deleted is no longer on the one that `tell` speaks of.
 */
export function stepEvents(
  step: StepKind,
  operation: Operation,
  before: StatefulInstance,
  after: StatefulInstance,
  tell: Teller,
): NewEvent[] {
  const moved = { before: { interfaceId: before.interfaceId }, after: { interfaceId: after.interfaceId } }
  switch (step) {
    case 'create-interface':
      return [tell('interface-created', 'Made with the address, and kept until it is deallocated.', moved)]
    case 'launch':
      return [
        tell('interface-attached', 'Primary interface of a new machine.', {
          before: { machineId: operation.oldMachineId },
          after: { machineId: after.machineId },
        }),
      ]
    case 'associate-public-ip':
      return after.publicIpId
        ? [tell('public-ip-associated', 'Association is made without re-association.')]
        : []
    case 'await-available':
      return before.drift && !after.drift ? [tell('drift-repaired', 'Its interface is free again.')] : []
    case 'delete-interface':
      return [
        tell(
          'interface-deleted',
          operation.kind === 'deallocate' ? 'Its holder was deallocated.' : 'Its machine is gone.',
          { ...moved, interfaceId: before.interfaceId },
        ),
      ]
    default:
      return []
  }
}

/** What the end of the whole work is told as. */
export const endEvent = (
  { kind }: Operation,
  from: InstanceState,
  to: InstanceState,
  tell: Teller,
): NewEvent =>
  tell(END_EVENT[kind as StatefulOperationKind], END_WHY[kind as StatefulOperationKind], {
    before: { state: from },
    after: { state: to },
  })

type StatefulOperationKind = Exclude<OperationKind, VmOperationKind>

const END_EVENT: Record<StatefulOperationKind, EventKind> = {
  resume: 'instance-resumed',
  pause: 'instance-paused',
  recycle: 'instance-recycled',
  replace: 'instance-replaced',
  deallocate: 'instance-deallocated',
  restore: 'drift-repaired',
  associate: 'drift-repaired',
  'give-back': 'instance-paused',
}

const END_WHY: Record<StatefulOperationKind, string> = {
  resume: 'Its machine runs.',
  pause: 'Its machine is gone; address and interface are kept.',
  recycle: 'A new machine runs on the same address.',
  replace: 'A new machine runs on the same address.',
  deallocate: 'Its machine and interface are gone.',
  'give-back': 'Its public IP was given back; address and interface are kept.',
  restore: 'The interface was made again with the same address.',
  associate: 'Its public IP is associated.',
}

/** A step that was looked for after its answer was lost, and had been done. */
export const foundWhy = (step: Step): string =>
  `The answer to “${kindOf(step).replaceAll('-', ' ')}” was lost. The cloud had done it, so it was not repeated.`

/** Why a step failed, in words, with the cloud's own code. */
export const reasonOf = (step: StepKind, error: CloudError, words: CloudWords): string =>
  `${failedText(step, words)}: ${error.message.replace(/\.$/, '')} (${error.code}).`

function failedText(step: StepKind, words: CloudWords): string {
  switch (step) {
    case 'create-interface':
      return 'The interface could not be created'
    case 'await-available':
      return 'The interface did not become available'
    case 'launch':
      return 'No machine could be launched'
    case 'await-running':
      return 'The machine did not start'
    case 'associate-public-ip':
      return `The ${words.publicIp} could not be associated`
    case 'terminate':
      return 'The machine could not be terminated'
    case 'await-gone':
      return 'The machine did not go'
    case 'disassociate-public-ip':
      return `The ${words.publicIp} could not be disassociated`
    case 'delete-interface':
      return 'The interface could not be deleted'
    case 'create-public-ip':
      return `The ${words.publicIp} could not be created`
    case 'delete-public-ip':
      return `The ${words.publicIp} could not be deleted`
  }
}
