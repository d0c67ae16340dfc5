import type { Figure } from './figure'
import { createPool, median, openLargeWorld, rounded } from './large-world'
import { writeSameRows } from './same-rows'

const MEMBERS = 10_000
const GOAL_MS = 1_000
const ROWS = ['Group', 'StatefulInstance', 'IpAllocation', 'PoolMember', 'Event', 'Request'] as const
/** As many turns, each with 10,000 addresses of the /16 for itself. */
const POOLS = Array.from({ length: 6 }, (_, n) => `10.8.${n * 40 + 1}.0-10.8.${n * 40 + 40}.15`)

/**
 * Creating a group of 10,000 pool instances in a /16: read the world, check the pool, plan, commit, answer.
 *
 * The baseline is the raw driver inserting the same rows (copied out of the database that the store wrote, so
 * exactly these) into an empty one in one durable transaction, statements prepared once.
 */
export async function benchCreateGroup(): Promise<Figure[]> {
  const world = await openLargeWorld()
  const times: number[] = []
  for (const [n, pool] of POOLS.entries()) times.push(await createPool(world, `bench-${n}`, pool))
  // The first one also pays for the compiler; a server has run for a while.
  const value = median(times.slice(1))
  const raw: number[] = []
  for (let turn = 0; turn < 3; turn++) raw.push(await writeSameRows(world.file, ROWS))
  const baseline = median(raw)
  await world.store.close()
  return [
    {
      name: `creating a group of ${MEMBERS.toLocaleString('en')} pool instances in a /16`,
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(value / baseline, 2),
      goal: `< ${GOAL_MS.toLocaleString('en')} ms; baseline: the raw driver writing the same rows`,
      met: value < GOAL_MS,
    },
    {
      name: 'the same, in a process that has just started',
      value: rounded(times[0] ?? 0),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded((times[0] ?? 0) / baseline, 2),
      goal: 'for comparison',
      met: null,
    },
  ]
}
