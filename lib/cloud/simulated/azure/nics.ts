import { formatAddress } from '@/lib/domain/address'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { readPage } from '../paging'
import type { CloudRefusal, WirePage } from '../protocol'
import type { Timing } from '../settings'
import type { State } from '../state'
import { hold, holderOf, letGo, subnetIsFull, takeLowestFree, usableIn } from './addresses'
import { accept, nothingToDo } from './operations'
import type { Accepted, AzureInput, AzureNic, NicContent, NicMade, NicWithEtag } from './protocol'
import { misfitOf, publicIpsOfVm } from './public-ip-fit'
import type { NicRow, SubnetRow } from './rows'
import {
  etagMoved,
  existsOtherwise,
  isInUse,
  missingReference,
  nicRow,
  notFound,
  publicIpRow,
  subnetRow,
  vmRow,
} from './rows'
import { groupsProblem } from './security-groups'

type Wanted = AzureInput<'NetworkInterfaces_CreateOrUpdate'>

type Content = Omit<NicContent, 'instanceId'> & { readonly instanceId: string | null }

/** What a creation asked for, in one order of fields, so that two are the same where their texts are. */
export const contentOf = (wanted: Content): string =>
  JSON.stringify({
    id: wanted.id,
    name: wanted.name,
    subnetId: wanted.subnetId,
    address: wanted.address,
    networkSecurityGroupId: wanted.networkSecurityGroupId,
    applicationSecurityGroupIds: wanted.applicationSecurityGroupIds,
    instanceId: wanted.instanceId,
  })

/** NetworkInterfaces_CreateOrUpdate: makes it, or changes its public IP; nothing else of it changes here. */
export function putNic(state: State, timing: Timing, wanted: Wanted): Result<Accepted, CloudRefusal> {
  return state.atomically(() => {
    const found = nicRow(state, wanted.id)
    if (wanted.etag !== null) {
      if (!found) return refuse(notFound(wanted.id))
      const changed = changePublicIp(state, found, wanted)
      return changed.ok ? accept(state, timing, ok(madeOf(state, found.id))) : changed
    }
    if (found && found.content !== contentOf(wanted)) return refuse(existsOtherwise(wanted.id))
    if (!found) {
      const made = addNic(state, wanted, { foreignUse: false })
      if (!made.ok) return made
    }
    return accept(state, timing, ok(madeOf(state, wanted.id)))
  })
}

const madeOf = (state: State, id: string): NicMade => ({
  id,
  address:
    state.row<{ address: string }>(
      'select address from azure_held where nic_id = ? order by position limit 1',
      id,
    )?.address ?? '',
})

function chooseAddress(
  state: State,
  subnet: SubnetRow,
  wanted: Pick<NicContent, 'id' | 'address'>,
): Result<NonNullable<ReturnType<typeof takeLowestFree>>, CloudRefusal> {
  if (wanted.address === null) {
    const lowest = takeLowestFree(state, subnet)
    return lowest ? ok(lowest) : refuse(subnetIsFull(subnet))
  }
  const usable = usableIn(subnet, wanted.address)
  if (!usable.ok) return usable
  const holder = holderOf(state, subnet.id, usable.value)
  return holder === null
    ? usable
    : refuse({
        code: 'PrivateIPAddressIsAllocated',
        message: `IP configuration ${wanted.id}/ipConfigurations/ipconfig1 is using the private IP address ${formatAddress(usable.value)} which is already allocated to resource ${holder}.`,
      })
}

/** Ours, or somebody else's, which carries no tag. All checks come before the first write. */
export function addNic(
  state: State,
  wanted: Content,
  { foreignUse }: { foreignUse: boolean },
): Result<null, CloudRefusal> {
  const subnet = subnetRow(state, wanted.subnetId)
  if (!subnet) return refuse(missingReference(wanted.subnetId, wanted.id))
  const problem = groupsProblem(state, subnet, wanted)
  if (problem) return refuse(problem)
  const address = chooseAddress(state, subnet, wanted)
  if (!address.ok) return address
  state.run(
    `insert into azure_nic (id, name, subnet_id, foreign_use, instance_id, content) values (?, ?, ?, ?, ?, ?)`,
    wanted.id,
    wanted.name,
    subnet.id,
    foreignUse ? 1 : 0,
    wanted.instanceId,
    contentOf(wanted),
  )
  for (const groupId of wanted.applicationSecurityGroupIds)
    state.run(
      'insert or ignore into azure_nic_group (nic_id, security_group_id) values (?, ?)',
      wanted.id,
      groupId,
    )
  hold(state, subnet.id, wanted.id, address.value, 0)
  return ok(null)
}

/** An address is never taken from another interface, and must fit the VM that is there. */
function changePublicIp(state: State, found: NicRow, wanted: Wanted): Result<null, CloudRefusal> {
  if (found.etag !== wanted.etag) return refuse(etagMoved(found.id))
  if (found.content !== contentOf(wanted)) return refuse(existsOtherwise(found.id))
  const { publicIpId } = wanted
  if (publicIpId === null) {
    freePublicIpsOf(state, found.id)
    bumpEtag(state, found.id)
    return ok(null)
  }
  const publicIp = publicIpRow(state, publicIpId)
  const region = subnetRow(state, found.subnet_id)?.region
  if (!publicIp || publicIp.region !== region) return refuse(missingReference(publicIpId, found.id))
  if (publicIp.associated && publicIp.nic_id !== found.id) {
    return refuse({
      code: 'PublicIPAddressInUse',
      message: `Resource ${found.id}/ipConfigurations/ipconfig1 is referencing public IP address ${publicIpId} that is already allocated to resource ${publicIp.nic_id ?? 'another one'}.`,
    })
  }
  const vm = found.vm_id === null ? undefined : vmRow(state, found.vm_id)
  const misfit =
    vm &&
    misfitOf(
      publicIp,
      vm,
      publicIpsOfVm(state, vm.id).filter((one) => one.nic_id !== found.id),
    )
  if (misfit) return refuse(misfit)
  freePublicIpsOf(state, found.id)
  pointAt(state, publicIpId, found.id)
  bumpEtag(state, found.id)
  return ok(null)
}

const bumpEtag = (state: State, id: string): void => {
  state.run('update azure_nic set etag = etag + 1 where id = ?', id)
}

/** Points the public IP at the interface's first IPv4 address, whatever it pointed at before. */
export function pointAt(state: State, publicIpId: string, nicId: string): void {
  state.run(
    `update azure_public_ip set associated = 1, nic_id = ?, vm_id = null, private_address = (
       select address from azure_held where nic_id = ? and instr(address, ':') = 0 order by position limit 1)
     where id = ?`,
    nicId,
    nicId,
    publicIpId,
  )
}

export function freePublicIpsOf(state: State, nicId: string): void {
  state.run(
    `update azure_public_ip set associated = 0, nic_id = null, vm_id = null, private_address = null
     where nic_id = ?`,
    nicId,
  )
}

/** Takes the interface and all it holds away; a public IP on it is free again. */
export function removeNic(state: State, id: string): void {
  freePublicIpsOf(state, id)
  letGo(state, [id])
  state.run('delete from azure_nic_group where nic_id = ?', id)
  state.run('delete from azure_nic where id = ?', id)
}

export const nicInUse = (id: string, vmId: string | null): CloudRefusal => ({
  code: 'NicInUse',
  message: `Network Interface ${id} is used by existing resource ${vmId ?? 'of another service'}. In order to delete the network interface, it must be dissociated from the resource.`,
})

/** NetworkInterfaces_Delete: only one that no VM has goes. */
export function deleteNic(
  state: State,
  timing: Timing,
  { id }: { id: string },
): Result<Accepted, CloudRefusal> {
  const found = nicRow(state, id)
  if (!found) return nothingToDo()
  if (isInUse(found)) return refuse(nicInUse(id, found.vm_id))
  return state.atomically(() => {
    removeNic(state, id)
    return accept(state, timing, ok(null))
  })
}

export function getNic(state: State, { id }: { id: string }): Result<NicWithEtag, CloudRefusal> {
  const found = nicRow(state, id)
  if (!found) return refuse(notFound(id))
  const publicIp = state.row<{ id: string }>('select id from azure_public_ip where nic_id = ?', id)
  const content = JSON.parse(found.content) as NicContent
  return ok({ ...content, publicIpId: publicIp?.id ?? null, etag: found.etag })
}

type ListedRow = NicRow & { addresses: string }

/** NetworkInterfaces_List. Ids are a filter: what does not exist is left out. */
export function listNics(
  state: State,
  pageSize: number,
  input: AzureInput<'NetworkInterfaces_List'>,
): Result<WirePage<AzureNic>, CloudRefusal> {
  const conditions: string[] = []
  const params: string[] = []
  if (input.ids) {
    conditions.push('n.id in (select value from json_each(?))')
    params.push(JSON.stringify(input.ids))
  }
  if (input.instanceId !== undefined) {
    conditions.push('n.instance_id = ?')
    params.push(input.instanceId)
  }
  // The unary plus keeps SQLite from walking the whole table by seq where a filter names a few rows.
  const seq = conditions.length > 0 ? '+n.seq' : 'n.seq'
  conditions.push(`${seq} > ?`)
  const sql = `select n.*, (select json_group_array(address) from (
      select address from azure_held where nic_id = n.id order by position)) as addresses
    from azure_nic n where ${conditions.join(' and ')} order by ${seq} limit ?`
  return readPage<ListedRow, AzureNic>(state, pageSize, input.pageToken, { sql, params }, (row) => ({
    id: row.id,
    name: row.name,
    subnetId: row.subnet_id,
    isInUse: isInUse(row),
    addresses: JSON.parse(row.addresses) as string[],
    machineId: row.vm_id,
    instanceId: row.instance_id,
  }))
}
