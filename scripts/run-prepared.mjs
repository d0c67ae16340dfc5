// @ts-check
import { build, childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { endAll, runNode } from './processes.mjs'

/**
 * Prepares what a program needs that works on a built Holdfast, and hands over to it with the words of the command line.
 *
 * @param {string} program
 */
export async function runPrepared(program) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => endAll().then(() => process.exit(130)))
  }
  try {
    await install()
    await generate()
    await build()
    const run = ['--import', 'tsx', program, ...process.argv.slice(2)]
    process.exitCode = await runNode(run, { cwd: ROOT, env: childEnvironment() })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
