import { type Cloud as CloudName, cloudRules } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Group } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import { isWait } from '@/lib/domain/operation-steps'
import { type CloudWatch, watchCloud } from './await-cloud'
import { advanceMember, carryOut, type Journaled, journalCommit, type Member, waitedFor } from './journal'
import { limitConcurrency } from './limit-concurrency'
import { type Clouds, cloudNamed } from './ports/cloud'
import type { Books, GroupSnapshot } from './ports/store'
import type { Surroundings } from './ports/surroundings'
import { asksDynamic, staticAddressesFirst } from './static-first'
import { DEFAULT_RETRY, type RetryPolicy, type StepOutcome } from './step-outcome'
import type { Turns } from './turns'

/*
 * Carries out the cloud work of stored operations, one chain of steps per operation:
 *
 *             ┌────────────── the next step ◀──────────────────┐
 *             ▼                                                │ outcome journaled
 *   stored: ready ──▶ started ──▶ the cloud is asked ──▶ it answers ──▶ … ──▶ done, failed
 *                        │              ✗ no answer        ▲   │ refused for now: later, again
 *      killed, and the   │              │                  │   └──▶ started
 *      process after it  └──▶ unknown ◀─┘                  │
 *                                │ the cloud is looked at  │
 *                                ├── it was done ──────────┤ with what is found; nothing is repeated
 *                                ├── it was not ──▶ asked ─┘ with the same token
 *                                └── nobody can say now ──▶ unknown, looked at again later
 *
 * What is waited for ends by itself, but for an interface that is on somebody else's machine (held-elsewhere.ts): that is
 * looked at as often as a call is tried, each look with its journal entry, and then counts as refused for good.
 *
 * What a kill leaves, and what takes it up:
 *
 *   killed                                     is left                     and taken up by
 *   ─────────────────────────────────────────  ──────────────────────────  ─────────────────────────────────────────────
 *   before the command's commit                nothing; no answer          whoever asked asks again, and it is decided anew
 *   after it, before its answer                all of it; no answer        the same request key: the stored answer
 *   after it, before the work begins           the operation, ready        `resume` at boot
 *   anywhere between started and the outcome   the operation, started      `resume`: unknown, looked for (as drawn above)
 *   between two steps                          the operation, ready        `resume`
 *   after the last step, before settling       a group to reconcile        boot settles every live group, and each second
 *                                                                          those whose deletion is to be finished
 *   while an interruption is being noticed     a machine that is missing   the next look at the cloud (observe-cloud.ts)
 *
 * What each step can leave in the cloud stands in operation-steps.ts and vm-steps.ts; `npm run chaos` tries all of it.
 *
 * Journal entries of one group that wait together become one commit (set-based), so ten thousand launches do not
 * cost ten thousand transactions. At boot `resume` picks up every operation that is not done.
 */

export type Operating = {
  /** Carries these out; ones already under way are passed over. */
  begin(operations: readonly Operation[]): void
  /** Picks up what an earlier process left unfinished (B7). Resolves with their number once they are under way. */
  resume(): Promise<number>
  /** Tries again now what waits to be tried again. False where nothing of it is under way. */
  hurry(operationId: string): boolean
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Starts no further step and resolves when those under way have been journaled. */
  stop(): Promise<void>
  readonly underWay: () => number
}

export type OperateOptions = {
  readonly store: Books
  readonly clouds: Clouds
  readonly surroundings: Surroundings
  readonly turns: Turns
  /** Called when work of a group has ended, so that it is reconciled again (A6, floating launches, deletion). */
  readonly settle: (groupId: string) => void
  /** Work of a group has ended that found an interface of ours on somebody else's machine: the account is looked at. */
  readonly onHeldElsewhere?: (groupId: string) => void
  /** A bug: the operation stays stored and is tried again at the next boot. */
  readonly onBug: (error: unknown, operation: Operation) => void
  readonly retry?: RetryPolicy
  /** Milliseconds between looks at machines that start or stop. */
  readonly pollInterval?: number
}

/** EC2 throttles changing calls well above this; the simulated cloud is quicker with fewer sockets. */
const CALLS_AT_ONCE = 32

/** Of one journal commit: what is made of them in one go holds up everybody else for some milliseconds. */
const MOST_ENTRIES = 500

type Entry = {
  readonly operationId: string
  /** Null outcome: the step is about to start. */
  readonly outcome: StepOutcome | null
  readonly journaled: (latest: Latest | Error) => void
}

type Members = Pick<GroupSnapshot, 'instances' | 'vms'>
type Latest = { readonly operation: Operation; readonly member: Member; readonly group: Group }

export function operate(options: OperateOptions): Operating {
  const { store, clouds, surroundings, turns } = options
  const retry = options.retry ?? DEFAULT_RETRY
  const stopping = new AbortController()
  const watches = new Map<string, CloudWatch>()
  const watchOf = (name: CloudName): CloudWatch => {
    const known = watches.get(name)
    if (known) return known
    const cloud = cloudNamed(clouds, name)
    const made = watchCloud(
      { cloud, surroundings, idsPerCall: cloudRules[name].idsPerDescribe },
      options.pollInterval ?? 250,
      stopping.signal,
    )
    watches.set(name, made)
    return made
  }
  const staticFirst = staticAddressesFirst()
  const callCloud = limitConcurrency(CALLS_AT_ONCE)
  const current = new Map<string, Operation>()
  const chains = new Set<Promise<void>>()
  const journal = new Map<string, Entry[]>()
  const waits = new Map<string, AbortController>()
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
    let metStranger = false
    try {
      let latest = await entry(operation, null)
      staticFirst.enter(latest.operation, latest.member)
      while (latest.operation.state === 'running' && !stopping.signal.aborted) {
        await untilDue(latest.operation)
        if (stopping.signal.aborted) return
        const step = latest.operation.steps[latest.operation.cursor]
        if (!step) throw new Error(`operation ${operation.id} ran past its steps`)
        if (!isWait(step) && latest.operation.phase === 'ready') latest = await entry(latest.operation, null)
        const { group, member, operation: now } = latest
        const { cloud } = group.config
        if (asksDynamic(now, member)) {
          // A turn for the operations that were begun together: each says first what it will ask for.
          await surroundings.wait(0)
          await orStopped(staticFirst.passed(now.groupId))
          if (stopping.signal.aborted) return
        }
        const outcome = isWait(step)
          ? await orStopped(watchOf(cloud).until(now, waitedFor(member)))
          : await callCloud(() => carryOut(cloudNamed(clouds, cloud), group, now, member))
        if (!outcome) return
        metStranger ||= !outcome.ok && outcome.error.kind === 'interface-held'
        latest = await entry(now, outcome)
        staticFirst.enter(latest.operation, latest.member)
      }
    } catch (error) {
      options.onBug(error, operation)
    } finally {
      staticFirst.leave(operation)
      options.settle(operation.groupId)
      if (metStranger && !stopping.signal.aborted) options.onHeldElsewhere?.(operation.groupId)
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

  async function untilDue({ id, notBefore }: Operation): Promise<void> {
    if (!notBefore) return
    const left = Date.parse(notBefore) - Date.parse(surroundings.now())
    if (left <= 0) return
    const wait = new AbortController()
    waits.set(id, wait)
    await orStopped(surroundings.wait(left, wait.signal))
    waits.delete(id)
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

  /** One commit for the entries that wait in this group; of very many the rest has the next turn. */
  async function writeJournal(groupId: string): Promise<void> {
    const waiting = journal.get(groupId) ?? []
    const entries = waiting.splice(0, MOST_ENTRIES)
    if (waiting.length === 0) journal.delete(groupId)
    else void turns(groupId, () => writeJournal(groupId))
    try {
      if (await writeTogether(groupId, entries)) return
      // One of them was told an address that our record gives to another: each is written by itself to find it.
      for (const one of entries) {
        if (await writeTogether(groupId, [one])) continue
        if (!(await writeTogether(groupId, [{ ...one, outcome: RECORDED_ELSEWHERE }])))
          throw new Error('the journal was refused: address-held')
      }
    } catch (error) {
      for (const one of entries) one.journaled(error instanceof Error ? error : new Error(String(error)))
    }
  }

  /** False: an address that the cloud chose is held by another on our record. */
  async function writeTogether(groupId: string, entries: readonly Entry[]): Promise<boolean> {
    for (;;) {
      const snapshot = await store.groupSnapshot(groupId)
      if (!snapshot) throw new Error(`operations of a group that does not exist: ${groupId}`)
      const rows = rowsOf(entries, snapshot)
      const advanced = entries.map((one) => next(one, rows, snapshot.group))
      const group = { ...snapshot.group, version: snapshot.group.version + 1 }
      const stored = await store.commit(journalCommit(snapshot.group, group, advanced, surroundings.now()))
      if (!stored.ok) {
        if (stored.refusal.kind === 'version-moved' || stored.refusal.kind === 'busy') continue
        if (stored.refusal.kind === 'address-held' && advanced.some(toldAnAddress)) return false
        throw new Error(`the journal was refused: ${stored.refusal.kind}`)
      }
      entries.forEach((one, index) => {
        const { operation, member } = advanced[index] as Journaled
        current.set(operation.id, operation)
        one.journaled({ operation, member, group })
      })
      return true
    }
  }

  /** Of thousands of members, those that the entries are about. */
  function rowsOf(entries: readonly Entry[], { instances, vms }: Members): Map<string, Member> {
    const wanted = new Set(entries.map((one) => current.get(one.operationId)?.instanceId))
    const rows = new Map<string, Member>()
    for (const one of instances) if (wanted.has(one.id)) rows.set(one.id, one)
    for (const one of vms) if (wanted.has(one.id)) rows.set(one.id, one)
    return rows
  }

  function next({ operationId, outcome }: Entry, rows: Map<string, Member>, group: Group): Journaled {
    const operation = current.get(operationId)
    const member = operation && rows.get(operation.instanceId)
    if (!operation || !member) throw new Error(`operation ${operationId} has lost its instance`)
    const context = {
      now: surroundings.now(),
      retry,
      words: wordsOf(group.config.cloud),
      config: group.config,
    }
    const advanced = advanceMember(operation, member, outcome, context)
    rows.set(member.id, advanced.member)
    return advanced
  }

  return {
    begin,
    async resume() {
      const left = await store.runningOperations()
      begin(left)
      return left.length
    },
    hurry(operationId) {
      waits.get(operationId)?.abort()
      return current.has(operationId)
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

const toldAnAddress = ({ commit }: Journaled): boolean => (commit.allocated ?? []).length > 0

/**
 * The cloud gave a dynamic address that our record has given to somebody whose interface is not made yet. That one will
 * be refused by the cloud and choose another; then this one is recorded. Asked again, the cloud answers the same.
 */
const RECORDED_ELSEWHERE: StepOutcome = {
  ok: false,
  error: {
    kind: 'transient',
    code: 'AddressRecordedElsewhere',
    message:
      'The cloud chose an address that another instance is about to take. It is recorded when that one gave it up.',
  },
}
