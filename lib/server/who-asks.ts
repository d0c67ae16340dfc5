import { type Need, obstacle } from '@/lib/auth/doors'
import type { Refusal } from '@/lib/domain/refusal'
import { accountBook } from './accounts'
import type { Asker, RequestFacts } from './asking'
import { newId } from './compose'
import { env } from './env'
import { isLocalHost, isOwnOrigin } from './own-origin'
import { originBehind, REQUEST_HEADER, readMark } from './peer'
import { personOf } from './sessions'

export type WhoAsks = { readonly request: RequestFacts; readonly asker: Asker | null }

/** Whose request this is, by its headers. */
export async function whoAsks(headers: Headers): Promise<WhoAsks> {
  const mark = readMark(headers.get(REQUEST_HEADER))
  const request = {
    id: mark?.id ?? newId(16),
    origin: originBehind(mark?.address ?? 'unknown', headers.get('x-forwarded-for'), env().trustedProxies),
    path: mark?.path ?? '/',
  }
  return { request, asker: env().open ? localOperator(headers, request) : await signedIn(headers, request) }
}

async function signedIn(headers: Headers, request: RequestFacts): Promise<Asker | null> {
  const person = await personOf(headers)
  if (person === null) return null
  const { id, name, email, role } = person
  return { kind: 'person', id, name, email, role, origin: request.origin, requestId: request.id }
}

/** Who sits at this machine, where the operator chose to try Holdfast without accounts. */
function localOperator(headers: Headers, request: RequestFacts): Asker | null {
  if (!isLocalHost(headers.get('host'))) return null
  return {
    ...{ kind: 'local', id: 'local', name: 'Local operator', email: null, role: 'admin' },
    ...{ origin: request.origin, requestId: request.id },
  }
}

/** Why this request may not pass, or null where it may. */
export async function refusalAt(
  need: Need,
  { asker }: WhoAsks,
  headers: Headers,
  what: 'read' | 'change',
): Promise<Refusal | null> {
  const said = { origin: headers.get('origin'), host: headers.get('host') }
  if (!isOwnOrigin(said, { publicUrl: env().publicUrl }, what)) return { kind: 'foreign-origin' }
  const found = obstacle(need, asker?.role ?? null)
  if (found?.kind !== 'not-signed-in' || env().open) return found
  return (await (await accountBook()).isSetUp()) ? found : { kind: 'not-set-up' }
}
