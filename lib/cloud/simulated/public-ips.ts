import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { interfaceRow, noSuchInterface, subnetRow } from './interfaces'
import { readPage, startAmong } from './paging'
import type { CloudRefusal, Input, WirePage, WirePublicIp } from './protocol'
import type { State } from './state'

export type PublicIpRow = {
  seq: number
  id: string
  region: string
  address: string
  name: string
  associated: 0 | 1
  interface_id: string | null
  machine_id: string | null
  private_address: string | null
}

export const noSuchAllocation = (id: string): CloudRefusal => ({
  code: 'InvalidAllocationID.NotFound',
  message: `The allocation ID '${id}' does not exist`,
})

const alreadyAssociated = (resource: string): CloudRefusal => ({
  code: 'Resource.AlreadyAssociated',
  message: `resource ${resource} is already associated with an Elastic IP association, and reassociation was not allowed`,
})

export const publicIpRow = (state: State, id: string): PublicIpRow | undefined =>
  state.row<PublicIpRow>('select * from public_ip where id = ?', id)

/** Points the Elastic IP at the interface's first IPv4 address, whatever it pointed at before. */
export function pointAt(state: State, publicIpId: string, interfaceId: string): void {
  state.run(
    `update public_ip set associated = 1, interface_id = ?, machine_id = null, private_address = (
       select address from held where interface_id = ? and instr(address, ':') = 0 order by position limit 1)
     where id = ?`,
    interfaceId,
    interfaceId,
    publicIpId,
  )
}

/**
 * AssociateAddress with re-association refused: neither an Elastic IP that points elsewhere nor an interface that has
 * another one is touched. Associating the same two again succeeds.
 */
export function associatePublicIp(
  state: State,
  { publicIpId, interfaceId }: { publicIpId: string; interfaceId: string },
): Result<null, CloudRefusal> {
  const publicIp = publicIpRow(state, publicIpId)
  if (!publicIp) return refuse(noSuchAllocation(publicIpId))
  const target = interfaceRow(state, interfaceId)
  if (!target) return refuse(noSuchInterface(interfaceId))
  // An Elastic IP is bound to its region: another region's endpoint does not know it.
  if (subnetRow(state, target.subnet_id)?.region !== publicIp.region)
    return refuse(noSuchAllocation(publicIpId))
  if (publicIp.interface_id === interfaceId) return ok(null)
  if (publicIp.associated) return refuse(alreadyAssociated(publicIpId))
  if (state.row('select 1 from public_ip where interface_id = ?', interfaceId)) {
    return refuse(alreadyAssociated(interfaceId))
  }
  pointAt(state, publicIpId, interfaceId)
  return ok(null)
}

/** DisassociateAddress; one that points nowhere has no association to name, as in EC2. */
export function disassociatePublicIp(
  state: State,
  { publicIpId, interfaceId }: { publicIpId: string; interfaceId: string },
): Result<null, CloudRefusal> {
  const publicIp = publicIpRow(state, publicIpId)
  if (!publicIp) return refuse(noSuchAllocation(publicIpId))
  // An association is named by both ends: one with another interface is another association.
  if (!publicIp.associated || publicIp.interface_id !== interfaceId) {
    return refuse({
      code: 'InvalidAssociationID.NotFound',
      message: `The allocation ID '${publicIpId}' has no association`,
    })
  }
  state.run(
    `update public_ip set associated = 0, interface_id = null, machine_id = null, private_address = null
     where id = ?`,
    publicIpId,
  )
  return ok(null)
}

/** DescribeAddresses. The machine is the one that the interface has now, else the one that was loaded with it. */
export function describePublicIps(
  state: State,
  pageSize: number,
  { ids, pageToken }: Input<'DescribeAddresses'>,
): Result<WirePage<WirePublicIp>, CloudRefusal> {
  const { start, params } = startAmong('p', ids)
  const sql = `select p.seq, p.id, p.region, p.address, p.name, p.associated, p.interface_id, p.private_address,
      case when i.id is null then p.machine_id else i.machine_id end as machine_id
    from public_ip p left join interface i on i.id = p.interface_id
    where ${start} > ? order by p.seq limit ?`
  return readPage<PublicIpRow, WirePublicIp>(state, pageSize, pageToken, { sql, params }, (row) => ({
    id: row.id,
    region: row.region,
    address: row.address,
    name: row.name,
    association: row.associated
      ? { interfaceId: row.interface_id, machineId: row.machine_id, privateAddress: row.private_address }
      : null,
  }))
}
