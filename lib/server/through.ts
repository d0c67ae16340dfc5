import { headers } from 'next/headers'
import type { ActionResult } from '@/lib/api/action-result'
import { ACTION_DOORS, type ActionName } from '@/lib/auth/doors'
import { refused, unexpected } from './action'
import { askedBy } from './asking'
import { refusalAt, whoAsks } from './who-asks'

/**
 * The way into every server action: who asks, whether the request is from our own pages, and whether their role is
 * enough for the action of this name. What is done behind it can ask `asking()` who it is done for.
 */
export async function through<T>(
  name: ActionName,
  body: () => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  try {
    const sent = await headers()
    const who = await whoAsks(sent)
    const refusal = await refusalAt(ACTION_DOORS[name], who, sent, 'change')
    return refusal ? refused(refusal) : await askedBy(who, body)
  } catch (error) {
    return refused(unexpected(error, name))
  }
}
