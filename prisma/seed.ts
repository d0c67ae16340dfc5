import { applyIntent } from '@/lib/allocation/command'
import { refusalSentence } from '@/lib/api/messages'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { simulatedAzure } from '@/lib/cloud/simulated/azure/cloud'
import { simulatedCloud } from '@/lib/cloud/simulated/cloud'
import { simulatorControl } from '@/lib/cloud/simulated/control'
import type { Refusal } from '@/lib/domain/refusal'
import { startEngine } from '@/lib/server/background/engine'
import { env } from '@/lib/server/env'
import { realSurroundings } from '@/lib/server/surroundings'
import { openStore } from '@/lib/storage/store'
import { playAzureDemo } from '@/lib/testing/azure-demo'
import { demoGroups, demoInventory, PROD, SUBNETS } from '@/lib/testing/worlds'

/*
 * The demo that a new user finds: the network is loaded into the simulated cloud, the groups are created through the
 * same verbs as an operator's, and their machines are launched. Running it again changes nothing.
 */

/** Milliseconds. */
type Timing = { readonly startMs: number; readonly stopMs: number; readonly operationMs: number }
const TIMING = 'timing-before-seed'

const settings = env()
const surroundings = realSurroundings(Date.now)
const store = await openStore({ databaseUrl: settings.databaseUrl, now: surroundings.now })

if ((await store.reads.meta('seeded')) === null) {
  const endpoint = { url: settings.simulatorUrl }
  const control = simulatorControl(endpoint)
  const found = await control.setTiming({})
  if (!found.ok)
    stop(`The simulated cloud at ${settings.simulatorUrl} does not answer: ${found.refusal.message}.`)
  // Kept where a killed start finds it: what it would find in the cloud is then the haste of the seed.
  const kept = await store.reads.meta(TIMING)
  const { startMs, stopMs, operationMs } = kept ? (JSON.parse(kept) as Timing) : found.value
  await store.reads.setMeta(TIMING, JSON.stringify({ startMs, stopMs, operationMs }))
  await control.setTiming({ startMs: 0, stopMs: 0, operationMs: 0 })
  await control.loadInventory(demoInventory())
  const engine = await startEngine({
    store,
    clouds: { aws: simulatedCloud(endpoint), azure: simulatedAzure(endpoint) },
    surroundings,
    onProblem: (what, detail) => {
      throw new Error(what, { cause: detail })
    },
    intervals: { poll: 20, observe: null, settle: null, inventory: null },
  })
  await engine.refresh()
  for (const { config, resumePool, pause } of demoGroups()) {
    const how = { requestKey: `seed-${config.name}`, actor: 'operator' } as const
    const created = await applyIntent(
      engine.allocation,
      { create: config },
      { kind: 'create', config, resumePool },
      how,
    )
    if (!created.ok) refused(config.name, created.refusal)
    await engine.idle()
    if (pause === 0) continue
    const { groupId } = created.value
    const active =
      (await store.groupSnapshot(groupId))?.instances.filter((one) => one.state === 'active') ?? []
    const instanceIds = active.slice(-pause).map((one) => one.id)
    await applyIntent(
      engine.allocation,
      { groupId },
      { kind: 'pause', instanceIds },
      { ...how, requestKey: `seed-pause-${config.name}` },
    )
    await engine.idle()
  }
  await playAzureDemo({ engine, control, refused })
  await store.reads.createDraft({
    id: 'draft-mongo-orders',
    groupId: null,
    step: 'persistence',
    values: {
      ...EMPTY_WIZARD,
      general: {
        ...EMPTY_WIZARD.general,
        name: 'mongo-orders',
        virtualNetworkId: PROD,
        subnetIds: [SUBNETS.prodB.id],
        capacity: { minimum: 0, target: 3, maximum: 6 },
      },
      compute: { imageId: 'ami-0abcdef1234567890', instanceTypes: ['r6i.large'], securityGroupIds: [] },
      persistence: { ...EMPTY_WIZARD.persistence, privateIpPool: '10.0.2.60-62' },
    },
  })
  await control.setTiming({ startMs, stopMs, operationMs })
  await store.reads.setMeta('seeded', surroundings.now())
  await engine.stop()
}
await store.close()

function refused(group: string, refusal: Refusal): never {
  return stop(
    `The demo group ${group} was refused: ${refusalSentence(refusal)} The simulated cloud probably still has what another database’s groups made there: remove its state file too, or set SIMULATOR_STATE to another one.`,
  )
}

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
