// @ts-check
/**
 * `npm run fuzz [RUNS] [DOOR]`: every server action and every route with RUNS arbitrary inputs each (10,000 unless told),
 * and a table of what came of them. `npm run fuzz 500 planCommand`, `npm run fuzz 500 "GET /api/why"` for one door.
 */
import { join } from 'node:path'
import { childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { runNode } from './processes.mjs'

const [asked = '10000', door = ''] = process.argv.slice(2)
const runs = Number(asked)
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`"${asked}" is not a number of runs; say for instance: npm run fuzz 500`)
  process.exit(2)
}

await install()
await generate()
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const env = childEnvironment({
  HOLDFAST_FUZZ_RUNS: String(runs),
  ...(door ? { HOLDFAST_FUZZ_DOOR: door } : {}),
})
process.exit(await runNode([vitest, 'run', 'lib/testing/fuzz'], { cwd: ROOT, env }))
