import type { Refusal } from './refusal'
import { ok, type Result, refuse } from './result'

/*
 * A rolling recycle gives every machine of a group that ran when it began another one, batch by batch.
 *
 *   running ──▶ waiting-for-health ──▶ running (next batch) ──▶ … ──▶ done, or failed where some got no other machine
 *      │  ▲              │
 *      ▼  │ resume       ▼
 *      paused ◀── asked for, a gate that took too long, a machine that could not be replaced, too little headroom
 *
 *   cancel, from any of them: nothing more is begun; once what is under way has ended ──▶ cancelled
 *
 * What it is to do next is decided by `next-of-rolling`, from its row and the group as it is; nothing else is remembered,
 * so a process that is killed at any moment decides the same again.
 */

export type RollingState = 'running' | 'waiting-for-health' | 'paused' | 'cancelled' | 'done' | 'failed'

/** One zone after the other, or every batch across all of them. */
export type RollingOrder = 'zone-by-zone' | 'across-zones'

export const ROLLING_ORDERS = ['across-zones', 'zone-by-zone'] as const satisfies readonly RollingOrder[]

export type RollingSettings = {
  readonly batchSize: number
  /**
   * Stateful: so many may be down at once, whatever the reason, those that the run itself recycles included. Pooled: no
   * VM goes before its successor runs, so the run takes none down; it begins no batch while more than so many are down.
   */
  readonly maximumUnavailable: number
  readonly order: RollingOrder
  /** How long each new machine must have been seen running before it counts. */
  readonly healthSeconds: number
  /** From the moment its recycling began until it counts; then the run pauses by itself. */
  readonly timeoutSeconds: number
}

export type RollingRun = {
  /** `rol-` and 12 hexadecimal digits. */
  readonly id: string
  readonly groupId: string
  readonly state: RollingState
  readonly settings: RollingSettings
  /** The batch that is under way or next, from 0. */
  readonly batch: number
  readonly batches: number
  /** Of all batches. What is neither is waiting, or under way in `batch`. */
  readonly counts: {
    readonly total: number
    readonly done: number
    readonly skipped: number
    readonly failed: number
  }
  /** Nothing more is begun; it is cancelled when what is under way has ended. */
  readonly cancelling: boolean
  /** Why it paused or ended as it did, as one sentence. */
  readonly reason: string | null
  /** ISO 8601, UTC, like every time here. */
  readonly createdAt: string
  /** When the batch under way was begun; null before it is. */
  readonly batchSince: string | null
  /** Null while it lives. A group has one live run at most: the index judges. */
  readonly endedAt: string | null
}

/**
 * waiting ─▶ replacing ─▶ health ─▶ done: a new machine runs and has passed the gate.
 * skipped: there was nothing to replace by then. failed: it runs on its old machine, or on none.
 */
export type RollingItemState = 'waiting' | 'replacing' | 'health' | 'done' | 'skipped' | 'failed'

/** One machine that is to be replaced, named by the instance or VM that it was behind when the run was planned. */
export type RollingItem = {
  /** The run's id and the instance's. */
  readonly id: string
  readonly runId: string
  /** Its place in the whole order, from 0. */
  readonly position: number
  readonly batch: number
  readonly instanceId: string
  readonly zone: string | null
  /** Its primary private IP when the run was planned, as text. */
  readonly address: string | null
  readonly machineId: string
  readonly state: RollingItemState
  /** The run asked for its new machine; otherwise an interruption or an operator did. */
  readonly begun: boolean
  /** What is said of it beside its state, one sentence; null where that is plain. */
  readonly reason: string | null
  /** What stands in its place: the instance itself, or the VM that followed. */
  readonly newInstanceId: string | null
  readonly newMachineId: string | null
  readonly startedAt: string | null
  /** Where the time of the gate is counted from: it began, or the paused run was resumed. */
  readonly gateSince: string | null
  /** The first look from which on everything was in place at every look. */
  readonly healthySince: string | null
  readonly endedAt: string | null
}

/** A run with the items of its batch. */
export type Rolling = { readonly run: RollingRun; readonly items: readonly RollingItem[] }

export type RollingCommand = 'pause' | 'resume' | 'cancel'

export const ROLLING_COMMANDS = ['pause', 'resume', 'cancel'] as const satisfies readonly RollingCommand[]

/** More at once would be no rolling; the largest group has as many machines. */
export const MOST_BATCH = 1_000
/** An hour: whoever needs a longer look pauses the run. */
export const LONGEST_HEALTH = 3_600
export const LONGEST_TIMEOUT = 86_400
/** Assumed where no run of the group has measured one: what a spot request, a boot and an association take together. */
export const ASSUMED_MACHINE_SECONDS = 60

export const isLiveRolling = ({ endedAt }: RollingRun): boolean => endedAt === null

export const isUnderWay = ({ state }: RollingItem): boolean => state === 'replacing' || state === 'health'

export const isEnded = ({ state }: RollingItem): boolean =>
  state === 'done' || state === 'skipped' || state === 'failed'

/**
 * May an operator ask this of a run now? The one table that the button and the verb behind it both ask. `already`: it is
 * so, or is becoming so; asking once more does nothing more.
 */
export function rollingCan(
  command: RollingCommand,
  { state, cancelling, endedAt }: Pick<RollingRun, 'state' | 'cancelling' | 'endedAt'>,
): 'yes' | 'already' | 'no' {
  if (command === 'cancel') {
    if (state === 'cancelled' || (endedAt === null && cancelling)) return 'already'
    return endedAt === null ? 'yes' : 'no'
  }
  if (endedAt !== null || cancelling) return 'no'
  const isPaused = state === 'paused'
  return isPaused === (command === 'pause') ? 'already' : 'yes'
}

/** What an operator asks of a run, done to its row; null where nothing changes. The gate's time begins anew on resume. */
export function commandRolling(
  { run, items }: Rolling,
  command: RollingCommand,
  now: string,
): Result<{ readonly run: RollingRun; readonly items: readonly RollingItem[] } | null, Refusal> {
  const can = rollingCan(command, run)
  if (can === 'already') return ok(null)
  if (can === 'no') return refuse({ kind: 'rolling-wrong-state', command, state: run.state })
  switch (command) {
    case 'pause':
      return ok({
        run: {
          ...run,
          state: 'paused',
          reason: 'Paused by the operator. What is under way ends; nothing more is begun.',
        },
        items: [],
      })
    case 'resume':
      return ok({
        run: { ...run, state: 'running', reason: null },
        items: items.filter(isUnderWay).map((item) => ({ ...item, gateSince: now })),
      })
    case 'cancel':
      return ok({ run: { ...run, cancelling: true, reason: 'Cancelled by the operator.' }, items: [] })
  }
}
