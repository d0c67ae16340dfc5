import type { CloudError } from '@/lib/allocation/ports/cloud'

/** What Holdfast decides by, for every Azure code that means more than "invalid". */
const KINDS: Readonly<Record<string, CloudError['kind']>> = {
  TooManyRequests: 'throttled',
  OperationNotAllowedByThrottling: 'throttled',
  InternalServerError: 'transient',
  InternalError: 'transient',
  ServiceUnavailable: 'transient',
  AnotherOperationInProgress: 'transient',
  RetryableError: 'transient',
  // Somebody changed it between a look and the change: look again.
  PreconditionFailed: 'transient',
  PrivateIPAddressIsAllocated: 'address-in-use',
  PrivateIPAddressInReservedRange: 'address-invalid',
  PrivateIPAddressNotInSubnet: 'address-invalid',
  InvalidIPAddress: 'address-invalid',
  SubnetIsFull: 'capacity',
  NicInUse: 'interface-in-use',
  PublicIPAddressInUse: 'public-ip-in-use',
  PublicIPAddressCannotBeDeleted: 'public-ip-in-use',
  PublicIPCountLimitReached: 'capacity',
  AllocationFailed: 'capacity',
  ZonalAllocationFailed: 'capacity',
  OverconstrainedZonalAllocationRequest: 'capacity',
  OverconstrainedAllocationRequest: 'capacity',
  SkuNotAvailable: 'capacity',
  OperationNotAllowed: 'capacity',
  // The subscription's quota of spot cores.
  QuotaExceeded: 'capacity',
}

const MISSING: readonly (readonly [type: RegExp, kind: CloudError['kind']])[] = [
  [/^\/.*\/publicipaddresses\/[^/]+$/i, 'public-ip-missing'],
  [/^\/.*\/networkinterfaces\/[^/]+$/i, 'interface-missing'],
  [/^\/.*\/virtualmachines\/[^/]+$/i, 'machine-missing'],
]

/** Two codes say only that something is missing; the first path of the message says what. */
function kindOfMissing(message: string): CloudError['kind'] {
  const path = /\/subscriptions\/[^\s']+/i.exec(message)?.[0] ?? ''
  return MISSING.find(([type]) => type.test(path))?.[1] ?? 'invalid'
}

export function azureKindOf(code: string, message: string): CloudError['kind'] {
  if (code === 'ResourceNotFound' || code === 'InvalidResourceReference') return kindOfMissing(message)
  return KINDS[code] ?? 'invalid'
}
