import { formatAddress, parseAddress } from '@/lib/domain/address'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { hold as holdAzure, letGo } from './azure/addresses'
import { addNic, freePublicIpsOf } from './azure/nics'
import { resourcePath, subscriptionOf } from './azure/paths'
import * as azureRows from './azure/rows'
import { addInterface, hold, interfaceRow, noSuchInterface } from './interfaces'
import type { CloudRefusal, Input } from './protocol'
import { noSuchAllocation, publicIpRow } from './public-ips'
import type { State } from './state'

/*
 * What other people of the account do to what is ours, one thing at a time, so that drift can be rehearsed. Nothing asks
 * whether a real cloud would let them: a detached primary interface is what a half-done rescue leaves.
 */

const isAzure = (id: string): boolean => id.startsWith('/')

type Damage = Input<'Damage'>

export function damage(state: State, wanted: Damage): Result<null, CloudRefusal> {
  return state.atomically(() => (isAzure(wanted.id) ? damageAzure(state, wanted) : damageAws(state, wanted)))
}

function damageAws(state: State, { kind, id, address }: Damage): Result<null, CloudRefusal> {
  switch (kind) {
    case 'detach':
    case 'move': {
      if (!interfaceRow(state, id)) return refuse(noSuchInterface(id))
      const machineId = kind === 'move' ? state.newId('i', 'machine') : null
      state.run(
        'update interface set status = ?, machine_id = ? where id = ?',
        machineId === null ? 'available' : 'in-use',
        machineId,
        id,
      )
      return ok(null)
    }
    case 'readdress': {
      const found = interfaceRow(state, id)
      if (!found) return refuse(noSuchInterface(id))
      const parsed = readAddress(address)
      if (!parsed.ok) return parsed
      state.run('delete from held where interface_id = ?', id)
      hold(state, found.subnet_id, id, parsed.value, 0)
      return ok(null)
    }
    case 'disassociate':
    case 'release':
      if (!publicIpRow(state, id)) return refuse(noSuchAllocation(id))
      if (kind === 'release') state.run('delete from public_ip where id = ?', id)
      else
        state.run(
          `update public_ip set associated = 0, interface_id = null, machine_id = null, private_address = null
           where id = ?`,
          id,
        )
      return ok(null)
    case 'retag':
      return changed(state.run('update machine set instance_id = ? where id = ?', SOMEBODY, id), id)
    case 'drop-subnet':
      return changed(state.run('delete from subnet where id = ?', id), id)
    case 'stray': {
      const parsed = readAddress(address)
      if (!parsed.ok) return parsed
      const left = { address: formatAddress(parsed.value), description: STRAY, instanceId: NOBODY }
      const made = addInterface(state, { subnetId: id, securityGroupIds: [], status: 'available', ...left })
      return made.ok ? ok(null) : made
    }
  }
}

function damageAzure(state: State, { kind, id, address }: Damage): Result<null, CloudRefusal> {
  switch (kind) {
    case 'detach':
    case 'move': {
      const vmId = kind === 'move' ? `${id.split('/providers/')[0]}${FOREIGN_VM}` : null
      return changed(state.run('update azure_nic set vm_id = ?, etag = etag + 1 where id = ?', vmId, id), id)
    }
    case 'readdress': {
      const found = azureRows.nicRow(state, id)
      const parsed = readAddress(address)
      if (!found || !parsed.ok)
        return found ? (parsed as Result<null, CloudRefusal>) : refuse(azureRows.notFound(id))
      letGo(state, [id])
      holdAzure(state, found.subnet_id, id, parsed.value, 0)
      return ok(null)
    }
    case 'disassociate':
    case 'release': {
      const found = azureRows.publicIpRow(state, id)
      if (!found) return refuse(azureRows.notFound(id))
      if (found.nic_id !== null) {
        freePublicIpsOf(state, found.nic_id)
        state.run('update azure_nic set etag = etag + 1 where id = ?', found.nic_id)
      }
      if (kind === 'release') state.run('delete from azure_public_ip where id = ?', id)
      return ok(null)
    }
    case 'retag':
      return changed(state.run('update azure_vm set instance_id = ? where id = ?', SOMEBODY, id), id)
    case 'drop-subnet':
      return changed(state.run('delete from azure_subnet where id = ?', id), id)
    case 'stray': {
      const parsed = readAddress(address)
      if (!parsed.ok) return parsed
      const name = `stray-${state.hex(8)}`
      const nicId = resourcePath(subscriptionOf(id) ?? '', 'others', 'networkinterfaces', name)
      const left = { address: formatAddress(parsed.value), instanceId: NOBODY }
      const without = { networkSecurityGroupId: null, applicationSecurityGroupIds: [] }
      return addNic(state, { id: nicId, name, subnetId: id, ...left, ...without }, { foreignUse: false })
    }
  }
}

/** An instance that no record has. */
const NOBODY = 'ssi-00000000ffff'
const STRAY = 'Left behind with the tag of Holdfast'
const SOMEBODY = 'somebody-else'
const FOREIGN_VM = '/providers/microsoft.compute/virtualmachines/somebodys-vm'

const changed = (rows: number, id: string): Result<null, CloudRefusal> =>
  rows > 0 ? ok(null) : refuse(azureRows.notFound(id))

function readAddress(text: string | null) {
  const parsed = parseAddress(text ?? '')
  return parsed.ok
    ? ok(parsed.value)
    : refuse({ code: 'InvalidParameterValue', message: `invalid value for parameter address: [${text}]` })
}
