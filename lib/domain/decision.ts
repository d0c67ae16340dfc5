import type { Address } from './address'
import type { KeptExplanation } from './explanation'
import type { Group } from './group'
import type { OperationKind } from './operation'
import type { Plan } from './plan'
import type { PooledVm } from './pooled-vm'
import type { StatefulInstance } from './stateful-instance'

/** Cloud work that a decision begins once it is stored. */
export type BegunOperation = {
  readonly instanceId: string
  readonly kind: OperationKind
  readonly oldMachineId: string | null
  readonly keepInterface: boolean
  /** Only one of a VM's interfaces is worked on. */
  readonly nic?: string
  /** It begins from `error`: what is recorded of the machine may be less than there is. */
  readonly afterFailure: boolean
}

/** An address in its subnet. */
export type Placed = { readonly subnetId: string; readonly address: Address }

/**
 * A plan with what the store needs to make it a fact; `group`, `changed` and `changedVms` are full new rows. An
 * `instanceId` names a stateful instance or a VM: whichever the group has.
 */
export type Decision = {
  readonly plan: Plan
  readonly group: Group
  readonly changed: readonly StatefulInstance[]
  readonly changedVms: readonly PooledVm[]
  readonly allocated: readonly (Placed & { readonly instanceId: string; readonly whyId?: string })[]
  readonly released: readonly Placed[]
  /** Interfaces that were nobody's; `allocated` has their addresses. */
  readonly adopted: readonly (Placed & { readonly interfaceId: string })[]
  readonly publicTaken: readonly {
    readonly publicIpId: string
    readonly instanceId: string
    readonly whyId?: string
  }[]
  readonly publicReleased: readonly string[]
  readonly begun: readonly BegunOperation[]
  /** Why what was chosen was chosen; named by the `whyId` of what it explains. */
  readonly explained: readonly KeptExplanation[]
}
