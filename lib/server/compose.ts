import { createRequire } from 'node:module'
import { simulatedAzure } from '@/lib/cloud/simulated/azure/cloud'
import { simulatedCloud } from '@/lib/cloud/simulated/cloud'
import { type SimulatorControl, simulatorControl } from '@/lib/cloud/simulated/control'
import { CLOUDS, type Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { OpenStore } from '@/lib/storage/store'
import { openStore } from '@/lib/storage/store'
import { askingNow } from './asking'
import { type DrillRoom, openDrillRoom } from './background/drills'
import { type Engine, startEngine } from './background/engine'
import { type LedgerRoom, openLedgerRoom } from './background/ledger-room'
import { nowServing } from './background/lifecycle'
import { startRollingClock } from './background/rolling-clock'
import { startTaskClock } from './background/task-clock'
import { env } from './env'
import { log } from './monitoring/log'
import { openMeters } from './monitoring/meters'
import { type ReadOnlyMode, readOnlyMode, tellStart } from './read-only'
import { realSurroundings } from './surroundings'

/**
 * The one place of wiring: settings → store, cloud, engine. Next loads modules more than once in one process, so what
 * must exist once lives on globalThis.
 */
export type Holdfast = {
  readonly store: OpenStore
  readonly engine: Engine
  readonly drills: DrillRoom
  readonly readOnly: ReadOnlyMode
  readonly ledger: LedgerRoom
  readonly control: SimulatorControl
  readonly simulatorUrl: string
  readonly databaseUrl: string
  readonly startedAt: string
  /** The clouds that this process works with. */
  readonly clouds: readonly CloudName[]
  /** Begins nothing more, and resolves when what is under way is journaled. The store stays open. */
  stop(): Promise<void>
}

const KEY = Symbol.for('holdfast')
const MADE = Symbol.for('holdfast.made')
type Shared = { [KEY]?: Promise<Holdfast>; [MADE]?: Holdfast }

export function holdfast(): Promise<Holdfast> {
  const shared = globalThis as Shared
  shared[KEY] ??= composeOnce(shared)
  return shared[KEY]
}

/** What exists by now; null while it is being made, and before. */
export const holdfastSoFar = (): Holdfast | null => (globalThis as Shared)[MADE] ?? null

async function composeOnce(shared: Shared): Promise<Holdfast> {
  try {
    const made = await compose()
    shared[MADE] = made
    nowServing()
    return made
  } catch (error) {
    // A file that is in use now may be free at the next request.
    delete shared[KEY]
    throw error
  }
}

async function compose(): Promise<Holdfast> {
  const settings = env()
  const surroundings = realSurroundings(Date.now)
  const meters = openMeters()
  const store = await openStore({
    databaseUrl: settings.databaseUrl,
    now: surroundings.now,
    asking: askingNow,
    watch: { clock: sinceStart, answered: (milliseconds) => meters.commits.observe(milliseconds / 1_000) },
  })
  store.onCommitted((events) => meters.committed(events, store))
  const endpoint = { url: settings.simulatorUrl }
  const report = (what: string, detail: unknown) => log().error({ detail }, what)
  const clouds = { aws: simulatedCloud(endpoint), azure: simulatedAzure(endpoint) }
  const readOnly = await readOnlyMode(store, { atStart: settings.readOnly ? surroundings.now() : null })
  const { gate } = readOnly
  await tellStart({ store, surroundings }, readOnly.atStart)
  const engine = await startEngine({ store, clouds, surroundings, gate, onProblem: report })
  store.onCommitted((events) => {
    if (!events.some(({ kind }) => kind === 'settings-changed' || kind.startsWith('maintenance-'))) return
    engine.settingsChanged()
    void readOnly.refresh().catch((error: unknown) => report('reading the settings', error))
  })
  const clocks = {
    allocation: engine.allocation,
    onCommitted: (listener: Parameters<OpenStore['onCommitted']>[0]) => store.onCommitted(listener),
    onProblem: report,
    gate,
  }
  const tasks = startTaskClock(clocks)
  const rollings = startRollingClock({ ...clocks, clouds })
  const drills = openDrillRoom({ store, now: surroundings.now, onProblem: report })
  const ledger = openLedgerRoom({ store, now: surroundings.now, onProblem: report, gate })
  return {
    store,
    engine,
    drills,
    readOnly,
    ledger,
    control: simulatorControl(endpoint),
    simulatorUrl: endpoint.url,
    databaseUrl: settings.databaseUrl,
    startedAt: surroundings.now(),
    clouds: CLOUDS.filter((name) => name in clouds),
    async stop() {
      await Promise.all([ledger.stop(), tasks.stop(), rollings.stop(), engine.stop()])
    },
  }
}

/** A seed or id made at the door: drafts, uploads, error ids. */
export const newId = (hexDigits: number): string => realSurroundings(Date.now).id(hexDigits)

/** Milliseconds since the process began, of a clock that does not jump. */
export const sinceStart = (): number => performance.now()
export const nowMs = (): number => Date.now()

export const nowIso = (): string => new Date(Date.now()).toISOString()

export const version = (): string =>
  (createRequire(import.meta.url)('../../package.json') as { version: string }).version
