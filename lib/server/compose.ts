import { createRequire } from 'node:module'
import { simulatedAzure } from '@/lib/cloud/simulated/azure/cloud'
import { simulatedCloud } from '@/lib/cloud/simulated/cloud'
import { type SimulatorControl, simulatorControl } from '@/lib/cloud/simulated/control'
import type { OpenStore } from '@/lib/storage/store'
import { openStore } from '@/lib/storage/store'
import { type DrillRoom, openDrillRoom } from './drills'
import { type Engine, startEngine } from './engine'
import { env } from './env'
import { log } from './log'
import { startRollingClock } from './rolling-clock'
import { realSurroundings } from './surroundings'
import { startTaskClock } from './task-clock'

/**
 * The one place of wiring: settings → store, cloud, engine. Next loads modules more than once in one process, so what
 * must exist once lives on globalThis.
 */
export type Holdfast = {
  readonly store: OpenStore
  readonly engine: Engine
  readonly drills: DrillRoom
  readonly control: SimulatorControl
  readonly simulatorUrl: string
  readonly databaseUrl: string
  readonly startedAt: string
}

const KEY = Symbol.for('holdfast')
type Shared = { [KEY]?: Promise<Holdfast> }

export function holdfast(): Promise<Holdfast> {
  const shared = globalThis as Shared
  shared[KEY] ??= compose().catch((error: unknown) => {
    // A file that is in use now may be free at the next request.
    delete shared[KEY]
    throw error
  })
  return shared[KEY]
}

async function compose(): Promise<Holdfast> {
  const settings = env()
  const surroundings = realSurroundings(Date.now)
  const store = await openStore({ databaseUrl: settings.databaseUrl, now: surroundings.now })
  const endpoint = { url: settings.simulatorUrl }
  const report = (what: string, detail: unknown) => log().error({ detail }, what)
  const clouds = { aws: simulatedCloud(endpoint), azure: simulatedAzure(endpoint) }
  const engine = await startEngine({ store, clouds, surroundings, onProblem: report })
  store.onCommitted((events) => {
    if (events.some(({ kind }) => kind === 'settings-changed')) engine.settingsChanged()
  })
  const clocks = {
    allocation: engine.allocation,
    onCommitted: (listener: Parameters<OpenStore['onCommitted']>[0]) => store.onCommitted(listener),
    onProblem: report,
  }
  startTaskClock(clocks)
  startRollingClock({ ...clocks, clouds })
  const drills = openDrillRoom({ store, now: surroundings.now, onProblem: report })
  return {
    store,
    engine,
    drills,
    control: simulatorControl(endpoint),
    simulatorUrl: endpoint.url,
    databaseUrl: settings.databaseUrl,
    startedAt: surroundings.now(),
  }
}

/** A seed or id made at the door: drafts, uploads, error ids. */
export const newId = (hexDigits: number): string => realSurroundings(Date.now).id(hexDigits)

export const nowIso = (): string => new Date(Date.now()).toISOString()

export const version = (): string =>
  (createRequire(import.meta.url)('../../package.json') as { version: string }).version
