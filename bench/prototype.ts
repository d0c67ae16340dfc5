import Database from 'better-sqlite3'
import { applyIntent } from '@/lib/allocation/command'
import { localSimulatedCloud } from '@/lib/cloud/simulated/cloud'
import { localSimulatorControl } from '@/lib/cloud/simulated/control'
import { openWorld } from '@/lib/cloud/simulated/world'
import { seededRandom } from '@/lib/domain/allocate'
import { cidr } from '@/lib/domain/cidr'
import { hexOf } from '@/lib/domain/digest'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import { startEngine } from '@/lib/server/background/engine'
import { openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import { groupConfig } from '@/lib/testing/worlds'

/** Of the 1,000 members so many are resumed: with their events there are two for every instance. */
const RUNNING = 250
const AT = '2026-03-01T10:00:00.000Z'

export const ADDRESSES = '10.0.0.0'
export const FIRST = '10.0.0.16'
export const LAST = '10.0.3.247'
const ID = '0000f1b2c3d4e5f60'

const NETWORK: Inventory = {
  ...EMPTY_INVENTORY,
  virtualNetworks: [
    { id: `vpc-${ID}`, cloud: 'aws', region: 'us-east-1', name: 'bench', cidrs: [cidr(`${ADDRESSES}/20`)] },
  ],
  subnets: [
    {
      ...{ id: `subnet-${ID}`, virtualNetworkId: `vpc-${ID}`, cloud: 'aws', region: 'us-east-1' },
      ...{ zone: 'us-east-1a', name: 'bench', cidrs: [cidr(`${ADDRESSES}/20`)] },
    },
  ],
  securityGroups: [
    {
      ...{ id: `sg-${ID}`, virtualNetworkId: `vpc-${ID}`, region: null, kind: 'network' },
      ...{ name: 'bench', description: 'bench' },
    },
  ],
}

/** A database with one group of 1,000 pool instances, written by the engine: a quarter of them runs. */
export async function makePrototype(): Promise<string> {
  const file = await templateDatabase()
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  let clock = Date.parse(AT)
  const simulated = openWorld({
    ...{ file: ':memory:', now: () => clock, random: seededRandom(7) },
    timing: { startMs: 0, stopMs: 0, operationMs: 0 },
  })
  await localSimulatorControl(simulated).loadInventory(NETWORK)
  let ids = 0
  const engine = await startEngine({
    store,
    clouds: { aws: localSimulatedCloud(simulated, async () => undefined) },
    surroundings: {
      now: () => new Date(clock).toISOString(),
      seed: () => 7919 * ++ids,
      id: (digits) => hexOf(12, ++ids).padStart(digits, '0').slice(-digits),
      wait: async (milliseconds) => {
        clock += milliseconds
        await new Promise((resolve) => setImmediate(resolve))
      },
    },
    onProblem: (what, detail) => {
      throw new Error(what, { cause: detail })
    },
    intervals: { poll: 5, observe: null, settle: null, inventory: null },
  })
  await engine.refresh()
  const config = groupConfig({
    name: 'bench',
    virtualNetworkId: `vpc-${ID}`,
    subnetIds: [`subnet-${ID}`],
    compute: { imageId: 'ami-bench', instanceTypes: ['c7i.large'], securityGroupIds: [`sg-${ID}`] },
    pool: `${FIRST}-${LAST}`,
    capacity: { minimum: 0, target: RUNNING, maximum: 2_000 },
  })
  const created = await applyIntent(
    engine.allocation,
    { create: config },
    { kind: 'create', config, resumePool: true },
    { requestKey: 'bench-create', actor: 'operator' },
  )
  if (!created.ok) throw new Error(`The prototype was refused: ${JSON.stringify(created.refusal)}`)
  await engine.idle()
  await engine.stop()
  await store.close()
  simulated.close()
  const database = new Database(file)
  database.pragma('journal_mode = DELETE')
  database.close()
  return file
}
