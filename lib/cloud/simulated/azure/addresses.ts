import type { Address } from '@/lib/domain/address'
import { formatAddress, parseAddress } from '@/lib/domain/address'
import { cidr, cidrContains, formatCidr } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { rangeOf, subtractRanges } from '@/lib/domain/ranges'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import type { CloudRefusal } from '../protocol'
import type { State } from '../state'
import type { SubnetRow } from './rows'

// Which address an interface gets. A dynamic one is the lowest that is free, in the order of the subnet's prefixes:
//
//   10.0.0.0/23   .0.0–.0.3 kept back   .0.4 held   .0.5 held   .0.6 ← next   …
//                 free_from ──────────────────────────────────────▲ nothing before it is free

const blocksOf = (subnet: SubnetRow): string[] => JSON.parse(subnet.cidrs) as string[]

/** Hexadecimal digits of the largest address. */
const PLACE_DIGITS = 32

/** Text that sorts as the address does, among those of its family. */
const placeOf = ({ value }: Pick<Address, 'value'>): string => value.toString(16).padStart(PLACE_DIGITS, '0')

/** May `text` be an interface's address in this subnet, as far as the subnet alone decides? */
export function usableIn(subnet: SubnetRow, text: string): Result<Address, CloudRefusal> {
  const parsed = parseAddress(text)
  if (!parsed.ok) return refuse({ code: 'InvalidIPAddress', message: `IP address ${text} is not valid.` })
  const address = parsed.value
  const block = blocksOf(subnet)
    .map(cidr)
    .find((c) => cidrContains(c, address))
  if (!block) {
    return refuse({
      code: 'PrivateIPAddressNotInSubnet',
      message: `Private static IP address ${text} does not belong to the range of subnet prefix ${blocksOf(subnet).join(', ')}.`,
    })
  }
  if (cloudRules.azure.reservedWhy(block, address) !== null) {
    return refuse({
      code: 'PrivateIPAddressInReservedRange',
      message: `Private static IP address ${text} falls within reserved IP range of subnet prefix ${formatCidr(block)}.`,
    })
  }
  return ok(address)
}

export const holderOf = (state: State, subnetId: string, address: Address): string | null =>
  state.row<{ nic_id: string }>(
    'select nic_id from azure_held where subnet_id = ? and address = ?',
    subnetId,
    formatAddress(address),
  )?.nic_id ?? null

/** Writes that the interface holds the address; position 0 is its primary one. */
export function hold(
  state: State,
  subnetId: string,
  nicId: string,
  address: Address,
  position: number,
): void {
  state.run(
    'insert into azure_held (subnet_id, address, nic_id, position, place) values (?, ?, ?, ?, ?)',
    subnetId,
    formatAddress(address),
    nicId,
    position,
    placeOf(address),
  )
}

/** Frees what these interfaces hold; the lowest of it may be the next dynamic address of its subnet. */
export function letGo(state: State, nicIds: readonly string[]): void {
  const which = JSON.stringify(nicIds)
  const freed = state.rows<{ subnet_id: string; place: string }>(
    `select subnet_id, min(place) as place from azure_held where nic_id in (select value from json_each(?))
     group by subnet_id`,
    which,
  )
  state.run('delete from azure_held where nic_id in (select value from json_each(?))', which)
  for (const { subnet_id, place } of freed)
    state.run('update azure_subnet set free_from = min(free_from, ?) where id = ?', place, subnet_id)
}

/** The lowest free IPv4 address; null where there is none. What is before it is remembered not to be free. */
export function takeLowestFree(state: State, subnet: SubnetRow): Address | null {
  const blocks = blocksOf(subnet)
    .map(cidr)
    .filter((block) => block.family === 4)
  for (const block of blocks.sort((a, b) => (a.base < b.base ? -1 : 1))) {
    const usable = subtractRanges([rangeOf(block)], cloudRules.azure.reservedIn(block))
    for (const { first, last } of usable) {
      const from = subnet.free_from === '' ? first : BigInt(`0x${subnet.free_from}`)
      for (let value = from > first ? from : first; value <= last; value++) {
        const address: Address = { family: 4, value }
        if (holderOf(state, subnet.id, address) !== null) continue
        state.run('update azure_subnet set free_from = ? where id = ?', placeOf(address), subnet.id)
        return address
      }
    }
  }
  return null
}

export const subnetIsFull = (subnet: SubnetRow): CloudRefusal => ({
  code: 'SubnetIsFull',
  message: `Subnet ${subnet.name} with address prefix ${blocksOf(subnet).join(', ')} does not have enough capacity for 1 IP addresses.`,
})
