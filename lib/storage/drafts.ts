import type { Draft, DraftRefusal, DraftsOf } from '@/lib/allocation/ports/drafts'
import type { Reads } from '@/lib/allocation/ports/reads'
import { CAPS, capReached } from '@/lib/domain/cap'
import { ok, refuse } from '@/lib/domain/result'
import type { PrismaClient } from './client'

/** Wizards left half-way (B7), and small settings: rows of their own that no plan depends on. */
export function createDrafts(
  client: PrismaClient,
  now: () => string,
): Pick<
  Reads,
  'drafts' | 'draft' | 'draftCount' | 'createDraft' | 'saveDraft' | 'removeDraft' | 'meta' | 'setMeta'
> {
  const find = async (id: string): Promise<Draft | null> => {
    const row = await client.draft.findUnique({ where: { id } })
    return row && readDraft(row)
  }
  return {
    draft: find,
    async drafts(of) {
      const rows = await client.draft.findMany({
        where: of && ownedBy(of),
        orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map(readDraft)
    },
    draftCount: (of) => client.draft.count({ where: ownedBy(of) }),
    async createDraft({ id, ownerId = null, groupId, values, step }) {
      const at = now()
      const row = { id, ownerId, groupId, step, revision: 1, createdAt: at, updatedAt: at }
      const added = await client.$executeRaw`
        INSERT INTO "Draft" ("id", "ownerId", "groupId", "values", "step", "revision", "createdAt", "updatedAt")
        SELECT ${id}, ${ownerId}, ${groupId}, ${JSON.stringify(values)}, ${step}, 1, ${at}, ${at}
        WHERE (SELECT count(*) FROM "Draft" WHERE "ownerId" IS ${ownerId}) < ${CAPS.draftsOfOne}`
      return added === 1 ? ok({ ...row, values }) : refuse(capReached('draftsOfOne'))
    },
    async saveDraft({ id, ownerId = null, revision, values, step }) {
      const theirs = { OR: [{ ownerId: null }, { ownerId }] }
      // One conditional update: of two people who save from the same revision, one finds no row to change.
      const { count } = await client.draft.updateMany({
        where: { id, revision, ...theirs },
        data: { ownerId, values: JSON.stringify(values), step, revision: revision + 1, updatedAt: now() },
      })
      const stored = await find(id)
      if (count === 1 && stored) return ok({ ...stored, ownerId, values, step, revision: revision + 1 })
      return refuse<DraftRefusal>(
        stored && (stored.ownerId ?? ownerId) === ownerId
          ? { kind: 'draft-moved', draftId: id, savedAt: stored.updatedAt }
          : { kind: 'unknown-draft', draftId: id },
      )
    },
    async removeDraft(id) {
      await client.draft.deleteMany({ where: { id } })
    },
    async meta(key) {
      return (await client.meta.findUnique({ where: { key } }))?.value ?? null
    },
    async setMeta(key, value) {
      await client.meta.upsert({ where: { key }, create: { key, value }, update: { value } })
    },
  }
}

/** The person's own, and nobody's where they are asked for; an empty list of alternatives finds none. */
const ownedBy = ({ ownerId, nobodys }: DraftsOf) => ({
  OR: [...(ownerId === null ? [] : [{ ownerId }]), ...(nobodys ? [{ ownerId: null }] : [])],
})

const readDraft = (row: Omit<Draft, 'values'> & { values: string }): Draft => ({
  ...row,
  values: JSON.parse(row.values) as unknown,
})
