import type {
  RollingCommand,
  RollingItemState,
  RollingSettings,
  RollingState,
} from '@/lib/domain/rolling-recycle'

export type RollingRunView = {
  readonly id: string
  readonly state: RollingState
  /** Nothing more is begun; it ends with what is under way. */
  readonly cancelling: boolean
  /** Why it paused or ended as it did. */
  readonly reason: string | null
  readonly settings: RollingSettings
  readonly counts: {
    readonly total: number
    readonly done: number
    readonly skipped: number
    readonly failed: number
    readonly underWay: number
    readonly waiting: number
  }
  readonly batches: number
  readonly startedAt: string
  readonly endedAt: string | null
}

export type RollingBatchView = {
  /** From 1. */
  readonly number: number
  /** Null where it goes across zones. */
  readonly zone: string | null
  readonly total: number
  readonly byState: Readonly<Partial<Record<RollingItemState, number>>>
}

export type RollingItemView = {
  readonly instanceId: string
  readonly batch: number
  readonly address: string | null
  readonly zone: string | null
  readonly state: RollingItemState
  readonly reason: string | null
  readonly machineId: string
  readonly newMachineId: string | null
  /** The VM that took its place; null where the instance stays itself. */
  readonly newInstanceId: string | null
  /** At the gate: seconds until it counts if all stays in place; null before its new machine was seen to run. */
  readonly countsIn: number | null
}

export type LiveRollingView = RollingRunView & {
  /** The batch under way or next, from 1. */
  readonly batch: number
  readonly strip: readonly RollingBatchView[]
  /** Of the batch under way first, then the others; cut at so many. */
  readonly items: readonly RollingItemView[]
  readonly moreItems: number
  /** Why nothing is begun although it runs; null where something is under way or about to be. */
  readonly waitsFor: string | null
  /** Null while it is paused, or as long as nothing was measured. */
  readonly expectedEnd: string | null
  readonly can: Readonly<Record<RollingCommand, boolean>>
}

/** GET /api/groups/:id/rolling */
export type RollingView = {
  readonly live: LiveRollingView | null
  /** Those that have ended, the newest first. */
  readonly history: readonly RollingRunView[]
  /** Why none can be begun now; null where one can. */
  readonly blocked: string | null
}
