/** `npm run db:new NAME`: writes the migration that leads from the existing ones to prisma/schema.prisma. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { diffFromMigrations, MIGRATIONS_DIR } from './migrations'

const [name, ...rest] = process.argv.slice(2)

if (!name || rest.length > 0) {
  stop('Give the migration one name, for example: npm run db:new add-cooling-time')
}
// The name becomes a folder and a row of Prisma's table: nothing that a shell or a file system would bend.
if (!/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/.test(name) || name.length > 60) {
  stop(`"${name}" cannot be a migration's name: use at most 60 lower-case letters, digits, - and _.`)
}

const sql = await diffFromMigrations()
if (sql === '') stop('There is nothing to do: the migrations already lead to prisma/schema.prisma.')

const folder = join(MIGRATIONS_DIR, `${timestamp(new Date())}_${name.replaceAll('-', '_')}`)
mkdirSync(folder)
writeFileSync(join(folder, 'migration.sql'), sql)
console.log(`Wrote ${relative(process.cwd(), folder)}/migration.sql. Read it before you commit it.`)

/** The form that Prisma's own command uses, and by which it sorts: 20260102030405, in UTC. */
function timestamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14)
}

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
