import type { SubnetRow } from '@/lib/allocation/ports/network-rows'
import type { Reads } from '@/lib/allocation/ports/reads'
import type { HoldRecord } from '@/lib/allocation/ports/store'
import { type Cidr, cidrContains, cidr as readCidr } from '@/lib/domain/cidr'
import type { HeldStatus, Hold } from '@/lib/domain/occupancy'
import { type AddressRange, rangeOf } from '@/lib/domain/ranges'
import { primaryCidr, type Subnet } from '@/lib/domain/subnet'
import { rangesIn } from './address-text'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { HOLDER_COLUMNS, HOLDER_JOINS, type HolderRaw, readHolder } from './holders'
import { type NetworkPlan, RESTING, readAddresses } from './network'
import { persistenceSql } from './stored-config'

/** By virtual network and CIDR. */
export const subnetsInOrder = (plan: NetworkPlan): Subnet[] =>
  [...plan.subnets.values()].sort((a, b) => {
    if (a.virtualNetworkId !== b.virtualNetworkId) return a.virtualNetworkId < b.virtualNetworkId ? -1 : 1
    const [left, right] = [primaryCidr(a).base, primaryCidr(b).base]
    return left < right ? -1 : left > right ? 1 : 0
  })

/** Subnets with their use, by virtual network and CIDR. Counting reads only indexes. */
export async function readSubnetRows(client: PrismaClient, plan: NetworkPlan): Promise<SubnetRow[]> {
  const counted = async (sql: string): Promise<Map<string, number>> => {
    const rows = await client.$queryRawUnsafe<{ id: string; n: number | bigint }[]>(sql)
    return new Map(rows.map((row) => [row.id, Number(row.n)]))
  }
  const held = await counted(
    'SELECT "subnetId" AS id, count(*) AS n FROM "IpAllocation" WHERE "releasedAt" IS NULL GROUP BY "subnetId"',
  )
  const pooled = await counted('SELECT "subnetId" AS id, count(*) AS n FROM "PoolMember" GROUP BY "subnetId"')
  // What is not an instance's has an index of its own, and that is little. Without being told, SQLite walks them all.
  const others = await client.$queryRawUnsafe<{ id: string; n: number | bigint; vms: number | bigint }[]>(
    `SELECT "subnetId" AS id, count(*) AS n, sum("ownerKind" = 'vm') AS vms
     FROM "IpAllocation" INDEXED BY "IpAllocation_not_ours_idx"
     WHERE "releasedAt" IS NULL AND "ownerKind" <> 'instance' GROUP BY "subnetId"`,
  )
  const notOurs = new Map(others.map(({ id, n, vms }) => [id, Number(n) - Number(vms)]))
  const groups = await counted(
    `SELECT id, count(*) AS n FROM (
       SELECT DISTINCT g."id" AS "groupId", s.value AS id
       FROM "Group" g, json_each(${persistenceSql('g."config"', 'subnetIds')}) s WHERE g."state" <> 'deleted'
       UNION
       SELECT g."id", nic.value ->> 'subnetId'
       FROM "Group" g, json_each(g."config", '$.persistence.interfaces') nic WHERE g."state" <> 'deleted')
     GROUP BY id`,
  )
  const names = new Map(plan.virtualNetworks.map((n) => [n.id, n.name]))
  return subnetsInOrder(plan).map((subnet) => ({
    subnet,
    virtualNetworkName: names.get(subnet.virtualNetworkId) ?? '',
    held: held.get(subnet.id) ?? 0,
    ours: (held.get(subnet.id) ?? 0) - (notOurs.get(subnet.id) ?? 0),
    pooled: pooled.get(subnet.id) ?? 0,
    groupCount: groups.get(subnet.id) ?? 0,
  }))
}

/**
 * Every address of a subnet by what it is. Each line joins its addresses into one text in the database, so that a full
 * /16 is a handful of values instead of 65,536 rows. Ours are read from the instances, which hold exactly the live
 * allocations of that kind; everybody else's from the allocations, by an index of only those.
 *
 * Paused is what has no machine and wants none; kept interfaces of deleted groups are shown so too. Of the rest,
 * addresses from a pool are active, drawn ones random; a retained address (A7) came from a pool.
 */
const LAYERS = `
  SELECT CASE
      WHEN "desired" = 'paused' AND "machineId" IS NULL THEN 'paused'
      WHEN "origin" = 'pool' OR "retained" THEN 'active'
      ELSE 'random' END AS status,
    group_concat("address") AS addresses,
    group_concat("address") FILTER (WHERE "drift" IS NOT NULL) AS drift
  FROM "StatefulInstance"
  WHERE "subnetId" = ?1 AND "state" <> 'deallocated' AND "address" IS NOT NULL GROUP BY status
  UNION ALL
  SELECT CASE
      WHEN "ownerKind" = 'kept' THEN 'paused'
      WHEN "ownerKind" = 'foreign' THEN 'foreign'
      WHEN "origin" = 'pool' THEN 'active'
      ELSE 'random' END AS status, group_concat("address"), NULL
  FROM "IpAllocation" INDEXED BY "IpAllocation_not_ours_idx"
  WHERE "subnetId" = ?1 AND "releasedAt" IS NULL AND "ownerKind" <> 'instance' GROUP BY status
  UNION ALL
  SELECT 'pool', group_concat("address"), NULL FROM "PoolMember" WHERE "subnetId" = ?1
  UNION ALL
  SELECT 'cooling', group_concat("address"), NULL FROM (${RESTING})
  UNION ALL
  SELECT 'drift', NULL, group_concat(nic.value ->> '$.private.address')
  FROM "PooledVm" v, json_each(v."nics") nic
  WHERE v."drift" IS NOT NULL AND v."state" <> 'gone' AND nic.value ->> '$.subnetId' = ?1
  UNION ALL
  SELECT 'prefix', group_concat(prefix.value), NULL
  FROM "ForeignInterface" f, json_each(f."held", '$.prefixes') prefix
  WHERE f."subnetId" = ?1 AND prefix.value LIKE '%:%'`

type LayerRaw = { status: string; addresses: string | null; drift: string | null }

export async function readLayers(
  client: PrismaClient,
  subnetId: string,
  block: Cidr,
  now: string,
): ReturnType<Reads['occupancyLayers']> {
  const rows = await ask<LayerRaw>(client, LAYERS, subnetId, now)
  const holds: Hold[] = []
  let pool: readonly AddressRange[] = []
  let cooling: readonly AddressRange[] = []
  for (const { status, addresses } of rows) {
    if (status === 'drift') continue
    if (status === 'prefix') {
      holds.push({ status: 'foreign', ranges: readPrefixes(addresses, block) })
      continue
    }
    const ranges = rangesIn(addresses, block)
    if (status === 'pool') pool = ranges
    else if (status === 'cooling') cooling = ranges
    else holds.push({ status: status as HeldStatus, ranges })
  }
  const drift = rows.flatMap((row) => readAddresses(row.drift)).filter((a) => cidrContains(block, a))
  return { holds, pool, cooling, drift }
}

export const readPrefixes = (text: string | null, block: Cidr): AddressRange[] =>
  text
    ? text
        .split(',')
        .map((t) => rangeOf(readCidr(t)))
        .filter((r) => r.family === block.family)
    : []

type HistoryRaw = HolderRaw & Omit<HoldRecord, 'holder'>

/** Who held the address, newest first (B5). The index on the address leads; few rows share one. */
export async function readHistory(
  client: PrismaClient,
  query: { readonly address: string; readonly subnetId?: string; readonly limit: number },
): Promise<HoldRecord[]> {
  const rows = await ask<HistoryRaw>(
    client,
    `SELECT a."subnetId", a."address", a."origin", a."since", a."releasedAt" AS until, a."restsUntil", ${HOLDER_COLUMNS}
     FROM "IpAllocation" a ${HOLDER_JOINS}
     WHERE a."address" = ?1 AND (?2 IS NULL OR a."subnetId" = ?2) ORDER BY a."id" DESC LIMIT ?3`,
    query.address,
    query.subnetId ?? null,
    query.limit,
  )
  return rows.map((row) => {
    const { subnetId, address, origin, since, until, restsUntil } = row
    return { subnetId, address, holder: readHolder(row), origin, since, until, restsUntil }
  })
}
