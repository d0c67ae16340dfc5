import type { CloudWords } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Group } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import { isWait } from '@/lib/domain/operation-steps'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { advance } from './advance'
import { watchCloud } from './await-cloud'
import { carryOutStep } from './carry-out-step'
import { limitConcurrency } from './limit-concurrency'
import { type Cloud, type Commit, EMPTY_COMMIT, type Store, type Surroundings } from './ports'
import {
  type Advanced,
  DEFAULT_RETRY,
  type RetryPolicy,
  type StepContext,
  type StepOutcome,
} from './step-outcome'
import type { Turns } from './turns'

/*
 * Carries out the cloud work of stored operations, one chain of steps per operation:
 *
 *   stored ─▶ journal "started" ─▶ call the cloud ─▶ journal the outcome ─▶ … ─▶ done
 *                    │                   │                    │
 *   killed here:  repeat the step    repeat the step      repeat the step: its client token, or the fact that
 *                                                         what should be gone is gone, makes that harmless
 *
 * Journal entries of one group that wait together become one commit (set-based), so ten thousand launches do not
 * cost ten thousand transactions. At boot `resume` picks up every operation that is not done.
 */

export type Operating = {
  /** Carries these out; ones already under way are passed over. */
  begin(operations: readonly Operation[]): void
  /** Picks up what an earlier process left unfinished (B7). Resolves with their number once they are under way. */
  resume(): Promise<number>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Starts no further step and resolves when those under way have been journaled. */
  stop(): Promise<void>
  readonly underWay: () => number
}

export type OperateOptions = {
  readonly store: Store
  readonly cloud: Cloud
  readonly surroundings: Surroundings
  readonly turns: Turns
  /** Called when work of a group has ended, so that it is reconciled again (A6, floating launches, deletion). */
  readonly settle: (groupId: string) => void
  /** A bug: the operation stays stored and is tried again at the next boot. */
  readonly onBug: (error: unknown, operation: Operation) => void
  readonly retry?: RetryPolicy
  /** Milliseconds between looks at machines that start or stop. */
  readonly pollInterval?: number
}

/** EC2 throttles changing calls well above this; the simulated cloud is quicker with fewer sockets. */
const CALLS_AT_ONCE = 32

type Entry = {
  readonly operationId: string
  /** Null outcome: the step is about to start. */
  readonly outcome: StepOutcome | null
  readonly journaled: (latest: Latest | Error) => void
}

type Latest = { readonly operation: Operation; readonly instance: StatefulInstance; readonly group: Group }

export function operate(options: OperateOptions): Operating {
  const { store, cloud, surroundings, turns } = options
  const retry = options.retry ?? DEFAULT_RETRY
  const stopping = new AbortController()
  const watch = watchCloud({ cloud, surroundings }, options.pollInterval ?? 250, stopping.signal)
  const callCloud = limitConcurrency(CALLS_AT_ONCE)
  const current = new Map<string, Operation>()
  const chains = new Set<Promise<void>>()
  const journal = new Map<string, Entry[]>()
  // One set instead of a listener per operation: there may be ten thousand of them.
  const atStop = new Set<() => void>()

  function begin(operations: readonly Operation[]): void {
    for (const operation of operations) {
      if (current.has(operation.id) || operation.state !== 'running' || stopping.signal.aborted) continue
      current.set(operation.id, operation)
      const chain = runChain(operation).finally(() => {
        current.delete(operation.id)
        chains.delete(chain)
      })
      chains.add(chain)
    }
  }

  async function runChain(operation: Operation): Promise<void> {
    try {
      let latest = await entry(operation, null)
      while (latest.operation.state === 'running' && !stopping.signal.aborted) {
        await untilDue(latest.operation)
        if (stopping.signal.aborted) return
        const step = latest.operation.steps[latest.operation.cursor]
        if (!step) throw new Error(`operation ${operation.id} ran past its steps`)
        if (!isWait(step) && latest.operation.phase === 'ready') latest = await entry(latest.operation, null)
        const { group, instance, operation: now } = latest
        const outcome = isWait(step)
          ? await orStopped(watch.until(now, instance))
          : await callCloud(() => carryOutStep(cloud, group, now, instance))
        if (!outcome) return
        latest = await entry(now, outcome)
      }
    } catch (error) {
      options.onBug(error, operation)
    } finally {
      options.settle(operation.groupId)
    }
  }

  /** Null when stopping: what waits is asked again after the next boot. */
  function orStopped<T>(waiting: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const stop = () => resolve(null)
      if (stopping.signal.aborted) return stop()
      atStop.add(stop)
      waiting.then(resolve, reject).finally(() => atStop.delete(stop))
    })
  }

  async function untilDue({ notBefore }: Operation): Promise<void> {
    if (!notBefore) return
    const left = Date.parse(notBefore) - Date.parse(surroundings.now())
    if (left > 0) await orStopped(surroundings.wait(left))
  }

  /** Journals that the step starts (no outcome) or how it went; resolves with the stored rows. */
  function entry(operation: Operation, outcome: StepOutcome | null): Promise<Latest> {
    return new Promise((resolve, reject) => {
      const waiting = journal.get(operation.groupId)
      const mine: Entry = {
        operationId: operation.id,
        outcome,
        journaled: (latest) => (latest instanceof Error ? reject(latest) : resolve(latest)),
      }
      if (waiting) waiting.push(mine)
      else {
        journal.set(operation.groupId, [mine])
        void turns(operation.groupId, () => writeJournal(operation.groupId))
      }
    })
  }

  /** One commit for every entry that waits in this group. */
  async function writeJournal(groupId: string): Promise<void> {
    const entries = journal.get(groupId) ?? []
    journal.delete(groupId)
    try {
      for (;;) {
        const snapshot = await store.groupSnapshot(groupId)
        if (!snapshot) throw new Error(`operations of a group that does not exist: ${groupId}`)
        const rows = new Map(snapshot.instances.map((instance) => [instance.id, instance]))
        const advanced = entries.map((one) => next(one, rows, wordsOf(snapshot.group.config.cloud)))
        const group = { ...snapshot.group, version: snapshot.group.version + 1 }
        const stored = await store.commit(journalCommit(snapshot.group, group, advanced, surroundings.now()))
        if (!stored.ok && stored.refusal.kind === 'version-moved') continue
        if (!stored.ok && stored.refusal.kind === 'busy') continue
        if (!stored.ok) throw new Error(`the journal was refused: ${stored.refusal.kind}`)
        entries.forEach((one, index) => {
          const { operation, instance } = advanced[index] as Advanced
          current.set(operation.id, operation)
          one.journaled({ operation, instance, group })
        })
        return
      }
    } catch (error) {
      for (const one of entries) one.journaled(error instanceof Error ? error : new Error(String(error)))
    }
  }

  function next(
    { operationId, outcome }: Entry,
    rows: Map<string, StatefulInstance>,
    words: CloudWords,
  ): Advanced & { before: StatefulInstance } {
    const operation = current.get(operationId)
    const instance = operation && rows.get(operation.instanceId)
    if (!operation || !instance) throw new Error(`operation ${operationId} has lost its instance`)
    const context = { now: surroundings.now(), retry, words }
    const advanced = outcome
      ? advance(operation, instance, outcome, context)
      : started(operation, instance, context)
    rows.set(instance.id, advanced.instance)
    return { ...advanced, before: instance }
  }

  /** An operation without steps ends as it begins: there was nothing to do in the cloud. */
  function started(operation: Operation, instance: StatefulInstance, context: StepContext): Advanced {
    if (operation.steps.length === 0)
      return advance({ ...operation, steps: ['await-gone'] }, instance, { ok: true }, context)
    const step = operation.steps[operation.cursor]
    const phase = step && isWait(step) ? operation.phase : 'started'
    return {
      operation: { ...operation, phase },
      instance,
      releaseAddress: false,
      releasePublicIp: false,
      keepInterface: false,
      events: [],
    }
  }

  return {
    begin,
    async resume() {
      const left = await store.runningOperations()
      begin(left)
      return left.length
    },
    async idle() {
      while (chains.size > 0) await Promise.all([...chains])
    },
    async stop() {
      stopping.abort()
      for (const stop of atStop) stop()
      await Promise.all([...chains])
    },
    underWay: () => chains.size,
  }
}

function journalCommit(
  before: Group,
  group: Group,
  advanced: readonly (Advanced & { readonly before: StatefulInstance })[],
  now: string,
): Commit {
  const rest = group.config.coolingSeconds * 1000
  const restsUntil = rest > 0 ? new Date(Date.parse(now) + rest).toISOString() : null
  return {
    ...EMPTY_COMMIT,
    expect: [{ groupId: group.id, version: before.version }],
    groups: [group],
    instances: advanced.map((one) => one.instance),
    operations: advanced.map((one) => one.operation),
    released: advanced.flatMap((one) =>
      one.releaseAddress && one.before.subnetId && one.before.address
        ? [
            {
              subnetId: one.before.subnetId,
              address: one.before.address,
              groupId: group.id,
              at: now,
              restsUntil,
            },
          ]
        : [],
    ),
    kept: advanced.flatMap((one) =>
      one.keepInterface && one.before.subnetId && one.before.address && one.before.interfaceId
        ? [
            {
              subnetId: one.before.subnetId,
              address: one.before.address,
              interfaceId: one.before.interfaceId,
              groupName: group.config.name,
            },
          ]
        : [],
    ),
    publicReleased: advanced.flatMap((one) =>
      one.releasePublicIp && one.before.publicIpId ? [{ publicIpId: one.before.publicIpId, at: now }] : [],
    ),
    events: advanced.flatMap((one) => one.events),
  }
}
