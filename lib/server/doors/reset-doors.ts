import { changeAccounts } from '@/lib/allocation/change-accounts'
import type { Happening } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { newPasswordSchema } from '@/lib/api/schemas/people'
import { hashOfPassword } from '@/lib/auth/sign-in'
import { plural } from '@/lib/domain/plural'
import { ok, refuse } from '@/lib/domain/result'
import { findLink } from '@/lib/server/accounts/access-links'
import { accountBook } from '@/lib/server/accounts/accounts'
import { origin, problemOfPassword } from '@/lib/server/accounts/entering'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { takeAttemptBack } from '@/lib/server/accounts/sign-in-throttle'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { tokenRevoked } from '@/lib/server/accounts/token-revoked'
import { nowIso } from '@/lib/server/compose'
import type { AccessLinkRow } from '@/lib/storage/account-rows'
import type { TokenRow } from '@/lib/storage/token-rows'
import { act } from './action'

/* A link for a new password, in the hands of whoever it is for. */

const CLOSED = { kind: 'link-closed', of: 'reset' } as const

/** Whether a link for a new password works. Whose it is, is not told. */
export const readReset = async (token: string): Promise<boolean> => (await findLink('reset', token)) !== null

/** Nobody is signed in by it: the password is asked for next, and the second factor of whoever has one. */
export function setNewPassword(input: unknown): Promise<ActionResult<null>> {
  return act(newPasswordSchema, input, async ({ engine }, typed) => {
    const off = passwordsOff()
    if (off) return refuse(off)
    const book = await accountBook()
    const link = await findLink('reset', typed.token)
    const person = link?.subject ? await book.rows.person(link.subject) : null
    if (!person) return refuse(CLOSED)
    const problem = await problemOfPassword(typed.password, person.email)
    if (problem) return refuse({ kind: 'weak-password', problem })
    const hash = await hashOfPassword(book.auth, typed.password)
    const set = await changeAccounts(engine.allocation, async () => {
      const open = await findLink('reset', typed.token)
      if (!open || !(await book.rows.person(person.id))) return refuse(CLOSED)
      const ended = {
        sessions: await book.rows.countSessions(person.id),
        // Whoever had the account may have made some of them.
        tokens: await book.rows.validTokens(person.id, nowIso()),
        factor: dropsFactor(open) && (await book.rows.hasFactor(person.id)),
      }
      return ok({
        changes: [
          { kind: 'link-used', linkId: open.id, at: nowIso() },
          { kind: 'password-set', personId: person.id, hash, at: nowIso() },
          { kind: 'sessions-ended', personId: person.id, keep: null, count: ended.sessions },
          ...ended.tokens.map(({ id }) => ({ kind: 'token-revoked', tokenId: id, at: nowIso() }) as const),
          ...(ended.factor ? [{ kind: 'factor-dropped', personId: person.id } as const] : []),
        ],
        happenings: toldOfReset(person, ended),
        value: null,
      })
    })
    if (!set.ok) return set
    sessionsMoved()
    // Whoever guessed at the old password has not guessed at this one.
    await takeAttemptBack({ email: person.email, origin: origin() })
    return { ok: true, value: null }
  })
}

const FACTOR_OFF = { secondFactor: 'off' } as const

/** One that the terminal of the server showed is for whoever has lost the app, too. */
function dropsFactor(link: AccessLinkRow | null): boolean {
  const details: unknown = JSON.parse(link?.details ?? 'null')
  return Object(details).dropsFactor === true
}

type EndedByReset = {
  readonly sessions: number
  readonly tokens: readonly TokenRow[]
  readonly factor: boolean
}

function toldOfReset(
  { id, name }: { readonly id: string; readonly name: string },
  ended: EndedByReset,
): Happening[] {
  const by = { id, name, origin: origin() }
  return [
    {
      kind: 'password-reset-used',
      why: `${name} set a new password by a link; ${endedByReset(ended)}.`,
      by,
      after: {
        ...{ person: id, name, sessionsEnded: ended.sessions },
        ...{ tokensRevoked: ended.tokens.length, ...(ended.factor && FACTOR_OFF) },
      },
    },
    ...ended.tokens.map((token) =>
      tokenRevoked(token, `The API token ${token.name} of ${name} was revoked with their password.`, by),
    ),
  ]
}

/** "2 sessions ended and 1 API token revoked; their second factor is off" */
function endedByReset({ sessions, tokens, factor }: EndedByReset): string {
  const what = `${plural(sessions, 'session')} ended and ${plural(tokens.length, 'API token')} revoked`
  return factor ? `${what}; their second factor is off` : what
}
