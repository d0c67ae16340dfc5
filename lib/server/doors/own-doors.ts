import { z } from 'zod'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { changePasswordSchema, idSchema } from '@/lib/api/schemas/people'
import { endSession as forgetSession, hashOfPassword } from '@/lib/auth/sign-in'
import { plural } from '@/lib/domain/plural'
import { refuse } from '@/lib/domain/result'
import { problemOfPassword } from '@/lib/server/accounts/entering'
import { keepCookies } from '@/lib/server/accounts/keep-cookies'
import { NO_ACCOUNT, own, refusalOfPresent } from '@/lib/server/accounts/own-account'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { nowIso } from '@/lib/server/compose'
import { act } from './action'

/* What everybody does with their own account. A session is named by its id; that of somebody else is none of theirs. */

export function changePassword(input: unknown): Promise<ActionResult<null>> {
  return act(changePasswordSchema, input, async ({ engine }, typed) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const off = passwordsOff()
    if (off) return refuse(off)
    const refusal = await refusalOfPresent(me, typed.present)
    if (refusal) return refuse(refusal)
    const problem = await problemOfPassword(typed.password, me.email)
    if (problem) return refuse({ kind: 'weak-password', problem })
    const hash = await hashOfPassword(me.book.auth, typed.password)
    const ended = await me.book.rows.setPassword(me.id, hash, me.sessionId, nowIso())
    sessionsMoved()
    await recordEvent(engine.allocation, {
      kind: 'password-changed',
      why: `${me.name} changed their password; ${endedText(ended)}.`,
      after: { person: me.id, name: me.name, sessionsEnded: ended },
    })
    return { ok: true, value: null, message: `Your password is changed; ${endedText(ended)}.` }
  })
}

export function endSession(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, sessionId) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    if (!(await me.book.rows.endSession(me.id, sessionId))) return refuse({ kind: 'session-over' })
    sessionsMoved()
    await recordEvent(engine.allocation, {
      kind: 'session-revoked',
      why: `${me.name} ended one of their sessions.`,
      after: { person: me.id, name: me.name, sessions: 1 },
    })
    return { ok: true, value: null, message: 'The session is ended.' }
  })
}

/** This one, too. */
export function signOutEverywhere(): Promise<ActionResult<null>> {
  return act(z.null(), null, async ({ engine }) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const gone = await forgetSession(me.book.auth, me.cookie)
    const others = await me.book.rows.endSessions(me.id)
    sessionsMoved()
    await keepCookies(gone)
    await recordEvent(engine.allocation, {
      kind: 'session-revoked',
      why: `${me.name} signed out everywhere.`,
      after: { person: me.id, name: me.name, sessions: others + 1 },
    })
    return { ok: true, value: null }
  })
}

const endedText = (count: number): string =>
  count === 0
    ? 'there was no other session to end'
    : `${plural(count, 'other session')} ${count === 1 ? 'was' : 'were'} ended`
