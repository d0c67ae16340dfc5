import { setImmediate as nextTurn } from 'node:timers/promises'
import { observeCloud } from '@/lib/allocation/observe-cloud'
import type { Cloud } from '@/lib/allocation/ports/cloud'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { describeEverything, type TakenInventory, takeInventory } from '@/lib/allocation/take-inventory'
import { diffInventory } from '@/lib/domain/inventory-diff'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { Figure } from './figure'
import { accountOf, foreignAccount, interfaceOf, stillCloud } from './large-account'
import { AT, createPool, LARGE, type LargeWorld, median, openLargeWorld, rounded } from './large-world'

const FOREIGN = 40_000
const RUNNING = 10_000
const TURNS = 5
const MOST_BLOCKED_MS = 100
const MOST_OBSERVE_MS = 250

/**
 * The engine's two looks at an account of 50,000 interfaces, of which 10,000 are those of running instances, where
 * nothing has changed: what they cost every time. What counts of the look at everything is how long it holds up
 * others; its baseline reads all that is on record and compares it in one go.
 */
export async function benchLooks(): Promise<Figure[]> {
  const { world, cloud, calls, running } = await openRunningWorld()
  const look = () => lookAtEverything(world, cloud)
  await look()
  const reading = await during(world, () => new Promise((resolve) => setTimeout(resolve, 500)))
  const looks = await inTurns(() => during(world, look))
  const plain = await inTurns(() => during(world, () => compareInOneGo(world, cloud, running)))
  const before = calls()
  const observing = await inTurns(() =>
    timed(() => mustSucceed(observeCloud(world.engine.allocation, 'aws', cloud))),
  )
  const asked = (calls() - before) / (TURNS + 1)
  const single = await inTurns(() => timed(() => observeByHundreds(cloud, running)))
  await world.store.close()
  const blocked = median(looks.map((one) => one.blocked))
  const blockedPlain = median(plain.map((one) => one.blocked))
  const p99 = median(looks.map((one) => one.p99))
  const took = median(looks.map((one) => one.took))
  const tookPlain = median(plain.map((one) => one.took))
  const observe = median(observing)
  return [
    figure('a look at 50,000 interfaces: longest turn, in own time', [blocked, blockedPlain], {
      goal: `≤ ${MOST_BLOCKED_MS} ms; baseline: all compared in one go`,
      met: blocked <= MOST_BLOCKED_MS,
    }),
    figure('the same, from beginning to end', [took, tookPlain], {
      goal: 'baseline: all compared in one go',
      met: null,
    }),
    figure('a read during it, 99th of 100', [p99, reading.p99], {
      goal: 'baseline: while nothing else happens',
      met: null,
    }),
    figure(
      `a look at ${RUNNING.toLocaleString('en')} running instances (${asked} calls)`,
      [observe, median(single)],
      {
        goal: `≤ ${MOST_OBSERVE_MS} ms, every second; baseline: 100 ids for a call, read and forgotten`,
        met: observe <= MOST_OBSERVE_MS,
      },
    ),
  ]
}

function figure(
  name: string,
  [value, baseline]: readonly [number, number],
  goal: Pick<Figure, 'goal' | 'met'>,
): Figure {
  return {
    name,
    value: rounded(value),
    unit: 'ms',
    baseline: rounded(baseline),
    ratio: rounded(value / baseline, 3),
    ...goal,
  }
}

async function openRunningWorld() {
  const world = await openLargeWorld()
  await createPool(world, 'running', '10.8.1.0-10.8.40.15')
  const [groupId = ''] = await world.store.liveGroupIds()
  const snapshot = await world.store.groupSnapshot(groupId)
  const running = (snapshot?.instances ?? []).map(
    (one, n): StatefulInstance => ({
      ...one,
      state: 'active',
      desired: 'active',
      machineCount: 1,
      machineId: `i-${n.toString(16).padStart(17, '0')}`,
      interfaceId: `eni-${n.toString(16).padStart(17, '0')}`,
    }),
  )
  if (running.length !== RUNNING) throw new Error(`${running.length} instances run`)
  await mustSucceed(world.store.commit({ ...EMPTY_COMMIT, instances: running }))
  const foreign = foreignAccount(FOREIGN, LARGE)
  const known = await world.store.inventory()
  const account = accountOf({
    ...known,
    subnets: [...known.subnets, ...foreign.subnets],
    interfaces: [...foreign.interfaces, ...running.map(interfaceOf)],
  })
  return { world, running, ...stillCloud(account, running) }
}

async function lookAtEverything(world: LargeWorld, cloud: Cloud): Promise<void> {
  await mustSucceed(takeInventory(world.engine.allocation, await everythingIn(cloud), 'bench'))
}

async function everythingIn(cloud: Cloud): Promise<TakenInventory> {
  const taken = await describeEverything(cloud)
  if (!taken.ok) throw new Error(taken.refusal.message)
  return taken.value
}

async function compareInOneGo(world: LargeWorld, cloud: Cloud, running: readonly StatefulInstance[]) {
  const taken = await everythingIn(cloud)
  const { gone } = diffInventory({
    before: await world.store.inventory(),
    after: taken.inventory,
    scope: taken.scope,
    at: AT,
    requestId: 'bench',
    inUse: { subnetIds: new Set([LARGE.id]), virtualNetworkIds: new Set(), publicIpIds: new Set() },
    ourHolds: new Map(),
    ourInterfaceIds: new Set(running.flatMap((one) => one.interfaceId ?? [])),
  })
  if (gone.length > 0) throw new Error('The bench lost an interface')
}

/** A call for every hundred, and what it answers gathered: the least that asking by id takes. */
async function observeByHundreds(cloud: Cloud, running: readonly StatefulInstance[]): Promise<void> {
  const alive = new Set<string>()
  for (let start = 0; start < running.length; start += 100) {
    const ids = running.slice(start, start + 100).flatMap((one) => one.machineId ?? [])
    const page = await cloud.describeMachines({ ids })
    if (page.ok) for (const machine of page.value.items) alive.add(machine.id)
  }
  if (alive.size !== RUNNING) throw new Error(`${alive.size} machines were found`)
}

type During = { readonly blocked: number; readonly took: number; readonly p99: number }

/** Does `work` while somebody else keeps reading. All in milliseconds; `blocked`: the longest single turn. */
async function during(world: LargeWorld, work: () => Promise<unknown>): Promise<During> {
  const watch = watchTurns()
  const reads: number[] = []
  let working = true
  const reader = (async () => {
    while (working) {
      const from = performance.now()
      await nextTurn()
      await world.store.events({ limit: 50 })
      reads.push(performance.now() - from)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  })()
  const took = await timed(work)
  const blocked = await watch.end()
  working = false
  await reader
  reads.sort((a, b) => a - b)
  return { blocked, took, p99: reads[Math.floor(reads.length * 0.99)] ?? 0 }
}

/**
 * How long the longest turn of the event loop worked. Counted in this process's own time: on a busy machine the clock
 * runs on while others have the processor, and that would say nothing about us.
 */
function watchTurns(): { end(): Promise<number> } {
  let longest = 0
  let watching = true
  const watcher = (async () => {
    while (watching) {
      const before = process.cpuUsage()
      await nextTurn()
      const { user, system } = process.cpuUsage(before)
      longest = Math.max(longest, user + system)
    }
  })()
  return {
    async end() {
      watching = false
      await watcher
      return longest / 1_000
    },
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The first turn warms up. */
async function inTurns<T>(turn: () => Promise<T>): Promise<T[]> {
  await turn()
  const results: T[] = []
  for (let n = 0; n < TURNS; n++) results.push(await turn())
  return results
}

async function mustSucceed(work: Promise<unknown>): Promise<void> {
  const result = await work
  if (result !== null && (result as { ok?: boolean }).ok !== true)
    throw new Error(`Refused: ${JSON.stringify(result)}`)
}
