import { headers } from 'next/headers'
import { recordEvent } from '@/lib/allocation/record-event'
import { passwordProblem } from '@/lib/auth/password-rules'
import type { From } from '@/lib/auth/sign-in'
import { wellKnownPasswords } from '@/lib/auth/well-known-passwords'
import { endOldestSessions } from '@/lib/server/accounts/most-sessions'
import { requestFacts } from '@/lib/server/asking'
import type { Holdfast } from '@/lib/server/compose'
import type { PersonRow } from '@/lib/storage/account-rows'
import type { AccountBook } from './accounts'
import { keepCookies } from './keep-cookies'
import { tellRefusedSignIn } from './refused-sign-ins'

/* What every way in has in common. */

/** Null where this may be the password of the account with this e-mail. */
export async function problemOfPassword(password: string, email: string) {
  return passwordProblem(password, { email }, await wellKnownPasswords())
}

/** Somebody is in: the browser gets the session, the log the fact. `how`: "with a password". */
export async function welcome(
  hold: Holdfast,
  book: AccountBook,
  email: string,
  session: Headers,
  how: string,
): Promise<void> {
  const person = await book.rows.personByEmail(email)
  if (!person) throw new Error('Somebody signed in to an account that is not there')
  await recordEvent(hold.engine.allocation, {
    kind: 'signed-in',
    why: `${person.name} signed in ${how}.`,
    by: { id: person.id, name: person.name, origin: origin() },
    after: { person: person.id, name: person.name },
  })
  await endOldestSessions(hold, book, person, origin())
  await keepCookies(session)
}

/** Answers whose name it is. */
export async function tellRefused(
  hold: Holdfast,
  { rows }: AccountBook,
  email: string,
  why: string,
): Promise<PersonRow | null> {
  const person = await rows.personByEmail(email)
  const known = person && { id: person.id, name: person.name }
  tellRefusedSignIn(hold, { person: known, origin: origin() }, why)
  return person
}

export const origin = (): string => requestFacts()?.origin ?? 'unknown'

export const from = async (): Promise<From> => ({
  origin: origin(),
  userAgent: (await headers()).get('user-agent'),
})
