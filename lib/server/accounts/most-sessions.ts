import { changeAccounts } from '@/lib/allocation/change-accounts'
import { plural } from '@/lib/domain/plural'
import { ok } from '@/lib/domain/result'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import type { AccountBook } from './accounts'
import { sessionsMoved } from './sessions'

/**
 * Of one person. Nobody signs in from so many browsers in the week that a session lasts; a program that signs in again
 * and again, instead of asking with a token, ends its own oldest.
 */
export const MOST_SESSIONS = 100

/** After somebody came in: the oldest beyond the hundredth end. */
export async function endOldestSessions(
  { engine }: Holdfast,
  { rows }: AccountBook,
  person: { readonly id: string; readonly name: string },
  origin: string,
): Promise<void> {
  const ended = await changeAccounts(engine.allocation, async () => {
    const oldest = await rows.oldestSessions(person.id, MOST_SESSIONS, nowIso())
    return ok({
      changes: oldest.map(
        (sessionId) => ({ kind: 'session-ended', personId: person.id, sessionId }) as const,
      ),
      happenings: [
        {
          kind: 'session-revoked',
          why: `${plural(oldest.length, 'session')} of ${person.name} ended with a new one: nobody has more than ${MOST_SESSIONS}, and the oldest goes first.`,
          by: { id: person.id, name: person.name, origin },
          after: { person: person.id, name: person.name, sessions: oldest.length },
        },
      ],
      value: oldest.length,
    })
  })
  // One that ended otherwise meanwhile is told by who ended it; what is too many still goes with the next sign-in.
  if (ended.ok && ended.value > 0) sessionsMoved()
}
