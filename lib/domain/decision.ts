import type { Address } from './address'
import type { Group } from './group'
import type { OperationKind } from './operation'
import type { Plan } from './plan'
import type { StatefulInstance } from './stateful-instance'

/** Cloud work that a decision begins once it is stored. */
export type BegunOperation = {
  readonly instanceId: string
  readonly kind: OperationKind
  readonly oldMachineId: string | null
  readonly keepInterface: boolean
  /** It begins from `error`: what is recorded of the machine may be less than there is. */
  readonly afterFailure: boolean
}

/** An address in its subnet. */
export type Placed = { readonly subnetId: string; readonly address: Address }

/** A plan with what the store needs to make it a fact. Members of `group` and `instances` are full new rows. */
export type Decision = {
  readonly plan: Plan
  readonly group: Group
  readonly changed: readonly StatefulInstance[]
  readonly allocated: readonly (Placed & { readonly instanceId: string })[]
  readonly released: readonly Placed[]
  readonly publicTaken: readonly { readonly publicIpId: string; readonly instanceId: string }[]
  readonly publicReleased: readonly string[]
  readonly begun: readonly BegunOperation[]
}
