// @ts-check
/**
 * `npm run scenario`: plays scenarios for people who want to watch, with a picture after every step, and writes
 * scenario-report/index.html.
 *
 *   npm run scenario             every scenario
 *   npm run scenario A1          those whose name contains "A1"; several words are one name
 *   npm run scenario -- --list   the names
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { nodeProblem } from './checks.mjs'
import { build, childEnvironment, generate, install, ROOT } from './prepare.mjs'
import { endAll, runNode } from './processes.mjs'

const REPORT = join(ROOT, 'scenario-report', 'index.html')
const words = process.argv.slice(2)
const name = words.filter((word) => !word.startsWith('-')).join(' ')

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => endAll().then(() => process.exit(130)))
}

try {
  process.exitCode = words.includes('--list') ? await list() : await play()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function play() {
  await ready()
  await build()
  const { executablePath } = ensureBrowser()
  const code = await playwright([...chosen(), '--reporter=list,./e2e/scenario-report.ts'], {
    PLAYWRIGHT_CHROMIUM_PATH: executablePath,
    HOLDFAST_SCENARIO: '1',
  })
  if (existsSync(REPORT)) console.log(`\n  The pictures:  ${REPORT}`)
  console.log('  The names of all scenarios:  npm run scenario -- --list\n')
  return code
}

async function list() {
  await ready()
  return playwright([...chosen(), '--list'])
}

async function ready() {
  const wrongNode = nodeProblem()
  if (wrongNode) throw new Error(wrongNode)
  await install()
  await generate()
}

/** The name is looked for as it is written, not as a pattern; "A1" is not A10. */
function chosen() {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return name === '' ? [] : ['--grep', /\d$/.test(name) ? `${literal}(?!\\d)` : literal]
}

/** @param {string[]} args @param {Record<string, string>} [env] */
function playwright(args, env) {
  const program = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  return runNode([program, 'test', '--workers=1', ...args], { cwd: ROOT, env: childEnvironment(env) })
}
