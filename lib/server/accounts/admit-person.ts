import { z } from 'zod'
import type { Happening } from '@/lib/allocation/record-event'
import {
  type Admission,
  decideAdmission,
  type Identity,
  identityOf,
  type KnownPerson,
} from '@/lib/auth/admission'
import { isAtLeast, isRole, ROLES, type Role } from '@/lib/auth/roles'
import { type Claims, type RoleClaim, roleOfClaims } from '@/lib/auth/sign-on-roles'
import { CAPS } from '@/lib/domain/cap'
import type { AccountRows, PersonRow } from '@/lib/storage/account-rows'
import { takeOut } from './take-out'

/** What is needed to let somebody in whom a provider vouches for. */
export type Gate = {
  readonly rows: AccountRows
  readonly providerId: string
  /** As people know it. */
  readonly provider: string
  readonly roles: RoleClaim | null
  readonly now: () => string
  readonly newId: () => string
}

export type Admitted =
  | {
      readonly ok: true
      readonly person: PersonRow
      /** In the order in which they happened; the sign-in itself is the last. */
      readonly happenings: readonly Happening[]
      readonly roleChanged: boolean
    }
  | {
      readonly ok: false
      readonly why: Refused['why'] | 'no-room'
      readonly person: KnownPerson | null
      /** What was taken from them with it; null where nothing was. */
      readonly takenOut?: Happening | null
      /** They are the only admin, and keep what they reach Holdfast by. */
      readonly kept?: boolean
    }

type Refused = Extract<Admission, { kind: 'refuse' }>
type Invitation = { readonly id: string; readonly role: Role }

/** Lets in whom `decideAdmission` lets in: with a link or an account that they did not have before. */
export async function admitPerson(gate: Gate, claims: Claims, origin: string): Promise<Admitted> {
  const identity = identityOf(claims)
  const invitation =
    identity.verifiedEmail === null ? null : await findInvitation(gate, identity.verifiedEmail)
  const linked = known(await gate.rows.personBySignOn(signOnOf(gate, identity)))
  const admission = decideAdmission({
    identity,
    claimed: gate.roles ? roleOfClaims(claims, gate.roles) : undefined,
    linked,
    sameEmail: await findByEmail(gate, identity.verifiedEmail),
    invitedAs: invitation?.role ?? null,
  })
  if (admission.kind === 'refuse') {
    const { why, person } = admission
    const out = why === 'no-role' && linked ? await takeOut(gate, linked, origin) : {}
    return { ok: false, why, person, ...out }
  }
  return admission.kind === 'enter'
    ? letIn(gate, identity, admission, origin)
    : join(gate, identity, admission, invitation, origin)
}

async function letIn(
  gate: Gate,
  identity: Identity,
  { person, link, role }: Extract<Admission, { kind: 'enter' }>,
  origin: string,
): Promise<Admitted> {
  const by = { id: person.id, name: person.name, origin }
  const about = { person: person.id, name: person.name }
  if (link) await gate.rows.linkSignOn(person.id, signOnOf(gate, identity))
  const roleChanged = role !== person.role && (await gate.rows.changeRole(person.id, role)) === 'done'
  // What they let others in with while they could must not outlive that.
  if (roleChanged && !isAtLeast(role, person.role))
    await gate.rows.revokeLinks({ madeBy: person.id }, gate.now())
  const keptRole = role !== person.role && !roleChanged
  const row = await gate.rows.personBySignOn(signOnOf(gate, identity))
  if (!row) throw new Error('Somebody was removed while they signed in')
  const happenings: Happening[] = [
    ...(link ? [linkedNow(gate, by, about)] : []),
    ...(roleChanged
      ? [
          {
            kind: 'role-changed' as const,
            why: `${gate.provider} makes ${person.name} ${role}.`,
            by,
            before: { role: person.role },
            after: { ...about, role },
          },
        ]
      : []),
    signedIn(
      gate,
      by,
      about,
      keptRole ? ` They stay admin, though ${gate.provider} says ${role}: there is no other.` : '',
    ),
  ]
  return { ok: true, person: row, happenings, roleChanged }
}

async function join(
  gate: Gate,
  identity: Identity,
  { email, role }: Extract<Admission, { kind: 'join' }>,
  invitation: Invitation | null,
  origin: string,
): Promise<Admitted> {
  // Whoever is invited was counted when they were.
  if (!invitation && (await gate.rows.countPeople(gate.now())) >= CAPS.people)
    return { ok: false, why: 'no-room', person: null }
  const person = { id: gate.newId(), name: identity.name, email, role }
  if (invitation && !(await gate.rows.spendLink(invitation.id, gate.now())))
    return { ok: false, why: 'unknown-person', person: null }
  try {
    await gate.rows.addSignOnPerson(person, signOnOf(gate, identity))
  } catch (error) {
    if (invitation) await gate.rows.unspendLink(invitation.id)
    throw error
  }
  const by = { id: person.id, name: person.name, origin }
  const about = { person: person.id, name: person.name }
  const came: Happening = invitation
    ? {
        kind: 'invitation-accepted',
        why: `${person.name} accepted an invitation by signing in with ${gate.provider}.`,
        ...{ by, after: { ...about, role, invitation: invitation.id } },
      }
    : {
        kind: 'person-added',
        why: `${gate.provider} makes ${person.name} ${role}.`,
        ...{ by, after: { ...about, role } },
      }
  return { ok: true, person, happenings: [came, signedIn(gate, by, about)], roleChanged: false }
}

type By = NonNullable<Happening['by']>
type About = { readonly person: string; readonly name: string }

const linkedNow = ({ provider }: Gate, by: By, about: About): Happening => ({
  kind: 'sign-on-linked',
  why: `${about.name} signs in with ${provider} from now on: it has verified the e-mail that they have here.`,
  by,
  after: { ...about, provider },
})

const signedIn = ({ provider }: Gate, by: By, about: About, more = ''): Happening => ({
  kind: 'signed-in',
  why: `${about.name} signed in with ${provider}.${more}`,
  by,
  after: { ...about, provider },
})

const signOnOf = ({ providerId }: Gate, { subject }: Identity) => ({ providerId, subject })

function known(row: PersonRow | null): KnownPerson | null {
  return row && isRole(row.role) ? { id: row.id, name: row.name, role: row.role } : null
}

async function findByEmail({ rows, providerId }: Gate, email: string | null) {
  const person = email === null ? null : known(await rows.personByEmail(email))
  return person && { ...person, linkedElsewhere: await rows.hasSignOn(person.id, providerId) }
}

/** An invitation's row, with what its details say. */
const invitationSchema = z.object({
  id: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullish(),
  email: z.string().nullish(),
  subject: z.string().nullish(),
  role: z.enum(ROLES),
})

async function findInvitation({ rows, now }: Gate, email: string): Promise<Invitation | null> {
  for (const { details, ...row } of await rows.unusedLinks('invitation')) {
    const read = invitationSchema.safeParse({ ...row, ...Object(JSON.parse(details)) })
    if (!read.success) continue
    const { id, role, expiresAt, revokedAt } = read.data
    const isOpen = (revokedAt ?? null) === null && (expiresAt ?? '9999') > now()
    if (isOpen && (read.data.email ?? read.data.subject)?.toLowerCase() === email) return { id, role }
  }
  return null
}
