/** `node --import tsx scripts/migrate.ts`: brings the database named by DATABASE_URL up to date. */
import { readSettings } from '../lib/server/settings.mjs'
import { databaseProblem } from './database-problem'
import { applyMigrations, diagnose } from './migrations'

const read = readSettings(process.env, process.cwd())
if (!read.ok) stop(read.problems)
const file = read.settings.databaseFile

const unusable = databaseProblem(file)
if (unusable) stop([unusable])

const found = await diagnose(file)
const problems = [
  ...found.edited.map((name) => `Migration ${name} was applied to ${file} and its file was changed since.`),
  ...found.failed.map((name) => `Migration ${name} failed half-way on ${file}; restore a backup of it.`),
  ...found.unknown.map(
    (name) => `${file} knows migration ${name}, this Holdfast does not: it is too old for it.`,
  ),
]
if (problems.length > 0) stop(problems)

for (const name of await applyMigrations(file)) console.log(`  applied ${name}`)

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(1)
}
