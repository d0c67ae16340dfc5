import { z } from 'zod'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { idSchema } from '@/lib/api/schemas/people'
import { plural } from '@/lib/domain/plural'
import { refuse } from '@/lib/domain/result'
import { accountBook } from '@/lib/server/accounts/accounts'
import { deviceOf } from '@/lib/server/accounts/device-of'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { act } from './action'
import { name } from './people-doors'

/* How an admin ends what somebody else reaches Holdfast by. Their open pages are told before it is answered. */

const oneSession = z.object({ personId: idSchema, sessionId: idSchema })
const NOT_HERE = { kind: 'person-gone' } as const

export function endSessionOf(personId: unknown, sessionId: unknown): Promise<ActionResult<null>> {
  return act(oneSession, { personId, sessionId }, async ({ engine }, wanted) => {
    const { rows } = await accountBook()
    const person = await rows.person(wanted.personId)
    if (!person) return refuse(NOT_HERE)
    const session = await rows.endSession(person.id, wanted.sessionId)
    if (!session) return refuse({ kind: 'session-over' })
    sessionsMoved()
    const device = deviceOf(session.userAgent)
    await recordEvent(engine.allocation, {
      kind: 'session-revoked',
      why: `${name()} ended a session of ${person.name}: ${device}, from ${session.origin || 'an unknown address'}.`,
      after: { person: person.id, name: person.name, sessions: 1 },
    })
    return { ok: true, value: null, message: `The session of ${person.name} is ended.` }
  })
}

/** Their tokens go on: a program is ended by revoking its token. */
export function endSessionsOf(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const person = await rows.person(personId)
    if (!person) return refuse(NOT_HERE)
    const ended = await rows.endSessions(person.id)
    if (ended === 0) return refuse({ kind: 'session-over' })
    sessionsMoved()
    await recordEvent(engine.allocation, {
      kind: 'session-revoked',
      why: `${name()} signed ${person.name} out everywhere; ${plural(ended, 'session')} ended.`,
      after: { person: person.id, name: person.name, sessions: ended },
    })
    return { ok: true, value: null, message: `${person.name} is signed out everywhere.` }
  })
}
