import { hashOfLink, newLinkSecret } from '@/lib/auth/link-secret'
import { newId, nowIso } from '@/lib/server/compose'
import type { AccessLinkRow } from '@/lib/storage/account-rows'
import { accountBook } from './accounts'

/*
 * Links that are given to somebody and work once. The secret in a link is 256 random bits and is never stored: who
 * reads the database finds hashes, from which no link can be made.
 */

/** Makes one and answers its secret, which nobody can tell afterwards. */
export async function makeLink(link: {
  readonly kind: string
  readonly details?: unknown
  readonly madeBy?: string
  /** Whom it is for. */
  readonly subject?: string
  /** ISO 8601; left out, it works until it is used or replaced. */
  readonly expiresAt?: string
}): Promise<string> {
  const token = newLinkSecret()
  const { rows } = await accountBook()
  await rows.addLink({
    id: `link-${newId(16)}`,
    kind: link.kind,
    tokenHash: hashOfLink(token),
    details: JSON.stringify(link.details ?? null),
    madeBy: link.madeBy ?? null,
    subject: link.subject ?? null,
    createdAt: nowIso(),
    expiresAt: link.expiresAt ?? null,
  })
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
 * so how long that takes tells nothing of the secrets that there are.
 */
export async function findLink(kind: string, token: string): Promise<AccessLinkRow | null> {
  const { rows } = await accountBook()
  const link = await rows.link(hashOfLink(token))
  return link?.kind === kind && standingOf(link, nowIso()) === 'open' ? link : null
}

/**
 * Does what a link is for, once: of two who come at the same moment one finds it used. Where it comes to nothing, the
 * link can be used again.
 */
export async function redeemLink<T>(token: string, body: () => Promise<T>): Promise<T | null> {
  const { rows } = await accountBook()
  const hash = hashOfLink(token)
  if (!(await rows.redeemLink(hash, nowIso()))) return null
  try {
    return await body()
  } catch (error) {
    await rows.giveLinkBack(hash)
    throw error
  }
}
