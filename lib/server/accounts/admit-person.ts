import { z } from 'zod'
import type { AccountDecision } from '@/lib/allocation/change-accounts'
import type { AccountChange } from '@/lib/allocation/ports/accounts'
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
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result } from '@/lib/domain/result'
import type { AccountRows, PersonRow } from '@/lib/storage/account-rows'
import { takeOut } from './take-out'

/** What is needed to let somebody in whom a provider vouches for. */
export type Gate = {
  readonly rows: AccountRows
  readonly providerId: string
  /** As people know it. */
  readonly provider: string
  readonly roles: RoleClaim | null
  /** Writes what is decided together with what tells of it (`changeAccounts`). */
  readonly change: (decide: () => Promise<Decided>) => Promise<Result<Admitted, Refusal>>
  readonly now: () => string
  readonly newId: () => string
}

export type Admitted =
  | {
      readonly ok: true
      readonly person: PersonRow
      /** What was written with what it tells of, in the order in which it happened. */
      readonly told: readonly Happening[]
      /** To be told once they are in. */
      readonly signedIn: Happening
    }
  | {
      readonly ok: false
      readonly why: Refused['why'] | 'no-room'
      readonly person: KnownPerson | null
      /** What was taken from them with it, and told; null where nothing was. */
      readonly takenOut?: Happening | null
      /** They are the only admin, and keep what they reach Holdfast by. */
      readonly kept?: boolean
    }

type Refused = Extract<Admission, { kind: 'refuse' }>
type Invitation = { readonly id: string; readonly role: Role }

type Decided = Result<AccountDecision<Admitted>, Refusal>
type Decision = AccountDecision<Admitted>

/** Lets in whom `decideAdmission` lets in: with a link or an account that they did not have before. */
export async function admitPerson(gate: Gate, claims: Claims, origin: string): Promise<Admitted> {
  const identity = identityOf(claims)
  const admitted = await gate.change(async () => ok(await decide(gate, identity, claims, origin)))
  if (!admitted.ok) throw new Error(`Nobody could be let in: ${admitted.refusal.kind}`)
  return admitted.value
}

async function decide(gate: Gate, identity: Identity, claims: Claims, origin: string): Promise<Decision> {
  const invitation =
    identity.verifiedEmail === null ? null : await findInvitation(gate, identity.verifiedEmail)
  const linked = known(await gate.rows.personBySignOn(credentialOf(gate, identity)))
  const admission = decideAdmission({
    identity,
    claimed: gate.roles ? roleOfClaims(claims, gate.roles) : undefined,
    linked,
    sameEmail: await findByEmail(gate, identity.verifiedEmail),
    invitedAs: invitation?.role ?? null,
  })
  if (admission.kind === 'refuse') {
    const { why, person } = admission
    if (why === 'no-role' && linked) return takeOut(gate, linked, origin)
    return { changes: [], happenings: [], value: { ok: false, why, person } }
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
): Promise<Decision> {
  const { rows, provider, now } = gate
  const row = await rows.person(person.id)
  if (!row) throw new Error('Somebody was removed while they signed in')
  const by = { id: person.id, name: person.name, origin }
  const about = { person: person.id, name: person.name }
  const keptRole = role !== person.role && person.role === 'admin' && (await rows.countOfRole('admin')) === 1
  const changed = role !== person.role && !keptRole
  const more = keptRole ? ` They stay admin, though ${provider} says ${role}: there is no other.` : ''
  // What they let others in with while they could must not outlive that.
  const isLowered = changed && !isAtLeast(role, person.role)
  const linkIds = isLowered ? await rows.unusedLinkIds({ madeBy: person.id }) : []
  const told: Happening[] = []
  if (link) told.push(linkedNow(gate, by, about))
  if (changed)
    told.push({
      ...{ kind: 'role-changed', why: `${provider} makes ${person.name} ${role}.`, by },
      before: { role: person.role },
      after: { ...about, role, ...(linkIds.length > 0 ? { linksEnded: linkIds.length } : {}) },
    })
  const changes: AccountChange[] = []
  if (link)
    changes.push({
      ...{ kind: 'sign-on-linked', personId: person.id, at: now() },
      credential: credentialOf(gate, identity),
    })
  if (changed) changes.push({ kind: 'role-changed', personId: person.id, from: person.role, to: role })
  if (linkIds.length > 0) changes.push({ kind: 'links-revoked', linkIds, at: now() })
  const entered = { id: row.id, name: row.name, email: row.email, role: changed ? role : row.role }
  const signed = signedIn(gate, by, about, more)
  return { changes, happenings: told, value: { ok: true, person: entered, told, signedIn: signed } }
}

async function join(
  gate: Gate,
  identity: Identity,
  { email, role }: Extract<Admission, { kind: 'join' }>,
  invitation: Invitation | null,
  origin: string,
): Promise<Decision> {
  const { rows, provider, now } = gate
  // Whoever is invited was counted when they were.
  if (!invitation && (await rows.countPeople(now())) >= CAPS.people)
    return { changes: [], happenings: [], value: { ok: false, why: 'no-room', person: null } }
  const person = { id: gate.newId(), name: identity.name, email, role }
  const by = { id: person.id, name: person.name, origin }
  const about = { person: person.id, name: person.name }
  const came: Happening = invitation
    ? {
        kind: 'invitation-accepted',
        why: `${person.name} accepted an invitation by signing in with ${provider}.`,
        ...{ by, after: { ...about, role, invitation: invitation.id } },
      }
    : {
        kind: 'person-added',
        why: `${provider} makes ${person.name} ${role}.`,
        ...{ by, after: { ...about, role } },
      }
  const added = { kind: 'person-added', person, credential: credentialOf(gate, identity), at: now() } as const
  return {
    changes: invitation ? [{ kind: 'link-used', linkId: invitation.id, at: now() }, added] : [added],
    happenings: [came],
    value: { ok: true, person, told: [came], signedIn: signedIn(gate, by, about) },
  }
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

const credentialOf = ({ providerId }: Gate, { subject }: Identity) =>
  ({ kind: 'sign-on', providerId, subject }) as const

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
