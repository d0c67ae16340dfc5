import type { Disposal } from '@/lib/domain/disposal'
import { DEFAULT_COOLING_SECONDS } from '@/lib/domain/group'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { DELETIONS_TURN, disposalEvent } from './dispose'
import { limitConcurrency } from './limit-concurrency'
import { type Cloud, type CloudError, type Clouds, cloudNamed } from './ports/cloud'
import { EMPTY_COMMIT } from './ports/commit'
import type { Store } from './ports/store'
import type { Surroundings } from './ports/surroundings'
import { laterAfter, type RetryPolicy } from './step-outcome'
import type { Turns } from './turns'

/*
 * Carries out deletions of what no instance has. Each is stored before it comes here:
 *
 *   stored ─▶ look: is it there, is it free? ─▶ delete ─▶ one transaction: its hold ends and rests, the entry is done
 *     │                  │                          │
 *     │                  └── no, or refused ────────┴──▶ stored: tried again later, each time twice as late
 *     │                                             └── not stored: looked at again later
 *     └── killed here or anywhere after: the next process begins again with the look; what is gone counts as deleted
 */
export type Disposing = {
  /** Carries these out; ones already under way are passed over. */
  begin(disposals: readonly Disposal[]): void
  /** Picks up what an earlier process left unfinished (B7). */
  resume(): Promise<void>
  /** Tries it now, however long it was to rest. False where it is not under way. */
  hurry(disposalId: string): boolean
  /** Resolves when none is under way. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export type DisposeOptions = {
  readonly store: Store
  readonly clouds: Clouds
  readonly surroundings: Surroundings
  readonly turns: Turns
  readonly onBug: (error: unknown, disposal: Disposal) => void
  readonly retry?: RetryPolicy
}

/** Nobody waits for it: an hour between tries is the bound, and they never end by themselves. */
const RETRY: RetryPolicy = { firstDelay: 60_000, longestDelay: 3_600_000, attempts: Number.POSITIVE_INFINITY }

/** Deletions are not urgent; operations of instances are to have the cloud's rate. */
const AT_ONCE = 4

export function carryOutDisposals(options: DisposeOptions): Disposing {
  const { store, clouds, surroundings, turns, onBug } = options
  const retry = options.retry ?? RETRY
  const stopping = new AbortController()
  const waits = new Map<string, AbortController>()
  const chains = new Map<string, Promise<void>>()
  const callCloud = limitConcurrency(AT_ONCE)

  function begin(disposals: readonly Disposal[]): void {
    for (const disposal of disposals) {
      if (chains.has(disposal.id) || disposal.state !== 'running' || stopping.signal.aborted) continue
      const chain = runToEnd(disposal).finally(() => chains.delete(disposal.id))
      chains.set(disposal.id, chain)
    }
  }

  /** An outcome that could not be stored, or a bug, is told of; what is stored says how far it is, and it begins there again. */
  async function runToEnd(disposal: Disposal): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      try {
        return await run(disposal)
      } catch (error) {
        onBug(error, disposal)
        await untilDue({ id: disposal.id, notBefore: laterAfter(failures, surroundings.now(), retry) })
      }
    }
  }

  async function run(first: Disposal): Promise<void> {
    for (let disposal = first; ; ) {
      await untilDue(disposal)
      if (stopping.signal.aborted) return
      const now = (await store.runningDisposals()).find(({ id }) => id === disposal.id)
      // It was called off while it rested.
      if (!now) return
      const error = await callCloud(() => dispose(cloudNamed(clouds, now.cloud), now))
      if (!error) return finish(now)
      const later = await turns(DELETIONS_TURN, () => fail(now, error))
      if (!later) return
      disposal = later
    }
  }

  async function untilDue({ id, notBefore }: Pick<Disposal, 'id' | 'notBefore'>): Promise<void> {
    const left = notBefore ? Date.parse(notBefore) - Date.parse(surroundings.now()) : 0
    if (left <= 0 || stopping.signal.aborted) return
    const wait = new AbortController()
    waits.set(id, wait)
    await surroundings.wait(left, wait.signal)
    waits.delete(id)
  }

  /** The end of its hold and of its entry are one transaction: a kill leaves both or neither. */
  async function finish(disposal: Disposal): Promise<void> {
    const at = surroundings.now()
    const isInterface = disposal.kind === 'delete-interface'
    const done: Disposal = { ...disposal, state: 'done', lastError: null, notBefore: null, endedAt: at }
    const none: readonly string[] = []
    for (;;) {
      const stored = await store.applyInventory({
        ...{ at, requestId: disposal.requestId, upsert: EMPTY_INVENTORY },
        remove: {
          ...{ virtualNetworks: none, subnets: none, securityGroups: none, loadBalancers: none },
          publicIps: isInterface ? none : [disposal.resourceId],
          interfaces: isInterface ? [disposal.resourceId] : none,
        },
        restsUntil: new Date(Date.parse(at) + DEFAULT_COOLING_SECONDS * 1_000).toISOString(),
        disposals: [done],
        events: [
          disposalEvent(
            done,
            isInterface ? 'interface-deleted' : 'public-ip-deleted',
            at,
            'The operator asked for it: nobody had it.',
          ),
        ],
      })
      if (stored.ok) return
      if (stored.refusal.kind !== 'busy') throw new Error(`a deletion met ${stored.refusal.kind}`)
    }
  }

  /** Null where it was called off while the cloud was asked: it stays so. */
  async function fail(disposal: Disposal, error: CloudError): Promise<Disposal | null> {
    if (!(await store.runningDisposals()).some(({ id }) => id === disposal.id)) return null
    const at = surroundings.now()
    const next: Disposal = {
      ...disposal,
      attempts: disposal.attempts + 1,
      notBefore: laterAfter(disposal.attempts, at, retry),
      lastError: `${error.message.replace(/\.$/, '')} (${error.code}).`,
    }
    // One event for a streak of failures: the entry counts the rest.
    const events =
      disposal.attempts === 0
        ? [disposalEvent(next, 'step-retried', at, `${error.code}. It is tried again.`)]
        : []
    const stored = await store.commit({ ...EMPTY_COMMIT, disposals: [next], events })
    if (!stored.ok) throw new Error(`a deletion met ${stored.refusal.kind}`)
    return next
  }

  return {
    begin,
    async resume() {
      begin(await store.runningDisposals())
    },
    hurry(disposalId) {
      waits.get(disposalId)?.abort()
      return chains.has(disposalId)
    },
    async idle() {
      while (chains.size > 0) await Promise.all([...chains.values()])
    },
    async stop() {
      stopping.abort()
      for (const wait of waits.values()) wait.abort()
      await Promise.all([...chains.values()])
    },
  }
}

/** Null: it is gone. An interface that is attached by now is somebody's, and stays. */
async function dispose(cloud: Cloud, disposal: Disposal): Promise<CloudError | null> {
  const { resourceId } = disposal
  if (disposal.kind === 'delete-public-ip') {
    const deleted = await cloud.deletePublicIp(resourceId)
    return deleted.ok ? null : deleted.refusal
  }
  const found = await cloud.describeInterfaces({ ids: [resourceId] })
  if (!found.ok) return found.refusal
  const [there] = found.value.items
  if (!there) return null
  if (there.status === 'in-use' || there.machineId !== null)
    return {
      ...{ kind: 'interface-in-use', code: 'InUse' },
      message: `It is attached to ${there.machineId ?? 'something that is no machine'}.`,
    }
  const deleted = await cloud.deleteInterface(resourceId)
  return deleted.ok ? null : deleted.refusal
}
