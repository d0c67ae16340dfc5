import type { TokensView, TokenView } from '@/lib/api/views/tokens'
import { roleOfToken, tokenState } from '@/lib/auth/api-token'
import { isRole, type Role } from '@/lib/auth/roles'
import { accountBook } from '@/lib/server/accounts/accounts'
import { asking } from '@/lib/server/asking'
import { nowMs } from '@/lib/server/compose'
import type { OwnedToken } from '@/lib/storage/token-rows'
import { listed } from './long-list'

/** Of everybody's, the newest; a person has fifty valid ones at most. The search finds the others. */
export const MOST_LISTED = 2_000

/** One's own; an admin sees everybody's. */
export async function readTokens(words = ''): Promise<TokensView> {
  const me = asking()
  if (me === null || me.kind === 'local') return null
  const { rows } = await accountBook()
  const tokens = await rows.tokens(me.role === 'admin' ? null : me.id)
  const { rows: shown, more } = listed(
    tokens.map((token) => presentToken(token, me.id)),
    MOST_LISTED,
    words,
  )
  return { role: me.role, tokens: shown, more }
}

export function presentToken(token: OwnedToken, me: string): TokenView {
  const { id, name, begins, createdAt, expiresAt, usedAt, usedFrom, revokedAt, person } = token
  const madeFor = known(token.role)
  return {
    ...{ id, name, begins, createdAt, expiresAt, usedAt, usedFrom, revokedAt },
    ...{ isYours: token.personId === me, owner: person.name },
    ...{ role: roleOfToken(madeFor, known(person.role)), madeFor, state: tokenState(token, nowMs()) },
  }
}

const known = (role: string): Role => (isRole(role) ? role : 'viewer')
