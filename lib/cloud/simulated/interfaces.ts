import type { Address } from '@/lib/domain/address'
import { formatAddress, parseAddress } from '@/lib/domain/address'
import { blockOf, cidr, cidrContains, formatCidr } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { readPage } from './paging'
import type { CloudRefusal, Input, WireInterface, WirePage } from './protocol'
import type { State } from './state'

/** The lengths that AWS delegates, by family. */
export const DELEGATED_PREFIX = { 4: 28, 6: 80 } as const

export type InterfaceRow = {
  seq: number
  id: string
  subnet_id: string
  status: 'available' | 'in-use'
  machine_id: string | null
  description: string
  instance_id: string | null
}

export type SubnetRow = {
  seq: number
  id: string
  virtual_network_id: string
  region: string
  zone: string | null
  name: string
  cidrs: string
}

export const noSuchInterface = (id: string): CloudRefusal => ({
  code: 'InvalidNetworkInterfaceID.NotFound',
  message: `The networkInterface ID '${id}' does not exist`,
})

export const interfaceRow = (state: State, id: string): InterfaceRow | undefined =>
  state.row<InterfaceRow>('select * from interface where id = ?', id)

export const subnetRow = (state: State, id: string): SubnetRow | undefined =>
  state.row<SubnetRow>('select * from subnet where id = ?', id)

/**
 * May `text` be an interface's address in this subnet, as far as the subnet alone decides?
 * Reserved and outside are both InvalidParameterValue, as in EC2.
 */
export function usableIn(subnet: SubnetRow, text: string): Result<Address, CloudRefusal> {
  const invalid = (message: string) => refuse({ code: 'InvalidParameterValue', message })
  const parsed = parseAddress(text)
  if (!parsed.ok) return invalid(`invalid value for parameter address: [${text}]`)
  const address = parsed.value
  const block = (JSON.parse(subnet.cidrs) as string[]).map(cidr).find((c) => cidrContains(c, address))
  if (!block) return invalid(`Address ${text} does not fall within the subnet's address range`)
  if (cloudRules.aws.reservedWhy(block, address) !== null) {
    return invalid(`Address ${text} is in subnet's reserved address range`)
  }
  return ok(address)
}

const delegableBlock = (address: Address): string =>
  formatCidr(blockOf(address, DELEGATED_PREFIX[address.family]))

/** Is the address some interface's, primary, secondary or by a delegated prefix? */
export function isHeld(state: State, subnetId: string, address: Address): boolean {
  const text = formatAddress(address)
  if (state.row('select 1 from held where subnet_id = ? and address = ?', subnetId, text)) return true
  const block = delegableBlock(address)
  return state.row('select 1 from prefix where subnet_id = ? and cidr = ?', subnetId, block) !== undefined
}

/** Writes that the interface holds the address; position 0 is its primary one. */
export function hold(
  state: State,
  subnetId: string,
  interfaceId: string,
  address: Address,
  position: number,
): void {
  state.run(
    'insert into held (subnet_id, address, interface_id, position, block) values (?, ?, ?, ?, ?)',
    subnetId,
    formatAddress(address),
    interfaceId,
    position,
    delegableBlock(address),
  )
}

export type NewInterface = {
  subnetId: string
  address: string
  securityGroupIds: readonly string[]
  description: string
  /** Null: someone else's. */
  instanceId: string | null
  status: 'available' | 'in-use'
}

/** CreateNetworkInterface without its client token. All checks come before the first write. */
export function addInterface(
  state: State,
  wanted: NewInterface,
): Result<{ interfaceId: string }, CloudRefusal> {
  const subnet = subnetRow(state, wanted.subnetId)
  if (!subnet) {
    return refuse({
      code: 'InvalidSubnetID.NotFound',
      message: `The subnet ID '${wanted.subnetId}' does not exist`,
    })
  }
  for (const groupId of wanted.securityGroupIds) {
    const group = state.row<{ virtual_network_id: string }>(
      'select virtual_network_id from security_group where id = ?',
      groupId,
    )
    if (!group) {
      return refuse({
        code: 'InvalidGroup.NotFound',
        message: `The security group '${groupId}' does not exist`,
      })
    }
    if (group.virtual_network_id !== subnet.virtual_network_id) {
      return refuse({
        code: 'InvalidParameter',
        message: `Security group ${groupId} and subnet ${subnet.id} belong to different networks.`,
      })
    }
  }
  const usable = usableIn(subnet, wanted.address)
  if (!usable.ok) return usable
  const text = formatAddress(usable.value)
  if (isHeld(state, subnet.id, usable.value)) {
    return refuse({ code: 'InvalidIPAddress.InUse', message: `Address ${text} is in use.` })
  }
  const id = state.newId('eni', 'interface')
  state.run(
    `insert into interface (id, subnet_id, status, machine_id, description, instance_id, security_group_ids)
     values (?, ?, ?, null, ?, ?, ?)`,
    id,
    subnet.id,
    wanted.status,
    wanted.description,
    wanted.instanceId,
    JSON.stringify(wanted.securityGroupIds),
  )
  hold(state, subnet.id, id, usable.value, 0)
  return ok({ interfaceId: id })
}

/** Takes the interface and all it holds away; an Elastic IP on it is free again, as in EC2. */
export function removeInterface(state: State, id: string): void {
  state.run(
    `update public_ip set associated = 0, interface_id = null, machine_id = null, private_address = null
     where interface_id = ?`,
    id,
  )
  state.run('delete from held where interface_id = ?', id)
  state.run('delete from prefix where interface_id = ?', id)
  state.run('delete from interface where id = ?', id)
}

/** DeleteNetworkInterface: only an available one goes. */
export function deleteInterface(
  state: State,
  { interfaceId }: { interfaceId: string },
): Result<null, CloudRefusal> {
  const found = interfaceRow(state, interfaceId)
  if (!found) return refuse(noSuchInterface(interfaceId))
  if (found.status === 'in-use') {
    return refuse({
      code: 'InvalidNetworkInterface.InUse',
      message: `Network interface '${interfaceId}' is currently in use.`,
    })
  }
  state.atomically(() => removeInterface(state, interfaceId))
  return ok(null)
}

type DescribedRow = InterfaceRow & { addresses: string; prefixes: string }

const COLUMNS = `i.seq, i.id, i.subnet_id, i.status, i.machine_id, i.description, i.instance_id,
  (select json_group_array(address) from (select address from held where interface_id = i.id order by position))
    as addresses,
  (select json_group_array(cidr) from prefix where interface_id = i.id) as prefixes`

/** DescribeNetworkInterfaces. Ids are a filter: what does not exist is left out. */
export function describeInterfaces(
  state: State,
  pageSize: number,
  input: Input<'DescribeNetworkInterfaces'>,
): Result<WirePage<WireInterface>, CloudRefusal> {
  const conditions: string[] = []
  const params: string[] = []
  if (input.ids) {
    conditions.push('i.id in (select value from json_each(?))')
    params.push(JSON.stringify(input.ids))
  }
  if (input.instanceId !== undefined) {
    conditions.push('i.instance_id = ?')
    params.push(input.instanceId)
  }
  // The unary plus keeps SQLite from walking the whole table by seq where a filter names a few rows.
  const seq = conditions.length > 0 ? '+i.seq' : 'i.seq'
  conditions.push(`${seq} > ?`)
  const sql = `select ${COLUMNS} from interface i where ${conditions.join(' and ')} order by ${seq} limit ?`
  return readPage<DescribedRow, WireInterface>(state, pageSize, input.pageToken, { sql, params }, (row) => ({
    id: row.id,
    subnetId: row.subnet_id,
    status: row.status,
    addresses: JSON.parse(row.addresses) as string[],
    prefixes: JSON.parse(row.prefixes) as string[],
    machineId: row.machine_id,
    description: row.description,
    instanceId: row.instance_id,
  }))
}
