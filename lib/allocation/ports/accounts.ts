/*
 * What changes about people, and about what each of them reaches Holdfast by. A change says what was decided; the
 * database judges whether it still may be, in the transaction that writes it and its event. Moments are ISO 8601.
 */

export type NewLink = {
  readonly id: string
  readonly kind: string
  readonly tokenHash: string
  /** JSON. */
  readonly details: string
  /** Who must be an admin when it is written, and still when it is used; null for the server itself. */
  readonly madeBy: string | null
  /** Whom it is for: a person's id, or an e-mail. */
  readonly subject: string | null
  readonly createdAt: string
  readonly expiresAt: string | null
}

export type NewToken = {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly role: string
  readonly begins: string
  readonly hash: string
  readonly createdAt: string
  readonly expiresAt: string
}

/** How somebody signs in: `subject` is what the provider calls them, for good. */
export type Credential =
  | { readonly kind: 'password'; readonly hash: string }
  | { readonly kind: 'sign-on'; readonly providerId: string; readonly subject: string }

export type AccountChange =
  /** Nobody else has the e-mail, and nobody else is that subject. */
  | {
      readonly kind: 'person-added'
      readonly person: {
        readonly id: string
        readonly name: string
        readonly email: string
        readonly role: string
      }
      readonly credential: Credential
      readonly at: string
    }
  /** For the first admin, before whom there is none. */
  | { readonly kind: 'nobody-is-admin' }
  /** The last admin stays one. */
  | { readonly kind: 'role-changed'; readonly personId: string; readonly from: string; readonly to: string }
  /** With their sessions, credentials, factors and tokens; their drafts are nobody's. The last admin stays. */
  | { readonly kind: 'person-removed'; readonly personId: string; readonly role: string }
  | { readonly kind: 'password-set'; readonly personId: string; readonly hash: string; readonly at: string }
  | {
      readonly kind: 'sign-on-linked'
      readonly personId: string
      readonly credential: Extract<Credential, { kind: 'sign-on' }>
      readonly at: string
    }
  | { readonly kind: 'factor-dropped'; readonly personId: string }
  /** All of theirs but one, which are as many as were counted. */
  | {
      readonly kind: 'sessions-ended'
      readonly personId: string
      readonly keep: string | null
      readonly count: number
    }
  | { readonly kind: 'session-ended'; readonly personId: string; readonly sessionId: string }
  | { readonly kind: 'link-made'; readonly link: NewLink }
  /** Once, while it is open. */
  | { readonly kind: 'link-used'; readonly linkId: string; readonly at: string }
  /** None of them was used or taken back. */
  | { readonly kind: 'links-revoked'; readonly linkIds: readonly string[]; readonly at: string }
  /** Where its owner has fewer than `most` that are valid. */
  | { readonly kind: 'token-made'; readonly token: NewToken; readonly most: number }
  | { readonly kind: 'token-revoked'; readonly tokenId: string; readonly at: string }
