/**
 * `npm run backup FILE`: the database named by DATABASE_URL as one file, while Holdfast runs on it or not. What is
 * written is read before it gets its name; a file that is there is kept unless --force is said.
 */
import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readSettings } from '../lib/server/settings.mjs'
import { backUp, discard, type Progress, unnamedFile } from '../lib/storage/backup'
import { parseFileCommand } from './file-command'
import { diagnose } from './migrations'
import { sizeText, tellRecord } from './told-record'

const SAID_EVERY_MS = 1_000

const read = readSettings(process.env, process.cwd())
if (!read.ok) stop(read.problems)
const source = read.settings.databaseFile
const asked = parseFileCommand('backup', process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
if (!asked.ok) stop([asked.problem])
const { file, force } = asked
const problem = problemOf(file)
if (problem) stop([problem])

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    discard(unnamedFile(file))
    stop(['The backup was broken off. Nothing is left of it.'])
  })
}

const from = performance.now()
let said = from
try {
  const report = await backUp(source, file, tell)
  const took = ((performance.now() - from) / 1000).toFixed(1)
  const { size, lastSeq } = report
  console.log(
    `${file}: ${sizeText(size)}, up to event ${lastSeq.toLocaleString('en')}, copied and read in ${took} s.`,
  )
  // A copy of a record that is broken is worth having, and worth knowing of.
  if (report.audit === null && (await diagnose(source)).unapplied.length === 0) {
    console.error('Tables are missing from it, though no older Holdfast wrote it: its rules cannot be read.')
    process.exitCode = 1
  } else if (!tellRecord(report)) process.exitCode = 1
} catch (error) {
  stop([`The backup was not made: ${error instanceof Error ? error.message : String(error)}`])
}

function problemOf(target: string): string | null {
  if (!existsSync(source)) return `There is no database at ${source}.`
  if (target === resolve(source)) return `${target} is the database itself; name another file.`
  if (!existsSync(dirname(target))) return `There is no folder ${dirname(target)}; make it first.`
  if (!existsSync(target)) return null
  if (!statSync(target).isFile()) return `${target} is not a file; name another one.`
  return force
    ? null
    : `${target} exists. Name another file, or replace it: npm run backup -- ${target} --force`
}

function tell({ done, total }: Progress): void {
  const now = performance.now()
  if (now - said < SAID_EVERY_MS) return
  said = now
  console.log(`  ${Math.floor((done / total) * 100)} % of ${sizeText(total * 4_096)}`)
}

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(2)
}
