import type { AddressDetail } from '@/lib/allocation/reads-port'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { findPools, HOLDER_COLUMNS, HOLDER_JOINS, type HolderRaw, readHolder } from './holders'
import { INSTANCE_COLUMNS, type InstanceRaw, readInstance } from './rows'

/** One block of the map. */
export const MOST_DETAILS = 256

type DetailRaw = HolderRaw & {
  wanted: string
  since: string | null
  restsUntil: string | null
  restsFor: string | null
  publicIpId: string | null
  publicAddress: string | null
  instance: string | null
}

/** Everything about up to 256 addresses of one subnet (canonical text), in the order asked for. */
export async function readAddressDetails(
  client: PrismaClient,
  subnetId: string,
  addresses: readonly string[],
  now: string,
): Promise<AddressDetail[]> {
  if (addresses.length > MOST_DETAILS)
    throw new Error(`At most ${MOST_DETAILS} addresses, not ${addresses.length}`)
  const rows = await ask<DetailRaw>(client, DETAILS, JSON.stringify(addresses), subnetId, now)
  const pools = await findPools(client, subnetId, addresses)
  return rows.map((row) => {
    const instance = row.instance === null ? null : readInstance(JSON.parse(row.instance) as InstanceRaw)
    return {
      address: row.wanted,
      holder: row.ownerKind === null ? null : readHolder(row),
      since: row.since,
      instance,
      interfaceId: instance?.interfaceId ?? row.interfaceId,
      machineId: instance?.machineId ?? row.foreignMachineId,
      publicIp: row.publicIpId === null ? null : { id: row.publicIpId, address: row.publicAddress ?? '' },
      pool: pools.get(row.wanted) ?? null,
      resting: row.restsUntil === null ? null : { until: row.restsUntil, groupId: row.restsFor },
    }
  })
}

/** The latest row of an address decides: live, it is the holder; released, it may still rest. */
const DETAILS = `
  SELECT wanted.value AS wanted, a."since", ${HOLDER_COLUMNS},
    CASE WHEN a."id" IS NULL AND last."restsUntil" > ?3 THEN last."restsUntil" END AS "restsUntil",
    last."groupId" AS "restsFor",
    p."id" AS "publicIpId", p."address" AS "publicAddress",
    CASE WHEN i."id" IS NOT NULL THEN json_object(${INSTANCE_COLUMNS.map((c) => `'${c}', i."${c}"`).join(', ')}) END
      AS instance
  FROM json_each(?1) AS wanted
  LEFT JOIN "IpAllocation" last ON last."id" = (
    SELECT max(every."id") FROM "IpAllocation" every
    WHERE every."address" = wanted.value AND every."subnetId" = ?2)
  LEFT JOIN "IpAllocation" a ON a."id" = last."id" AND a."releasedAt" IS NULL
  ${HOLDER_JOINS}
  LEFT JOIN "StatefulInstance" i ON i."id" = a."instanceId" AND a."ownerKind" = 'instance'
  LEFT JOIN "PublicIp" p ON p."id" = coalesce(i."publicIpId", (
    SELECT "id" FROM "PublicIp" WHERE "interfaceId" = a."interfaceId" AND "privateAddress" = wanted.value LIMIT 1))
  ORDER BY wanted.key`
