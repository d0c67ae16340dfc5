// @ts-check
/** What `npm test` runs, in order. A stage answers counts; the order and the printing are in `test.mjs`. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { auditDependencies } from './audit-dependencies.mjs'
import { ensureBrowser } from './browser.mjs'
import { build, childEnvironment, ROOT } from './prepare.mjs'
import { runNode } from './processes.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, title: string, needs?: string, run(filters: string[]): Promise<Counts> }} Stage */

const PASSED = { passed: 1, failed: 0, skipped: 0 }
export const FAILED = { passed: 0, failed: 1, skipped: 0 }

const program = (/** @type {string} */ path) => join(ROOT, 'node_modules', path)
const REPORTS = join(ROOT, '.cache', 'reports')

/** @type {Stage[]} */
export const STAGES = [
  {
    name: 'types',
    title: 'Types',
    run: async () => verdict(await node([program('typescript/bin/tsc'), '--noEmit'])),
  },
  {
    name: 'lint',
    title: 'Lint and format',
    run: async () => {
      const colors = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`
      return verdict(await node([program('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', colors]))
    },
  },
  {
    name: 'audit',
    title: 'What is known of the packages',
    run: () => auditDependencies(),
  },
  {
    name: 'unit',
    title: 'Unit, property and contract tests',
    run: (filters) => {
      const report = join(REPORTS, 'vitest.json')
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      return counted(report, vitestCounts, [program('vitest/vitest.mjs'), 'run', ...reporters, ...filters])
    },
  },
  {
    name: 'build',
    title: 'Production build',
    run: async () => {
      if ((await build()) === 'fresh') console.log('The build is newer than its sources.')
      return PASSED
    },
  },
  {
    name: 'chaos',
    title: 'Holdfast killed and started again',
    needs: 'build',
    run: (filters) => {
      const report = join(REPORTS, 'chaos.json')
      // Some crash points and kills, the same each time; `npm run chaos` plays all of them.
      const some = ['--points', '12', '--kills', '10', '--cloud-kills', '2', '--seed', '1']
      const run = ['--import', 'tsx', 'e2e/chaos/run.ts', ...some, '--report', report, ...filters]
      return counted(report, chaosCounts, run)
    },
  },
  {
    name: 'e2e',
    title: 'End to end, in a browser',
    needs: 'build',
    run: (filters) => {
      const { executablePath } = ensureBrowser()
      const report = join(REPORTS, 'playwright.json')
      return counted(
        report,
        playwrightCounts,
        [program('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...filters],
        { PLAYWRIGHT_CHROMIUM_PATH: executablePath, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      )
    },
  },
]

/** @param {string[]} args @param {Record<string, string>} [env] */
const node = (args, env) => runNode(args, { cwd: ROOT, env: testEnvironment(env) })

const verdict = (/** @type {number} */ code) => (code === 0 ? PASSED : FAILED)

/**
 * The operator's own settings must not lead a test to the operator's own data.
 * @param {Record<string, string>} [more]
 */
function testEnvironment(more) {
  const env = childEnvironment(more)
  for (const name of Object.keys(env)) {
    if (/^(HOST|PORT|DATABASE_URL|SIMULATOR_\w+|HOLDFAST_\w+)$/.test(name)) delete env[name]
  }
  // A log is read as text.
  if (!process.stdout.isTTY) env.NO_COLOR = '1'
  return env
}

/**
 * Runs a test runner and reads its report. A runner that failed without naming a test (it crashed, or a file did
 * not load) is one failure: red must never count as green.
 * @param {string} report
 * @param {(report: any) => Counts} read
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Counts>}
 */
async function counted(report, read, args, env) {
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const code = await node(args, env)
  if (!existsSync(report)) return FAILED
  const counts = read(JSON.parse(readFileSync(report, 'utf8')))
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @param {any} report @returns {Counts} */
function vitestCounts({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  }
}

/** @param {any} report @returns {Counts} */
const chaosCounts = ({ passed, failed }) => ({ passed, failed, skipped: 0 })

/** What passed only when repeated is named by the runner as flaky; it is repeated in CI alone. @param {any} report @returns {Counts} */
function playwrightCounts({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }
}
