import { createHash, randomBytes } from 'node:crypto'
import { isAtLeast, type Role } from './roles'

/*
 * A token is what a program shows instead of somebody's session: "hf_" and 256 random bits.
 *
 * Kept is its SHA-256, plain. A slow hash with a salt is for secrets that people choose: it makes each guess dear where
 * there are few guesses to make. Of 2^256 no guesses are made, however quick each is, and a slow hash would be paid for
 * by every read. The prefix lets scanners of repositories and logs recognise one that was left lying about.
 */
const PREFIX = 'hf_'
/** What another program's proxy passes on after the same word is none of ours. */
const SHOWN_AS = /^bearer +(hf_\S*)$/i
const WELL_FORMED = /^hf_[A-Za-z0-9_-]{43}$/
/** So much of it is shown in the list, that its owner can tell which one it is. */
const SHOWN = PREFIX.length + 5

export type NewToken = { readonly token: string; readonly hash: string; readonly begins: string }

export function newToken(): NewToken {
  const token = PREFIX + randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token), begins: token.slice(0, SHOWN) }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** What a request shows: the hash of a token, or null for what only begins like one; null where it shows none. */
export function shownToken(authorization: string | null): { readonly hash: string | null } | null {
  const token = SHOWN_AS.exec(authorization?.trim() ?? '')?.[1]
  if (token === undefined) return null
  return { hash: WELL_FORMED.test(token) ? hashOf(token) : null }
}

/** A token may no more than its owner may now: whoever is lowered lowers their tokens with it. */
export const roleOfToken = (token: Role, owner: Role): Role => (isAtLeast(owner, token) ? token : owner)

export type TokenState = 'live' | 'expired' | 'revoked'

export function tokenState(
  token: { readonly expiresAt: string; readonly revokedAt: string | null },
  nowMs: number,
): TokenState {
  if (token.revokedAt !== null) return 'revoked'
  return Date.parse(token.expiresAt) > nowMs ? 'live' : 'expired'
}
