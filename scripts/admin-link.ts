/**
 * `npm run admin-link [E-MAIL]`: a link for a new password of an admin who cannot sign in any more, for whoever sits at
 * the server. It takes their second factor away when it is used. Refused while Holdfast runs.
 */
import { paths } from '../lib/api/paths'
import { consoleAddress, readSettings } from '../lib/server/settings.mjs'
import { DatabaseInUse } from '../lib/storage/process-lock'
import { makeAdminLink, NotDone } from './way-back'

const read = readSettings(process.env, process.cwd())
if (!read.ok) stop(read.problems)
const { settings } = read
const words = process.argv.slice(2)
if (words.length > 1 || words[0]?.startsWith('-'))
  stop(['Say it like this: npm run admin-link, or npm run admin-link E-MAIL.'])
if (settings.open) stop(['HOLDFAST_OPEN is 1: nobody signs in, so nobody needs a link. Leave it out.'])
if (settings.oidc?.only)
  stop([
    `HOLDFAST_OIDC_ONLY is 1: nobody signs in with a password, so the link would open nothing. Leave it out here and at the next start; then the link and its password work beside ${settings.oidc.name}.`,
  ])

try {
  const at = new Date().toISOString()
  const made = await makeAdminLink({ database: settings.databaseFile, email: words[0] ?? null, at })
  const { person, token, expiresAt, hasFactor } = made
  console.log(`
  With this link ${person.name} (${person.email}) chooses a new password, once, until ${expiresAt}:

    ${consoleAddress(settings)}${paths.reset(token)}

  Their sessions and API tokens end when it is used${hasFactor ? ', and their second factor is off from then on' : ''}. Start Holdfast first.
`)
} catch (error) {
  if (error instanceof DatabaseInUse) stop([error.message, wayOut(error)])
  if (error instanceof NotDone) stop([error.message])
  throw error
}

function wayOut({ owner }: DatabaseInUse): string {
  const how = owner === null ? 'End it' : `End it (kill ${owner})`
  return `No link was made. ${how}, ask again, and start it again: while it runs, any other admin can make one on the People page.`
}

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(2)
}
