import type { Role } from '@/lib/auth/roles'

/** GET /api/tokens: one's own; an admin's are everybody's. Null in the open mode, where nobody has an account. */
export type TokensView = {
  /** What a token of one's own may be at most. */
  readonly role: Role
  readonly tokens: readonly TokenView[]
  readonly more: number
} | null

export type TokenView = {
  readonly id: string
  readonly name: string
  /** "hf_k3Jx9" */
  readonly begins: string
  readonly isYours: boolean
  readonly owner: string
  /** What it may now: less than what it was made for where its owner was lowered since. */
  readonly role: Role
  readonly madeFor: Role
  readonly state: 'live' | 'expired' | 'revoked'
  readonly createdAt: string
  readonly expiresAt: string
  /** Null: never. */
  readonly usedAt: string | null
  readonly usedFrom: string | null
  readonly revokedAt: string | null
}

/** Shown once: nobody can tell it afterwards. */
export type MadeTokenView = { readonly token: string; readonly name: string; readonly url: string }
