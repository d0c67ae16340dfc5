import type { VmRow } from '@/lib/allocation/ports/group-rows'
import type { Operation } from '@/lib/domain/operation'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { readVms } from './groups'
import { columns, OPERATION_COLUMNS, type OperationRaw, readOperation } from './rows'

/** The VMs of a group that are not gone, with what stands beside them in the table. Three statements, however many. */
export async function readVmRows(client: PrismaClient, groupId: string): Promise<VmRow[]> {
  const vms = await readVms(client, groupId, `AND "state" <> 'gone'`)
  const raw = await ask<OperationRaw>(
    client,
    `SELECT ${columns(OPERATION_COLUMNS)} FROM "Operation" WHERE "state" = 'running' AND "groupId" = ?1`,
    groupId,
  )
  const operations = new Map<string, Operation>(raw.map(readOperation).map((one) => [one.instanceId, one]))
  const publicIds = [...new Set(vms.flatMap(({ nics }) => nics.flatMap((nic) => publicIpIdOf(nic) ?? [])))]
  const addresses = await ask<{ id: string; address: string }>(
    client,
    'SELECT "id", "address" FROM "PublicIp" WHERE "id" IN (SELECT value FROM json_each(?1))',
    JSON.stringify(publicIds),
  )
  const known = new Map(addresses.map(({ id, address }) => [id, address]))
  return vms.map((vm) => ({
    vm,
    publicAddresses: vm.nics.map((nic) => known.get(publicIpIdOf(nic) ?? '') ?? null),
    operation: operations.get(vm.id) ?? null,
  }))
}
