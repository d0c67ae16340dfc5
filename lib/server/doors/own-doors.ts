import { z } from 'zod'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import type { ActionResult } from '@/lib/api/action-result'
import { changePasswordSchema, idSchema } from '@/lib/api/schemas/people'
import { normalisedPassword } from '@/lib/auth/password-rules'
import { endSession as forgetSession, hashOfPassword } from '@/lib/auth/sign-in'
import { plural } from '@/lib/domain/plural'
import { ok, refuse } from '@/lib/domain/result'
import { problemOfPassword } from '@/lib/server/accounts/entering'
import { keepCookies } from '@/lib/server/accounts/keep-cookies'
import { NO_ACCOUNT, own, refusalOfPresent } from '@/lib/server/accounts/own-account'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { nowIso } from '@/lib/server/compose'
import { act } from './action'

/* What everybody does with their own account. A session is named by its id; that of somebody else is none of theirs. */

export function changePassword(input: unknown): Promise<ActionResult<null>> {
  return act(changePasswordSchema, input, async (hold, typed) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const off = passwordsOff()
    if (off) return refuse(off)
    const refusal = await refusalOfPresent(hold, me, typed.present)
    if (refusal) return refuse(refusal)
    const isSame = normalisedPassword(typed.password) === normalisedPassword(typed.present)
    const problem = isSame ? SAME : await problemOfPassword(typed.password, me.email)
    if (problem) return refuse({ kind: 'weak-password', problem })
    const hash = await hashOfPassword(me.book.auth, typed.password)
    const changed = await changeAccounts(hold.engine.allocation, async () => {
      if (!(await me.book.rows.person(me.id))) return NO_ACCOUNT
      const count = await me.book.rows.countSessions(me.id, me.sessionId)
      return ok({
        changes: [
          { kind: 'password-set', personId: me.id, hash, at: nowIso() },
          { kind: 'sessions-ended', personId: me.id, keep: me.sessionId, count },
        ],
        happenings: [
          {
            kind: 'password-changed',
            why: `${me.name} changed their password; ${endedText(count)}.`,
            after: { person: me.id, name: me.name, sessionsEnded: count },
          },
        ],
        value: count,
      })
    })
    if (!changed.ok) return changed
    sessionsMoved()
    return { ok: true, value: null, message: `Your password is changed; ${endedText(changed.value)}.` }
  })
}

export function endSession(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, sessionId) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const ended = await changeAccounts(engine.allocation, async () => {
      if (!(await me.book.rows.session(me.id, sessionId))) return refuse({ kind: 'session-over' })
      return ok({
        changes: [{ kind: 'session-ended', personId: me.id, sessionId }],
        happenings: [
          {
            kind: 'session-revoked',
            why: `${me.name} ended one of their sessions.`,
            after: { person: me.id, name: me.name, sessions: 1 },
          },
        ],
        value: null,
      })
    })
    if (!ended.ok) return ended
    sessionsMoved()
    return { ok: true, value: null, message: 'The session is ended.' }
  })
}

/** This one, too. */
export function signOutEverywhere(): Promise<ActionResult<null>> {
  return act(z.null(), null, async ({ engine }) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const ended = await changeAccounts(engine.allocation, async () => {
      const count = await me.book.rows.countSessions(me.id)
      return ok({
        changes: [{ kind: 'sessions-ended', personId: me.id, keep: null, count }],
        happenings: [
          {
            kind: 'session-revoked',
            why: `${me.name} signed out everywhere.`,
            after: { person: me.id, name: me.name, sessions: count },
          },
        ],
        value: null,
      })
    })
    if (!ended.ok) return ended
    sessionsMoved()
    // The session is over already: what is left is for the browser to forget it.
    await keepCookies(await forgetSession(me.book.auth, me.cookie))
    return { ok: true, value: null }
  })
}

const SAME = { kind: 'same-as-now' } as const

const endedText = (count: number): string =>
  count === 0
    ? 'there was no other session to end'
    : `${plural(count, 'other session')} ${count === 1 ? 'was' : 'were'} ended`
