import { callDoor } from './call-door'
import type { Door } from './find-doors'
import type { FuzzWorld, Scene } from './fuzz-world'
import { type Growth, grownFrom, growthProblem, type Memory, memoryNow } from './memory'
import { openAs } from './open-as'
import { ownHeaders } from './people'
import { drawRecipes, type Recipe, UNSPOILT } from './recipes'
import type { Asked } from './route-samples'

/** Milliseconds of the processor: nobody may keep everybody else waiting for longer. */
const LONGEST_CALL = 2_500
/** Drawn at once: each drawing prepares itself, which takes longer than drawing a few. */
const DRAWN_AT_ONCE = 500
/** Of fewer calls memory tells nothing but what is loaded in the beginning. */
const LEAST_WEIGHED = 5_000
/** So many problems of one door say enough. */
const MOST_PROBLEMS = 3

export type AnySample = (scene: Scene) => readonly unknown[] | Asked | Promise<readonly unknown[] | Asked>

export type Playing = {
  readonly runs: number
  /** Where nothing of a request is read there is less to find. */
  readonly runsOfPlain: number
  readonly seed: number
  /** So often the sample is made anew for the world as it is by then. */
  readonly freshAfter: number
  /** Whether memory is measured; that takes a while. */
  readonly weighed: boolean
}

/** What came of a door's calls. */
export type Played = {
  readonly door: string
  readonly inputs: number
  /** "ok", the kind of a refusal, or a status, and how often. */
  readonly outcomes: Readonly<Record<string, number>>
  /** What came of the sample as it is. */
  readonly first: string
  /** Milliseconds of the processor. */
  readonly longest: number
  readonly problems: readonly string[]
  /** By how much memory grew from the first weighing to the last. */
  readonly grown: Growth | null
}

export async function playDoor(
  door: Door,
  sample: AnySample,
  world: FuzzWorld,
  { seed, freshAfter, weighed, ...asked }: Playing,
): Promise<Played> {
  const { outcomes, problems, ...tally } = newTally()
  const enter = async () => {
    await openAs(door.name)
    return sample(await world.scene())
  }
  let given = await enter()
  const runs = Object.keys(given).length > 0 ? asked.runs : asked.runsOfPlain
  // What is drawn weighs as much as a small leak: nothing is, when memory is measured.
  const weighedAt = weighed && runs >= LEAST_WEIGHED ? [0.1, 0.55].map((share) => drawing(runs * share)) : []
  const weighings: Weighing[] = []
  let recipes: Recipe[] = []
  for (let at = 0; at < runs; at++) {
    if (at > 0 && at % freshAfter === 0) given = await enter()
    if (at % DRAWN_AT_ONCE === 0) recipes = []
    if (weighedAt.includes(at)) weighings.push(await weigh(world))
    if (recipes.length === 0) recipes = drawRecipes(Math.min(DRAWN_AT_ONCE, runs - at), seed + at)
    // What follows the sample as it is is worth something only if that is taken.
    const recipe = at === 0 ? UNSPOILT : (recipes[at % DRAWN_AT_ONCE] ?? UNSPOILT)
    const began = process.cpuUsage()
    const { what, problem, sent } = await callDoor(door, given, recipe, ownHeaders())
    const { user, system } = process.cpuUsage(began)
    const took = (user + system) / 1_000
    tally.longest = Math.max(tally.longest, took)
    if (at === 0) tally.first = what
    outcomes[what] = (outcomes[what] ?? 0) + 1
    const slow = took > LONGEST_CALL ? `it took ${Math.round(took)} ms` : null
    for (const one of [problem, slow, ...world.bugs().map(String)])
      if (one && problems.length < MOST_PROBLEMS) problems.push(`${one.slice(0, 1_500)}\nof ${sent()}`)
  }
  recipes = []
  if (weighings.length > 0) weighings.push(await weigh(world))
  const leak = growthProblem(weighings.slice(1).map((late, at) => growth(weighings[at] as Weighing, late)))
  if (leak) problems.push(leak)
  const [first, last] = [weighings[0], weighings.at(-1)]
  const grown = first && last ? growth(first, last) : null
  return { door: door.name, inputs: runs, outcomes, problems, ...tally, grown }
}

/** Where the drawing begins that `at` is in. */
const drawing = (at: number): number => Math.floor(at / DRAWN_AT_ONCE) * DRAWN_AT_ONCE

const newTally = () => ({
  outcomes: {} as Record<string, number>,
  problems: [] as string[],
  longest: 0,
  first: '',
})

type Weighing = { readonly memory: Memory; readonly seq: number }

const weigh = async ({ hold }: FuzzWorld): Promise<Weighing> => ({
  memory: await memoryNow(),
  seq: await hold.store.lastSeq(),
})

const growth = (early: Weighing, late: Weighing) => ({
  ...grownFrom(early.memory, late.memory),
  events: late.seq - early.seq,
})
