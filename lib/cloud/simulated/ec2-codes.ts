import type { CloudError } from '@/lib/allocation/ports/cloud'
import type { Operation } from './protocol'

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

export function ec2KindOf(operation: Operation, code: string): CloudError['kind'] {
  const byOperation = code === 'InvalidParameterValue' ? KINDS_OF_INVALID_VALUE[operation] : undefined
  return byOperation ?? KINDS[code] ?? (code.startsWith('Server.') ? 'transient' : 'invalid')
}
