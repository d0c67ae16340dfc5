// @ts-check
/**
 * `npm test`: everything, in order; a failing stage does not keep the next ones from running.
 * `npm test -- unit`, `npm test -- types lint` run the stages named; after a single one, further words go to its
 * runner: `npm test -- unit lib/domain`.
 *
 * The last line is `N passed, N failed`. Types, lint and build count as one test each.
 */
import { nodeProblem } from './checks.mjs'

const wrongNode = nodeProblem()
if (wrongNode) finish([{ passed: 0, failed: 1, skipped: 0 }], wrongNode)

const { generate, install } = await import('./prepare.mjs')
const { endAll } = await import('./processes.mjs')
const { FAILED, STAGES } = await import('./stages.mjs')

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => endAll().then(() => process.exit(130)))
}

const { chosen, filters } = choose(process.argv.slice(2))

try {
  await install()
  await generate()
} catch (error) {
  finish([FAILED], message(error))
}

/** @type {Map<string, import('./stages.mjs').Counts>} */
const results = new Map()
for (const stage of chosen) {
  console.log(`\n── ${stage.title} ${'─'.repeat(Math.max(0, 70 - stage.title.length))}`)
  const began = Date.now()
  const counts = await run(stage)
  results.set(stage.name, counts)
  console.log(`${stage.title}: ${inWords(counts)} in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

console.log('')
for (const { name, title } of chosen) {
  const counts = results.get(name)
  if (counts && counts.failed > 0) console.log(`✗ ${title}: ${inWords(counts)}`)
}
finish([...results.values()])

/** @param {import('./stages.mjs').Stage} stage */
async function run(stage) {
  if (stage.needs && (results.get(stage.needs)?.failed ?? 0) > 0) {
    console.error(`Not run, because the stage "${stage.needs}" before it failed.`)
    return FAILED
  }
  try {
    return await stage.run(filters)
  } catch (error) {
    console.error(message(error))
    return FAILED
  }
}

/** @param {string[]} words */
function choose(words) {
  const named = STAGES.filter((stage) => words.includes(stage.name))
  const others = words.filter((word) => !STAGES.some((stage) => stage.name === word))
  if (others.length > 0 && named.length !== 1) {
    const names = STAGES.map((stage) => stage.name).join(', ')
    console.error(
      `"${others[0]}" is not a stage; there are ${names}. Further words go to a single stage only.`,
    )
    process.exit(2)
  }
  const needed = named.map((stage) => stage.needs)
  const chosen = STAGES.filter((stage) => named.includes(stage) || needed.includes(stage.name))
  return { chosen: named.length > 0 ? chosen : STAGES, filters: others }
}

/** @param {import('./stages.mjs').Counts} counts */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * @param {import('./stages.mjs').Counts[]} counts
 * @param {string} [problem]
 * @returns {never}
 */
function finish(counts, problem) {
  if (problem) console.error(problem)
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  console.log(inWords(total))
  process.exit(total.failed > 0 ? 1 : 0)
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error)
}
