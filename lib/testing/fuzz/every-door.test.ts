import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { recordProblems } from '../audit-record'
import { MARK } from '../door-events/asking-browser'
import { ACTION_SAMPLES } from './action-samples'
import { callDoor } from './call-door'
import { type Door, findDoors } from './find-doors'
import { type FuzzWorld, openFuzzWorld } from './fuzz-world'
import { NEVER_TAKEN } from './never-taken'
import { openAs } from './open-as'
import { ownHeaders } from './people'
import { isAboutPeople } from './people-samples'
import { type AnySample, playDoor } from './play-door'
import { endProvider } from './provider'
import { UNSPOILT } from './recipes'
import { ROUTE_SAMPLES } from './route-samples'
import { takeDoor, tellPlayed } from './shared-play'
import { shown } from './shown'

/*
 * Every server action and every route is called with what nobody of good will sends: `npm run fuzz` 10,000 times each,
 * `npm test` some. Each answers a refusal or a status below 500; nothing is thrown, prototypes and the record stay as
 * they are, and in `npm run fuzz` memory does not grow.
 */

vi.mock('next/headers', async () => {
  const { nextHeaders } = await import('../door-events/asking-browser')
  return { ...nextHeaders, headers: async () => (await import('./people')).ownHeaders() }
})
vi.mock('@/lib/server/env', async () => ({ env: (await import('./settings-now')).settingsNow }))
process.env.HOLDFAST_OPEN = '1'

/** The folder of `npm run fuzz`, which reads there what came of each door; none in `npm test`. */
const FOLDER = process.env.HOLDFAST_FUZZ_FOLDER
const RUNS = Number(process.env.HOLDFAST_FUZZ_RUNS ?? 30)
const SEED = Number(process.env.HOLDFAST_FUZZ_SEED ?? 20_261_103)
const ONLY = process.env.HOLDFAST_FUZZ_DOOR
/** Whoever only reads finds the same world for long. */
const FRESH_AFTER = { action: 200, route: 1_000 } as const
/** Of passwords each takes a while, and what is done to an account is done once. */
const RUNS_OF_PEOPLE = 10
const PEOPLE_FRESH_AFTER = 50

const doors = await findDoors(process.cwd())
const sampleOf = ({ kind, name }: Door) => (kind === 'action' ? ACTION_SAMPLES[name] : ROUTE_SAMPLES[name])
let shared: FuzzWorld

beforeAll(async () => {
  // The provider says that it is one for tests.
  for (const word of ['info', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  const process = globalThis as unknown as Record<symbol, unknown>
  process[Symbol.for('holdfast.peer')] = MARK
  shared = await openFuzzWorld()
})
afterAll(() => Promise.all([shared.close(), endProvider()]))

it('every action and every route has a sample here, and every sample a door', () => {
  const lacking = doors.filter((door) => !sampleOf(door)).map(({ name }) => `no sample for ${name}`)
  const known = new Set(doors.map(({ name }) => name))
  const left = [...Object.keys(ACTION_SAMPLES), ...Object.keys(ROUTE_SAMPLES)].filter(
    (one) => !known.has(one),
  )
  expect([...lacking, ...left.map((one) => `no door for ${one}`)]).toEqual([])
  expect(doors.length).toBeGreaterThan(70)
})

it.skipIf(FOLDER)('every door takes its sample as it is, or it is said why not', async () => {
  const wrong: string[] = []
  let scene = await shared.scene()
  let moved = false
  for (const door of doors) {
    await openAs(door.name)
    if (moved) scene = await shared.scene()
    moved = door.kind === 'action' && !isAboutPeople(door.name)
    const sample = await (sampleOf(door) as AnySample)(scene)
    const { what } = await callDoor(door, sample, UNSPOILT, ownHeaders())
    const taken = what === 'ok' || Number(what) < 400
    // A reason that is none any more misleads.
    if (taken === door.name in NEVER_TAKEN) wrong.push(`${door.name}: ${what} to ${shown(sample)}`)
  }
  expect(wrong).toEqual([])
})

/** Another one for each door, and the same for the same. */
const seedOf = (name: string): number =>
  [...name].reduce((sum, sign) => (Math.imul(sum, 31) + sign.charCodeAt(0)) | 0, SEED)

/** A world of its own for each door that is played long: what one left behind must not make the next one slow. */
const worldOf = (): Promise<FuzzWorld> | FuzzWorld => (FOLDER ? openFuzzWorld() : shared)

for (const [at, door] of doors.entries()) {
  if (ONLY && door.name !== ONLY) continue
  it(`${door.name} survives arbitrary inputs`, { timeout: 3_600_000 }, async (test) => {
    if (FOLDER && !takeDoor(FOLDER, at, door.name)) return test.skip()
    const sample = sampleOf(door) as AnySample
    const world = await worldOf()
    const played = await playDoor(door, sample, world, {
      ...{
        runs: FOLDER || !isAboutPeople(door.name) ? RUNS : RUNS_OF_PEOPLE,
        runsOfPlain: FOLDER ? RUNS : Math.ceil(RUNS / 10),
        weighed: Boolean(FOLDER),
      },
      ...{
        seed: seedOf(door.name),
        freshAfter: isAboutPeople(door.name) ? PEOPLE_FRESH_AFTER : FRESH_AFTER[door.kind],
      },
    })
    const problems = [...played.problems, ...(await leftBehind(world))]
    if (FOLDER) {
      await world.close()
      tellPlayed(FOLDER, at, { ...played, problems })
    }
    expect(problems).toEqual([])
  })
}

/** What the calls did to the record, and to everybody's objects. */
async function leftBehind(world: FuzzWorld): Promise<string[]> {
  const polluted = ({} as { polluted?: unknown }).polluted === undefined ? [] : ['objects are polluted']
  if (!FOLDER) return polluted
  return [...polluted, ...(await recordOf(world))]
}

async function recordOf(world: FuzzWorld): Promise<string[]> {
  await world.scene()
  await world.hold.drills.idle()
  return recordProblems(world.hold.databaseUrl.slice('file:'.length))
}

it('what all of it left behind is a record as it must be', { timeout: 600_000 }, async () => {
  if (!FOLDER) expect(await recordOf(shared)).toEqual([])
})
