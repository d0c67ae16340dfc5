import type { CapacityPoint } from '@/lib/domain/capacity-count'
import type { MarkedKind } from '@/lib/domain/capacity-marks'

export const CAPACITY_WINDOWS = ['1h', '6h', '24h', '7d', '30d', 'all'] as const
export type CapacityWindow = (typeof CAPACITY_WINDOWS)[number]

/** GET /api/groups/:id/capacity?window= */
export type CapacityView = {
  readonly window: CapacityWindow
  /** The time that the window spans, until the moment of reading. */
  readonly from: string
  readonly to: string
  /** Oldest first; each holds until the next one, the last until now. The first may lie before `from`. */
  readonly points: readonly CapacityPoint[]
  /** How many there are; where they are more than `points`, the highest and lowest of every stretch were kept. */
  readonly recorded: number
  /** By time. Close ones of one kind are together. */
  readonly marks: readonly CapacityMark[]
}

export type CapacityMark = {
  readonly kind: MarkedKind
  readonly count: number
  /** Of the first and of the last of them. */
  readonly at: string
  readonly until: string
  readonly firstSeq: number
  readonly lastSeq: number
  /** What happened, where it is one event: "Target 3 becomes 5.", "ssi-…: The cloud took the machine back." */
  readonly why: string | null
}
