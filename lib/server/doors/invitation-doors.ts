import { changeAccounts } from '@/lib/allocation/change-accounts'
import { withRole } from '@/lib/api/account-messages'
import type { ActionResult } from '@/lib/api/action-result'
import { paths } from '@/lib/api/paths'
import { acceptSchema, idSchema, inviteSchema } from '@/lib/api/schemas/people'
import type { LinkView } from '@/lib/api/views/people'
import { isAtLeast, isRole, type Role } from '@/lib/auth/roles'
import { hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { CAPS, capReached } from '@/lib/domain/cap'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, refuse } from '@/lib/domain/result'
import { findLink, newLink } from '@/lib/server/accounts/access-links'
import { accountBook, consoleUrl } from '@/lib/server/accounts/accounts'
import { from, origin, problemOfPassword, welcome } from '@/lib/server/accounts/entering'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { asking } from '@/lib/server/asking'
import { newId, nowIso, nowMs } from '@/lib/server/compose'
import type { AccountRows } from '@/lib/storage/account-rows'
import { act } from './action'
import { madeByMe, name, refusalOfMaker } from './people-doors'

const INVITATION_MS = 7 * 24 * 3_600_000
/** Of one admin. More than a team takes in within a week, and few enough to be looked through. */
export const MOST_INVITATIONS = 100

/** A link by which somebody makes an account with this role, no higher than that of who invites. */
export function invite(input: unknown): Promise<ActionResult<LinkView>> {
  return act(inviteSchema, input, async ({ engine }, typed) => {
    const { rows } = await accountBook()
    const role = asking()?.role ?? 'viewer'
    if (!isAtLeast(role, typed.role)) return refuse({ kind: 'not-allowed', needs: typed.role, role })
    const email = typed.email.toLowerCase()
    const expiresAt = new Date(nowMs() + INVITATION_MS).toISOString()
    const made = await changeAccounts(engine.allocation, async () => {
      const refusal = await refusalOfInvitation(rows, email)
      if (refusal) return refuse(refusal)
      const replaced = await rows.unusedLinkIds({ kind: 'invitation', subject: email })
      const wanted = { kind: 'invitation', subject: email, details: { email, role: typed.role }, expiresAt }
      const { token, link } = newLink({ ...wanted, ...madeByMe() })
      return ok({
        changes: [
          { kind: 'links-revoked', linkIds: replaced, at: nowIso() },
          { kind: 'link-made', link },
        ],
        happenings: [
          {
            kind: 'invitation-made',
            why: `${name()} invited ${email} as ${withRole(typed.role)}.`,
            after: { email, role: typed.role, expiresAt, replaced: replaced.length > 0 },
          },
        ],
        value: token,
      })
    })
    if (!made.ok) return made
    return { ok: true, value: { url: `${consoleUrl()}${paths.invitation(made.value)}`, expiresAt } }
  })
}

async function refusalOfInvitation(rows: AccountRows, email: string): Promise<Refusal | null> {
  if (await rows.personByEmail(email)) return { kind: 'person-exists', email }
  // Whoever is invited again is counted once: their link is replaced.
  if ((await rows.countPeople(nowIso(), email)) >= CAPS.people) return capReached('people')
  const mine = { kind: 'invitation', madeBy: madeByMe().madeBy ?? null, exceptFor: email }
  if ((await rows.countOpenLinks(mine, nowIso())) >= MOST_INVITATIONS)
    return { kind: 'too-many-invitations', most: MOST_INVITATIONS }
  return refusalOfMaker(rows)
}

export function revokeInvitation(id: unknown): Promise<ActionResult<null>> {
  return act(idSchema, id, async ({ engine }, linkId) => {
    const { rows } = await accountBook()
    const revoked = await changeAccounts(engine.allocation, async () => {
      const link = (await rows.linksOf('invitation')).find((one) => one.id === linkId)
      if (!link || link.usedAt !== null || link.revokedAt !== null) return refuse({ kind: 'link-over' })
      return ok({
        changes: [{ kind: 'links-revoked', linkIds: [linkId], at: nowIso() }],
        happenings: [
          {
            kind: 'invitation-revoked',
            why: `${name()} took the invitation of ${link.subject ?? 'somebody'} back.`,
            after: { email: link.subject },
          },
        ],
        value: null,
      })
    })
    if (!revoked.ok) return revoked
    return { ok: true, value: null, message: 'The invitation is taken back.' }
  })
}

/** Whom an invitation is for; told to whoever has its link. */
export async function readInvitation(token: string): Promise<{ email: string; role: Role } | null> {
  const found = await findInvitation(token)
  return found && { email: found.email, role: found.role }
}

async function findInvitation(token: string): Promise<{ id: string; email: string; role: Role } | null> {
  const link = await findLink('invitation', token)
  if (!link) return null
  const { role } = JSON.parse(link.details) as { role: unknown }
  return link.subject !== null && isRole(role) ? { id: link.id, email: link.subject, role } : null
}

const CLOSED = { kind: 'link-closed', of: 'invitation' } as const

export function acceptInvitation(input: unknown): Promise<ActionResult<null>> {
  return act(acceptSchema, input, async (hold, typed) => {
    const book = await accountBook()
    const invitation = await readInvitation(typed.token)
    if (!invitation) return refuse(CLOSED)
    // The invitation counts all the same: it is taken by signing in at the provider with this e-mail.
    const off = passwordsOff()
    if (off) return refuse(off)
    const { email, role } = invitation
    const problem = await problemOfPassword(typed.password, email)
    if (problem) return refuse({ kind: 'weak-password', problem })
    if (await book.rows.personByEmail(email)) return refuse({ kind: 'person-exists', email })
    const person = { id: newId(32), name: typed.name, email, role }
    const hash = await hashOfPassword(book.auth, typed.password)
    const made = await changeAccounts(hold.engine.allocation, async () => {
      const link = await findInvitation(typed.token)
      if (!link) return refuse(CLOSED)
      if (await book.rows.personByEmail(email)) return refuse({ kind: 'person-exists', email })
      return ok({
        changes: [
          { kind: 'link-used', linkId: link.id, at: nowIso() },
          { kind: 'person-added', person, credential: { kind: 'password', hash }, at: nowIso() },
        ],
        happenings: [
          {
            kind: 'invitation-accepted',
            why: `${person.name} accepted an invitation and is ${withRole(role)}.`,
            by: { id: person.id, name: person.name, origin: origin() },
            after: { person: person.id, name: person.name, email, role },
          },
        ],
        value: null,
      })
    })
    if (!made.ok) return made
    const session = await signInByPassword(book.auth, { email, password: typed.password }, await from())
    if (session) await welcome(hold, book, email, session, 'with a password')
    return { ok: true, value: null }
  })
}
