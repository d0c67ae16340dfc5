/**
 * `npm run restore FILE`: puts a backup in the place of the database named by DATABASE_URL. Refused while a Holdfast
 * has it; what is replaced is kept beside it.
 */
import { plural } from '../lib/domain/plural'
import { readSettings } from '../lib/server/settings.mjs'
import { DatabaseInUse } from '../lib/storage/process-lock'
import { parseFileCommand } from './file-command'
import { NotRestored, restoreDatabase } from './restore-database'
import { sizeText, tellRecord } from './told-record'
import { closedFactors } from './way-back'

const read = readSettings(process.env, process.cwd())
if (!read.ok) stop(read.problems)
const database = read.settings.databaseFile
const asked = parseFileCommand('restore', process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
if (!asked.ok) stop([asked.problem])

try {
  const at = new Date().toISOString()
  const restored = await restoreDatabase({ backup: asked.file, database, at, force: asked.force })
  const { size, lastSeq, kept, migrated } = restored
  for (const name of migrated) console.log(`  applied ${name}`)
  console.log(
    `${database} is what ${asked.file} was: ${sizeText(size)}, up to event ${lastSeq.toLocaleString('en')}.`,
  )
  if (kept) console.log(`What was there before is kept: ${kept}`)
  console.log('Everybody signs in again: who was signed in then may have been signed out since.')
  const closed = await closedFactors(database, read.settings.secret)
  if (closed.length > 0)
    console.error(
      `${plural(closed.length, 'second factor')} in it cannot be opened with the secret as it is set now, so Holdfast would not start. Set HOLDFAST_SECRET to what it was when the backup was made; where that is lost: npm run drop-factors`,
    )
  const sound = tellRecord(restored)
  console.log(
    'The clouds went on since that backup was made. When Holdfast is started it takes up the work that was under way then, looks before it repeats anything, and tells on the Drift page what differs.',
  )
  process.exitCode = sound ? 0 : 1
} catch (error) {
  if (error instanceof DatabaseInUse) stop([error.message, wayOut(error)])
  if (error instanceof NotRestored) stop([error.message])
  throw error
}

function wayOut({ owner }: DatabaseInUse): string {
  const how = owner === null ? 'End it' : `End it (kill ${owner})`
  return `Nothing was restored and nothing was changed. ${how}, restore, and start it again.`
}

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(2)
}
