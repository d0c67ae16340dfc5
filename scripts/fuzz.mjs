// @ts-check
/**
 * `npm run fuzz [RUNS] [DOOR]`: every server action and every route with RUNS arbitrary inputs each (10,000 unless told),
 * by two processes, and a table of what came of them; ends with 1 where anything is not as it must be.
 * `npm run fuzz 500 planCommand`, `npm run fuzz 500 "GET /api/why"` for one door.
 * `npm run fuzz -- --http [REQUESTS]`: arbitrary requests to the built server; `e2e/fuzz/run.ts` says how.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linesOf, totalsOf } from './fuzz-table.mjs'
import { childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { endAll, startNode } from './processes.mjs'
import { runPrepared } from './run-prepared.mjs'

const PROCESSES = 2
const LOOKED_EVERY_MS = 1_000

if (process.argv.includes('--http')) {
  await runPrepared('e2e/fuzz/run.ts')
  process.exit()
}

const [asked = '10000', door = ''] = process.argv.slice(2)
const runs = Number(asked)
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`"${asked}" is not a number of runs; say for instance: npm run fuzz 500`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'holdfast-fuzz-'))
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => endAll().then(() => finish(130)))

await install()
await generate()
const began = performance.now()
/** @type {import('./fuzz-table.mjs').Played[]} */
const played = []
const looking = setInterval(tell, LOOKED_EVERY_MS)
const ends = await Promise.all(Array.from({ length: door ? 1 : PROCESSES }, play))
clearInterval(looking)
tell()
const broken = brokenOff()
const minutes = (performance.now() - began) / 60_000
console.log(`\n${totalsOf(played, minutes)}`)
for (const one of played) for (const problem of one.problems) console.error(`✗ ${one.door}: ${problem}`)
for (const name of broken) console.error(`✗ ${name}: the process ended`)
const isWell = ends.every(({ code }) => code === 0) && played.length > 0
// What went wrong beside the doors only the program itself has told.
if (!isWell)
  console.error(
    ends
      .map(({ output }) => output)
      .join('\n')
      .slice(-8_000),
  )
finish(isWell && broken.length === 0 && played.every(({ problems }) => problems.length === 0) ? 0 : 1)

/** Plays doors that nobody has taken, until there is none. */
function play() {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const env = childEnvironment({
    ...{ HOLDFAST_FUZZ_RUNS: String(runs), HOLDFAST_FUZZ_FOLDER: folder },
    ...(door ? { HOLDFAST_FUZZ_DOOR: door } : {}),
  })
  const child = startNode([vitest, 'run', 'lib/testing/fuzz/every-door'], { cwd: ROOT, env, output: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (output += String(piece)))
  return /** @type {Promise<{ code: number | null, output: string }>} */ (
    new Promise((done) => child.once('close', (code) => done({ code, output })))
  )
}

/** Prints what is new in the folder. */
function tell() {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    /** @type {import('./fuzz-table.mjs').Played} */
    let one
    try {
      one = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    } catch {
      continue // It is being written.
    }
    if (played.some((before) => before.door === one.door)) continue
    console.log(linesOf(one, played.length === 0).join('\n'))
    played.push(one)
  }
}

/** Doors that a process was at when it ended. */
function brokenOff() {
  const known = new Set(played.map((one) => one.door))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.taken'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((name) => !known.has(name))
}

/** @param {number} code */
function finish(code) {
  rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
