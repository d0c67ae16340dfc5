import type { AddressDetail } from '@/lib/allocation/ports/network-rows'
import { formatAddress } from '@/lib/domain/address'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { findPools, HOLDER_COLUMNS, HOLDER_JOINS, type HolderRaw, readHolder } from './holders'
import { INSTANCE_COLUMNS, type InstanceRaw, readInstance, readVm, VM_COLUMNS, type VmRaw } from './rows'

/** One block of the map. */
export const MOST_DETAILS = 256

type DetailRaw = HolderRaw & {
  wanted: string
  since: string | null
  origin: string | null
  restsUntil: string | null
  restsFor: string | null
  publicIpId: string | null
  publicAddress: string | null
  instance: string | null
  vm: string | null
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
    const vm = vmOf(row, subnetId)
    const instance = row.instance === null ? null : readInstance(JSON.parse(row.instance) as InstanceRaw)
    return {
      address: row.wanted,
      holder: row.ownerKind === null ? null : readHolder(row),
      since: row.since,
      origin: row.origin as AddressDetail['origin'],
      instance,
      vm,
      interfaceId: instance?.interfaceId ?? vm?.nic.interfaceId ?? row.interfaceId,
      machineId: instance?.machineId ?? vm?.vm.machineId ?? row.foreignMachineId,
      publicIp: row.publicIpId === null ? null : { id: row.publicIpId, address: row.publicAddress ?? '' },
      pool: pools.get(row.wanted) ?? null,
      resting: row.restsUntil === null ? null : { until: row.restsUntil, groupId: row.restsFor },
    }
  })
}

/** The VM that has the address, and the interface of it that does. */
function vmOf(row: DetailRaw, subnetId: string): AddressDetail['vm'] {
  if (row.vm === null) return null
  const vm = readVm(JSON.parse(row.vm) as VmRaw)
  const nic = vm.nics.find(
    (one) =>
      one.subnetId === subnetId && one.private.address && formatAddress(one.private.address) === row.wanted,
  )
  return nic ? { vm, nic } : null
}

const jsonOf = (alias: string, columns: readonly string[]): string =>
  `json_object(${columns.map((c) => `'${c}', ${alias}."${c}"`).join(', ')})`

/** The latest row of an address decides: live, it is the holder; released, it may still rest. */
const DETAILS = `
  SELECT wanted.value AS wanted, a."since", a."origin", ${HOLDER_COLUMNS},
    CASE WHEN a."id" IS NULL AND last."restsUntil" > ?3 THEN last."restsUntil" END AS "restsUntil",
    last."groupId" AS "restsFor",
    p."id" AS "publicIpId", p."address" AS "publicAddress",
    CASE WHEN i."id" IS NOT NULL THEN ${jsonOf('i', INSTANCE_COLUMNS)} END AS instance,
    CASE WHEN v."id" IS NOT NULL THEN ${jsonOf('v', VM_COLUMNS)} END AS vm
  FROM json_each(?1) AS wanted
  LEFT JOIN "IpAllocation" last ON last."id" = (
    SELECT max(every."id") FROM "IpAllocation" every
    WHERE every."address" = wanted.value AND every."subnetId" = ?2)
  LEFT JOIN "IpAllocation" a ON a."id" = last."id" AND a."releasedAt" IS NULL
  ${HOLDER_JOINS}
  LEFT JOIN "StatefulInstance" i ON i."id" = a."instanceId" AND a."ownerKind" = 'instance'
  LEFT JOIN "PooledVm" v ON v."id" = a."instanceId" AND a."ownerKind" = 'vm'
  LEFT JOIN "PublicIp" p ON p."id" = coalesce(i."publicIpId", (
    SELECT nic.value ->> '$.public.publicIpId' FROM json_each(v."nics") nic
    WHERE nic.value ->> '$.private.address' = wanted.value AND nic.value ->> '$.subnetId' = ?2 LIMIT 1), (
    SELECT "id" FROM "PublicIp" WHERE "interfaceId" = a."interfaceId" AND "privateAddress" = wanted.value LIMIT 1))
  ORDER BY wanted.key`
