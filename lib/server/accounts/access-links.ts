import type { NewLink } from '@/lib/allocation/ports/accounts'
import { hashOfLink, newLinkSecret } from '@/lib/auth/link-secret'
import { newId, nowIso } from '@/lib/server/compose'
import type { AccessLinkRow } from '@/lib/storage/account-rows'
import { accountBook } from './accounts'

/*
 * Links that are given to somebody and work once. The secret in a link is 256 random bits and is never stored: who
 * reads the database finds hashes, from which no link can be made.
 */

type Wanted = {
  readonly kind: string
  readonly details?: unknown
  readonly madeBy?: string
  /** Whom it is for. */
  readonly subject?: string
  /** ISO 8601; left out, it works until it is used or replaced. */
  readonly expiresAt?: string
}

/** One that is still to be written, and its secret, which nobody can tell afterwards. */
export function newLink(wanted: Wanted): { readonly token: string; readonly link: NewLink } {
  const token = newLinkSecret()
  const link = {
    id: `link-${newId(16)}`,
    kind: wanted.kind,
    tokenHash: hashOfLink(token),
    details: JSON.stringify(wanted.details ?? null),
    madeBy: wanted.madeBy ?? null,
    subject: wanted.subject ?? null,
    createdAt: nowIso(),
    expiresAt: wanted.expiresAt ?? null,
  }
  return { token, link }
}

/** Writes one that nobody asked for, and answers its secret. */
export async function makeLink(wanted: Wanted): Promise<string> {
  const { token, link } = newLink(wanted)
  await (await accountBook()).rows.addLink(link)
  return token
}

/** How a link stands: it works, or why it does not. Told to admins in their list, never to whoever comes with it. */
export type LinkStanding = 'open' | 'used' | 'revoked' | 'expired'

export function standingOf(
  link: Pick<AccessLinkRow, 'usedAt' | 'revokedAt' | 'expiresAt'>,
  now: string,
): LinkStanding {
  if (link.usedAt !== null) return 'used'
  if (link.revokedAt !== null) return 'revoked'
  return (link.expiresAt ?? '9999') > now ? 'open' : 'expired'
}

/**
 * The link of this secret where it still works; null where it does not, whatever the reason. It is found by its hash,
 * so how long that takes tells nothing of the secrets that there are. Whoever made it must be an admin still: of one who
 * was lowered while they made it, it opens nothing.
 */
export async function findLink(kind: string, token: string): Promise<AccessLinkRow | null> {
  const { rows } = await accountBook()
  const link = await rows.link(hashOfLink(token))
  if (link?.kind !== kind || standingOf(link, nowIso()) !== 'open') return null
  if (link.madeBy !== null && (await rows.person(link.madeBy))?.role !== 'admin') return null
  return link
}
