import { z } from 'zod'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { newTokenSchema } from '@/lib/api/schemas/tokens'
import type { MadeTokenView } from '@/lib/api/views/tokens'
import { newToken } from '@/lib/auth/api-token'
import { isAtLeast } from '@/lib/auth/roles'
import { refuse } from '@/lib/domain/result'
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
    if (!(await rows.addToken(row, MOST_TOKENS)))
      return refuse({ kind: 'too-many-tokens', most: MOST_TOKENS })
    expectToken(hash)
    await recordEvent(engine.allocation, {
      kind: 'token-made',
      why: `${me.name} made the API token ${name}, as ${role}, until ${expiresAt.slice(0, 10)}.`,
      after: { token: row.id, name, role, expiresAt, person: me.id },
    })
    return { ok: true, value: { token, name, url: consoleUrl() } }
  })
}

/** One's own; an admin's may be anybody's. What streams by it ends. */
export function revokeToken(id: unknown): Promise<ActionResult<null>> {
  return act(z.string().min(1).max(64), id, async ({ engine }, tokenId) => {
    const me = asking()
    if (me?.kind !== 'person') return refuse({ kind: 'token-needs-person' })
    const { rows } = await accountBook()
    const token = await rows.revokeToken(tokenId, me.role === 'admin' ? null : me.id, nowIso())
    if (token === null) return refuse({ kind: 'unknown-token' })
    sessionsMoved()
    const whose = token.personId === me.id ? '' : ` of ${token.person.name}`
    await recordEvent(engine.allocation, {
      kind: 'token-revoked',
      why: `${me.name} revoked the API token ${token.name}${whose}.`,
      before: { token: token.id, name: token.name, role: token.role, person: token.personId },
    })
    return { ok: true, value: null, message: `The token ${token.name} is revoked.` }
  })
}

const iso = (ms: number): string => new Date(ms).toISOString()
