import { recordEvent } from '@/lib/allocation/record-event'
import { plural } from '@/lib/domain/plural'
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
  const ended = await rows.endOldestSessions(person.id, MOST_SESSIONS, nowIso())
  if (ended === 0) return
  sessionsMoved()
  await recordEvent(engine.allocation, {
    kind: 'session-revoked',
    why: `${plural(ended, 'session')} of ${person.name} ended with a new one: nobody has more than ${MOST_SESSIONS}, and the oldest goes first.`,
    by: { id: person.id, name: person.name, origin },
    after: { person: person.id, name: person.name, sessions: ended },
  })
}
