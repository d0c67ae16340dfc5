import { copyFileSync, existsSync } from 'node:fs'
import { applyIntent, type Proof, planIntent } from '@/lib/allocation/command'
import type { Cloud } from '@/lib/allocation/ports/cloud'
import { localSimulatedAzure } from '@/lib/cloud/simulated/azure/cloud'
import { localSimulatedCloud } from '@/lib/cloud/simulated/cloud'
import { localSimulatorControl, type SimulatorControl } from '@/lib/cloud/simulated/control'
import { openWorld } from '@/lib/cloud/simulated/world'
import { formatAddress } from '@/lib/domain/address'
import type { GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import type { Inventory } from '@/lib/domain/inventory'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { askingNow } from '@/lib/server/asking'
import { type Engine, startEngine } from '@/lib/server/background/engine'
import { type Gate, makeGate } from '@/lib/server/background/gate'
import { type OpenStore, openStore } from '@/lib/storage/store'
import { recordProblems } from './audit-record'
import { templateDatabase } from './database'
import { type DeadlyClouds, deadlyClouds } from './deadly-cloud'
import { PastCheck } from './past-check'
import { demoInventory } from './worlds'

/** A whole Holdfast in one process: real store on a fresh database, simulated clouds, engine without loops. */
export type RunningWorld = {
  readonly store: OpenStore
  readonly engine: Engine
  /** Closed, nothing new begins. */
  readonly gate: Gate
  readonly control: SimulatorControl
  /** The simulated AWS as Holdfast meets it, for looking at what is there. */
  readonly cloud: Cloud
  /** The simulated Azure, likewise. */
  readonly azure: Cloud
  /** The database of the process that lives. */
  readonly file: string
  /** How often either cloud has been called, by whomever. */
  calls(): number
  now(): string
  /** Moves the clock on. */
  pass(milliseconds: number): void
  create(config: GroupConfig, resumePool?: boolean): Promise<string>
  /** Creates and waits for the cloud work. */
  tryCreate(config: GroupConfig, resumePool?: boolean): ReturnType<typeof applyIntent>
  /** Applies and waits for the cloud work. Answers the refusal's kind, or 'ok'. */
  ask(groupId: string, intent: Intent): Promise<string>
  plan(groupId: string, intent: Intent): ReturnType<typeof planIntent>
  apply(
    groupId: string,
    intent: Intent,
    how?: { key?: string; proof?: Proof },
  ): ReturnType<typeof applyIntent>
  /** Waits for the cloud work; throws where the engine met a bug. A process that died meanwhile is started again. */
  settled(): Promise<void>
  /** One look at our machines and interfaces; the end of the process ends it. */
  observe(): Promise<void>
  /** One look at everything in the account. */
  refresh(): Promise<void>
  /** One look at everything in the account, compared with what is on record. */
  check(): Promise<void>
  /** By ordinal. */
  instances(groupId: string): Promise<readonly StatefulInstance[]>
  /**
   * Lets the process die `when` the n-th changing call to a cloud from now on is made (counted from 1): from that
   * moment nothing of it reaches the cloud, and its database is what `restart` finds. Resolves when it has died.
   */
  dieAt(n: number, when: 'before' | 'after'): Promise<void>
  /** A new process on what the dead one left: the same database, the same cloud. Its work is resumed (B7). */
  restart(): Promise<void>
  /** Remembers the maps of these subnets, for `pastProblems`. Nothing may be under way; time moves on by a moment. */
  remember(subnetIds: readonly string[]): Promise<void>
  /** What is told of the past differently from how it was stored then; nothing, one hopes. */
  pastProblems(): Promise<string[]>
  close(): Promise<void>
}

export const at = (instance: StatefulInstance | undefined): string | null =>
  instance?.address ? formatAddress(instance.address) : null

type Life = {
  readonly store: OpenStore
  readonly engine: Engine
  readonly deadly: DeadlyClouds
  readonly file: string
}

export type WorldTiming = {
  readonly startMs?: number
  readonly stopMs?: number
  readonly operationMs?: number
}

/**
 * Waits are a millisecond long: the simulated machines start and stop at once, unless `timing` says otherwise.
 * `remembers`: keeps what every commit stored, for `pastProblems`; a world that is long at work would fill the memory.
 */
export async function runWorld(
  inventory: Inventory = demoInventory(),
  timing: WorldTiming = {},
  { remembers = true }: { remembers?: boolean } = {},
): Promise<RunningWorld> {
  let clock = Date.parse('2026-11-03T09:00:00.000Z')
  let ids = 0
  let seeds = 0
  const time = () => new Date(clock).toISOString()
  const opened = openWorld({
    file: ':memory:',
    now: () => clock,
    timing: { startMs: 0, stopMs: 0, operationMs: 0, ...timing },
  })
  let calls = 0
  const simulated: typeof opened = {
    ...opened,
    receive: (operation, input) => {
      calls += 1
      return opened.receive(operation, input)
    },
  }
  const control = localSimulatorControl(simulated)
  const cloud = localSimulatedCloud(simulated, async () => undefined)
  // Polls of its long-running operations take the world's time.
  const azure = localSimulatedAzure(simulated, async (milliseconds) => {
    clock += milliseconds
  })
  await control.loadInventory(inventory)
  const problems: unknown[] = []
  const over: OpenStore[] = []
  const past = new PastCheck()
  let remains: string | null = null
  const gate = makeGate(true)
  const surroundings = {
    now: time,
    seed: () => {
      seeds += 1
      return seeds * 7919
    },
    id: (digits: number) => {
      ids += 1
      return ids.toString(16).padStart(digits, '0').slice(-digits)
    },
    // Time passes while one waits, so that what the cloud needs time for comes about.
    wait: async (milliseconds: number) => {
      clock += milliseconds
      await new Promise((resolve) => setImmediate(resolve))
    },
  }

  async function live(file: string): Promise<Life> {
    const store = await openStore({ databaseUrl: `file:${file}`, now: time, asking: askingNow })
    over.push(store)
    past.restarted(await store.lastSeq())
    if (remembers) past.watch(store, () => remains === null && over.at(-1) === store)
    const deadly = deadlyClouds({ aws: cloud, azure })
    const engine = await startEngine({
      store,
      clouds: deadly.clouds,
      surroundings,
      gate,
      onProblem: (what, detail) => problems.push([what, detail]),
      retry: { firstDelay: 10, longestDelay: 100, attempts: 4 },
      intervals: { poll: 5, observe: null, settle: null, inventory: null },
    })
    return { store, engine, deadly, file }
  }

  let life = await live(await templateDatabase())
  await life.engine.refresh()
  const alive = (work: Promise<void>): Promise<void> => Promise.race([work, life.deadly.dead])
  const settled = async () => {
    for (;;) {
      await alive(life.engine.idle())
      if (!remains) break
      await self.restart()
    }
    if (problems.length > 0)
      throw new Error(`the engine met a bug: ${JSON.stringify(problems.map(String))}`, { cause: problems[0] })
  }
  const self: RunningWorld = {
    get store() {
      return life.store
    },
    get engine() {
      return life.engine
    },
    gate,
    get file() {
      return life.file
    },
    control,
    cloud,
    azure,
    calls: () => calls,
    now: time,
    settled,
    observe: () => alive(life.engine.observe()),
    refresh: () => alive(life.engine.refresh()),
    async check() {
      // What changed in the same millisecond would be left to the next look.
      clock += 1
      await alive(life.engine.check())
    },
    pass: (milliseconds) => {
      clock += milliseconds
    },
    async create(config, resumePool = false) {
      const created = await self.tryCreate(config, resumePool)
      if (!created.ok) throw new Error(`refused: ${JSON.stringify(created.refusal)}`)
      return created.value.groupId
    },
    async tryCreate(config, resumePool = false) {
      const created = await applyIntent(
        life.engine.allocation,
        { create: config },
        { kind: 'create', config, resumePool },
        { requestKey: null, actor: 'operator' },
      )
      await settled()
      return created
    },
    async ask(groupId, intent) {
      const answer = await self.apply(groupId, intent)
      await settled()
      return answer.ok ? 'ok' : answer.refusal.kind
    },
    plan: (groupId, intent) => planIntent(life.engine.allocation, { groupId }, intent),
    apply: (groupId, intent, how = {}) =>
      applyIntent(life.engine.allocation, { groupId }, intent, {
        requestKey: how.key ?? null,
        actor: 'operator',
        proof: how.proof ?? null,
      }),
    async instances(groupId) {
      const snapshot = await life.store.groupSnapshot(groupId)
      return [...(snapshot?.instances ?? [])].sort((a, b) => a.ordinal - b.ordinal)
    },
    async dieAt(n, when) {
      const copy = await templateDatabase()
      await life.deadly.dieAt(n, when, () => {
        for (const suffix of ['', '-wal'])
          if (existsSync(life.file + suffix)) copyFileSync(life.file + suffix, copy + suffix)
        remains = copy
      })
    },
    async restart() {
      if (!remains) throw new Error('the process has not died')
      const file = remains
      remains = null
      const problems = recordProblems(file)
      if (problems.length > 0) throw new Error(`the dead process left: ${problems.join('; ')}`)
      life = await live(file)
    },
    async remember(subnetIds) {
      for (const id of subnetIds) await past.remember(life.store, id, time())
      clock += 1
    },
    pastProblems: () => past.problems(life.store),
    async close() {
      await alive(life.engine.stop())
      for (const store of over) await store.close()
      simulated.close()
    },
  }
  return self
}
