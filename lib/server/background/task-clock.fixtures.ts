import type { Allocation } from '@/lib/allocation/command'
import type { Store } from '@/lib/allocation/ports/store'
import { takeTurns } from '@/lib/allocation/turns'
import type { Group } from '@/lib/domain/group'
import type { ScheduledTask } from '@/lib/domain/schedule'
import { type OpenStore, openStore } from '@/lib/storage/store'
import { creation, groupOf, instanceOf, taskOf, WORLD } from '@/lib/storage/store.fixtures'
import { templateDatabase } from '@/lib/testing/database'
import { lookForDue } from './task-clock'

/** Every task of these tests is first due after this. */
export const BEGIN = '2026-11-03T09:00:00.000Z'
const GROUP = 'g1'

/** Clock and store of one process after the other on one database, with one group: minimum 0, target 2, maximum 4. */
export class ScheduledWorld {
  readonly problems: unknown[] = []
  store!: OpenStore
  #at = Date.parse(BEGIN)
  #ids = 0
  #waits: { until: number; end: () => void }[] = []

  private constructor(private readonly databaseUrl: string) {}

  static async open(active = 0, group: Group = groupOf(GROUP)): Promise<ScheduledWorld> {
    const self = new ScheduledWorld(`file:${await templateDatabase()}`)
    await self.start()
    await self.store.applyInventory(WORLD)
    const addresses = Array.from({ length: active }, (_, index) => `10.0.1.${index + 20}`)
    const running = { state: 'active', desired: 'active', interfaceId: null } as const
    const made = creation(GROUP, addresses)
    await self.store.commit({
      ...made,
      groups: [{ ...group, nextOrdinal: active + 1 }],
      instances: addresses.map((text, index) =>
        instanceOf(GROUP, index + 1, text, {
          ...running,
          machineId: `i-${index}`,
          machineCount: 1,
        }),
      ),
    })
    return self
  }

  async start(): Promise<void> {
    this.store = await openStore({ databaseUrl: this.databaseUrl, now: this.now })
  }

  /** What a new process finds is on disk: its memory is empty. */
  async restart(): Promise<void> {
    await this.close()
    await this.start()
  }

  close(): Promise<void> {
    return this.store.close()
  }

  readonly now = (): string => new Date(this.#at).toISOString()

  /** Sets the clock; whoever waited for less than that goes on. */
  async setNow(at: string): Promise<void> {
    this.#at = Date.parse(at)
    const over = this.#waits.filter(({ until }) => until <= this.#at)
    this.#waits = this.#waits.filter(({ until }) => until > this.#at)
    for (const { end } of over) end()
    await this.quiet()
  }

  /** When whoever waits wants to be woken; ISO, soonest first. */
  wakings(): string[] {
    return this.#waits
      .map(({ until }) => until)
      .sort((a, b) => a - b)
      .map((until) => new Date(until).toISOString())
  }

  /** Long enough for the work of one look on this small database. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < 60; turn++) {
      await this.store.scheduledTasks(null)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }

  allocation(store: Store = this.store): Allocation {
    return {
      store,
      turns: takeTurns(),
      begin: () => undefined,
      surroundings: {
        now: this.now,
        seed: () => 7,
        id: (digits) => {
          this.#ids += 1
          return this.#ids.toString(16).padStart(digits, '0')
        },
        wait: (milliseconds, signal) =>
          new Promise((resolve) => {
            const waiting = { until: this.#at + milliseconds, end: resolve }
            const leave = () => {
              this.#waits = this.#waits.filter((other) => other !== waiting)
              resolve()
            }
            if (signal?.aborted) return resolve()
            this.#waits.push(waiting)
            signal?.addEventListener('abort', leave, { once: true })
          }),
      },
    }
  }

  async add(id: string, change: Partial<ScheduledTask>): Promise<void> {
    const task = taskOf(GROUP, id, { timeZone: 'UTC', createdAt: BEGIN, dueAfter: BEGIN, ...change })
    await this.store.commit({ ...creation(GROUP), expect: [], groups: [], events: [], tasksAdded: [task] })
  }

  look(allocation: Allocation = this.allocation()): Promise<void> {
    return lookForDue(allocation, (what, detail) => this.problems.push([what, detail]))
  }

  async target(): Promise<number> {
    return (await this.store.groupSnapshot(GROUP))?.group.config.capacity.target ?? Number.NaN
  }

  async outcome(id: string): Promise<string | null> {
    const last = (await this.store.scheduledTask(id))?.last
    return last ? `${last.result}: ${last.sentence}` : null
  }

  /** Kinds and reasons of the events of tasks and targets, oldest first. */
  async told(): Promise<string[]> {
    const events = await this.store.events({ limit: 100 })
    return events
      .filter(({ kind }) => kind.startsWith('task-') || kind === 'group-scaled')
      .map(({ kind, why }) => `${kind}: ${why}`)
      .reverse()
  }
}

/** A store whose process ends at the moment in which it would tell of an outcome: nothing is written or answered. */
export function dyingBeforeTelling(store: OpenStore): { store: Store; dead: Promise<void> } {
  let die: () => void = () => undefined
  const dead = new Promise<void>((resolve) => {
    die = resolve
  })
  const dying = new Proxy(store, {
    get(target, name) {
      if (name === 'commit')
        return (commit: Parameters<Store['commit']>[0]) => {
          if (commit.taskOutcomes.length === 0) return target.commit(commit)
          die()
          return new Promise(() => undefined)
        }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { store: dying, dead }
}
