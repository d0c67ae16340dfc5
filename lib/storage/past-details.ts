import type { PastDetail } from '@/lib/allocation/ports/past'
import { type Address, address as readAddress } from '@/lib/domain/address'
import { isPresent, type MemberThen } from '@/lib/domain/fold-events'
import type { Holder } from '@/lib/domain/refusal'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { HOLDER_COLUMNS, HOLDER_JOINS, type HolderRaw, readHolder } from './holders'
import { readMembers } from './past-members'

/** A square of the map. */
const MOST_DETAILS = 256

type DetailRaw = Omit<HolderRaw, 'ownerKind'> & {
  wanted: string
  ownerKind: HolderRaw['ownerKind'] | null
  holds: number | bigint
  since: string | null
  origin: PastDetail['origin']
  restsUntil: string | null
  poolId: string | null
  poolName: string | null
}

/** The latest hold of an address that had begun at ?3 decides: it lasted, or it was over and may still have rested. */
const DETAILS = `
  SELECT wanted.value AS wanted, a."since", a."origin", ${HOLDER_COLUMNS},
    a."id" IS NOT NULL AND (a."releasedAt" IS NULL OR a."releasedAt" > ?3) AS holds,
    a."restsUntil", pool."id" AS "poolId", pool."name" AS "poolName"
  FROM json_each(?1) AS wanted
  LEFT JOIN "IpAllocation" a ON a."id" = (
    SELECT max(every."id") FROM "IpAllocation" every
    WHERE every."address" = wanted.value AND every."subnetId" = ?2 AND every."since" <= ?3)
  ${HOLDER_JOINS}
  LEFT JOIN "Group" pool ON pool."id" = coalesce(
    (SELECT p."groupId" FROM "PoolMember" p
     WHERE p."subnetId" = ?2 AND p."address" = wanted.value AND coalesce(p."since", '') <= ?3),
    (SELECT p."groupId" FROM "PoolMemberPast" p
     WHERE p."subnetId" = ?2 AND p."address" = wanted.value AND p."until" > ?3 AND coalesce(p."since", '') <= ?3
     ORDER BY p."until" LIMIT 1))
  ORDER BY wanted.key`

export async function readPastDetails(
  client: PrismaClient,
  subnetId: string,
  addresses: readonly string[],
  at: string,
): Promise<PastDetail[]> {
  if (addresses.length > MOST_DETAILS)
    throw new Error(`At most ${MOST_DETAILS} addresses, not ${addresses.length}`)
  const rows = await ask<DetailRaw>(client, DETAILS, JSON.stringify(addresses), subnetId, at)
  const ids = rows.flatMap(({ instanceId }) => instanceId ?? [])
  const members = new Map<string, MemberThen>()
  for await (const [, member] of readMembers(client, ids, at)) if (member) members.set(member.id, member)
  return rows.map((row) => {
    const held = Number(row.holds) === 1 && row.ownerKind !== null
    const member = held && row.instanceId !== null ? (members.get(row.instanceId) ?? null) : null
    const rests = !held && row.restsUntil !== null && row.restsUntil > at
    return {
      address: row.wanted,
      holder: held
        ? holderThen({ ...row, ownerKind: row.ownerKind as HolderRaw['ownerKind'] }, member)
        : null,
      origin: held ? row.origin : null,
      since: held ? row.since : null,
      member,
      pool: row.poolId === null ? null : { groupId: row.poolId, groupName: row.poolName ?? row.poolId },
      resting: rests ? { until: row.restsUntil as string, groupId: row.groupId } : null,
    }
  })
}

/** An interface that was kept later was, until then, its instance's: the row of the hold says only the latter. */
function holderThen(raw: HolderRaw, member: MemberThen | null): Holder {
  return readHolder(
    raw.ownerKind === 'kept' && member && isPresent(member) ? { ...raw, ownerKind: 'instance' } : raw,
  )
}

const REHELD = `
  SELECT DISTINCT a."address" FROM "IpAllocation" a INDEXED BY "IpAllocation_past_idx"
  JOIN "IpAllocation" b ON b."address" = a."address" AND b."subnetId" = a."subnetId"
    AND b."since" > ?2 AND b."since" <= ?3 AND (b."releasedAt" IS NULL OR b."releasedAt" > ?3)
  WHERE a."subnetId" = ?1 AND a."releasedAt" IS NOT NULL AND a."releasedAt" > ?2 AND a."releasedAt" <= ?3
    AND a."since" <= ?2
    AND coalesce(a."instanceId", a."interfaceId", '') <> coalesce(b."instanceId", b."interfaceId", '')`

export async function readReheld(
  client: PrismaClient,
  subnetId: string,
  from: string,
  to: string,
): Promise<Address[]> {
  const rows = await ask<{ address: string }>(client, REHELD, subnetId, from, to)
  return rows.map(({ address }) => readAddress(address))
}
