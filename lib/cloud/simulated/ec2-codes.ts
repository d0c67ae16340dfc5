import type { CloudError } from '@/lib/allocation/ports'
import type { Operation, Reply } from './protocol'

/** What Holdfast decides by, for every EC2 code that means more than "invalid". */
const KINDS: Readonly<Record<string, CloudError['kind']>> = {
  RequestLimitExceeded: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  RequestThrottled: 'throttled',
  InternalError: 'transient',
  InternalFailure: 'transient',
  Unavailable: 'transient',
  ServiceUnavailable: 'transient',
  'InvalidIPAddress.InUse': 'address-in-use',
  'InvalidNetworkInterface.InUse': 'interface-in-use',
  'InvalidNetworkInterfaceID.NotFound': 'interface-missing',
  'InvalidInstanceID.NotFound': 'machine-missing',
  'Resource.AlreadyAssociated': 'public-ip-in-use',
  'InvalidAllocationID.NotFound': 'public-ip-missing',
  InsufficientInstanceCapacity: 'capacity',
  InsufficientHostCapacity: 'capacity',
  InsufficientCapacity: 'capacity',
  MaxSpotInstanceCountExceeded: 'capacity',
  InstanceLimitExceeded: 'capacity',
  VcpuLimitExceeded: 'capacity',
  SpotMaxPriceTooLow: 'capacity',
}

const KINDS_OF_INVALID_VALUE: Partial<Record<Operation, CloudError['kind']>> = {
  CreateNetworkInterface: 'address-invalid',
  // EC2 answers this too for an interface in use.
  DeleteNetworkInterface: 'interface-in-use',
}

/** Describing changes nothing, so a lost answer to it is only a reason to ask again. */
const changesNothing = (operation: Operation): boolean =>
  operation.startsWith('Describe') || operation === 'Overview'

/**
 * The one mapping from what came back, or did not, to what Holdfast decides by.
 *
 *   unreachable             transient        nothing was sent
 *   lost, describe          transient        ask again
 *   lost, anything else     outcome-unknown  look, or repeat with the same token
 *   refused                 by its code      codes that it does not know are 'invalid'
 */
export function cloudErrorOf(operation: Operation, reply: Exclude<Reply, { kind: 'answer' }>): CloudError {
  if (reply.kind === 'unreachable') return { kind: 'transient', code: 'Unreachable', message: reply.message }
  if (reply.kind === 'lost') {
    const kind = changesNothing(operation) ? 'transient' : 'outcome-unknown'
    return { kind, code: 'RequestTimeout', message: reply.message }
  }
  const { code, message } = reply
  const byOperation = code === 'InvalidParameterValue' ? KINDS_OF_INVALID_VALUE[operation] : undefined
  const kind = byOperation ?? KINDS[code] ?? (code.startsWith('Server.') ? 'transient' : 'invalid')
  return { kind, code, message }
}
