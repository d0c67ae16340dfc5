import { shownToken } from '@/lib/auth/api-token'
import { type Need, obstacle } from '@/lib/auth/doors'
import type { Refusal } from '@/lib/domain/refusal'
import type { Asker, RequestFacts } from '@/lib/server/asking'
import { newId } from '@/lib/server/compose'
import { env } from '@/lib/server/env'
import { isLocalHost, isOwnOrigin } from '@/lib/server/requests/own-origin'
import { isFromHere, originBehind, REQUEST_HEADER, readMark } from '@/lib/server/requests/peer'
import { accountBook } from './accounts'
import { personOf } from './sessions'
import { askerOfToken } from './tokens'

export type WhoAsks = {
  readonly request: RequestFacts
  readonly asker: Asker | null
  /** Why the token that it shows is not believed. */
  readonly tokenRefusal: Refusal | null
}

/**
 * Whose request this is, by its headers. At a route a token counts, and then no cookie beside it does; a page is for
 * whoever is signed in, whatever else is shown.
 */
export async function whoAsks(headers: Headers, at: 'route' | 'page' | 'action'): Promise<WhoAsks> {
  const mark = readMark(headers.get(REQUEST_HEADER))
  const request = {
    id: mark?.id ?? newId(16),
    origin: originBehind(mark?.address ?? 'unknown', headers.get('x-forwarded-for'), env().trustedProxies),
    path: mark?.path ?? '/',
  }
  if (env().open) return { request, asker: localOperator(headers, request), tokenRefusal: null }
  const byToken = at === 'route' ? await askerOfToken(headers, request) : null
  if (byToken) return { request, asker: null, tokenRefusal: null, ...byToken }
  return { request, asker: await signedIn(headers, request), tokenRefusal: null }
}

async function signedIn(headers: Headers, request: RequestFacts): Promise<Asker | null> {
  const person = await personOf(headers)
  if (person === null) return null
  const { id, name, email, role } = person
  return { kind: 'person', id, name, email, role, origin: request.origin, requestId: request.id }
}

/** Who sits at this machine, where the operator chose to try Holdfast without accounts. */
function localOperator(headers: Headers, request: RequestFacts): Asker | null {
  if (!isLocalHost(headers.get('host')) || !isFromHere(headers)) return null
  return {
    ...{ kind: 'local', id: 'local', name: 'Local operator', email: null, role: 'admin' },
    ...{ origin: request.origin, requestId: request.id },
  }
}

/** Why this request may not pass, or null where it may. */
export async function refusalAt(
  need: Need,
  { asker, tokenRefusal }: WhoAsks,
  headers: Headers,
  what: 'read' | 'change',
): Promise<Refusal | null> {
  const said = { origin: headers.get('origin'), host: headers.get('host') }
  if (!isOwnOrigin(said, { publicUrl: env().publicUrl }, what)) return { kind: 'foreign-origin' }
  if (what === 'change' && !env().open && shownToken(headers.get('authorization')))
    return { kind: 'token-only-reads' }
  if (tokenRefusal && need !== 'public') return tokenRefusal
  const found = obstacle(need, asker?.role ?? null)
  if (found?.kind !== 'not-signed-in' || env().open) return found
  return (await (await accountBook()).isSetUp()) ? found : { kind: 'not-set-up' }
}
