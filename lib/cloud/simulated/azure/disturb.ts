import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import type { CloudRefusal } from '../protocol'
import type { State } from '../state'
import { addNic, nicInUse, pointAt, removeNic } from './nics'
import { resourcePath, subscriptionOf } from './paths'
import type { SubnetRow } from './rows'
import { isInUse, missingReference, nicRow, notFound, publicIpRow } from './rows'

// What Azure and other people of the subscription do without asking Holdfast.

const OTHERS_GROUP = 'others'

/** Someone else's interface takes an address; null: whichever is free. */
export function takeAddress(
  state: State,
  wanted: { subnetId: string; address: string | null; description: string },
): Result<{ interfaceId: string }, CloudRefusal> {
  const subscription = subscriptionOf(wanted.subnetId) ?? ''
  const name = `other-${state.hex(8)}`
  const id = resourcePath(subscription, OTHERS_GROUP, 'networkinterfaces', name)
  const nic = {
    ...{ id, name: wanted.description || name, subnetId: wanted.subnetId, address: wanted.address },
    ...{ networkSecurityGroupId: null, applicationSecurityGroupIds: [], instanceId: null },
  }
  const made = state.atomically(() => addNic(state, nic, { foreignUse: true }))
  return made.ok ? ok({ interfaceId: id }) : made
}

/** Someone else's interface goes, in use or not. Holdfast's are refused. */
export function releaseForeign(state: State, id: string): Result<null, CloudRefusal> {
  const found = nicRow(state, id)
  if (!found) return refuse(notFound(id))
  if (found.instance_id !== null)
    return refuse({ code: 'AuthorizationFailed', message: `${id} is not someone else's interface.` })
  state.atomically(() => removeNic(state, id))
  return ok(null)
}

/** One of ours is deleted by somebody else; as in Azure no VM may have it. */
export function deleteBehind(state: State, id: string): Result<null, CloudRefusal> {
  const found = nicRow(state, id)
  if (!found) return refuse(notFound(id))
  if (isInUse(found)) return refuse(nicInUse(id, found.vm_id))
  state.atomically(() => removeNic(state, id))
  return ok(null)
}

/** Someone else takes the public IP away from whoever has it, onto an interface of theirs. */
export function associateElsewhere(
  state: State,
  publicIpId: string,
): Result<{ interfaceId: string }, CloudRefusal> {
  const publicIp = publicIpRow(state, publicIpId)
  if (!publicIp) return refuse(notFound(publicIpId))
  return state.atomically(() => {
    const free = state.row<{ id: string }>(
      `select n.id from azure_nic n join azure_subnet s on s.id = n.subnet_id
       where n.instance_id is null and s.region = ?
         and exists (select 1 from azure_held where nic_id = n.id and instr(address, ':') = 0)
         and not exists (select 1 from azure_public_ip where nic_id = n.id)
       order by n.seq limit 1`,
      publicIp.region,
    )
    const target = free ? ok({ interfaceId: free.id }) : interfaceIn(state, publicIp.region, publicIpId)
    if (!target.ok) return target
    if (publicIp.nic_id !== null)
      state.run('update azure_nic set etag = etag + 1 where id = ?', publicIp.nic_id)
    pointAt(state, publicIpId, target.value.interfaceId)
    return target
  })
}

function interfaceIn(
  state: State,
  region: string,
  publicIpId: string,
): Result<{ interfaceId: string }, CloudRefusal> {
  const description = 'Holds a public IP that someone else moved here'
  let last: Result<{ interfaceId: string }, CloudRefusal> = refuse(missingReference(region, publicIpId))
  for (const subnet of state.rows<SubnetRow>(
    'select * from azure_subnet where region = ? order by seq',
    region,
  )) {
    last = takeAddress(state, { subnetId: subnet.id, address: null, description })
    if (last.ok) return last
  }
  return last
}
