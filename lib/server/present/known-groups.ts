import type { CloudWords } from '@/lib/domain/cloud-rules'
import { SHARED_WORDS, wordsOf } from '@/lib/domain/cloud-words'
import type { Holdfast } from '@/lib/server/compose'

/** What is said of a group wherever one is named; one that is not on record has no name, and the shared words. */
export type KnownGroups = {
  readonly nameOf: (id: string) => string | null
  readonly wordsOf: (id: string | null) => CloudWords
}

export async function readKnownGroups({ store }: Holdfast): Promise<KnownGroups> {
  const rows = new Map((await store.reads.groups()).map((row) => [row.id, row]))
  return {
    nameOf: (id) => rows.get(id)?.name ?? null,
    wordsOf: (id) => {
      const row = id === null ? undefined : rows.get(id)
      return row ? wordsOf(row.cloud) : SHARED_WORDS
    },
  }
}
