import { z } from 'zod'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import type { ActionResult } from '@/lib/api/action-result'
import { idSchema } from '@/lib/api/schemas/people'
import { plural } from '@/lib/domain/plural'
import { ok, refuse } from '@/lib/domain/result'
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
    const ended = await changeAccounts(engine.allocation, async () => {
      const person = await rows.person(wanted.personId)
      if (!person) return refuse(NOT_HERE)
      const session = await rows.session(person.id, wanted.sessionId)
      if (!session) return refuse({ kind: 'session-over' })
      const device = deviceOf(session.userAgent)
      return ok({
        changes: [{ kind: 'session-ended', ...wanted }],
        happenings: [
          {
            kind: 'session-revoked',
            why: `${name()} ended a session of ${person.name}: ${device}, from ${session.origin || 'an unknown address'}.`,
            after: { person: person.id, name: person.name, sessions: 1 },
          },
        ],
        value: person,
      })
    })
    if (!ended.ok) return ended
    sessionsMoved()
    return { ok: true, value: null, message: `The session of ${ended.value.name} is ended.` }
  })
}

/** Their tokens go on: a program is ended by revoking its token. */
export function endSessionsOf(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const ended = await changeAccounts(engine.allocation, async () => {
      const person = await rows.person(personId)
      if (!person) return refuse(NOT_HERE)
      const count = await rows.countSessions(person.id)
      if (count === 0) return refuse({ kind: 'session-over' })
      return ok({
        changes: [{ kind: 'sessions-ended', personId, keep: null, count }],
        happenings: [
          {
            kind: 'session-revoked',
            why: `${name()} signed ${person.name} out everywhere; ${plural(count, 'session')} ended.`,
            after: { person: person.id, name: person.name, sessions: count },
          },
        ],
        value: person,
      })
    })
    if (!ended.ok) return ended
    sessionsMoved()
    return { ok: true, value: null, message: `${ended.value.name} is signed out everywhere.` }
  })
}
