import { headers } from 'next/headers'
import { z } from 'zod'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import type { ActionResult } from '@/lib/api/action-result'
import { setUpSchema, signInSchema } from '@/lib/api/schemas/accounts'
import { asksForCode } from '@/lib/auth/second-factor'
import { endSession, hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { ok, refuse } from '@/lib/domain/result'
import { findLink } from '@/lib/server/accounts/access-links'
import { accountBook } from '@/lib/server/accounts/accounts'
import { from, origin, problemOfPassword, tellRefused, welcome } from '@/lib/server/accounts/entering'
import { keepCookies } from '@/lib/server/accounts/keep-cookies'
import { personOf, sessionsMoved } from '@/lib/server/accounts/sessions'
import { countAttempt, takeAttemptBack } from '@/lib/server/accounts/sign-in-throttle'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { asking } from '@/lib/server/asking'
import { newId, nowIso } from '@/lib/server/compose'
import { act } from './action'

/**
 * By e-mail and password. What is answered to a wrong one is the same for an account that is not there. `code`: the
 * password is right, and a second factor is asked for next.
 */
export function signIn(input: unknown): Promise<ActionResult<{ next: 'in' | 'code' }>> {
  return act<typeof signInSchema, { next: 'in' | 'code' }>(signInSchema, input, async (hold, typed) => {
    const book = await accountBook()
    if (!(await book.isSetUp())) return refuse({ kind: 'not-set-up' })
    const off = passwordsOff()
    if (off) return refuse(off)
    const attempt = { email: typed.email, origin: origin() }
    const wait = await countAttempt(attempt)
    if (wait) {
      await tellRefused(hold, book, typed.email, 'It failed too often before.')
      return refuse({ kind: 'must-wait', ...wait })
    }
    const session = await signInByPassword(book.auth, typed, await from())
    if (session === null) {
      const person = await tellRefused(hold, book, typed.email, 'The e-mail or the password was wrong.')
      // Of somebody who is here the library has looked up how they sign in; so nobody costs as much as somebody.
      if (!person) await book.rows.passwordHash('nobody')
      return refuse({ kind: 'wrong-credentials' })
    }
    await takeAttemptBack(attempt)
    if (asksForCode(session)) {
      await keepCookies(session)
      return { ok: true, value: { next: 'code' } }
    }
    await welcome(hold, book, typed.email, session, 'with a password')
    return { ok: true, value: { next: 'in' } }
  })
}

export function signOut(): Promise<ActionResult<null>> {
  return act(z.null(), null, async ({ engine }) => {
    const { auth, rows } = await accountBook()
    const sent = await headers()
    const me = await personOf(sent)
    const ended = await changeAccounts(engine.allocation, async () => {
      const isOpen = me !== null && (await rows.session(me.id, me.sessionId)) !== null
      return ok({
        changes: isOpen ? [{ kind: 'session-ended', personId: me.id, sessionId: me.sessionId }] : [],
        happenings: [{ kind: 'signed-out', why: `${asking()?.name ?? 'Somebody'} signed out.` }],
        value: null,
      })
    })
    if (!ended.ok) return ended
    sessionsMoved()
    // The session is over already: what is left is for the browser to forget it.
    await keepCookies(await endSession(auth, sent.get('cookie') ?? ''))
    return { ok: true, value: null }
  })
}

const LINK_OVER = refuse({ kind: 'link-over' } as const)

/** The first admin, by the link that the terminal shows. */
export function setUp(input: unknown): Promise<ActionResult<null>> {
  return act(setUpSchema, input, async (hold, typed) => {
    const book = await accountBook()
    if ((await book.isSetUp()) || !(await findLink('setup', typed.token))) return LINK_OVER
    const problem = await problemOfPassword(typed.password, typed.email)
    if (problem) return refuse({ kind: 'weak-password', problem })
    const person = {
      id: newId(32),
      name: typed.name,
      email: typed.email.toLowerCase(),
      role: 'admin',
    } as const
    const hash = await hashOfPassword(book.auth, typed.password)
    const made = await changeAccounts(hold.engine.allocation, async () => {
      const link = await findLink('setup', typed.token)
      if (!link || (await book.isSetUp())) return LINK_OVER
      return ok({
        changes: [
          { kind: 'nobody-is-admin' },
          { kind: 'link-used', linkId: link.id, at: nowIso() },
          { kind: 'person-added', person, credential: { kind: 'password', hash }, at: nowIso() },
        ],
        happenings: [
          {
            kind: 'first-admin-made',
            why: `${person.name} set Holdfast up.`,
            by: { id: person.id, name: person.name, origin: origin() },
            after: { person: person.id, name: person.name, role: person.role },
          },
        ],
        value: null,
      })
    })
    if (!made.ok) return made
    const session = await signInByPassword(book.auth, typed, await from())
    if (session) await welcome(hold, book, typed.email, session, 'with a password')
    return { ok: true, value: null }
  })
}
