/**
 * `npm run verify`: reads the whole record in the database named by DATABASE_URL against the invariants that hold at
 * every moment (one owner per address, nothing lost, every change told). It writes nothing, and may be asked while
 * Holdfast runs. Ends with 1 where something is wrong.
 */
import { existsSync } from 'node:fs'
import { readSettings } from '../lib/server/settings.mjs'
import { auditFile } from '../lib/storage/audit'

const read = readSettings(process.env, process.cwd())
if (!read.ok) stop(read.problems)
const file = read.settings.databaseFile
if (!existsSync(file)) stop([`There is no database at ${file}.`])

const from = performance.now()
const { live, events, operations, rules, findings } = auditFile(file)
const took = ((performance.now() - from) / 1000).toFixed(1)
const many = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

console.log(
  `${many(live, 'live allocation')}, ${many(events, 'event')}, ${many(operations, 'running operation')}: ` +
    `${many(rules, 'rule')} checked in ${took} s.`,
)
for (const { name, rule, count, examples } of findings) {
  console.error(`\n${rule}: ${name}. Broken ${many(count, 'time')}:`)
  for (const example of examples) console.error(`  ${example}`)
}
if (findings.length === 0) console.log('Nothing is wrong.')
process.exit(findings.length === 0 ? 0 : 1)

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(2)
}
