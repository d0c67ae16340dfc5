import type { Holder } from '@/lib/domain/refusal'
import type { PrismaClient } from './client'

/** The columns that `readHolder` reads, of an allocation `a` with its group `g` and foreign interface `f`. */
export const HOLDER_COLUMNS = `a."ownerKind", a."groupId", a."instanceId", a."interfaceId", a."ownerName",
  g."name" AS "groupName", f."machineId" AS "foreignMachineId"`

export const HOLDER_JOINS = `LEFT JOIN "Group" g ON g."id" = a."groupId"
  LEFT JOIN "ForeignInterface" f ON f."id" = a."interfaceId" AND a."ownerKind" <> 'instance'`

export type HolderRaw = {
  ownerKind: 'instance' | 'vm' | 'foreign' | 'kept'
  groupId: string | null
  instanceId: string | null
  interfaceId: string | null
  ownerName: string | null
  groupName: string | null
  foreignMachineId: string | null
}

export function readHolder(raw: HolderRaw): Holder {
  if (raw.ownerKind === 'instance' || raw.ownerKind === 'vm') {
    return {
      kind: 'instance',
      instanceId: raw.instanceId ?? '',
      groupId: raw.groupId ?? '',
      groupName: raw.groupName ?? '',
    }
  }
  if (raw.ownerKind === 'kept') {
    return { kind: 'kept', interfaceId: raw.interfaceId ?? '', groupName: raw.ownerName ?? '' }
  }
  return {
    kind: 'foreign',
    interfaceId: raw.interfaceId,
    machineId: raw.foreignMachineId,
    description: raw.ownerName ?? '',
  }
}

/** Live holders among `addresses` (canonical text). One statement, driven by the addresses and the live index. */
export async function findHolders(
  client: PrismaClient,
  subnetId: string,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  if (addresses.length === 0) return new Map()
  const rows = await client.$queryRawUnsafe<(HolderRaw & { address: string })[]>(
    `SELECT a."address", ${HOLDER_COLUMNS}
     FROM json_each(?) AS wanted CROSS JOIN "IpAllocation" a ${HOLDER_JOINS}
     WHERE a."subnetId" = ? AND a."address" = wanted.value AND a."releasedAt" IS NULL`,
    JSON.stringify(addresses),
    subnetId,
  )
  return new Map(rows.map((row) => [row.address, readHolder(row)]))
}

export type PoolOwner = { readonly groupId: string; readonly groupName: string }

/** The pools that list any of `addresses` (canonical text). */
export async function findPools(
  client: PrismaClient,
  subnetId: string,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, PoolOwner>> {
  if (addresses.length === 0) return new Map()
  const rows = await client.$queryRawUnsafe<(PoolOwner & { address: string })[]>(
    `SELECT p."address", p."groupId", g."name" AS "groupName"
     FROM json_each(?) AS wanted CROSS JOIN "PoolMember" p JOIN "Group" g ON g."id" = p."groupId"
     WHERE p."subnetId" = ? AND p."address" = wanted.value`,
    JSON.stringify(addresses),
    subnetId,
  )
  return new Map(rows.map((row) => [row.address, { groupId: row.groupId, groupName: row.groupName }]))
}
