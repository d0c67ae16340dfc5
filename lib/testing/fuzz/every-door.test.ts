import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { recordProblems } from '../audit-record'
import { ACTION_SAMPLES } from './action-samples'
import { callDoor, OWN_HEADERS } from './call-door'
import { type Door, findDoors } from './find-doors'
import { type FuzzWorld, openFuzzWorld } from './fuzz-world'
import { ROUTE_SAMPLES } from './route-samples'
import { type Recipe, recipes } from './strange'

/*
 * Every server action and every route is called with what nobody of good will sends: `npm run fuzz` 10,000 times each,
 * `npm test` some. Each answers a refusal or a status below 500; nothing is thrown, prototypes and the record stay as
 * they are, and memory does not grow.
 */

vi.mock('next/headers', () => ({
  headers: async () => new Headers(OWN_HEADERS),
  cookies: async () => ({
    get: () => undefined,
    getAll: () => [],
    set: () => undefined,
    delete: () => undefined,
  }),
}))
process.env.HOLDFAST_OPEN = '1'

const ASKED = process.env.HOLDFAST_FUZZ_RUNS
const RUNS = Number(ASKED ?? 30)
const SEED = Number(process.env.HOLDFAST_FUZZ_SEED ?? 20_261_103)
const ONLY = process.env.HOLDFAST_FUZZ_DOOR
/** So often the sample is made anew for the world as it is by then. */
const FRESH_AFTER = ASKED ? 50 : 30
/** What a thousand calls of one door may leave behind, in bytes: history is kept, and some of it in memory. */
const GROWTH = 150 * 2 ** 20
/** Milliseconds of the processor: nobody may keep everybody else waiting for longer. */
const LONGEST_CALL = 2_500

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function heap(): number {
  collect()
  return process.memoryUsage().heapUsed
}

const doors = await findDoors(process.cwd())
const sampleOf = ({ kind, name }: Door) => (kind === 'action' ? ACTION_SAMPLES[name] : ROUTE_SAMPLES[name])
let world: FuzzWorld

beforeAll(async () => {
  world = await openFuzzWorld()
})
afterAll(() => world.close())

it('every action and every route has a sample here, and every sample a door', () => {
  const lacking = doors.filter((door) => !sampleOf(door)).map(({ name }) => `no sample for ${name}`)
  const known = new Set(doors.map(({ name }) => name))
  const left = [...Object.keys(ACTION_SAMPLES), ...Object.keys(ROUTE_SAMPLES)].filter(
    (one) => !known.has(one),
  )
  expect([...lacking, ...left.map((one) => `no door for ${one}`)]).toEqual([])
  expect(doors.length).toBeGreaterThan(70)
})

/** What came of a door's calls, counted. */
type Tally = {
  readonly outcomes: Map<string, number>
  readonly problems: string[]
  longest: number
  first?: string
}

/** Where nothing of a request is read there is less to find, so `npm test` looks less often. */
const runsOf = (sample: unknown[] | object): number =>
  ASKED || Object.keys(sample).length > 0 ? RUNS : Math.ceil(RUNS / 10)

async function fuzz(door: Door): Promise<Tally> {
  const sample = sampleOf(door)
  const tally: Tally = { outcomes: new Map(), problems: [], longest: 0 }
  if (!sample) return tally
  let runs = RUNS
  for (let at = 0; at < runs; at += FRESH_AFTER) {
    const given = await sample(await world.scene())
    runs = runsOf(given)
    const seed = SEED + at
    const drawn: Recipe[] = fc.sample(recipes, { numRuns: Math.min(FRESH_AFTER, runs - at), seed })
    // The first is the sample as it is: what follows is worth something only if that is taken.
    if (at === 0) drawn[0] = { kind: 'changed', changes: [] }
    for (const recipe of drawn) {
      const began = process.cpuUsage()
      const { what, problem, sent } = await callDoor(door, given, recipe)
      const { user, system } = process.cpuUsage(began)
      const took = (user + system) / 1_000
      tally.longest = Math.max(tally.longest, took)
      tally.first ??= what
      tally.outcomes.set(what, (tally.outcomes.get(what) ?? 0) + 1)
      const bugs = world.bugs().map(String)
      const slow = took > LONGEST_CALL ? `it took ${Math.round(took)} ms` : null
      for (const one of [problem, slow, ...bugs])
        if (one && tally.problems.length < 3) tally.problems.push(`${one.slice(0, 1_500)}\nof ${sent()}`)
    }
  }
  return tally
}

const table: string[] = []

for (const door of doors.filter(({ name }) => !ONLY || name === ONLY)) {
  it(`${door.name} survives arbitrary inputs`, {
    timeout: 3_600_000,
  }, async () => {
    const { outcomes, problems, longest, first } = await fuzz(door)
    const counted = [...outcomes].sort((a, b) => b[1] - a[1]).map(([what, n]) => `${what} ${n}`)
    table.push(
      `${door.name.padEnd(40)} ${String(Math.round(longest)).padStart(6)} ms  (${first}) ${counted.join(', ')}`,
    )
    expect(problems).toEqual([])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
}

it('what all of it left behind is a record as it must be, and no memory', { timeout: 600_000 }, async () => {
  await world.scene()
  await world.hold.drills.idle()
  expect(recordProblems(world.hold.databaseUrl.slice('file:'.length))).toEqual([])
  const after = heap()
  if (ASKED)
    console.log(
      `${table.join('\n')}\nheap after collecting: ${Math.round(began / 2 ** 20)} MB before, ${Math.round(after / 2 ** 20)} MB after`,
    )
  expect(after - began).toBeLessThan(GROWTH)
})

const began = heap()
