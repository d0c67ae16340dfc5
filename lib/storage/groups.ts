import type { PrismaClient } from './client'
import type { CachedGroup } from './group-cache'
import {
  columns,
  type GroupRaw,
  INSTANCE_COLUMNS,
  type InstanceRaw,
  readGroup,
  readInstance,
  readVm,
  VM_COLUMNS,
  type VmRaw,
} from './rows'

/** A group that is not deleted, with its instances that are not deallocated, by ordinal. */
export async function readGroupWithInstances(
  client: PrismaClient,
  groupId: string,
): Promise<CachedGroup | null> {
  const [raw] = await client.$queryRawUnsafe<GroupRaw[]>(
    `SELECT * FROM "Group" WHERE "id" = ? AND "state" <> 'deleted'`,
    groupId,
  )
  if (!raw) return null
  return {
    group: readGroup(raw),
    instances: await readInstances(client, groupId, LIVE),
    vms: await readVms(client, groupId, `AND "state" <> 'gone'`),
  }
}

const LIVE = `AND "state" <> 'deallocated'`

export async function readVms(client: PrismaClient, groupId: string, condition = '') {
  const rows = await client.$queryRawUnsafe<VmRaw[]>(
    `SELECT ${columns(VM_COLUMNS)} FROM "PooledVm" WHERE "groupId" = ? ${condition} ORDER BY "ordinal"`,
    groupId,
  )
  return rows.map(readVm)
}

/** As one JSON text: of ten thousand rows with eighteen columns each, Prisma would convert every value by itself. */
export async function readInstances(client: PrismaClient, groupId: string, condition = '') {
  const [row] = await client.$queryRawUnsafe<{ instances: string }[]>(
    `SELECT json_group_array(json_object(${INSTANCE_COLUMNS.map((c) => `'${c}', "${c}"`).join(', ')})) AS instances
     FROM (SELECT ${columns(INSTANCE_COLUMNS)} FROM "StatefulInstance"
           WHERE "groupId" = ? ${condition} ORDER BY "ordinal")`,
    groupId,
  )
  return (JSON.parse(row?.instances ?? '[]') as InstanceRaw[]).map(readInstance)
}
