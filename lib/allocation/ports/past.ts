import type { Address } from '@/lib/domain/address'
import type { Cidr } from '@/lib/domain/cidr'
import type { MemberThen, TellingEvent } from '@/lib/domain/fold-events'
import type { OccupancyLayers } from '@/lib/domain/occupancy'
import type { Holder } from '@/lib/domain/refusal'
import type { AllocationOrigin } from './commit'

/** Whose past is looked at. */
export type PastSubject =
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'subnet'; readonly id: string }

/** One address at a moment. */
export type PastDetail = {
  readonly address: string
  readonly holder: Holder | null
  readonly origin: AllocationOrigin | null
  readonly since: string | null
  /** The instance or VM that held it, as it was; null where it was somebody else's or nobody's. */
  readonly member: MemberThen | null
  readonly pool: { readonly groupId: string; readonly groupName: string } | null
  readonly resting: { readonly until: string; readonly groupId: string | null } | null
}

/**
 * The world at a moment: ISO 8601, UTC, that millisecond included. What begins at the moment is there, what ends at it
 * is not.
 */
export interface PastReads {
  /**
   * When the first event of a group is; of a subnet, which is always there, the first on record. Null: there is none.
   * `toldSince`: events before it do not tell everything, because an earlier version of Holdfast wrote them.
   */
  pastSpan(subject: PastSubject): Promise<{
    readonly begin: string
    readonly toldSince: string | null
    /** Events up to here were removed by retention. */
    readonly removedUntil: string | null
  } | null>
  /** How the members of a group stood when older events were removed; empty where none were. */
  membersAtCut(groupId: string): Promise<readonly MemberThen[]>
  /** Events of a group's members until `at`, in order, page by page: as many rows as the group has events, no more. */
  tellingEvents(groupId: string, at: string): AsyncIterable<readonly TellingEvent[]>
  /** As `occupancyLayers`. */
  pastLayers(subnetId: string, cidr: Cidr, at: string): Promise<Omit<OccupancyLayers, 'reserved' | 'planned'>>
  /** At most 256 addresses, in the order asked for. */
  pastDetails(subnetId: string, addresses: readonly Address[], at: string): Promise<readonly PastDetail[]>
  /** Addresses that were held at both moments, by another one at the second; `from` is the earlier. */
  reheld(subnetId: string, from: string, to: string): Promise<readonly Address[]>
  /** How many events of the subject lie in each of `slots` equal parts, at most 99 each. */
  eventTicks(
    subject: PastSubject,
    window: { readonly from: string; readonly to: string; readonly slots: number },
  ): Promise<readonly number[]>
  /** When the last event of the subject before `at` is, and the first one after it. */
  neighbours(
    subject: PastSubject,
    at: string,
  ): Promise<{ readonly before: string | null; readonly after: string | null }>
}
