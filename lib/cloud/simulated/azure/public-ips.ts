import { formatAddress } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { readPage, startAmong } from '../paging'
import type { CloudRefusal, WirePage } from '../protocol'
import type { Timing } from '../settings'
import type { State } from '../state'
import { accept, nothingToDo } from './operations'
import type { Accepted, AzureInput, AzurePublicIp, PublicIpMade } from './protocol'
import { quotaReached, zonesOf } from './public-ip-fit'
import type { PublicIpRow } from './rows'
import { existsOtherwise, notFound, publicIpRow } from './rows'

/** 20.0.0.0/8, of which Azure owns most: the addresses that it gives out here. */
const GIVEN_OUT = { base: 20n << 24n, size: 2 ** 24 }

/** PublicIPAddresses_CreateOrUpdate: a static one, of one zone, of all, or of none. */
export function putPublicIp(
  state: State,
  timing: Timing,
  wanted: AzureInput<'PublicIPAddresses_CreateOrUpdate'>,
): Result<Accepted, CloudRefusal> {
  const { id, name, region, sku, zones, instanceId } = wanted
  const content = JSON.stringify(wanted)
  return state.atomically(() => {
    const found = publicIpRow(state, id)
    if (found) {
      if (found.content !== content) return refuse(existsOtherwise(id))
      return accept(state, timing, ok({ id, address: found.address } satisfies PublicIpMade))
    }
    const problem = kindProblem(wanted) ?? quotaReached(state, region)
    if (problem) return refuse(problem)
    const address = newAddress(state)
    state.run(
      `insert into azure_public_ip (id, region, address, name, sku, zones, method, instance_id, content)
       values (?, ?, ?, ?, ?, ?, 'static', ?, ?)`,
      ...[id, region, address, name, sku],
      JSON.stringify(zones),
      instanceId,
      content,
    )
    return accept(state, timing, ok({ id, address } satisfies PublicIpMade))
  })
}

function kindProblem({
  id,
  sku,
  zones,
}: {
  id: string
  sku: string
  zones: readonly string[]
}): CloudRefusal | null {
  const retired = cloudRules.azure.publicIpSkus.find((one) => one.id === sku)?.retired
  if (retired) return { code: 'BasicSkuPublicIpRetired', message: `${retired} ${id} cannot be created.` }
  const unknown = zones.find((zone) => !cloudRules.azure.zones.includes(zone))
  return unknown === undefined
    ? null
    : {
        code: 'InvalidAvailabilityZone',
        message: `The zone ${unknown} of resource ${id} is not one of this location.`,
      }
}

function newAddress(state: State): string {
  for (;;) {
    const offset = BigInt(Math.floor(state.random() * GIVEN_OUT.size))
    const address = formatAddress({ family: 4, value: GIVEN_OUT.base + offset })
    if (!state.row('select 1 from azure_public_ip where address = ?', address)) return address
  }
}

export function getPublicIp(
  state: State,
  { id }: { id: string },
): Result<{ id: string; instanceId: string | null }, CloudRefusal> {
  const found = publicIpRow(state, id)
  return found ? ok({ id, instanceId: found.instance_id }) : refuse(notFound(id))
}

/** PublicIPAddresses_Delete: only one that nothing has goes. */
export function deletePublicIp(
  state: State,
  timing: Timing,
  { id }: { id: string },
): Result<Accepted, CloudRefusal> {
  const found = publicIpRow(state, id)
  if (!found) return nothingToDo()
  if (found.associated) {
    return refuse({
      code: 'PublicIPAddressCannotBeDeleted',
      message: `Public IP address ${id} can not be deleted since it is still allocated to resource ${found.nic_id ?? 'of another service'}.`,
    })
  }
  return state.atomically(() => {
    state.run('delete from azure_public_ip where id = ?', id)
    return accept(state, timing, ok(null))
  })
}

/** PublicIPAddresses_List. The VM is the one that the interface has now, else the one that was loaded with it. */
export function listPublicIps(
  state: State,
  pageSize: number,
  { ids, pageToken }: AzureInput<'PublicIPAddresses_List'>,
): Result<WirePage<AzurePublicIp>, CloudRefusal> {
  const { start, params } = startAmong('p', ids)
  const sql = `select p.*, case when n.id is null then p.vm_id else n.vm_id end as machine_id
    from azure_public_ip p left join azure_nic n on n.id = p.nic_id where ${start} > ? order by p.seq limit ?`
  type Row = PublicIpRow & { machine_id: string | null }
  return readPage<Row, AzurePublicIp>(state, pageSize, pageToken, { sql, params }, (row) => ({
    id: row.id,
    region: row.region,
    address: row.address,
    name: row.name,
    sku: row.sku,
    zones: [...zonesOf(row)],
    method: row.method,
    association: row.associated
      ? { interfaceId: row.nic_id, machineId: row.machine_id, privateAddress: row.private_address }
      : null,
  }))
}
