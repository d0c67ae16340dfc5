import { z } from 'zod'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import type { ActionResult } from '@/lib/api/action-result'
import { newTokenSchema } from '@/lib/api/schemas/tokens'
import type { MadeTokenView } from '@/lib/api/views/tokens'
import { newToken } from '@/lib/auth/api-token'
import { isAtLeast } from '@/lib/auth/roles'
import { ok, refuse } from '@/lib/domain/result'
import { accountBook, consoleUrl } from '@/lib/server/accounts/accounts'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { expectToken } from '@/lib/server/accounts/tokens'
import { asking } from '@/lib/server/asking'
import { newId, nowIso, nowMs } from '@/lib/server/compose'
import { act } from './action'

/** More than anybody has programs, and few enough to be looked through. */
const MOST_TOKENS = 50
const DAY_MS = 86_400_000
/** For so long it is listed that a token is over. */
const LISTED_DAYS = 90

/** Answers the token itself, once: what is kept does not tell it. */
export function makeToken(input: unknown): Promise<ActionResult<MadeTokenView>> {
  return act(newTokenSchema, input, async ({ engine }, { name, role, days }) => {
    const me = asking()
    if (me?.kind !== 'person') return refuse({ kind: 'token-needs-person' })
    if (!isAtLeast(me.role, role)) return refuse({ kind: 'token-above-role', wanted: role, role: me.role })
    const { rows } = await accountBook()
    await rows.forgetTokens(iso(nowMs() - LISTED_DAYS * DAY_MS))
    const { token, hash, begins } = newToken()
    const expiresAt = iso(nowMs() + days * DAY_MS)
    const row = { id: newId(16), personId: me.id, name, role, begins, hash, createdAt: nowIso(), expiresAt }
    const made = await changeAccounts(engine.allocation, async () => {
      if (!(await rows.person(me.id))) return refuse({ kind: 'person-gone' })
      if ((await rows.validTokenIds(me.id, row.createdAt)).length >= MOST_TOKENS)
        return refuse({ kind: 'too-many-tokens', most: MOST_TOKENS })
      return ok({
        changes: [{ kind: 'token-made', token: row, most: MOST_TOKENS }],
        happenings: [
          {
            kind: 'token-made',
            why: `${me.name} made the API token ${name}, as ${role}, until ${expiresAt.slice(0, 10)}.`,
            after: { token: row.id, name, role, expiresAt, person: me.id },
          },
        ],
        value: null,
      })
    })
    if (!made.ok) return made
    expectToken(hash)
    return { ok: true, value: { token, name, url: consoleUrl() } }
  })
}

/** One's own; an admin's may be anybody's. What streams by it ends. */
export function revokeToken(id: unknown): Promise<ActionResult<null>> {
  return act(z.string().min(1).max(64), id, async ({ engine }, tokenId) => {
    const me = asking()
    if (me?.kind !== 'person') return refuse({ kind: 'token-needs-person' })
    const { rows } = await accountBook()
    const revoked = await changeAccounts(engine.allocation, async () => {
      const token = await rows.unrevokedToken(tokenId)
      if (token === null || (me.role !== 'admin' && token.personId !== me.id))
        return refuse({ kind: 'unknown-token' })
      const whose = token.personId === me.id ? '' : ` of ${token.person.name}`
      return ok({
        changes: [{ kind: 'token-revoked', tokenId, at: nowIso() }],
        happenings: [
          {
            kind: 'token-revoked',
            why: `${me.name} revoked the API token ${token.name}${whose}.`,
            before: { token: token.id, name: token.name, role: token.role, person: token.personId },
          },
        ],
        value: token,
      })
    })
    if (!revoked.ok) return revoked
    sessionsMoved()
    return { ok: true, value: null, message: `The token ${revoked.value.name} is revoked.` }
  })
}

const iso = (ms: number): string => new Date(ms).toISOString()
