import { roleOfToken, shownToken, tokenState } from '@/lib/auth/api-token'
import { isRole } from '@/lib/auth/roles'
import { type Standing, secondsToWait, withAttempt } from '@/lib/auth/throttle'
import type { Refusal } from '@/lib/domain/refusal'
import type { Asker, RequestFacts } from '@/lib/server/asking'
import { nowIso, nowMs } from '@/lib/server/compose'
import { log } from '@/lib/server/monitoring/log'
import { accountBook } from './accounts'
import { networkOf } from './sign-in-throttle'

/** When a token was used last is written once a minute at most. */
const USE_NOTED_MS = 60_000
/** Of addresses that showed wrong tokens, and of tokens that were right. */
const MOST_REMEMBERED = 5_000

type Memory = {
  readonly wrong: Map<string, Standing>
  readonly right: Set<string>
  readonly notedAt: Map<string, number>
}
const KEY = Symbol.for('holdfast.tokens')

function memory(): Memory {
  const shared = globalThis as { [KEY]?: Memory }
  shared[KEY] ??= { wrong: new Map(), right: new Set(), notedAt: new Map() }
  return shared[KEY]
}

export type TokenAsks = { readonly asker: Asker } | { readonly tokenRefusal: Refusal }

/** Who asks with a token; null where none is shown. */
export async function askerOfToken(headers: Headers, request: RequestFacts): Promise<TokenAsks | null> {
  const shown = shownToken(headers.get('authorization'))
  if (shown === null) return null
  const wait = secondsOf(shown.hash, request.origin)
  if (wait > 0) return { tokenRefusal: { kind: 'token-must-wait', seconds: wait } }
  const asker = shown.hash === null ? null : await find(shown.hash, request)
  if (asker === null || shown.hash === null) {
    // Revoked, or run out: it is one of the wrong ones now.
    if (shown.hash !== null) memory().right.delete(shown.hash)
    countWrong(request.origin)
    return { tokenRefusal: { kind: 'wrong-token' } }
  }
  expectToken(shown.hash)
  return { asker }
}

async function find(hash: string, request: RequestFacts): Promise<Asker | null> {
  const { rows } = await accountBook()
  const token = await rows.tokenByHash(hash)
  if (!token || tokenState(token, nowMs()) !== 'live') return null
  const { name, email, role: owner } = token.person
  if (!isRole(token.role) || !isRole(owner)) return null
  noteUse(token.id, request.origin)
  return {
    ...{ kind: 'token', id: token.personId, name: `${name}, token ${token.name}`, email },
    ...{ role: roleOfToken(token.role, owner), origin: request.origin, requestId: request.id },
    token: { id: token.id, name: token.name },
  }
}

/** Beside the answer and not before it: no read waits for it, and none fails where it does. */
function noteUse(id: string, origin: string): void {
  const { notedAt } = memory()
  const now = nowMs()
  if (now - (notedAt.get(id) ?? 0) < USE_NOTED_MS) return
  forgetOldest(notedAt)
  notedAt.set(id, now)
  accountBook()
    .then(({ rows }) => rows.noteTokenUse(id, nowIso(), origin))
    .catch((error: unknown) => log().error({ detail: error }, 'noting the use of a token'))
}

/*
 * Wrong tokens are counted in memory and leave no event: nobody finds 256 bits by guessing, so this only spares the
 * database and the log a program that asks again and again with a token that is over. A token that was made or right
 * when it was shown last is looked at in any case: who shares an address with such a program is not shut out by it.
 */
function secondsOf(hash: string | null, origin: string): number {
  const { wrong, right } = memory()
  if (hash !== null && right.has(hash)) return 0
  return secondsToWait(wrong.get(networkOf(origin)) ?? null, nowMs())
}

function countWrong(origin: string): void {
  const { wrong } = memory()
  const from = networkOf(origin)
  const counted = withAttempt(wrong.get(from) ?? null, 'address', nowMs())
  wrong.delete(from)
  forgetOldest(wrong)
  wrong.set(from, counted)
}

/** From now on it is looked at whoever else showed wrong ones from where it comes from. */
export function expectToken(hash: string): void {
  const { right } = memory()
  if (right.size >= MOST_REMEMBERED) right.clear()
  right.add(hash)
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys()
  if (map.size >= MOST_REMEMBERED && oldest !== undefined) map.delete(oldest)
}
