/**
 * `npm run chaos`: kills Holdfast at every point at which it can be killed, and at random ones under load, and audits
 * what it makes of it afterwards. What is played stands in sweep.ts and kills.ts, what is asked in audit/.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readArguments, USAGE } from './arguments'
import { type Job, jobsOf } from './jobs'
import { Lane } from './lane'
import type { PointResult } from './sweep'
import { type Line, passedOf, problemsOf, tableOf } from './table'

/** Each has a console and a simulated cloud: more than cores only slow each other. */
const LANES = 2

const read = readArguments(process.argv.slice(2))
if (!read.ok) {
  console.error(`${read.why}\n\n${USAGE}`)
  process.exit(2)
}
const { wanted } = read
const jobs = jobsOf(wanted)
if (jobs.length === 0) {
  console.error(`Nothing is called "${wanted.words.join(' ')}".\n\n${USAGE}`)
  process.exit(2)
}

const kept: string[] = []
const lanes = Array.from({ length: LANES }, (_, n) => new Lane(`${n + 1}`, (folder) => kept.push(folder)))
const lines = new Map<string, Line & { results: PointResult[]; seconds: number }>()
const began = Date.now()

let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (isEnding) return
    isEnding = true
    void Promise.all(lanes.map((lane) => lane.close())).then(() => tellAll(130))
  })

await Promise.all(
  lanes.map(async (lane) => {
    for (let job = jobs.shift(); job && !isEnding; job = jobs.shift()) await playJob(lane, job)
    await lane.end()
  }),
)
if (!isEnding) tellAll(0)

async function playJob(lane: Lane, job: Job): Promise<void> {
  const start = Date.now()
  const key = `${job.operation} ${job.cloud}`
  const line = lines.get(key) ?? { operation: job.operation, cloud: job.cloud, results: [], seconds: 0 }
  lines.set(key, line)
  const tell = (result: PointResult) => {
    // What is broken off has failed for no reason of its own.
    if (isEnding) return
    line.results.push(result)
    for (const problem of result.problems) console.log(`✗ ${result.point}: ${problem}`)
  }
  try {
    await job.play(lane, tell)
  } catch (error) {
    tell({ point: job.operation, problems: [error instanceof Error ? error.message : String(error)] })
    await lane.end()
  }
  line.seconds += (Date.now() - start) / 1000
  if (isEnding) return
  const at = ((Date.now() - began) / 1000).toFixed(0).padStart(5)
  console.log(`${at} s  ${job.operation}, ${job.cloud}: ${passedOf(line)} of ${line.results.length} passed`)
}

/** What has been played so far; `code`: how this program ends if nothing was wrong. */
function tellAll(code: number): void {
  const all = [...lines.values()]
  const problems = all.flatMap(problemsOf)
  console.log(`\n${tableOf(all)}\n`)
  for (const problem of problems) console.log(`✗ ${problem}`)
  for (const folder of new Set(kept)) console.log(`Kept to be looked at: ${folder}`)
  const minutes = ((Date.now() - began) / 60_000).toFixed(1)
  console.log(`Seed ${wanted.seed}, ${minutes} minutes, ${LANES} worlds at once.`)
  if (wanted.report) {
    mkdirSync(dirname(wanted.report), { recursive: true })
    const passed = all.reduce((sum, line) => sum + passedOf(line), 0)
    const failed = all.reduce((sum, line) => sum + line.results.length - passedOf(line), 0)
    writeFileSync(wanted.report, JSON.stringify({ passed, failed, problems }))
  }
  process.exit(problems.length > 0 ? 1 : code)
}
