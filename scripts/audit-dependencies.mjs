// @ts-check
/**
 * Asks the registry what is known to be wrong with the packages that Holdfast runs with. Many registries do not answer
 * that, and a machine may have none within reach: then it was not looked, which is neither good nor bad.
 */
import { spawn } from 'node:child_process'
import { npmProgram, ROOT } from './prepare.mjs'

/** @typedef {import('./stages.mjs').Counts} Counts */
/** @typedef {{ counts: Counts, sentence: string }} Verdict */

const LEVELS = /** @type {const} */ (['high', 'critical'])
/** Milliseconds that a registry may take. */
const PATIENCE = 30_000

const SKIPPED = { passed: 0, failed: 0, skipped: 1 }

/** What `npm audit --json` printed, judged. @param {string} printed @returns {Verdict} */
export function auditVerdict(printed) {
  const found = readJson(printed)
  const counted = found?.metadata?.vulnerabilities
  // An answer that is none has a reason, or is no JSON at all.
  if (typeof counted?.total !== 'number') {
    const why = found?.message ?? found?.error?.summary
    return {
      counts: SKIPPED,
      sentence: `Skipped: the registry does not say what is known of packages${why ? ` (${why})` : ''}.`,
    }
  }
  const grave = LEVELS.reduce((sum, level) => sum + Number(counted[level] ?? 0), 0)
  if (grave === 0)
    return {
      counts: { passed: 1, failed: 0, skipped: 0 },
      sentence: `Nothing grave is known of the packages; ${counted.total} of less weight.`,
    }
  const names = Object.values(found.vulnerabilities ?? {})
    .filter((/** @type {any} */ one) => LEVELS.includes(one.severity))
    .map((/** @type {any} */ one) => `${one.name} (${one.severity})`)
  return {
    counts: { passed: 0, failed: 1, skipped: 0 },
    sentence: `Grave: ${names.join(', ')}. "npm audit --omit=dev" tells more.`,
  }
}

/** @param {string} text @returns {any} */
function readJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Prints what was found. @returns {Promise<Counts>} */
export async function auditDependencies() {
  const { counts, sentence } = auditVerdict(await npmAudit())
  console.log(sentence)
  return counts
}

/** @returns {Promise<string>} */
function npmAudit() {
  const args = [npmProgram(), 'audit', '--omit=dev', '--package-lock-only', '--json', '--fetch-retries=0']
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
    let printed = ''
    child.stdout.on('data', (piece) => {
      printed += piece
    })
    child.once('error', () => done(''))
    child.once('close', () => {
      clearTimeout(late)
      done(printed)
    })
  })
}
