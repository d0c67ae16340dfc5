import type { LedgerFacts } from '@/lib/allocation/ports/reads'
import type { PrismaClient } from './client'

type FactsRaw = Record<'seq' | 'removed' | 'anchorSeq', number | bigint | null> &
  Record<'at' | 'lastAt' | 'hash' | 'anchorAt' | 'removedAt' | 'byName', string | null>

/** A few look-ups: the ends of the log, and the last anchor. */
const FACTS = `
  SELECT first."seq", first."at", last."at" AS "lastAt",
    (SELECT sum("events") FROM "LedgerAnchor") AS "removed",
    anchor."seq" AS "anchorSeq", anchor."hash", anchor."lastAt" AS "anchorAt", anchor."removedAt", anchor."byName"
  FROM (SELECT 1)
  LEFT JOIN "LedgerAnchor" anchor ON anchor."seq" = (SELECT max("seq") FROM "LedgerAnchor")
  LEFT JOIN "Event" first
    ON first."seq" = (SELECT min("seq") FROM "Event" WHERE "seq" > coalesce((SELECT max("seq") FROM "LedgerAnchor"), 0))
  LEFT JOIN "Event" last ON last."seq" = (SELECT max("seq") FROM "Event")`

export async function readLedgerFacts(client: PrismaClient): Promise<LedgerFacts> {
  const [row] = await client.$queryRawUnsafe<FactsRaw[]>(FACTS)
  return {
    first: row?.seq == null ? null : { seq: Number(row.seq), at: row.at ?? '' },
    lastAt: row?.lastAt ?? null,
    removed: Number(row?.removed ?? 0),
    anchor:
      row?.anchorSeq == null
        ? null
        : {
            seq: Number(row.anchorSeq),
            ...{ hash: row.hash ?? '', lastAt: row.anchorAt ?? '', removedAt: row.removedAt ?? '' },
            byName: row.byName,
          },
  }
}
