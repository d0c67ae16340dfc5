// @ts-check
/**
 * `npm run search [RUNS]`: looks for what the properties of `npm test` do not find with their one seed. Every property
 * draws from a new seed, and random stories are played RUNS times (1,000 unless told). Takes about a second a story.
 */
import { join } from 'node:path'
import { childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { runNode } from './processes.mjs'

const runs = Number(process.argv[2] ?? 1_000)
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`"${process.argv[2]}" is not a number of runs; say for instance: npm run search 200`)
  process.exit(2)
}

await install()
await generate()
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const env = childEnvironment({ HOLDFAST_SEED: 'new', HOLDFAST_MODEL_RUNS: String(runs) })
process.exit(await runNode([vitest, 'run', 'lib/allocation', 'lib/domain', 'lib/drill'], { cwd: ROOT, env }))
