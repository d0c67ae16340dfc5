import type { PersonRow } from './account-rows'
import type { PrismaClient } from './client'

/** Somebody at a provider: `subject` is what the provider calls them, for good. */
export type SignOn = { readonly providerId: string; readonly subject: string }

const PERSON = { id: true, name: true, email: true, role: true } as const

/** People, and whom a provider says that they are. None of its tokens is kept. */
export const signOnRows = (client: PrismaClient) => ({
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
  /** Those of this kind that were neither used nor taken back, and whose maker is an admin still. */
  async unusedLinks(kind: string): Promise<readonly { readonly id: string; readonly details: string }[]> {
    const admins = await client.user.findMany({ where: { role: 'admin' }, select: { id: true } })
    const madeBy = { in: admins.map(({ id }) => id) }
    const where = { kind, usedAt: null, revokedAt: null, OR: [{ madeBy: null }, { madeBy }] }
    return client.accessLink.findMany({ where })
  },
})
