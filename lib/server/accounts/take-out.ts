import type { AccountDecision } from '@/lib/allocation/change-accounts'
import type { Happening } from '@/lib/allocation/record-event'
import type { KnownPerson } from '@/lib/auth/admission'
import { plural } from '@/lib/domain/plural'
import type { Admitted, Gate } from './admit-person'
import { tokenRevoked } from './token-revoked'

/**
 * The provider, which decides about roles, gives somebody none any more who came in by it before: what they reach
 * Holdfast by ends, and what they let others in with. Their role stays, so that giving them one there again is enough.
 * The only admin keeps everything: there would be nobody left who can change it.
 */
export async function takeOut(
  { rows, provider, now }: Pick<Gate, 'rows' | 'provider' | 'now'>,
  person: KnownPerson,
  origin: string,
): Promise<AccountDecision<Admitted>> {
  const refused = { ok: false, why: 'no-role', person } as const
  if (person.role === 'admin' && (await rows.countOfRole('admin')) === 1)
    return { changes: [], happenings: [], value: { ...refused, takenOut: null, kept: true } }
  const sessions = await rows.countSessions(person.id)
  const revoked = await rows.validTokens(person.id, now())
  const linkIds = await rows.unusedLinkIds({ madeBy: person.id })
  const [tokens, links] = [revoked.length, linkIds.length]
  if (sessions + tokens + links === 0)
    return { changes: [], happenings: [], value: { ...refused, takenOut: null, kept: false } }
  const what = [
    ...(sessions > 0 ? [`${plural(sessions, 'session')} ended`] : []),
    ...(tokens > 0 ? [`${plural(tokens, 'API token')} revoked`] : []),
    ...(links > 0 ? [`${plural(links, 'link')} that they had made ended`] : []),
  ]
  const by = { id: person.id, name: person.name, origin }
  const takenOut: Happening = {
    kind: sessions + tokens > 0 ? 'session-revoked' : 'invitation-revoked',
    why: `${provider} gives ${person.name} no role any more: ${what.join(', ')}.`,
    by,
    after: {
      ...{ person: person.id, name: person.name, sessions },
      ...{ tokensRevoked: tokens, linksEnded: links },
    },
  }
  return {
    changes: [
      { kind: 'sessions-ended', personId: person.id, keep: null, count: sessions },
      ...revoked.map(({ id }) => ({ kind: 'token-revoked', tokenId: id, at: now() }) as const),
      { kind: 'links-revoked', linkIds, at: now() },
    ],
    happenings: [
      takenOut,
      ...revoked.map((token) =>
        tokenRevoked(
          token,
          `The API token ${token.name} of ${person.name} was revoked: ${provider} gives them no role.`,
          by,
        ),
      ),
    ],
    value: { ...refused, takenOut, kept: false },
  }
}
