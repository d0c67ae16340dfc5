import type { Allocation } from '@/lib/allocation/command'
import { type LookProgress, lookForDrift } from '@/lib/allocation/look-for-drift'
import { observeCloud } from '@/lib/allocation/observe-cloud'
import type { Cloud } from '@/lib/allocation/ports/cloud'
import { repairByItself } from '@/lib/allocation/repair-drift'
import { describeEverything, takeInventory } from '@/lib/allocation/take-inventory'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Gate } from './gate'

/** Of one cloud: the last look that was brought to its end, or why the last one was not. */
export type LastLook = {
  readonly cloud: CloudName
  readonly at: string
  readonly tookMs: number
  readonly interfaces: number
  /** The cloud's words where it could not be asked; what was found before stays. */
  readonly problem: string | null
}

export type SyncStatus = {
  readonly running: (LookProgress & { readonly cloud: CloudName; readonly since: string }) | null
  readonly last: readonly LastLook[]
  readonly nextAt: string | null
}

export type SyncLoop = {
  /** One look at everything in every account. */
  look(): Promise<void>
  status(): SyncStatus
  /** When the loop will look again by itself. */
  restsUntil(at: string): void
  /** Told whenever a look begins, gets on, or ends. */
  onMoved(listener: () => void): () => void
}

/**
 * The sync loop: everything in the account is read page by page, taken into the inventory, and compared with what is on
 * record. What may be repaired without asking is, once it is kept.
 */
export function syncLoop(options: {
  readonly allocation: () => Allocation
  readonly named: readonly (readonly [CloudName, Cloud])[]
  readonly gate: Pick<Gate, 'isOpen'>
  readonly onProblem: (what: string, detail: unknown) => void
}): SyncLoop {
  const { named, gate, onProblem } = options
  const listeners = new Set<() => void>()
  const last = new Map<CloudName, LastLook>()
  let running: SyncStatus['running'] = null
  let nextAt: string | null = null

  const move = (to: SyncStatus['running']): void => {
    running = to
    for (const listener of listeners) listener()
  }

  async function lookAtOne(name: CloudName, cloud: Cloud): Promise<void> {
    const allocation = options.allocation()
    const { surroundings, store } = allocation
    const began = surroundings.now()
    let interfaces = 0
    const ended = (problem: string | null) => {
      const at = surroundings.now()
      last.set(name, { cloud: name, at, tookMs: Date.parse(at) - Date.parse(began), interfaces, problem })
    }
    const on = (progress: LookProgress) => move({ ...progress, cloud: name, since: began })
    on({ phase: 'reading', done: 0, of: null })
    const taken = await describeEverything(cloud, (done) => on({ phase: 'reading', done, of: null }))
    if (!taken.ok) return ended(wordsOfError(taken.refusal))
    interfaces = taken.value.inventory.interfaces.length
    const written = await takeInventory(allocation, taken.value, `inv-${surroundings.id(12)}`)
    if (!written.ok) onProblem('taking inventory', written.refusal)
    // What is seen to at once, interruptions and interfaces of paused instances (A10), is not left to be told as drift.
    // While nothing may begin it is told all the same, and seen to afterwards.
    const unseen = gate.isOpen() ? await observeCloud(allocation, name, cloud) : null
    if (unseen) return ended(wordsOfError(unseen))
    const result = await lookForDrift(allocation, name, cloud, { taken: taken.value, began }, on)
    if ('error' in result) return ended(wordsOfError(result.error))
    ended(null)
    if (!gate.isOpen()) return
    const { repairByItself: kinds } = await store.settings()
    await repairByItself(allocation, name, new Set(kinds))
  }

  /** What goes wrong with one cloud does not keep the others from being looked at. */
  function broken(cloud: CloudName, error: unknown): void {
    onProblem(`looking at ${cloud}`, error)
    last.set(cloud, {
      ...{ cloud, at: options.allocation().surroundings.now(), tookMs: 0, interfaces: 0 },
      problem: BROKEN,
    })
  }

  return {
    async look() {
      for (const [name, cloud] of named) await lookAtOne(name, cloud).catch((error) => broken(name, error))
      move(null)
    },
    status: () => ({ running, last: [...last.values()], nextAt }),
    restsUntil(at) {
      nextAt = at
      for (const listener of listeners) listener()
    },
    onMoved(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const BROKEN = 'Holdfast met a bug while it looked; the log of the server says which.'

const wordsOfError = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  `${message.replace(/\.$/, '')} (${code}).`
