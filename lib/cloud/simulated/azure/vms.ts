import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { readPage } from '../paging'
import type { CloudRefusal, WirePage } from '../protocol'
import type { Timing } from '../settings'
import type { State } from '../state'
import { nicInUse } from './nics'
import { accept, forgetOldOperations, nothingToDo } from './operations'
import type { Accepted, AzureInput, AzureVm, VmMade, VmState } from './protocol'
import { misfitOf } from './public-ip-fit'
import type { NicRow, PublicIpRow, VmRow } from './rows'
import { existsOtherwise, isInUse, missingReference, nicRow, subnetRow, vmRow } from './rows'

// A VM's states follow from the moments in its row, as on AWS:
//
//   launched_at ──Creating──▶ running_at ──Running──▶ stopping_at ──Deallocating──▶ gone_at: no row any more
//
// An evicted one is deleted when it is deallocated, as the eviction policy Delete says; its interfaces stay.

export const EVICTED = 'Preempted: the spot VM was evicted, because Azure needed its capacity back'

/** The state of a VM's row at the moment `?`, as SQL. */
export const VM_STATE_SQL = `case
  when stopping_at is not null then 'Deallocating'
  when running_at <= ? then 'Running'
  else 'Creating' end`

/** Brings the world up to now: VMs that are gone leave their interfaces behind. Called before every operation. */
export function settleVms(state: State): void {
  const now = state.now()
  if (!state.row('select 1 from azure_vm where gone_at is not null and gone_at <= ?', now)) return
  state.atomically(() => {
    state.run(
      `update azure_nic set vm_id = null, vm_position = 0, etag = etag + 1
       where vm_id in (select id from azure_vm where gone_at is not null and gone_at <= ?)`,
      now,
    )
    state.run('delete from azure_vm where gone_at is not null and gone_at <= ?', now)
    forgetOldOperations(state)
  })
}

type Wanted = AzureInput<'VirtualMachines_CreateOrUpdate'>
/** What the market says for these zones; asked once per VM, when all else is fine. */
export type AskMarket = (zones: readonly string[], vmId: string) => Result<string | null, CloudRefusal>

/** VirtualMachines_CreateOrUpdate. Want of capacity comes with the operation: the request itself was fine. */
export function putVm(
  state: State,
  timing: Timing,
  wanted: Wanted,
  askMarket: AskMarket,
): Result<Accepted, CloudRefusal> {
  return state.atomically(() => {
    const found = vmRow(state, wanted.id)
    if (found) {
      if (found.content !== JSON.stringify(wanted)) return refuse(existsOtherwise(wanted.id))
      return accept(state, timing, ok({ id: found.id, zone: found.zone } satisfies VmMade))
    }
    if (!cloudRules.azure.ids.image.test(wanted.imageId)) return refuse(noSuchImage(wanted))
    const nics = nicsFor(state, wanted)
    if (!nics.ok) return nics
    const zone = askMarket(wanted.includeZones, wanted.id)
    if (!zone.ok) return accept(state, timing, zone)
    const problem = publicIpProblem(state, { id: wanted.id, zone: zone.value }, nics.value)
    if (problem) return refuse(problem)
    addVm(state, timing, wanted, { zone: zone.value, nics: nics.value })
    return accept(state, timing, ok({ id: wanted.id, zone: zone.value } satisfies VmMade))
  })
}

const noSuchImage = ({ imageId }: Wanted): CloudRefusal => ({
  code: 'InvalidParameter',
  message: `The value '${imageId}' of parameter imageReference is invalid: it is neither publisher:offer:sku:version nor the path of an image.`,
})

/** Its interfaces, if they are there, free, of one network, and no more than the size takes. */
function nicsFor(state: State, wanted: Wanted): Result<readonly NicRow[], CloudRefusal> {
  const nics: NicRow[] = []
  for (const id of wanted.networkInterfaceIds) {
    const nic = nicRow(state, id)
    if (!nic) return refuse(missingReference(id, wanted.id))
    if (isInUse(nic)) return refuse(nicInUse(id, nic.vm_id))
    nics.push(nic)
  }
  const [size = ''] = wanted.sizes
  const most = cloudRules.azure.interfacesPerMachine(size)
  if (most !== null && nics.length > most) {
    return refuse({
      code: 'NetworkInterfaceCountExceeded',
      message: `The number of network interfaces for virtual machine ${wanted.id} exceeds the maximum allowed for the virtual machine size ${size}. The number of network interfaces is ${nics.length} and the maximum allowed is ${most}.`,
    })
  }
  const networks = new Set(nics.map((nic) => subnetRow(state, nic.subnet_id)?.virtual_network_id))
  if (networks.size > 1) {
    return refuse({
      code: 'SubnetsNotInSameVnet',
      message: `The network interfaces of virtual machine ${wanted.id} are in ${networks.size} virtual networks. All of them must be in one.`,
    })
  }
  return ok(nics)
}

function publicIpProblem(
  state: State,
  vm: Pick<VmRow, 'id' | 'zone'>,
  nics: readonly NicRow[],
): CloudRefusal | null {
  const publicIps = nics.flatMap(({ id }) =>
    state.rows<PublicIpRow>('select * from azure_public_ip where nic_id = ?', id),
  )
  for (const publicIp of publicIps) {
    const misfit = misfitOf(publicIp, vm, publicIps)
    if (misfit) return misfit
  }
  return null
}

function addVm(
  state: State,
  timing: Timing,
  wanted: Wanted,
  { zone, nics }: { zone: string | null; nics: readonly NicRow[] },
): void {
  const now = state.now()
  state.run(
    `insert into azure_vm (id, region, zone, instance_id, content, launched_at, running_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    wanted.id,
    subnetRow(state, nics[0]?.subnet_id ?? '')?.region ?? '',
    zone,
    wanted.instanceId,
    JSON.stringify(wanted),
    now,
    now + timing.startMs,
  )
  for (const [position, { id }] of nics.entries()) {
    state.run(
      'update azure_nic set vm_id = ?, vm_position = ?, etag = etag + 1 where id = ?',
      wanted.id,
      position,
      id,
    )
  }
}

/** Begins the end of a VM; one that is already ending keeps its first reason and moment. */
export function endVm(state: State, timing: Timing, id: string, reason: string | null): boolean {
  const now = state.now()
  return (
    state.run(
      'update azure_vm set stopping_at = ?, gone_at = ?, state_reason = ? where id = ? and stopping_at is null',
      now,
      now + timing.stopMs,
      reason,
      id,
    ) > 0
  )
}

/** VirtualMachines_Delete. The operation is done when the deletion has begun; the VM shows when it is gone. */
export function deleteVm(
  state: State,
  timing: Timing,
  { id }: { id: string },
): Result<Accepted, CloudRefusal> {
  if (!vmRow(state, id)) return nothingToDo()
  return state.atomically(() => {
    endVm(state, timing, id, 'Deleted: the VM was deleted on request')
    return accept(state, timing, ok(null))
  })
}

export type ShownVm = VmRow & { state: VmState; primary_id: string | null }

export const VM_COLUMNS = `v.*, ${VM_STATE_SQL} as state,
  (select id from azure_nic where vm_id = v.id order by vm_position limit 1) as primary_id`

export function vmOf(row: ShownVm): AzureVm {
  const since = {
    Creating: row.launched_at,
    Running: row.running_at,
    Deallocating: row.stopping_at ?? row.launched_at,
  }[row.state]
  return {
    id: row.id,
    state: row.state,
    zone: row.zone,
    primaryInterfaceId: row.primary_id,
    instanceId: row.instance_id,
    stateReason: row.state_reason,
    since: new Date(since).toISOString(),
  }
}

/** VirtualMachines_List. Ids are a filter: what does not exist is left out. */
export function listVms(
  state: State,
  pageSize: number,
  { ids, pageToken }: AzureInput<'VirtualMachines_List'>,
): Result<WirePage<AzureVm>, CloudRefusal> {
  const filter = ids ? 'v.id in (select value from json_each(?)) and +v.seq' : 'v.seq'
  const sql = `select ${VM_COLUMNS} from azure_vm v where ${filter} > ? order by v.seq limit ?`
  const params = [state.now(), ...(ids ? [JSON.stringify(ids)] : [])]
  return readPage<ShownVm, AzureVm>(state, pageSize, pageToken, { sql, params }, vmOf)
}
