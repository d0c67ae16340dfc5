import type { Role } from './roles'

/** What a provider vouches for; the rest of what it says decides nothing. */
export type Identity = {
  /** Who it is at this provider, for good: an e-mail may be given to somebody else one day. */
  readonly subject: string
  /** In lower case, and only where the provider says that it has verified it. */
  readonly verifiedEmail: string | null
  readonly name: string
}

export type KnownPerson = { readonly id: string; readonly name: string; readonly role: Role }

export type SignOnFacts = {
  readonly identity: Identity
  /** What the claim gives; null where it gives none, undefined where roles are given here. */
  readonly claimed: Role | null | undefined
  /** Who came in as this subject before. */
  readonly linked: KnownPerson | null
  /** Whose e-mail it is. `linkedElsewhere`: they come in as another subject of this provider. */
  readonly sameEmail: (KnownPerson & { readonly linkedElsewhere: boolean }) | null
  /** The role of the open invitation for this e-mail. */
  readonly invitedAs: Role | null
}

export type Admission =
  | { readonly kind: 'enter'; readonly person: KnownPerson; readonly link: boolean; readonly role: Role }
  | { readonly kind: 'join'; readonly email: string; readonly role: Role; readonly invited: boolean }
  | {
      readonly kind: 'refuse'
      readonly why: 'no-role' | 'unverified-email' | 'linked-elsewhere' | 'unknown-person'
      /** Whose account it would have been. */
      readonly person: KnownPerson | null
    }

/**
 * Who comes in by the provider, and as what:
 *
 *   came before as this subject     in
 *   verified e-mail of a person     in, and linked; not where that person is another subject already, for an e-mail
 *                                   that was given to somebody else must not give them the account
 *   verified e-mail, invited        in, as a new person
 *   verified e-mail, role claimed   in, as a new person
 *   everybody else                  no
 *
 * Where roles are claimed, the provider decides about them at every sign-in, and who has none there does not come in
 * by it, whoever they are here: otherwise taking somebody out of a group would take nothing from them. What they had
 * by having come in before ends then, too (`take-out`).
 */
export function decideAdmission({ identity, claimed, linked, sameEmail, invitedAs }: SignOnFacts): Admission {
  const known = linked ?? sameEmail
  const refuse = (why: Extract<Admission, { kind: 'refuse' }>['why']): Admission => ({
    kind: 'refuse',
    ...{ why, person: known },
  })
  if (claimed === null) return refuse('no-role')
  if (linked) return { kind: 'enter', person: linked, link: false, role: claimed ?? linked.role }
  if (identity.verifiedEmail === null) return refuse('unverified-email')
  if (sameEmail?.linkedElsewhere) return refuse('linked-elsewhere')
  if (sameEmail) return { kind: 'enter', person: sameEmail, link: true, role: claimed ?? sameEmail.role }
  const role = claimed ?? invitedAs
  if (role === null) return refuse('unknown-person')
  return { kind: 'join', email: identity.verifiedEmail, role, invited: invitedAs !== null }
}

const LONGEST_NAME = 100

/** What claims of a verified ID token say about somebody. */
export function identityOf(claims: Readonly<Record<string, unknown>>): Identity {
  const word = (name: string): string | null => {
    const value = claims[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  const email = word('email')?.toLowerCase() ?? null
  const name = word('name') ?? word('preferred_username') ?? email ?? 'Somebody'
  return {
    subject: String(claims.sub),
    verifiedEmail: email !== null && isVerified(claims) && email.length <= 320 ? email : null,
    name: plainName(name),
  }
}

/** `xms_edov` is what Entra ID has in place of `email_verified`: the owner of the e-mail's domain is verified. */
const isVerified = (claims: Readonly<Record<string, unknown>>): boolean =>
  claims.email_verified === undefined ? isYes(claims.xms_edov) : isYes(claims.email_verified)

const isYes = (value: unknown): boolean => value === true || value === 'true' || value === 1 || value === '1'

const plainName = (name: string): string =>
  [...name.replace(/\p{Cc}/gu, ' ')].slice(0, LONGEST_NAME).join('').trim() || 'Somebody'
