import { applyIntent } from '@/lib/allocation/command'
import { formatAddress } from '@/lib/domain/address'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { auditFile } from '@/lib/storage/audit'
import type { Figure } from './figure'
import { createPool, type LargeWorld, openLargeWorld, rounded } from './large-world'
import { willingCloud } from './willing-cloud'

const MEMBERS = 1_000
const GOAL_MS = 2_000
/** Each with a pool of exactly 1,000 addresses of its own; the first warms up. */
const POOLS = Array.from({ length: 4 }, (_, n) => `10.8.${n * 4 + 1}.0-10.8.${n * 4 + 4}.231`)

/**
 * 1,000 operators each resume another instance of one group at once, on a pool of exactly 1,000 addresses. Allocation
 * time: from the first request until the last is answered, when every one is planned, judged by the index and on disk.
 * The cloud's time is its own; afterwards the record is audited.
 *
 * The baseline is what a queue without group commit and turns would do: each waits until the one before is answered.
 */
export async function benchResumes(): Promise<Figure[]> {
  const world = await openLargeWorld(willingCloud())
  const together: number[] = []
  const alone: number[] = []
  for (const [n, pool] of POOLS.entries()) {
    await createPool(world, `resumed-${n}`, pool)
    const groupId = await groupNamed(world, `resumed-${n}`)
    const ids = (await instancesOf(world, groupId)).map((one) => one.id)
    const oneByOne = n === POOLS.length - 1
    const took = oneByOne ? await resumeInTurn(world, groupId, ids) : await resumeAtOnce(world, groupId, ids)
    if (oneByOne) alone.push(took)
    else if (n > 0) together.push(took)
    await world.engine.idle()
    mustBeWhole(await instancesOf(world, groupId), pool)
  }
  await world.engine.stop()
  const { findings } = auditFile(world.file)
  await world.store.close()
  if (findings.length > 0) throw new Error(`The record is broken: ${findings[0]?.examples[0]}`)
  const value = Math.min(...together)
  const baseline = alone[0] ?? 0
  return [
    {
      name: `${MEMBERS.toLocaleString('en')} resumes at once on as many pool addresses`,
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(value / baseline, 2),
      goal: `< ${GOAL_MS.toLocaleString('en')} ms, all succeed, none doubled; baseline: one after the other`,
      met: value < GOAL_MS,
    },
  ]
}

async function resumeAtOnce(world: LargeWorld, groupId: string, ids: readonly string[]): Promise<number> {
  const from = performance.now()
  const answers = await Promise.all(ids.map((id) => resume(world, groupId, id)))
  const took = performance.now() - from
  const refused = answers.find((answer) => !answer.ok)
  if (refused) throw new Error(`A resume was refused: ${JSON.stringify(refused)}`)
  return took
}

async function resumeInTurn(world: LargeWorld, groupId: string, ids: readonly string[]): Promise<number> {
  const from = performance.now()
  for (const id of ids) {
    const answer = await resume(world, groupId, id)
    if (!answer.ok) throw new Error(`A resume was refused: ${JSON.stringify(answer)}`)
  }
  return performance.now() - from
}

const resume = (world: LargeWorld, groupId: string, id: string) =>
  applyIntent(
    world.engine.allocation,
    { groupId },
    { kind: 'resume', instanceIds: [id] },
    { requestKey: `resume-${id}`, actor: 'operator' },
  )

async function groupNamed(world: LargeWorld, name: string): Promise<string> {
  const found = (await world.store.reads.groups()).find((group) => group.name === name)
  if (!found) throw new Error(`${name} was not created`)
  return found.id
}

const instancesOf = async ({ store }: LargeWorld, groupId: string): Promise<readonly StatefulInstance[]> =>
  (await store.groupSnapshot(groupId))?.instances ?? []

/** All of them run, each on an address of its own, and together on all that the pool lists. */
function mustBeWhole(instances: readonly StatefulInstance[], pool: string): void {
  const running = instances.filter((one) => one.state === 'active')
  const addresses = new Set(running.map((one) => (one.address ? formatAddress(one.address) : '')))
  if (running.length !== MEMBERS || addresses.size !== MEMBERS)
    throw new Error(`Of ${pool}, ${running.length} run on ${addresses.size} addresses`)
}
