// @ts-check
/** `npm run chaos`: prepares what is to be killed, and hands over to `e2e/chaos/run.ts`, which says what it takes. */
import { build, childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { endAll, runNode } from './processes.mjs'

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => endAll().then(() => process.exit(130)))
}

try {
  await install()
  await generate()
  await build()
  const run = ['--import', 'tsx', 'e2e/chaos/run.ts', ...process.argv.slice(2)]
  process.exitCode = await runNode(run, { cwd: ROOT, env: childEnvironment() })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
