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
  /** False where its owner has `most` that are valid already; counted and written in one statement. */
  async addToken(
    token: Omit<TokenRow, 'usedAt' | 'usedFrom' | 'revokedAt'> & { readonly hash: string },
    most: number,
  ): Promise<boolean> {
    const { id, personId, name, role, begins, hash, createdAt, expiresAt } = token
    const added = await client.$executeRaw`
      INSERT INTO "ApiToken" ("id", "personId", "name", "role", "begins", "hash", "createdAt", "expiresAt")
      SELECT ${id}, ${personId}, ${name}, ${role}, ${begins}, ${hash}, ${createdAt}, ${expiresAt}
      WHERE (SELECT count(*) FROM "ApiToken"
             WHERE "personId" = ${personId} AND "revokedAt" IS NULL AND "expiresAt" > ${createdAt}) < ${most}`
    return added === 1
  },

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

  /** The token as it was; null where there is none with this id that is valid and `ofPerson` may end. */
  async revokeToken(id: string, ofPerson: string | null, at: string): Promise<OwnedToken | null> {
    const mine = ofPerson === null ? {} : { personId: ofPerson }
    const token = await client.apiToken.findFirst({ where: { id, ...mine }, ...WITH_PERSON })
    const { count } = await client.apiToken.updateMany({
      where: { id, revokedAt: null, ...mine },
      data: { revokedAt: at },
    })
    return count === 1 ? token : null
  },

  /** Every one of theirs that is valid; answers how many. */
  async revokeTokensOf(personId: string, at: string): Promise<number> {
    const where = { personId, revokedAt: null, expiresAt: { gt: at } }
    return (await client.apiToken.updateMany({ where, data: { revokedAt: at } })).count
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
