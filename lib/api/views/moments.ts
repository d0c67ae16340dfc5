import type { SettingChange } from '@/lib/domain/compare-configs'
import type { AddressChange, MemberChange } from '@/lib/domain/compare-moments'
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { GroupConfigView } from './groups'
import type { InstanceView } from './instances'
import type { BlockView, CellView } from './network'
import type { VmView } from './vms'

/** GET /api/moments?group=|subnet=&at= → what of the past there is to look at. */
export type MomentsView = {
  /** The first moment that can be looked at, and the last; `begin` null: nothing is on record. */
  readonly begin: string | null
  readonly now: string
  /** "edge-fleet", "10.0.3.0/28" */
  readonly of: string
  /** Before it events tell less; null: all of them tell everything. */
  readonly toldSince: string | null
  /** How many events lie in each equal part from `begin` to `now`, 99 at most. */
  readonly ticks: readonly number[]
  /** The last event before `at`, and the first one after it. */
  readonly before: string | null
  readonly after: string | null
}

/** GET /api/groups/:id/past?at= */
export type PastGroupView = { readonly configuration: PastConfigView | null } & (
  | { readonly kind: 'stateful'; readonly instances: readonly InstanceView[] }
  | { readonly kind: 'pooled'; readonly vms: readonly VmView[] }
)

/** As the group was configured at that moment; null where that was not recorded yet. */
export type PastConfigView = {
  /** From when on it was so. */
  readonly since: string
  readonly config: GroupConfigView
  readonly terraform: string
}

/** GET /api/groups/:id/changes?at=&with= → between the two moments, the earlier one first. */
export type GroupChangesView = {
  readonly from: string
  readonly to: string
  readonly changes: readonly MemberChange[]
  /** Null where the configuration at either of them was not recorded. */
  readonly settings: readonly SettingChange[] | null
}

/** GET /api/subnets/:id/block?cidr=&at= */
export type PastBlockView = Omit<BlockView, 'cells'> & { readonly cells: readonly PastCellView[] }

export type PastCellView = CellView & {
  readonly machineId: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
  readonly groupId: string | null
}

/** GET /api/subnets/:id/changes?cidr=&at=&with= → between the two moments, the earlier one first. */
export type SubnetChangesView = {
  readonly from: string
  readonly to: string
  readonly cidr: string
  /** How many addresses changed in which way. */
  readonly counts: Readonly<Partial<Record<AddressChange, number>>>
  /** Every changed range, "10.0.3.7" or "10.0.3.7-10.0.3.9", to be marked. */
  readonly ranges: readonly string[]
  /** The first of them, one by one. */
  readonly lines: readonly AddressChangeView[]
  readonly more: number
}

export type AddressChangeView = {
  readonly address: string
  readonly change: AddressChange
  readonly before: { readonly status: AddressStatus; readonly text: string }
  readonly after: { readonly status: AddressStatus; readonly text: string }
}
