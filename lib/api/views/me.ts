import type { Role } from '@/lib/auth/roles'

/** Who is asking: what the shell shows of them, and what buttons ask. */
export type MeView = {
  readonly kind: 'person' | 'token' | 'local'
  readonly name: string
  /** Null for whoever needs none. */
  readonly email: string | null
  readonly role: Role
  /** The open mode: whoever reaches this machine is its operator. */
  readonly open: boolean
}
