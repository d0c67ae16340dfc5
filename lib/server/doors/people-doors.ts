import { z } from 'zod'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import { withRole } from '@/lib/api/account-messages'
import type { ActionResult } from '@/lib/api/action-result'
import { paths } from '@/lib/api/paths'
import { idSchema, roleSchema } from '@/lib/api/schemas/people'
import type { LinkView } from '@/lib/api/views/people'
import { isAtLeast, isRole } from '@/lib/auth/roles'
import { plural } from '@/lib/domain/plural'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, refuse } from '@/lib/domain/result'
import { newLink } from '@/lib/server/accounts/access-links'
import { accountBook, consoleUrl } from '@/lib/server/accounts/accounts'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { asking } from '@/lib/server/asking'
import { nowIso, nowMs } from '@/lib/server/compose'
import type { AccountRows } from '@/lib/storage/account-rows'
import { act } from './action'

/* What an admin does with other people's accounts. The table of doors asks for the role; here stands the rest. */

const RESET_MS = 24 * 3_600_000
const NOT_HERE = { kind: 'person-gone' } as const

const roleChange = z.object({ personId: idSchema, role: roleSchema })

/** Their sessions go on, and may what the new role may from their next request on. */
export function changeRole(personId: unknown, role: unknown): Promise<ActionResult<null>> {
  return act(roleChange, { personId, role }, async ({ engine }, wanted) => {
    const { rows } = await accountBook()
    const changed = await changeAccounts(engine.allocation, async () => {
      const person = await rows.person(wanted.personId)
      if (!person) return refuse(NOT_HERE)
      if (person.role === wanted.role) return ok({ changes: [], happenings: [], value: null })
      if (await isLastAdmin(rows, person)) return refuse({ kind: 'last-admin' })
      // What they let others in with while they could must not outlive that.
      const isLowered = !isRole(person.role) || !isAtLeast(wanted.role, person.role)
      const linkIds = isLowered ? await rows.unusedLinkIds({ madeBy: person.id }) : []
      const about = { person: person.id, name: person.name }
      return ok({
        changes: [
          { kind: 'role-changed', personId: person.id, from: person.role, to: wanted.role },
          { kind: 'links-revoked', linkIds, at: nowIso() },
        ],
        happenings: [
          {
            kind: 'role-changed',
            why: `${name()} made ${person.name} ${withRole(wanted.role)}.`,
            before: { ...about, role: person.role },
            after: { ...about, role: wanted.role, ...ended(linkIds.length) },
          },
        ],
        value: person,
      })
    })
    if (!changed.ok) return changed
    if (changed.value === null) return { ok: true, value: null }
    sessionsMoved()
    return { ok: true, value: null, message: `${changed.value.name} is ${withRole(wanted.role)} now.` }
  })
}

/** What they did stays in the log, under their name. */
export function removePerson(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const removed = await changeAccounts(engine.allocation, async () => {
      const person = await rows.person(personId)
      if (!person) return refuse(NOT_HERE)
      if (await isLastAdmin(rows, person)) return refuse({ kind: 'last-admin' })
      const [made, forThem] = [
        await rows.unusedLinkIds({ madeBy: person.id }),
        await rows.unusedLinkIds({ subject: person.id }),
      ]
      const linkIds = [...new Set([...made, ...forThem])]
      return ok({
        changes: [
          { kind: 'person-removed', personId: person.id, role: person.role },
          { kind: 'links-revoked', linkIds, at: nowIso() },
        ],
        happenings: [
          {
            kind: 'person-removed',
            why: `${name()} removed ${person.name}; their sessions are ended.`,
            before: { person: person.id, name: person.name, email: person.email, role: person.role },
            after: linkIds.length > 0 ? ended(linkIds.length) : null,
          },
        ],
        value: person,
      })
    })
    if (!removed.ok) return removed
    sessionsMoved()
    return { ok: true, value: null, message: `${removed.value.name} is removed.` }
  })
}

const isLastAdmin = async (rows: AccountRows, { role }: { readonly role: string }): Promise<boolean> =>
  role === 'admin' && (await rows.countOfRole('admin')) === 1

/** A link for a new password, which whoever is its person gets from the admin. It takes the place of one before it. */
export function makeResetLink(id: unknown): Promise<ActionResult<LinkView>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const off = passwordsOff()
    const expiresAt = new Date(nowMs() + RESET_MS).toISOString()
    const made = await changeAccounts(engine.allocation, async () => {
      const person = await rows.person(personId)
      if (!person) return refuse(NOT_HERE)
      if (off) return refuse(off)
      if ((await rows.passwordHash(person.id)) === null) return refuse({ kind: 'no-password' })
      const lowered = await refusalOfMaker(rows)
      if (lowered) return refuse(lowered)
      const replaced = await rows.unusedLinkIds({ kind: 'reset', subject: person.id })
      const { token, link } = newLink({ kind: 'reset', subject: person.id, ...madeByMe(), expiresAt })
      return ok({
        changes: [
          { kind: 'links-revoked', linkIds: replaced, at: nowIso() },
          { kind: 'link-made', link },
        ],
        happenings: [
          {
            kind: 'password-reset-made',
            why: `${name()} made a link for a new password of ${person.name}.`,
            after: { person: person.id, name: person.name, expiresAt, replaced: replaced.length > 0 },
          },
        ],
        value: token,
      })
    })
    if (!made.ok) return made
    return { ok: true, value: { url: `${consoleUrl()}${paths.reset(made.value)}`, expiresAt } }
  })
}

/** For whoever has lost the app and the recovery codes. Their sessions end: from now on the password alone lets in. */
export function resetFactor(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, personId) => {
    const { rows } = await accountBook()
    const reset = await changeAccounts(engine.allocation, async () => {
      const person = await rows.person(personId)
      if (!person) return refuse(NOT_HERE)
      if (!(await rows.hasFactor(person.id))) return ok({ changes: [], happenings: [], value: null })
      const count = await rows.countSessions(person.id)
      return ok({
        changes: [
          { kind: 'factor-dropped', personId: person.id },
          { kind: 'sessions-ended', personId: person.id, keep: null, count },
        ],
        happenings: [
          {
            kind: 'second-factor-off',
            why: `${name()} reset the second factor of ${person.name}; ${plural(count, 'session')} ended.`,
            after: { person: person.id, name: person.name, sessionsEnded: count },
          },
        ],
        value: person,
      })
    })
    if (!reset.ok) return reset
    if (reset.value === null) return { ok: true, value: null }
    sessionsMoved()
    return { ok: true, value: null, message: `${reset.value.name} signs in with the password alone now.` }
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

/** Who makes a link may have been lowered since the door let them in. */
export async function refusalOfMaker(rows: AccountRows): Promise<Refusal | null> {
  const { madeBy } = madeByMe()
  if (madeBy === undefined) return null
  const maker = await rows.person(madeBy)
  if (!maker || !isRole(maker.role)) return NOT_HERE
  return maker.role === 'admin' ? null : { kind: 'not-allowed', needs: 'admin', role: maker.role }
}
