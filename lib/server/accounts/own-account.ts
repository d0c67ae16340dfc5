import { headers } from 'next/headers'
import { isPasswordOf } from '@/lib/auth/sign-in'
import type { Refusal } from '@/lib/domain/refusal'
import { asking } from '@/lib/server/asking'
import type { Holdfast } from '@/lib/server/compose'
import { type AccountBook, accountBook } from './accounts'
import { origin } from './entering'
import { tellRefusedSignIn } from './refused-sign-ins'
import { personOf } from './sessions'
import { countAttempt, takeAttemptBack } from './sign-in-throttle'

/** Who asks, where they have an account, with the cookie and the id of their session. */
export type Own = {
  readonly book: AccountBook
  readonly id: string
  readonly name: string
  readonly email: string
  readonly cookie: string
  readonly sessionId: string
}

/** Null in the open mode, and for a program with a token. */
export async function own(): Promise<Own | null> {
  const asker = asking()
  if (asker?.kind !== 'person' || asker.email === null) return null
  const sent = await headers()
  const person = await personOf(sent)
  if (person === null || person.id !== asker.id) return null
  return {
    book: await accountBook(),
    ...{ id: asker.id, name: asker.name, email: asker.email, sessionId: person.sessionId },
    cookie: sent.get('cookie') ?? '',
  }
}

export const NO_ACCOUNT: { readonly ok: false; readonly refusal: Refusal } = {
  ok: false,
  refusal: { kind: 'no-account' },
}

/**
 * Whether who asks knows their own password. It is throttled and told as signing in is: whoever finds an open browser
 * may not guess in it either.
 */
export async function refusalOfPresent(
  hold: Pick<Holdfast, 'engine'>,
  { book, id, name, email }: Own,
  typed: string,
): Promise<Refusal | null> {
  const hash = await book.rows.passwordHash(id)
  if (hash === null) return { kind: 'no-password' }
  const attempt = { email, origin: origin() }
  const tell = (why: string) => tellRefusedSignIn(hold, { person: { id, name }, origin: attempt.origin }, why)
  const wait = await countAttempt(attempt)
  if (wait) {
    tell('In an open session their password was asked for, and it failed too often before.')
    return { kind: 'must-wait', ...wait }
  }
  if (!(await isPasswordOf(book.auth, hash, typed))) {
    tell('In an open session their password was asked for, and it was wrong.')
    return { kind: 'wrong-password' }
  }
  await takeAttemptBack(attempt)
  return null
}
