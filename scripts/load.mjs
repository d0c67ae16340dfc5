// @ts-check
/** `npm run load`: prepares what is to be loaded, and hands over to `e2e/load/run.ts`, which says how. */
import { build, childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { endAll, runNode } from './processes.mjs'

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => endAll().then(() => process.exit(130)))
}

try {
  await install()
  await generate()
  await build()
  const run = ['--import', 'tsx', 'e2e/load/run.ts', ...process.argv.slice(2)]
  process.exitCode = await runNode(run, { cwd: ROOT, env: childEnvironment() })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
