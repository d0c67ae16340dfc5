import { formatAddress } from '@/lib/domain/address'
import type { EventKind, NewEvent } from '@/lib/domain/event'
import type { GroupConfig } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import { type PooledVm, publicIpIdOf, type VmNic } from '@/lib/domain/pooled-vm'
import type { PublicIp } from '@/lib/domain/subnet'
import type { NewAllocation } from './ports/commit'
import type { StepContext } from './step-outcome'

/** The journal entry that follows an outcome of a VM's step: full new rows, what came to hold and what is let go. */
export type AdvancedVm = {
  readonly operation: Operation
  readonly vm: PooledVm
  readonly allocated: readonly NewAllocation[]
  readonly released: readonly Pick<NewAllocation, 'subnetId' | 'address'>[]
  readonly publicTaken: readonly string[]
  readonly publicReleased: readonly string[]
  readonly publicCreated: readonly PublicIp[]
  readonly publicDeleted: readonly string[]
  readonly events: readonly NewEvent[]
}

/** Nothing came to be held and nothing is let go. */
export const calmVm = {
  allocated: [],
  released: [],
  publicTaken: [],
  publicReleased: [],
  publicCreated: [],
  publicDeleted: [],
  events: [],
} as const

export type VmContext = StepContext & { readonly config: GroupConfig }

export type VmTeller = (kind: EventKind, why: string, over?: Partial<NewEvent>) => NewEvent

export function vmTeller(operation: Operation, vm: PooledVm, nic: VmNic | null, now: string): VmTeller {
  return (kind, why, over) => ({
    ...{ at: now, kind, actor: 'holdfast', requestId: operation.requestId },
    ...{ groupId: vm.groupId, instanceId: vm.id, subnetId: nic?.subnetId ?? null },
    address: nic?.private.address ? formatAddress(nic.private.address) : null,
    interfaceId: nic?.interfaceId ?? null,
    publicIpId: nic && publicIpIdOf(nic),
    ...{ machineId: vm.machineId, why, before: null, after: null },
    ...over,
  })
}
