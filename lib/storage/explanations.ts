import type { ExplainedHold } from '@/lib/allocation/ports/network-rows'
import type { Explanation } from '@/lib/domain/explanation'
import { ask } from './ask'
import type { PrismaClient } from './client'

type Raw = { since: string; instanceId: string | null; why: string | null }

const read = (raw: Raw | undefined): ExplainedHold | null =>
  raw
    ? {
        since: raw.since,
        instanceId: raw.instanceId,
        why: raw.why === null ? null : (JSON.parse(raw.why) as Explanation),
      }
    : null

/** The hold of an address that began at `since`; without it, the one that is live. */
export async function readAddressHold(
  client: PrismaClient,
  place: { readonly subnetId: string; readonly address: string; readonly since?: string },
): Promise<ExplainedHold | null> {
  const [raw] = await ask<Raw>(
    client,
    `SELECT a."since", a."instanceId", e."why" FROM "IpAllocation" a LEFT JOIN "Explanation" e ON e."id" = a."whyId"
     WHERE a."address" = ?1 AND a."subnetId" = ?2
       AND CASE WHEN ?3 IS NULL THEN a."releasedAt" IS NULL ELSE a."since" = ?3 END
     ORDER BY a."id" DESC LIMIT 1`,
    place.address,
    place.subnetId,
    place.since ?? null,
  )
  return read(raw)
}

export async function readPublicIpHold(
  client: PrismaClient,
  publicIpId: string,
): Promise<ExplainedHold | null> {
  const [raw] = await ask<Raw>(
    client,
    `SELECT a."since", a."instanceId", e."why"
     FROM "PublicIpAllocation" a LEFT JOIN "Explanation" e ON e."id" = a."whyId"
     WHERE a."publicIpId" = ?1 AND a."releasedAt" IS NULL`,
    publicIpId,
  )
  return read(raw)
}
