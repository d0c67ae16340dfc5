import { carryOutDisposals, type Disposing } from '@/lib/allocation/carry-out-disposals'
import type { Allocation } from '@/lib/allocation/command'
import { observeCloud } from '@/lib/allocation/observe-cloud'
import { type Operating, operate } from '@/lib/allocation/operate'
import type { Clouds } from '@/lib/allocation/ports/cloud'
import type { Store } from '@/lib/allocation/ports/store'
import type { Surroundings } from '@/lib/allocation/ports/surroundings'
import { settler } from '@/lib/allocation/settle'
import type { RetryPolicy } from '@/lib/allocation/step-outcome'
import { describeEverything, takeInventory } from '@/lib/allocation/take-inventory'
import { takeTurns } from '@/lib/allocation/turns'
import { DEFAULT_SETTINGS } from '@/lib/domain/account-settings'
import { CLOUDS } from '@/lib/domain/cloud-rules'
import type { Operation } from '@/lib/domain/operation'
import { type Gate, makeGate, throughGate } from './gate'
import { repairWatch } from './repair-watch'
import { type RestEnds, restEndsOf } from './rest-ends'
import { type SyncLoop, syncLoop } from './sync-loop'

export type EngineOptions = {
  readonly store: Store
  readonly clouds: Clouds
  readonly surroundings: Surroundings
  readonly onProblem: (what: string, detail: unknown) => void
  readonly retry?: RetryPolicy
  /** Open where nothing is said. */
  readonly gate?: Gate
  /** Milliseconds between looks; null turns a loop off. */
  readonly intervals?: Partial<Intervals>
}

type Intervals = {
  /** At machines that start or stop, while there are any. */
  readonly poll: number
  /** At running machines and kept interfaces: how long an interruption goes unnoticed. */
  readonly observe: number | null
  /** At rests that have ended. */
  readonly settle: number | null
  /** At everything else in the account: as the account's settings say at that moment, unless a number is given. */
  readonly inventory: number | null | 'as-set'
}

const INTERVALS: Intervals = { poll: 250, observe: 1_000, settle: 1_000, inventory: 'as-set' }

/** A loop rests this many times as long as it worked: a large account is looked at less often, not all the time. */
const REST_PER_WORK = 20
/** But never longer than this many intervals: a look may also take long because the cloud was out of reach. */
const LONGEST_REST = 10

export type Engine = {
  readonly allocation: Allocation
  readonly operating: Operating
  /** One look at our machines and interfaces, now. */
  observe(): Promise<void>
  /** One look at everything in the account, now; asked while one is under way, it is followed by another. */
  refresh(): Promise<void>
  /** The same with everything in the account compared with what is on record. */
  check(): Promise<void>
  readonly sync: SyncLoop
  /** One look at what time has brought: rests that ended, deletions to finish. */
  settleDue(): Promise<void>
  /** A repair was begun: when its work has ended, its group is looked at again, and what is repaired is closed. */
  repairBegun(groupId: string): void
  /** The account's settings are others now: loops that go by them begin to do so at once. */
  settingsChanged(): void
  readonly restEnds: RestEnds
  /** Deletions of what no instance has. */
  readonly disposing: Disposing
  /** Resolves when no cloud work is under way and no group is to be settled. */
  idle(): Promise<void>
  /** Ends the loops; work under way is journaled and stays for the next start. */
  stop(): Promise<void>
}

/** Verbs, operations and loops, wired around a store and a cloud. Unfinished operations are resumed at once (B7). */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { store, clouds, surroundings, onProblem } = options
  const named = CLOUDS.flatMap((name) => (clouds[name] ? [[name, clouds[name]] as const] : []))
  const gate = options.gate ?? makeGate(true)
  const intervals = { ...INTERVALS, ...options.intervals }
  const turns = takeTurns()
  const settling = settler(
    () => allocation,
    (error, groupId) => onProblem(`settling ${groupId}`, error),
  )
  const settleGroup = throughGate(gate, settling.settleGroup)
  const operating = operate({
    store,
    clouds,
    surroundings,
    turns,
    settle: (groupId) => {
      settleGroup(groupId)
      repairs.workEnded(groupId)
    },
    // Not left to the next look of the loop: what keeps an instance from its interface is told as drift at once.
    onHeldElsewhere: (groupId) => repairs.begun(groupId),
    onBug: (error: unknown, operation: Operation) =>
      onProblem(`operation ${operation.id} (${operation.kind})`, error),
    pollInterval: intervals.poll,
    ...(options.retry ? { retry: options.retry } : {}),
  })
  const allocation: Allocation = { store, surroundings, turns, begin: operating.begin }
  const disposing = carryOutDisposals({
    store,
    clouds,
    surroundings,
    turns,
    onBug: (error, { id }) => onProblem(`deletion ${id}`, error),
    ...(options.retry ? { retry: options.retry } : {}),
  })
  const ending = new AbortController()
  /** Aborted when the settings that were read last are no longer those that count. */
  let settingsAsRead = new AbortController()

  const observe = oneAtATime(async () => {
    if (!gate.isOpen()) return
    for (const [name, cloud] of named) {
      const error = await observeCloud(allocation, name, cloud)
      if (error && error.kind !== 'transient' && error.kind !== 'throttled')
        onProblem(`observing ${name}`, error)
    }
  })
  const refresh = oneAtATime(async () => {
    for (const [, cloud] of named) {
      const taken = await describeEverything(cloud)
      if (!taken.ok) continue
      const written = await takeInventory(allocation, taken.value, `inv-${surroundings.id(12)}`)
      if (!written.ok) onProblem('taking inventory', written.refusal)
    }
  })
  const sync = syncLoop({ allocation: () => allocation, named, gate, onProblem })
  const check = oneAtATime(sync.look)
  const repairs = repairWatch({ store, surroundings, check, onProblem, ending: ending.signal })
  const restEnds = restEndsOf(store)
  const settleDue = async () => {
    restEnds.look(surroundings.now())
    for (const groupId of await store.groupsToSettle(surroundings.now())) settleGroup(groupId)
  }

  const loops = [
    loop(intervals.observe, observe, 'observing the cloud'),
    loop(intervals.settle, settleDue, 'settling'),
    loop(intervals.inventory, check, 'looking at the account'),
  ]

  async function loop(
    interval: Intervals['inventory'],
    work: () => Promise<void>,
    name: string,
  ): Promise<void> {
    if (interval === null) return
    while (!ending.signal.aborted) {
      const began = Date.parse(surroundings.now())
      await work().catch((error: unknown) => onProblem(name, error))
      await restFrom(Date.parse(surroundings.now()), Date.parse(surroundings.now()) - began, interval)
    }
  }

  /** Rests from `ended` on. Settings that change meanwhile are those that count, from the same moment on. */
  async function restFrom(ended: number, took: number, wanted: number | 'as-set'): Promise<void> {
    for (let changed = true; changed && !ending.signal.aborted; ) {
      const { signal } = wanted === 'as-set' ? settingsAsRead : ending
      const interval = wanted === 'as-set' ? await syncInterval() : wanted
      const rest = Math.min(Math.max(interval, took * REST_PER_WORK), interval * LONGEST_REST)
      if (wanted === 'as-set') sync.restsUntil(new Date(ended + rest).toISOString())
      await surroundings.wait(ended + rest - Date.parse(surroundings.now()), signal)
      changed = wanted === 'as-set' && signal.aborted
    }
  }

  async function syncInterval(): Promise<number> {
    const settings = await store.settings().catch((error: unknown) => {
      onProblem('reading the settings', error)
      return DEFAULT_SETTINGS
    })
    return settings.syncIntervalSeconds * 1_000
  }

  function settingsChanged(): void {
    const before = settingsAsRead
    settingsAsRead = new AbortController()
    before.abort()
  }

  const resume = async () => {
    await operating.resume()
    await disposing.resume()
  }
  // Started read-only, it leaves alone what an earlier process left unfinished, too.
  if (gate.isOpen()) await resume()
  const forgetGate = gate.onOpened(() => {
    void resume().catch((error: unknown) => onProblem('resuming', error))
  })
  // In a large record it takes a while to find them, and nobody waits for it.
  const begun = store.unsettledGroups().then(
    (groupIds) => groupIds.forEach(settleGroup),
    (error: unknown) => onProblem('what the process before left unsettled', error),
  )

  return {
    allocation,
    operating,
    observe,
    refresh,
    check,
    sync,
    repairBegun: repairs.begun,
    settleDue,
    settingsChanged,
    disposing,
    restEnds,
    async idle() {
      await begun
      do {
        await operating.idle()
        await disposing.idle()
        await settling.idle()
      } while (operating.underWay() > 0)
    },
    async stop() {
      forgetGate()
      ending.abort()
      settingsChanged()
      await operating.stop()
      await disposing.stop()
      await Promise.all(loops)
      await begun
      await settling.idle()
    },
  }
}

/** Asked while it runs, it runs once more afterwards, whoever asked how often: the answer is never older than the ask. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let following: Promise<void> | null = null
  const start = (): Promise<void> => {
    const mine = work().finally(() => {
      if (running === mine) running = null
    })
    running = mine
    return mine
  }
  return () => {
    if (!running) return start()
    following ??= running
      .catch(() => undefined)
      .then(() => {
        following = null
        return start()
      })
    return following
  }
}
