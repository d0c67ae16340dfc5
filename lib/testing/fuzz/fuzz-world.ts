import { pino } from 'pino'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { valuesOfConfig } from '@/lib/api/wizard-values'
import { tellTogether } from '@/lib/server/accounts/refused-sign-ins'
import { openDrillRoom } from '@/lib/server/background/drills'
import { openLedgerRoom } from '@/lib/server/background/ledger-room'
import { nowServing } from '@/lib/server/background/lifecycle'
import { lookAtRuns } from '@/lib/server/background/rolling-clock'
import type { Holdfast } from '@/lib/server/compose'
import { applyCommand } from '@/lib/server/doors/group-doors'
import { switchMaintenance } from '@/lib/server/doors/settings-doors'
import { addTask } from '@/lib/server/doors/task-doors'
import { logOptions } from '@/lib/server/monitoring/log'
import { presentConfig } from '@/lib/server/present/present-group'
import { readOnlyMode } from '@/lib/server/read-only'
import { picture2Config } from '../azure-worlds'
import { type RunningWorld, runWorld } from '../running-world'
import { groupConfig, SUBNETS } from '../worlds'

/** Who is there by now, for the samples; somebody of every kind, who may be gone a moment later. */
export type Scene = {
  readonly group: string
  readonly instance: string
  readonly paused: string
  readonly vms: string
  readonly vm: string
  readonly machine: string
  /** An event of a change that can be undone. */
  readonly change: number
  readonly task: string
  readonly draft: string
  /** Another one for each scene. */
  readonly seq: number
  readonly values: WizardValues
  readonly pooledValues: WizardValues
  /** Another one each time. */
  key(): string
  /** Time passes, and Holdfast looks at what has become of everything. */
  later(milliseconds: number): Promise<void>
}

export type FuzzWorld = {
  readonly hold: Holdfast
  scene(): Promise<Scene>
  /** Bugs that a door caught and told as a number, and those of the engine. */
  bugs(): unknown[]
  close(): Promise<void>
}

const SHARED = [Symbol.for('holdfast'), Symbol.for('holdfast.made'), Symbol.for('holdfast.log')] as const

/** What remembers whose accounts they are, that there is an admin, and the provider. */
export const REMEMBERED = [Symbol.for('holdfast.accounts'), Symbol.for('holdfast.sign-on')] as const

/** A seeded world in this process, in the place where the doors look for theirs. */
export async function openFuzzWorld(): Promise<FuzzWorld> {
  const found: unknown[] = []
  const world = await runWorld(undefined, undefined, { remembers: false })
  process.env.DATABASE_URL = `file:${world.file}`
  const onProblem = (what: string, detail: unknown) => found.push([what, detail])
  const { store } = world
  const hold: Holdfast = {
    store,
    engine: world.engine,
    drills: openDrillRoom({ store, now: world.now, onProblem }),
    ledger: openLedgerRoom({ store, now: world.now, onProblem }),
    control: world.control,
    simulatorUrl: 'http://127.0.0.1:1',
    databaseUrl: `file:${world.file}`,
    startedAt: world.now(),
    clouds: ['aws', 'azure'],
    readOnly: await readOnlyMode(store, { atStart: null }),
    stop: () => world.engine.stop(),
  }
  const log = pino(logOptions('error'), { write: (line: string) => found.push(line) })
  const shared = globalThis as unknown as Record<symbol, unknown>
  for (const [at, value] of [Promise.resolve(hold), hold, log].entries()) shared[SHARED[at] as symbol] = value
  nowServing()
  let keys = 0
  return {
    hold,
    bugs: () => found.splice(0),
    scene: () =>
      sceneOf(world, () => {
        keys += 1
        return `fuzz-request-${keys}`
      }),
    async close() {
      await hold.drills.idle()
      // What is counted would be told later, in a world that is gone.
      await tellTogether(true)
      for (const key of [...SHARED, ...REMEMBERED]) delete shared[key]
      await world.close()
    },
  }
}

/** Makes who is missing: what the doors were asked may have been done. */
async function sceneOf(world: RunningWorld, key: () => string): Promise<Scene> {
  await switchMaintenance({ on: false })
  await world.control.setFaults([])
  await world.control.setTiming({ startMs: 0, stopMs: 0, operationMs: 0, delaysMs: {} })
  await world.settled()
  const live = (await world.store.reads.groups()).filter(({ state }) => state === 'live')
  const of = async (cloud: string, make: () => Promise<string>) =>
    live.find((one) => one.cloud === cloud && one.name.startsWith('fuzz'))?.id ?? (await make())
  const group = await of('aws', () =>
    world.create(groupConfig({ name: `fuzz-${key()}`, pool: '10.0.1.32-39', overflow: 'random' }), true),
  )
  const vms = await of('azure', () => world.create(picture2Config({ name: `fuzz-${key()}` })))
  const members = await world.instances(group)
  const active = members.find(({ state }) => state === 'active')
  const paused = members.find(({ state }) => state === 'paused')
  const snapshot = await world.store.groupSnapshot(vms)
  const values = async (id: string): Promise<WizardValues> => {
    const record = await world.store.reads.groupRecord(id)
    if (!record) throw new Error(`the group ${id} is gone`)
    return valuesOfConfig(presentConfig(record.config))
  }
  return {
    group,
    vms,
    instance: active?.id ?? 'ssi-000000000000',
    paused: paused?.id ?? active?.id ?? 'ssi-000000000000',
    vm: snapshot?.vms[0]?.id ?? 'vmi-000000000000',
    machine: active?.machineId ?? 'i-00000000000000000',
    ...(await unrest(world, group, key)),
    seq: await world.store.lastSeq(),
    values: await values(group),
    pooledValues: await values(vms),
    key,
    async later(milliseconds) {
      world.pass(milliseconds)
      await world.check()
      await world.observe()
      await lookAtRuns({
        ...{ allocation: world.engine.allocation, clouds: { aws: world.cloud, azure: world.azure } },
        onProblem: (what, detail) => {
          throw new Error(what, { cause: detail })
        },
      })
      await world.engine.settleDue()
      await world.settled()
    },
  }
}

/** A change that was just made, and what else comes and goes. */
async function unrest({ store, settled }: RunningWorld, group: string, key: () => string) {
  const record = await store.reads.groupRecord(group)
  const target = record?.config.capacity.target === 4 ? 3 : 4
  const scale = { kind: 'scale', groupId: group, target, resumePaused: true }
  const scaled = await applyCommand(scale, key(), null)
  const [task] = await store.scheduledTasks(group)
  const added = task ? null : await addTask(group, TASK, key())
  const drafted = await store.reads.createDraft({
    ...{ id: `draft-${key()}`, groupId: null, values: EMPTY_WIZARD, step: 'general' },
  })
  await settled()
  return {
    change: (scaled.ok && scaled.undo?.seq) || 1,
    task: task?.id ?? (added?.ok ? added.value.taskId : 'task-1'),
    // There are as many as there may be: the newest of them will do.
    draft: drafted.ok ? drafted.value.id : ((await store.reads.drafts())[0]?.id ?? ''),
  }
}

export const TASK = {
  ...{ name: 'night', kind: 'set-target', amount: '2', cron: '0 3 * * *', timeZone: 'Europe/Berlin' },
  enabled: true,
}

export const SUBNET = SUBNETS.prodA.id
