import { setTimeout } from 'node:timers/promises'
import { applyIntent } from '@/lib/allocation/command'
import type { Cloud } from '@/lib/allocation/ports/cloud'
import { NOTHING_GONE } from '@/lib/allocation/ports/commit'
import { cidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { type Engine, startEngine } from '@/lib/server/background/engine'
import { type OpenStore, openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import { FLEET, GROUP_OF_SECURITY, groupConfig, SUBNETS } from '@/lib/testing/worlds'

export const AT = '2026-03-01T10:00:00.000Z'
export const LARGE = SUBNETS.fleet

export type LargeWorld = { readonly file: string; readonly store: OpenStore; readonly engine: Engine }

/** A real store whose one subnet is an empty /16, and an engine that has no cloud to talk to. */
export async function openLargeWorld(cloud: Cloud = NO_CLOUD): Promise<LargeWorld> {
  const file = await templateDatabase()
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  await store.applyInventory({
    at: AT,
    requestId: 'bench',
    upsert: {
      ...EMPTY_INVENTORY,
      virtualNetworks: [
        { id: FLEET, cloud: 'aws', region: LARGE.region, name: 'bench', cidrs: [cidr('10.8.0.0/16')] },
      ],
      subnets: [LARGE],
      securityGroups: [
        {
          ...{ id: GROUP_OF_SECURITY.fleet, virtualNetworkId: FLEET, region: null, kind: 'network' },
          ...{ name: 'bench', description: 'bench' },
        },
      ],
    },
    remove: NOTHING_GONE,
    events: [],
  })
  let ids = 0
  const engine = await startEngine({
    store,
    clouds: { aws: cloud },
    surroundings: {
      now: () => AT,
      seed: () => 7919 * ++ids,
      id: (digits) => (++ids).toString(16).padStart(digits, '0').slice(-digits),
      wait: async (milliseconds) => void (await setTimeout(milliseconds)),
    },
    onProblem: (what, detail) => {
      throw new Error(what, { cause: detail })
    },
    intervals: { poll: 5, observe: null, settle: null, inventory: null },
  })
  return { file, store, engine }
}

/** What is measured has no cloud work; asking for some is a mistake in the bench. */
const NO_CLOUD = new Proxy(
  {},
  {
    get: (_, name) => () => {
      throw new Error(`The bench called ${String(name)}`)
    },
  },
) as Cloud

/** Creates a group with a pool, every instance paused. Answers the milliseconds from asking to the answer. */
export async function createPool(world: LargeWorld, name: string, pool: string): Promise<number> {
  const config = groupConfig({
    name,
    virtualNetworkId: FLEET,
    subnetIds: [LARGE.id],
    compute: {
      imageId: 'ami-bench',
      instanceTypes: ['c7i.large'],
      securityGroupIds: [GROUP_OF_SECURITY.fleet],
    },
    pool,
    capacity: { minimum: 0, target: 0, maximum: 65_536 },
  })
  const from = performance.now()
  const created = await applyIntent(
    world.engine.allocation,
    { create: config },
    { kind: 'create', config, resumePool: false },
    { requestKey: `bench-${name}`, actor: 'operator' },
  )
  const took = performance.now() - from
  if (!created.ok) throw new Error(`Creating ${name} was refused: ${JSON.stringify(created.refusal)}`)
  return took
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))
