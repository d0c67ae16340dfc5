import type { Intent } from '@/lib/domain/intent'
import { nextOfRolling, type RollingMove } from '@/lib/domain/next-of-rolling'
import { planRolling, type RollingAsk } from '@/lib/domain/plan-rolling'
import type { Refusal } from '@/lib/domain/refusal'
import type { Result } from '@/lib/domain/result'
import {
  commandRolling,
  type RollingCommand,
  type RollingItem,
  type RollingRun,
} from '@/lib/domain/rolling-recycle'
import type { Seen } from '@/lib/domain/rolling-standing'
import type { World } from '@/lib/domain/world'

/** What a run needs of a world without store and cloud; `PureWorld` and `PurePooledWorld` are such. */
type Rollable = {
  world(): World
  ask(intent: Intent): Result<unknown, Refusal>
  step(n: number): unknown
  finish(): void
  pass(seconds: number): void
  readonly pending: readonly unknown[]
}

/** A rolling recycle over a pure world: its rows are a map, and a move is applied whole or not at all. */
export class PureRolling {
  run: RollingRun
  readonly rows: Map<string, RollingItem>
  /** Every beginning of work, in order. */
  readonly begun: string[] = []
  readonly news: string[] = []
  /** Machines that the cloud says are not running, by id. */
  readonly ill = new Map<string, string>()

  constructor(
    readonly world: Rollable,
    ask: RollingAsk,
  ) {
    const at = world.world()
    const planned = planRolling(at, ask)
    if (!planned.ok) throw new Error(`refused: ${JSON.stringify(planned.refusal)}`)
    const { batches, settings, groupId } = planned.value
    const id = 'rol-000000000001'
    const items = batches.flatMap(({ targets }, batch) => targets.map((target) => ({ batch, target })))
    this.rows = new Map(
      items.map(({ batch, target: { ordinal: _, ...target } }, position) => [
        target.instanceId,
        {
          ...{ id: target.instanceId, runId: id, position, batch, ...target },
          ...{ state: 'waiting', begun: false, reason: null, newInstanceId: null, newMachineId: null },
          ...{ startedAt: null, gateSince: null, healthySince: null, endedAt: null },
        },
      ]),
    )
    this.run = {
      ...{ id, groupId, state: 'running', settings, batch: 0, batches: batches.length },
      counts: { total: items.length, done: 0, skipped: 0, failed: 0 },
      ...{ cancelling: false, reason: null, createdAt: at.now, batchSince: null, endedAt: null },
    }
  }

  items(): readonly RollingItem[] {
    return [...this.rows.values()]
  }

  /** What the next move would be; nothing is changed by asking. */
  next(): RollingMove | null {
    const items = this.items().filter(({ batch }) => batch === this.run.batch)
    return nextOfRolling({ run: this.run, items }, this.world.world(), this.seen())
  }

  /** One move, applied with what it asks of the group; null where there was none. */
  move(): RollingMove | null {
    const move = this.next()
    if (!move) return null
    if (move.recycle.length > 0) {
      const asked = this.world.ask({ kind: 'recycle', instanceIds: move.recycle })
      if (!asked.ok) throw new Error(`the recycling was refused: ${JSON.stringify(asked.refusal)}`)
    }
    this.run = move.run
    for (const item of move.items) this.rows.set(item.instanceId, item)
    this.begun.push(...move.recycle)
    this.news.push(...move.news.map(({ kind }) => kind))
    return move
  }

  /** Moves until there is nothing to do but wait. */
  look(): void {
    for (let moves = 0; this.move(); moves++) if (moves > 500) throw new Error('a look never ends')
  }

  command(command: RollingCommand): boolean {
    const items = this.items().filter(({ batch }) => batch === this.run.batch)
    const done = commandRolling({ run: this.run, items }, command, this.world.world().now)
    if (!done.ok) return false
    if (done.value) {
      this.run = done.value.run
      for (const item of done.value.items) this.rows.set(item.instanceId, item)
    }
    return true
  }

  /** Carries all work out and lets time pass until the run has ended. */
  toTheEnd(): void {
    for (let looks = 0; this.run.endedAt === null; looks++) {
      if (looks > 500) throw new Error(`the run never ends: ${JSON.stringify([this.run, this.items()])}`)
      this.look()
      this.world.finish()
      this.world.pass(1)
    }
  }

  private seen(): Seen {
    const { instances, vms } = this.world.world()
    const machines = new Map<string, { state: string }>()
    const interfaces = new Map<string, Seen['interfaces'] extends ReadonlyMap<string, infer V> ? V : never>()
    const stateOf = (id: string) => ({ state: this.ill.get(id) ?? 'running' })
    for (const { machineId, interfaceId, address } of instances) {
      if (machineId) machines.set(machineId, stateOf(machineId))
      if (interfaceId && address) interfaces.set(interfaceId, { machineId, addresses: [address] })
    }
    for (const { machineId, nics } of vms) {
      if (machineId) machines.set(machineId, stateOf(machineId))
      for (const {
        interfaceId,
        private: { address },
      } of nics)
        if (interfaceId && address) interfaces.set(interfaceId, { machineId, addresses: [address] })
    }
    return { machines, interfaces }
  }
}

/** Where each stands: "10.0.3.5 done". */
export const standings = (rolling: PureRolling): string[] =>
  rolling.items().map(({ address, state }) => `${address} ${state}`)
