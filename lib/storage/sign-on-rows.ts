import { createHash } from 'node:crypto'
import type { PersonRow } from './account-rows'
import type { PrismaClient } from './client'

/** Somebody at a provider: `subject` is what the provider calls them, for good. */
export type SignOn = { readonly providerId: string; readonly subject: string }

const PERSON = { id: true, name: true, email: true, role: true } as const

/** People, and whom a provider says that they are. None of its tokens is kept. */
export const signOnRows = (client: PrismaClient, now: () => string) => ({
  async personBySignOn({ providerId, subject }: SignOn): Promise<PersonRow | null> {
    const account = await client.account.findFirst({
      where: { providerId, accountId: subject },
      select: { user: { select: PERSON } },
    })
    return account?.user ?? null
  },
  async hasSignOn(userId: string, providerId: string): Promise<boolean> {
    return (await client.account.count({ where: { userId, providerId } })) > 0
  },
  async linkSignOn(userId: string, signOn: SignOn): Promise<void> {
    await client.account.create({ data: { ...accountOf(signOn, now()), userId } })
  },
  /** Without a password: both rows or none. */
  async addSignOnPerson(person: PersonRow, signOn: SignOn): Promise<void> {
    const at = now()
    const row = { ...person, emailVerified: true, createdAt: at, updatedAt: at }
    await client.user.create({ data: { ...row, accounts: { create: accountOf(signOn, at) } } })
  },
  /** Those of this kind that were neither used nor taken back, as they stand in their rows. */
  async unusedLinks(kind: string): Promise<readonly { readonly id: string; readonly details: string }[]> {
    return client.accessLink.findMany({ where: { kind, usedAt: null, revokedAt: null } })
  },
  /** True for one of those who ask at once. */
  async spendLink(id: string, at: string): Promise<boolean> {
    const { count } = await client.accessLink.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { usedAt: at },
    })
    return count === 1
  },
  /** After what it was spent on failed. */
  async unspendLink(id: string): Promise<void> {
    await client.accessLink.updateMany({ where: { id }, data: { usedAt: null } })
  },
})

/** Its id says what it is of, so that nobody can be two people. */
const accountOf = ({ providerId, subject }: SignOn, at: string) => ({
  id: `sign-on-${createHash('sha256').update(`${providerId}\n${subject}`).digest('hex')}`,
  ...{ providerId, accountId: subject, createdAt: at, updatedAt: at },
})
