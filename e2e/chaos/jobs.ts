import { isWanted, type Wanted } from './arguments'
import { playKill } from './kills'
import type { Lane } from './lane'
import { chanceOf } from './random'
import { countCalls, momentsOf, type PointResult, playPoint } from './sweep'
import { Stage, VERBS, type Verb } from './verbs'

/** A part of a line of the table, played by one lane from beginning to end. */
export type Job = {
  readonly operation: string
  readonly cloud: string
  readonly play: (lane: Lane, tell: (result: PointResult) => void) => Promise<void>
}

/** Kills of one world before another lane may take the next ones. */
const KILLS_PER_JOB = 10

export function jobsOf(wanted: Wanted): Job[] {
  const verbs = VERBS.filter((verb) => isWanted(`${verb.cloud} ${verb.name}`, wanted))
  const sweep = sweeps(verbs, wanted)
  // A run that is broken off has then seen something of everything.
  return inTurns([
    sweep.filter((job) => job.cloud === 'azure'),
    sweep.filter((job) => job.cloud === 'aws'),
    kills('random kills', 'console', wanted.kills, wanted),
    kills('kills of the cloud', 'cloud', wanted.cloudKills, wanted),
  ])
}

/** The first of each, the second of each, … */
function inTurns<T>(queues: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...queues.map((queue) => queue.length))
  return Array.from({ length: longest }, (_, at) => queues.flatMap((queue) => queue.slice(at, at + 1))).flat()
}

function sweeps(verbs: readonly Verb[], { points, seed }: Wanted): Job[] {
  if (points === null) return verbs.map((verb) => sweepOf(verb, () => true))
  // A few of them: one of each verb, of as many verbs as there are points, on both clouds alike.
  const chance = chanceOf(seed)
  const shuffled = [...verbs].sort(() => chance.whole(0, 1) - 0.5)
  const inTurn = inTurns(['aws', 'azure'].map((cloud) => shuffled.filter((verb) => verb.cloud === cloud)))
  return inTurn.slice(0, points).map((verb) => {
    const drawn = chance.whole(0, 1_000_000)
    return sweepOf(verb, (index, all) => index === drawn % all)
  })
}

const sweepOf = (verb: Verb, isDrawn: (index: number, all: number) => boolean): Job => ({
  operation: verb.name,
  cloud: verb.cloud,
  async play(lane, tell) {
    const calls = await countCalls(new Stage(await lane.world(), verb.cloud, verb.name), verb)
    const moments = momentsOf(calls)
    for (const [index, moment] of moments.entries())
      if (isDrawn(index, moments.length))
        tell(await lane.play((world) => playPoint(new Stage(world, verb.cloud, verb.name), verb, moment)))
    // Its pool is the next verb's, too.
    await new Stage(await lane.world(), verb.cloud, verb.name).removed()
  },
})

function kills(operation: string, killed: 'console' | 'cloud', total: number, wanted: Wanted): Job[] {
  if (!isWanted(`both ${operation}`, wanted)) return []
  return Array.from({ length: Math.ceil(total / KILLS_PER_JOB) }, (_, job): Job => {
    const first = job * KILLS_PER_JOB
    const count = Math.min(KILLS_PER_JOB, total - first)
    return {
      ...{ operation, cloud: 'both' },
      async play(lane, tell) {
        for (let kill = first; kill < first + count; kill++) {
          // Each kill has chance of its own, so that one can be played again without those before it.
          const chance = chanceOf(wanted.seed * 100_003 + kill)
          const name = `${killed === 'console' ? 'kill' : 'kill of the cloud'} ${kill + 1}`
          tell(await lane.play((world) => playKill(world, chance, { killed, name })))
        }
      },
    }
  })
}
