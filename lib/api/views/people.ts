import type { Role } from '@/lib/auth/roles'
import type { TokenView } from './tokens'

/** One's own account. Null in the open mode, where nobody has one. */
export type AccountView = {
  readonly name: string
  readonly email: string
  readonly role: Role
  /** False: they sign in through single sign-on only. */
  readonly hasPassword: boolean
  /** By whom everybody signs in, where nobody does with a password. */
  readonly passwordsOff: string | null
  readonly secondFactor: { readonly on: boolean; readonly recoveryCodesLeft: number }
  /** Last used first. */
  readonly sessions: readonly SessionView[]
}

export type SessionView = {
  readonly id: string
  /** The one with which it is asked. */
  readonly isThis: boolean
  /** "Firefox on Linux". */
  readonly device: string
  /** The address of the other end when it began. */
  readonly origin: string
  readonly since: string
  readonly usedAt: string
  readonly expiresAt: string
}

export type PersonView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly isYou: boolean
  readonly secondFactor: boolean
  readonly hasPassword: boolean
  readonly since: string
  /** Null: not signed in anywhere. */
  readonly usedAt: string | null
  readonly sessions: number
}

export type InvitationView = {
  readonly id: string
  readonly email: string
  readonly role: Role
  readonly state: 'open' | 'used' | 'revoked' | 'expired'
  /** Null: whoever made it is not here any more. */
  readonly madeBy: string | null
  readonly createdAt: string
  readonly expiresAt: string
}

export type PeopleView = {
  readonly people: readonly PersonView[]
  /** By whom everybody signs in, where nobody does with a password. */
  readonly passwordsOff: string | null
  readonly invitations: readonly InvitationView[]
}

/** By what somebody reaches Holdfast now. Tokens that are over are listed for a while. */
export type PersonAccessView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly isYou: boolean
  /** Last used first. */
  readonly sessions: readonly SessionView[]
  /** Newest first. */
  readonly tokens: readonly TokenView[]
}

/** Shown once, to be passed on: nobody can tell it afterwards. */
export type LinkView = { readonly url: string; readonly expiresAt: string }
