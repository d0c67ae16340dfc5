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

/** `last-admin`: there would be nobody left who can let others in. */
export type RoleOutcome = 'done' | 'gone' | 'last-admin'

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

  /**
   * One statement that judges by itself: of two admins who lower each other at the same moment, one stays.
   */
  async changeRole(id: string, role: string): Promise<RoleOutcome> {
    const changed = await client.$executeRaw`
      UPDATE "User" SET "role" = ${role}
      WHERE "id" = ${id}
        AND ("role" <> 'admin' OR ${role} = 'admin' OR (SELECT count(*) FROM "User" WHERE "role" = 'admin') > 1)`
    return changed === 1 ? 'done' : whyNot(client, id)
  },

  /**
   * With their sessions, passwords and factors. What they did stays in the log, under their name. Their drafts are
   * nobody's from then on, for admins to see and throw away.
   */
  async removePerson(id: string): Promise<RoleOutcome> {
    const [removed] = await client.$transaction([
      client.$executeRaw`
        DELETE FROM "User"
        WHERE "id" = ${id}
          AND ("role" <> 'admin' OR (SELECT count(*) FROM "User" WHERE "role" = 'admin') > 1)`,
      client.$executeRaw`
        UPDATE "Draft" SET "ownerId" = NULL
        WHERE "ownerId" = ${id} AND NOT EXISTS (SELECT 1 FROM "User" WHERE "id" = ${id})`,
    ])
    return removed === 1 ? 'done' : whyNot(client, id)
  },

  /** Null where they have none: they sign in through somebody else. */
  async passwordHash(id: string): Promise<string | null> {
    const row = await client.account.findFirst({ where: { userId: id, providerId: CREDENTIAL } })
    return row?.password ?? null
  },

  /** Ends their sessions with it, except the one that asks; answers how many. */
  async setPassword(id: string, hash: string, keep: string | null, now: string): Promise<number> {
    const [, ended] = await client.$transaction([
      client.account.upsert({
        where: { id: `${CREDENTIAL}-${id}` },
        create: {
          ...{ id: `${CREDENTIAL}-${id}`, userId: id, accountId: id, providerId: CREDENTIAL },
          ...{ password: hash, createdAt: now, updatedAt: now },
        },
        update: { password: hash, updatedAt: now },
      }),
      client.session.deleteMany({ where: { userId: id, ...(keep === null ? {} : { id: { not: keep } }) } }),
    ])
    return ended.count
  },
})

const whyNot = async (client: PrismaClient, id: string): Promise<RoleOutcome> =>
  (await client.user.count({ where: { id } })) === 0 ? 'gone' : 'last-admin'

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

  /** What it was; null where it is none of theirs, or over already. */
  async endSession(
    personId: string,
    sessionId: string,
  ): Promise<Pick<SessionRow, 'userAgent' | 'origin'> | null> {
    const where = { id: sessionId, userId: personId }
    const session = await client.session.findFirst({ where, select: { userAgent: true, ipAddress: true } })
    const { count } = await client.session.deleteMany({ where })
    return session && count === 1 ? { userAgent: session.userAgent, origin: session.ipAddress } : null
  },

  /** Those that have run out go, too; they are not counted. */
  async endOldestSessions(personId: string, keep: number, now: string): Promise<number> {
    await client.session.deleteMany({ where: { userId: personId, expiresAt: { lte: new Date(now) } } })
    const oldest = await client.session.findMany({
      where: { userId: personId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...{ skip: keep, select: { id: true } },
    })
    if (oldest.length === 0) return 0
    const { count } = await client.session.deleteMany({ where: { id: { in: oldest.map(({ id }) => id) } } })
    return count
  },

  async endSessions(personId: string): Promise<number> {
    return (await client.session.deleteMany({ where: { userId: personId } })).count
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

  /** False where there was none. */
  async dropSecondFactor(personId: string): Promise<boolean> {
    const [dropped] = await client.$transaction([
      client.twoFactor.deleteMany({ where: { userId: personId } }),
      client.user.updateMany({ where: { id: personId }, data: { twoFactorEnabled: false } }),
    ])
    return dropped.count > 0
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
