import { chmodSync, existsSync } from 'node:fs'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import type { NewLink } from '@/lib/allocation/ports/accounts'
import { accountStatements } from './account-changes'
import { type OpenDatabase, openDatabase, type PrismaClient } from './client'
import { peopleRows } from './people-rows'
import { signOnRows } from './sign-on-rows'
import { tokenRows } from './token-rows'

/** A link that works once, as it is kept: its secret only as a hash. */
export type AccessLinkRow = NewLink & {
  readonly usedAt: string | null
  /** Taken back, or replaced. */
  readonly revokedAt: string | null
}

/** Moments are ISO 8601. */
export type ThrottleRow = {
  readonly failures: number
  readonly lastAt: string
  readonly blockedUntil: string | null
}

export type PersonRow = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
}

/** What is known of people, beside what the library of accounts asks for by its own adapter. */
export type AccountRows = ReturnType<typeof openAccountRows>

export function openAccountRows(databaseUrl: string, now: () => string) {
  const opened = openDatabase(databaseUrl)
  const { client, file } = opened
  keepToOurselves(file)
  return {
    /** For the library of accounts: its tables, through our own client. */
    database: prismaAdapter(client, { provider: 'sqlite' }),
    ...people(opened, now),
    ...peopleRows(client),
    ...links(client),
    ...throttles(client),
    ...tokenRows(client),
    ...signOnRows(client),
    /** The value under this name; null where none was made. */
    async kept(name: string): Promise<string | null> {
      return (await client.meta.findUnique({ where: { key: name } }))?.value ?? null
    },
    /** The value under this name, made once. */
    async secret(name: string, make: () => string): Promise<string> {
      const kept = await client.meta.findUnique({ where: { key: name } })
      if (kept) return kept.value
      return (await client.meta.create({ data: { key: name, value: make() } })).value
    },
  }
}

/** The file now holds what sessions are signed with: nobody else of this machine may read it. */
function keepToOurselves(file: string): void {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(one)) chmodSync(one, 0o600)
}

const people = ({ client, write }: OpenDatabase, now: () => string) => ({
  /** For worlds that begin with people. No door asks for it: it leaves no event. */
  async addPerson(person: PersonRow, passwordHash: string): Promise<void> {
    const credential = { kind: 'password', hash: passwordHash } as const
    await write(accountStatements([{ accounts: [{ kind: 'person-added', person, credential, at: now() }] }]))
  },
  async countOfRole(role: string): Promise<number> {
    return client.user.count({ where: { role } })
  },
  async personByEmail(email: string): Promise<PersonRow | null> {
    return client.user.findUnique({
      where: { email: email.toLowerCase() },
      select: { id: true, name: true, email: true, role: true },
    })
  },
})

const links = (client: PrismaClient) => ({
  async addLink(link: NewLink): Promise<void> {
    await client.accessLink.create({ data: link })
  },
  async link(tokenHash: string): Promise<AccessLinkRow | null> {
    return client.accessLink.findUnique({ where: { tokenHash } })
  },
  /** Newest first. */
  async linksOf(kind: string): Promise<AccessLinkRow[]> {
    return client.accessLink.findMany({ where: { kind }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
  },
  /** The ids of those that were neither used nor taken back. */
  async unusedLinkIds(of: { kind?: string; subject?: string; madeBy?: string }): Promise<readonly string[]> {
    const where = { ...of, usedAt: null, revokedAt: null }
    return (await client.accessLink.findMany({ where, select: { id: true } })).map(({ id }) => id)
  },
  /** How many of theirs can still be used, but for those for `exceptFor`. */
  async countOpenLinks(
    of: { readonly kind: string; readonly madeBy: string | null; readonly exceptFor: string },
    now: string,
  ): Promise<number> {
    const { kind, madeBy, exceptFor } = of
    return client.accessLink.count({
      where: {
        ...{ kind, madeBy, usedAt: null, revokedAt: null },
        OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
        NOT: { subject: exceptFor },
      },
    })
  },
  async dropLinks(kind: string): Promise<void> {
    await client.accessLink.deleteMany({ where: { kind } })
  },
})

const throttles = (client: PrismaClient) => ({
  async throttle(key: string): Promise<ThrottleRow | null> {
    return client.signInThrottle.findUnique({ where: { key } })
  },
  async setThrottle(key: string, row: ThrottleRow | null): Promise<void> {
    if (row === null) await client.signInThrottle.deleteMany({ where: { key } })
    else await client.signInThrottle.upsert({ where: { key }, create: { key, ...row }, update: row })
  },
  async forgetThrottles(before: string): Promise<void> {
    await client.signInThrottle.deleteMany({ where: { lastAt: { lt: before } } })
  },
})
