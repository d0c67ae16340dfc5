import type { Happening } from '@/lib/allocation/record-event'
import type { KnownPerson } from '@/lib/auth/admission'
import { plural } from '@/lib/domain/plural'
import type { Gate } from './admit-person'

/**
 * The provider, which decides about roles, gives somebody none any more who came in by it before: what they reach
 * Holdfast by ends, and what they let others in with. Their role stays, so that giving them one there again is enough.
 * The only admin keeps everything: there would be nobody left who can change it.
 */
export async function takeOut(
  { rows, provider, now }: Pick<Gate, 'rows' | 'provider' | 'now'>,
  person: KnownPerson,
  origin: string,
): Promise<{ readonly takenOut: Happening | null; readonly kept: boolean }> {
  if (person.role === 'admin' && (await rows.countOfRole('admin')) === 1)
    return { takenOut: null, kept: true }
  const sessions = await rows.endSessions(person.id)
  const tokens = await rows.revokeTokensOf(person.id, now())
  const links = await rows.revokeLinks({ madeBy: person.id }, now())
  if (sessions + tokens + links === 0) return { takenOut: null, kept: false }
  const what = [
    ...(sessions > 0 ? [`${plural(sessions, 'session')} ended`] : []),
    ...(tokens > 0 ? [`${plural(tokens, 'API token')} revoked`] : []),
    ...(links > 0 ? [`${plural(links, 'link')} that they had made ended`] : []),
  ]
  return {
    kept: false,
    takenOut: {
      kind: sessions > 0 ? 'session-revoked' : tokens > 0 ? 'token-revoked' : 'invitation-revoked',
      why: `${provider} gives ${person.name} no role any more: ${what.join(', ')}.`,
      by: { id: person.id, name: person.name, origin },
      after: {
        ...{ person: person.id, name: person.name, sessions },
        ...{ tokensRevoked: tokens, linksEnded: links },
      },
    },
  }
}
