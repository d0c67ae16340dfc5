import { headers } from 'next/headers'
import type { ActionResult } from '@/lib/api/action-result'
import { ACTION_DOORS, type ActionName, isAllowedWhileReadOnly } from '@/lib/auth/doors'
import type { Refusal } from '@/lib/domain/refusal'
import { refusalAt, whoAsks } from '@/lib/server/accounts/who-asks'
import { askedBy } from '@/lib/server/asking'
import { phase } from '@/lib/server/background/lifecycle'
import { holdfast } from '@/lib/server/compose'
import { note } from '@/lib/server/requests/request-log'
import { refused, unexpected } from './action'

/**
 * The way into every server action: who asks, whether the request is from our own pages, and whether their role is
 * enough for the action of this name. What is done behind it can ask `asking()` who it is done for.
 */
export async function through<T>(
  name: ActionName,
  body: () => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  let requestId: string | null = null
  try {
    const sent = await headers()
    const who = await whoAsks(sent, 'action')
    requestId = who.request.id
    note(requestId, { door: name, changes: true, asker: who.asker?.id ?? null })
    const refusal = (await refusalAt(ACTION_DOORS[name], who, sent, 'change')) ?? (await hindrance(name))
    const result = refusal ? refused(refusal) : await askedBy(who, body)
    note(requestId, { outcome: result.ok ? 'ok' : result.kind })
    return result
  } catch (error) {
    const bug = refused(unexpected(error, name, requestId))
    if (requestId !== null) note(requestId, { outcome: bug.kind })
    return bug
  }
}

/** Why nothing is changed at all by now, whoever asks. */
async function hindrance(name: ActionName): Promise<Refusal | null> {
  if (phase() === 'stopping') return { kind: 'stopping' }
  if (isAllowedWhileReadOnly(name)) return null
  const since = (await holdfast()).readOnly.now()
  return since && { kind: 'read-only', ...since }
}
