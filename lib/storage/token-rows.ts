import type { PrismaClient } from './client'

/** As it is kept: of its secret only the hash. Moments are ISO 8601. */
export type TokenRow = {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly role: string
  readonly begins: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly usedAt: string | null
  readonly usedFrom: string | null
  readonly revokedAt: string | null
}

/** With whom it belongs to, as they are now. */
export type OwnedToken = TokenRow & {
  readonly person: { readonly name: string; readonly email: string; readonly role: string }
}

const WITH_PERSON = {
  omit: { hash: true },
  include: { person: { select: { name: true, email: true, role: true } } },
} as const

/** Tokens go with their person. */
export const tokenRows = (client: PrismaClient) => ({
  async tokenByHash(hash: string): Promise<OwnedToken | null> {
    return client.apiToken.findUnique({ where: { hash }, ...WITH_PERSON })
  },

  /** Newest first; of one person, or of everybody. */
  async tokens(personId: string | null): Promise<OwnedToken[]> {
    const where = personId === null ? {} : { personId }
    return client.apiToken.findMany({
      where,
      ...WITH_PERSON,
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    })
  },

  /** Null where there is none with this id that was not revoked. */
  async unrevokedToken(id: string): Promise<OwnedToken | null> {
    return client.apiToken.findFirst({ where: { id, revokedAt: null }, ...WITH_PERSON })
  },

  async validTokenIds(personId: string, now: string): Promise<readonly string[]> {
    const where = { personId, revokedAt: null, expiresAt: { gt: now } }
    return (await client.apiToken.findMany({ where, select: { id: true } })).map(({ id }) => id)
  },

  async validTokens(personId: string, now: string): Promise<readonly TokenRow[]> {
    const where = { personId, revokedAt: null, expiresAt: { gt: now } }
    return client.apiToken.findMany({ where, omit: { hash: true } })
  },

  async noteTokenUse(id: string, at: string, origin: string): Promise<void> {
    await client.apiToken.updateMany({ where: { id }, data: { usedAt: at, usedFrom: origin } })
  },

  /** Those that were over before: they are listed for a while, and then nobody needs them. */
  async forgetTokens(before: string): Promise<void> {
    await client.apiToken.deleteMany({
      where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
    })
  },
})
