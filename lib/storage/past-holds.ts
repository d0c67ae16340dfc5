import type { Reads } from '@/lib/allocation/ports/reads'
import { type Address, address as readAddress } from '@/lib/domain/address'
import { type Cidr, cidrContains } from '@/lib/domain/cidr'
import { MAXIMUM_COOLING_SECONDS } from '@/lib/domain/group'
import type { MapStanding } from '@/lib/domain/map-standing'
import type { HeldStatus, Hold } from '@/lib/domain/occupancy'
import type { AddressRange } from '@/lib/domain/ranges'
import { rangesIn } from './address-text'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { readAddresses } from './network'
import { seqRange } from './past-events'
import { readStandings } from './past-members'
import { readPrefixes } from './subnet-reads'

/**
 * Holds of subnet ?1 at ?2. Those that last by the index of live ones, those that are over by the one of past ones,
 * from the moment on: rows of holds that had ended by then are not looked at.
 *
 *   ├──────────┤                 over before: not read
 *         ├──────────┤           over since: IpAllocation_past_idx
 *               ├─────────────▶  lasts: IpAllocation_live_key
 *               at     ├──────▶  began later: left out
 */
const HELD = `
  SELECT "id", "address", "ownerKind", "origin", "instanceId", "interfaceId" FROM "IpAllocation"
  WHERE "subnetId" = ?1 AND "releasedAt" IS NULL AND "since" <= ?2
  UNION ALL
  SELECT "id", "address", "ownerKind", "origin", "instanceId", "interfaceId"
  FROM "IpAllocation" INDEXED BY "IpAllocation_past_idx"
  WHERE "subnetId" = ?1 AND "releasedAt" IS NOT NULL AND "releasedAt" > ?2 AND "since" <= ?2`

/**
 * Nothing was told of it since: its row is as it was then. By number, which the index alone answers; whoever stands near
 * the moment is looked at more closely, which is never wrong.
 */
const UNMOVED = (id: string): string =>
  `coalesce((SELECT max(e."seq") FROM "Event" e WHERE e."instanceId" = ${id}) <= ?4, 1)`

/**
 * The layers of the map, as LAYERS of subnet-reads has them for now. Of members to which something happened since, the
 * standing is read from their events: 'moved' lists them. Of a VM that is only whether it had drifted.
 */
export const PAST_LAYERS = `
  WITH held AS (${HELD}),
  known AS (
    SELECT h."address", h."instanceId", CASE
        WHEN h."ownerKind" = 'foreign' THEN 'foreign'
        WHEN h."instanceId" IS NULL THEN 'paused'
        WHEN NOT ${UNMOVED('h."instanceId"')}
          THEN CASE WHEN h."ownerKind" <> 'vm' THEN 'moved' WHEN h."origin" = 'pool' THEN 'moved-active' ELSE 'moved-random' END
        WHEN h."ownerKind" = 'vm' THEN CASE WHEN h."origin" = 'pool' THEN 'active' ELSE 'random' END
        WHEN i."desired" = 'paused' AND i."machineId" IS NULL THEN 'paused'
        WHEN i."origin" = 'pool' OR i."retained" THEN 'active'
        ELSE 'random' END AS status,
      coalesce(i."drift", v."drift") AS drift
    FROM held h LEFT JOIN "StatefulInstance" i ON i."id" = h."instanceId"
      LEFT JOIN "PooledVm" v ON v."id" = h."instanceId" AND h."ownerKind" = 'vm')
  SELECT status, group_concat("address") AS addresses,
    group_concat("address") FILTER (WHERE drift IS NOT NULL AND status NOT LIKE 'moved%') AS drift,
    CASE WHEN status LIKE 'moved%' THEN json_group_array("instanceId") END AS members
  FROM known GROUP BY status
  UNION ALL
  SELECT 'pool', group_concat("address"), NULL, NULL FROM (
    SELECT "address" FROM "PoolMember" WHERE "subnetId" = ?1 AND coalesce("since", '') <= ?2
    UNION ALL
    SELECT "address" FROM "PoolMemberPast" WHERE "subnetId" = ?1 AND "until" > ?2 AND coalesce("since", '') <= ?2)
  UNION ALL
  SELECT 'cooling', group_concat(r."address"), NULL, NULL FROM "IpAllocation" r
  WHERE r."subnetId" = ?1 AND r."restsUntil" > ?2 AND r."restsUntil" <= ?3 AND r."releasedAt" <= ?2
    AND NOT EXISTS (
      SELECT 1 FROM "IpAllocation" later WHERE later."address" = r."address" AND later."subnetId" = r."subnetId"
        AND later."id" > r."id" AND later."since" <= ?2)
  UNION ALL
  SELECT 'prefix', group_concat(prefix.value), NULL, NULL
  FROM "ForeignInterface" f, json_each(f."held", '$.prefixes') prefix
  WHERE f."subnetId" = ?1 AND prefix.value LIKE '%:%'`

type LayerRaw = { status: string; addresses: string | null; drift: string | null; members: string | null }

/** No rest is longer, so one that ends later than this had not begun. */
const latestRest = (at: string): string =>
  new Date(Date.parse(at) + MAXIMUM_COOLING_SECONDS * 1000).toISOString()

/**
 * Prefixes that somebody else holds as a whole (IPv6) are the ones of now: of those the record keeps no history.
 */
export async function readPastLayers(
  client: PrismaClient,
  { subnetId, block, at }: { readonly subnetId: string; readonly block: Cidr; readonly at: string },
): ReturnType<Reads['pastLayers']> {
  const { low, high } = await seqRange(client, at)
  const rows = await ask<LayerRaw>(client, PAST_LAYERS, subnetId, at, latestRest(at), low)
  const holds: Hold[] = []
  const drift: Address[] = []
  const ranges = new Map<string, readonly AddressRange[]>()
  for (const { status, addresses, drift: drifted, members } of rows) {
    drift.push(...readAddresses(drifted))
    if (status.startsWith('moved')) {
      const of = { addresses: (addresses ?? '').split(','), ids: JSON.parse(members ?? '[]') as string[] }
      const moved = await movedHolds(client, of, { at, high })
      for (const [held, list] of moved.byStatus) {
        const shown = held === 'vm' ? (status.slice('moved-'.length) as HeldStatus) : held
        holds.push({ status: shown, ranges: rangesIn(list.join(), block) })
      }
      drift.push(...moved.drift.map(readAddress))
    } else if (status === 'prefix') holds.push({ status: 'foreign', ranges: readPrefixes(addresses, block) })
    else if (status === 'pool' || status === 'cooling') ranges.set(status, rangesIn(addresses, block))
    else holds.push({ status: status as HeldStatus, ranges: rangesIn(addresses, block) })
  }
  return {
    holds,
    pool: ranges.get('pool') ?? [],
    cooling: ranges.get('cooling') ?? [],
    drift: drift.filter((one) => cidrContains(block, one)),
  }
}

type Moved = {
  readonly byStatus: ReadonlyMap<MapStanding['status'], string[]>
  readonly drift: readonly string[]
}

/** `addresses` and `ids` belong together by their place. */
async function movedHolds(
  client: PrismaClient,
  { addresses, ids }: { readonly addresses: readonly string[]; readonly ids: readonly string[] },
  moment: { readonly at: string; readonly high: number },
): Promise<Moved> {
  const byStatus = new Map<MapStanding['status'], string[]>()
  const drift: string[] = []
  for await (const [place, { status, drifted }] of readStandings(client, ids, moment)) {
    const address = addresses[place] as string
    const list = byStatus.get(status)
    if (list) list.push(address)
    else byStatus.set(status, [address])
    if (drifted) drift.push(address)
  }
  return { byStatus, drift }
}
