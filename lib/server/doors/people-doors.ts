import { z } from 'zod'
import { recordEvent } from '@/lib/allocation/record-event'
import { withRole } from '@/lib/api/account-messages'
import type { ActionResult } from '@/lib/api/action-result'
import { paths } from '@/lib/api/paths'
import { idSchema, roleSchema } from '@/lib/api/schemas/people'
import type { LinkView } from '@/lib/api/views/people'
import { isAtLeast, isRole } from '@/lib/auth/roles'
import { plural } from '@/lib/domain/plural'
import { refuse } from '@/lib/domain/result'
import { makeLink } from '@/lib/server/accounts/access-links'
import { accountBook, consoleUrl } from '@/lib/server/accounts/accounts'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { asking } from '@/lib/server/asking'
import { nowIso, nowMs } from '@/lib/server/compose'
import { act } from './action'

/* What an admin does with other people's accounts. The table of doors asks for the role; here stands the rest. */

const RESET_MS = 24 * 3_600_000
const NOT_HERE = { kind: 'person-gone' } as const

const roleChange = z.object({ personId: idSchema, role: roleSchema })

/** Their sessions go on, and may what the new role may from their next request on. */
export function changeRole(personId: unknown, role: unknown): Promise<ActionResult<null>> {
  return act(roleChange, { personId, role }, async ({ engine }, wanted) => {
    const { rows } = await accountBook()
    const person = await rows.person(wanted.personId)
    if (!person) return refuse(NOT_HERE)
    if (person.role === wanted.role) return { ok: true, value: null }
    const outcome = await rows.changeRole(person.id, wanted.role)
    if (outcome !== 'done') return refuse(outcome === 'gone' ? NOT_HERE : { kind: outcome })
    // What they let others in with while they could must not outlive that.
    const isLowered = !isRole(person.role) || !isAtLeast(wanted.role, person.role)
    const linksEnded = isLowered ? await rows.revokeLinks({ madeBy: person.id }, nowIso()) : 0
    sessionsMoved()
    await recordEvent(engine.allocation, {
      kind: 'role-changed',
      why: `${name()} made ${person.name} ${withRole(wanted.role)}.`,
      before: { person: person.id, name: person.name, role: person.role },
      after: { person: person.id, name: person.name, role: wanted.role, ...ended(linksEnded) },
    })
    return { ok: true, value: null, message: `${person.name} is ${withRole(wanted.role)} now.` }
  })
}

/** What they did stays in the log, under their name. */
export function removePerson(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const person = await rows.person(personId)
    if (!person) return refuse(NOT_HERE)
    const outcome = await rows.removePerson(person.id)
    if (outcome !== 'done') return refuse(outcome === 'gone' ? NOT_HERE : { kind: outcome })
    const made = await rows.revokeLinks({ madeBy: person.id }, nowIso())
    const linksEnded = made + (await rows.revokeLinks({ subject: person.id }, nowIso()))
    sessionsMoved()
    await recordEvent(engine.allocation, {
      kind: 'person-removed',
      why: `${name()} removed ${person.name}; their sessions are ended.`,
      before: { person: person.id, name: person.name, email: person.email, role: person.role },
      after: linksEnded > 0 ? ended(linksEnded) : null,
    })
    return { ok: true, value: null, message: `${person.name} is removed.` }
  })
}

/** A link for a new password, which whoever is its person gets from the admin. It takes the place of one before it. */
export function makeResetLink(id: unknown): Promise<ActionResult<LinkView>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const person = await rows.person(personId)
    if (!person) return refuse(NOT_HERE)
    const off = passwordsOff()
    if (off) return refuse(off)
    if ((await rows.passwordHash(person.id)) === null) return refuse({ kind: 'no-password' })
    const replaced = await rows.revokeLinks({ kind: 'reset', subject: person.id }, nowIso())
    const expiresAt = new Date(nowMs() + RESET_MS).toISOString()
    const token = await makeLink({ kind: 'reset', subject: person.id, ...madeByMe(), expiresAt })
    await recordEvent(engine.allocation, {
      kind: 'password-reset-made',
      why: `${name()} made a link for a new password of ${person.name}.`,
      after: { person: person.id, name: person.name, expiresAt, replaced: replaced > 0 },
    })
    return { ok: true, value: { url: `${consoleUrl()}${paths.reset(token)}`, expiresAt } }
  })
}

/** For whoever has lost the app and the recovery codes. Their sessions end: from now on the password alone lets in. */
export function resetFactor(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const person = await rows.person(personId)
    if (!person) return refuse(NOT_HERE)
    if (!(await rows.dropSecondFactor(person.id))) return { ok: true, value: null }
    const ended = await rows.endSessions(person.id)
    sessionsMoved()
    await recordEvent(engine.allocation, {
      kind: 'second-factor-off',
      why: `${name()} reset the second factor of ${person.name}; ${plural(ended, 'session')} ended.`,
      after: { person: person.id, name: person.name, sessionsEnded: ended },
    })
    return { ok: true, value: null, message: `${person.name} signs in with the password alone now.` }
  })
}

/** Links of theirs that open nothing any more. */
const ended = (linksEnded: number) => (linksEnded > 0 ? { linksEnded } : {})

export const name = (): string => asking()?.name ?? 'Somebody'

/** Nobody has an account in the open mode, so nobody's name stands on the link. */
export function madeByMe(): { madeBy?: string } {
  const asker = asking()
  return asker?.kind === 'person' ? { madeBy: asker.id } : {}
}
