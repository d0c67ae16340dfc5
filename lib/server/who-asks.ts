import { type Need, obstacle } from '@/lib/auth/doors'
import type { Refusal } from '@/lib/domain/refusal'
import type { Asker, RequestFacts } from './asking'
import { newId } from './compose'
import { env } from './env'
import { isLocalHost, isOwnOrigin } from './own-origin'
import { REQUEST_HEADER, readMark } from './peer'

export type WhoAsks = { readonly request: RequestFacts; readonly asker: Asker | null }

/** Whose request this is, by its headers. */
export async function whoAsks(headers: Headers): Promise<WhoAsks> {
  const mark = readMark(headers.get(REQUEST_HEADER))
  const request = {
    id: mark?.id ?? newId(16),
    origin: mark?.address ?? 'unknown',
    path: mark?.path ?? '/',
  }
  return { request, asker: localOperator(headers, request) }
}

/** Who sits at this machine, where the operator chose to try Holdfast without accounts. */
function localOperator(headers: Headers, request: RequestFacts): Asker | null {
  if (!env().open || !isLocalHost(headers.get('host'))) return null
  return {
    ...{ kind: 'local', id: 'local', name: 'Local operator', role: 'admin' },
    ...{ origin: request.origin, requestId: request.id },
  }
}

/** Why this request may not pass, or null where it may. */
export function refusalAt(
  need: Need,
  { asker }: WhoAsks,
  headers: Headers,
  what: 'read' | 'change',
): Refusal | null {
  const said = { origin: headers.get('origin'), host: headers.get('host') }
  if (!isOwnOrigin(said, { publicUrl: null }, what)) return { kind: 'foreign-origin' }
  return obstacle(need, asker?.role ?? null)
}
