/**
 * Puts a viewer, an operator and an admin into a world, each with a session, so that a scenario begins signed in
 * without typing. Run with DATABASE_URL; prints role → cookies as JSON.
 */
import { type Happening, happeningEvent } from '@/lib/allocation/record-event'
import { openAccounts } from '@/lib/auth/accounts'
import { cookiesOf } from '@/lib/auth/cookies'
import { ROLES } from '@/lib/auth/roles'
import { hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { openAccountRows } from '@/lib/storage/account-rows'
import { appendEvent } from '@/lib/storage/append-event'
import { openDatabase } from '@/lib/storage/client'
import { PEOPLE } from './people'

const url = process.env.DATABASE_URL ?? ''
const rows = openAccountRows(url, () => new Date().toISOString())
const auth = openAccounts({
  database: rows.database,
  secret: await rows.secret('auth-secret', () => 'only-for-scenarios-3f9c1e7a5b2d8046'),
  baseUrl: 'http://127.0.0.1',
  onProblem: (message) => process.stderr.write(`${message}\n`),
})
const sessions: Record<string, { name: string; value: string }[]> = {}
for (const role of ROLES) {
  const { name, email, password } = PEOPLE[role]
  await rows.addPerson({ id: `person-${role}`, name, email, role }, await hashOfPassword(auth, password))
  const answer = await signInByPassword(auth, { email, password }, { origin: '127.0.0.1', userAgent: null })
  if (!answer) throw new Error(`${name} could not sign in`)
  sessions[role] = cookiesOf(answer).map((cookie) => ({
    name: cookie.name,
    value: encodeURIComponent(cookie.value),
  }))
}
await openDatabase(url).close()
for (const role of ROLES) {
  const { name } = PEOPLE[role]
  const came: Happening = {
    kind: 'person-added',
    actor: 'holdfast',
    why: `${name} was there from the beginning.`,
    after: { person: `person-${role}`, name, role },
  }
  appendEvent(url.slice('file:'.length), happeningEvent(came, new Date().toISOString(), 'people'))
}
process.stdout.write(JSON.stringify(sessions))
