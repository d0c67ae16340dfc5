/**
 * `npm run drop-factors`: takes the second factors away that the secret, as it is set now, does not open. For when
 * HOLDFAST_SECRET is lost: Holdfast does not start with factors that nobody could use. Refused while it runs.
 */
import { plural } from '../lib/domain/plural'
import { readSettings } from '../lib/server/settings.mjs'
import { DatabaseInUse } from '../lib/storage/process-lock'
import { dropFactors, NotDone } from './way-back'

if (process.argv.length > 2)
  stop([
    'Say it like this: npm run drop-factors. It takes nobody’s name: every second factor goes that the secret does not open. Nothing was changed.',
  ])
const read = readSettings(process.env, process.cwd())
if (!read.ok) stop(read.problems)
const { databaseFile: database, secret } = read.settings

try {
  const people = await dropFactors({ database, secret, at: new Date().toISOString() })
  for (const { name, email } of people) console.log(`  ${name} (${email})`)
  console.log(
    people.length === 0
      ? 'The secret opens every second factor. Nothing was changed.'
      : `${plural(people.length, 'second factor')} taken away; the password alone lets them in until they turn a new one on.`,
  )
} catch (error) {
  if (error instanceof DatabaseInUse) stop([error.message, 'Nothing was changed. End it first.'])
  if (error instanceof NotDone) stop([error.message])
  throw error
}

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(2)
}
