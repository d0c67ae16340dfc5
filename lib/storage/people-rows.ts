import type { PrismaClient } from './client'

export type PersonFacts = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly secondFactor: boolean
  readonly hasPassword: boolean
  readonly createdAt: string
  readonly sessions: readonly { readonly usedAt: string }[]
}

export type SessionRow = {
  readonly id: string
  readonly userAgent: string | null
  readonly origin: string | null
  /** ISO 8601, as all moments here. */
  readonly since: string
  readonly usedAt: string
  readonly expiresAt: string
}

const CREDENTIAL = 'credential'

/** What an admin does with people, and what each of them has: sessions, a password, a second factor. */
export const peopleRows = (client: PrismaClient) => ({
  ...persons(client),
  ...ownSessions(client),
  ...factors(client),
})

const persons = (client: PrismaClient) => ({
  async people(now: string): Promise<PersonFacts[]> {
    const rows = await client.user.findMany({
      include: {
        sessions: { where: { expiresAt: { gt: new Date(now) } }, select: { updatedAt: true } },
        accounts: { where: { providerId: CREDENTIAL }, select: { id: true } },
      },
      orderBy: { createdAt: 'asc' },
    })
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, email: row.email, role: row.role },
      secondFactor: row.twoFactorEnabled === true,
      hasPassword: row.accounts.length > 0,
      createdAt: row.createdAt.toISOString(),
      sessions: row.sessions.map(({ updatedAt }) => ({ usedAt: updatedAt.toISOString() })),
    }))
  },

  /** People, and invitations that are open at this moment, but for those for `exceptFor`. */
  async countPeople(now: string, exceptFor: string | null = null): Promise<number> {
    const [people, invitations] = await Promise.all([
      client.user.count(),
      client.accessLink.count({
        where: {
          ...{ kind: 'invitation', usedAt: null, revokedAt: null, expiresAt: { gt: now } },
          ...(exceptFor === null ? {} : { NOT: { subject: exceptFor } }),
        },
      }),
    ])
    return people + invitations
  },

  async person(id: string): Promise<Omit<PersonFacts, 'sessions' | 'createdAt' | 'hasPassword'> | null> {
    const row = await client.user.findUnique({ where: { id } })
    if (!row) return null
    const { name, email, role, twoFactorEnabled } = row
    return { id, name, email, role, secondFactor: twoFactorEnabled === true }
  },

  /** Null where they have none: they sign in through somebody else. */
  async passwordHash(id: string): Promise<string | null> {
    const row = await client.account.findFirst({ where: { userId: id, providerId: CREDENTIAL } })
    return row?.password ?? null
  },
})

const ownSessions = (client: PrismaClient) => ({
  async sessionsOf(personId: string, now: string): Promise<SessionRow[]> {
    const rows = await client.session.findMany({
      where: { userId: personId, expiresAt: { gt: new Date(now) } },
      orderBy: { updatedAt: 'desc' },
    })
    return rows.map((row) => ({
      ...{ id: row.id, userAgent: row.userAgent, origin: row.ipAddress },
      since: row.createdAt.toISOString(),
      usedAt: row.updatedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }))
  },

  /** Null where it is none of theirs, or over already. */
  async session(
    personId: string,
    sessionId: string,
  ): Promise<Pick<SessionRow, 'userAgent' | 'origin'> | null> {
    const row = await client.session.findFirst({
      where: { id: sessionId, userId: personId },
      select: { userAgent: true, ipAddress: true },
    })
    return row && { userAgent: row.userAgent, origin: row.ipAddress }
  },

  /** All but the one that is kept, those that have run out included. */
  async countSessions(personId: string, keep: string | null = null): Promise<number> {
    return client.session.count({ where: { userId: personId, id: { not: keep ?? '' } } })
  },

  /** The ids of those beyond the newest so many. Those that have run out go, and are not counted. */
  async oldestSessions(personId: string, beyond: number, now: string): Promise<readonly string[]> {
    await client.session.deleteMany({ where: { userId: personId, expiresAt: { lte: new Date(now) } } })
    const oldest = await client.session.findMany({
      where: { userId: personId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...{ skip: beyond, select: { id: true } },
    })
    return oldest.map(({ id }) => id)
  },

  async noteUse(sessionId: string, at: string): Promise<void> {
    await client.session.updateMany({ where: { id: sessionId }, data: { updatedAt: new Date(at) } })
  },
})

const factors = (client: PrismaClient) => ({
  /** What the secret of accounts has to open: of everybody whose factor is on, or of one whether it is on or begun. */
  async sealedFactors(
    personId: string | null = null,
  ): Promise<{ readonly personId: string; readonly sealed: string }[]> {
    const where = personId === null ? { NOT: { verified: false } } : { userId: personId }
    const rows = await client.twoFactor.findMany({ where, select: { userId: true, secret: true } })
    return rows.map(({ userId, secret }) => ({ personId: userId, sealed: secret }))
  },

  /** One that is on, or waits for its first code. */
  async hasFactor(personId: string): Promise<boolean> {
    return (await client.twoFactor.count({ where: { userId: personId } })) > 0
  },

  /** Whom the library waits for to type a code; null where that is over. */
  async challenged(identifier: string, now: string): Promise<string | null> {
    const row = await client.verification.findFirst({
      where: { identifier, expiresAt: { gt: new Date(now) } },
    })
    return row?.value ?? null
  },

  /** True for the first who comes with this key, until the given moment. */
  async claimCode(key: string, now: string, until: string): Promise<boolean> {
    await client.usedCode.deleteMany({ where: { until: { lt: now } } })
    return (await client.$executeRaw`INSERT OR IGNORE INTO "UsedCode" VALUES (${key}, ${until})`) === 1
  },

  /** It was not accepted, so it was not used. */
  async releaseCode(key: string): Promise<void> {
    await client.usedCode.deleteMany({ where: { key } })
  },
})
