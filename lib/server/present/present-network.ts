import type { AddressDetail, SubnetRow } from '@/lib/allocation/ports/network-rows'
import { holderText } from '@/lib/api/holder-messages'
import type { AddressVmView, CellView, OccupancyView, SubnetRowView } from '@/lib/api/views/network'
import { type Address, formatAddress, parseAddress } from '@/lib/domain/address'
import { type Cidr, cidrContains, cidrSize, formatCidr } from '@/lib/domain/cidr'
import { type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import {
  ADDRESS_STATUSES,
  type AddressStatus,
  MOST_CELLS,
  type Occupancy,
  type StatusCounts,
} from '@/lib/domain/occupancy'
import { countBlocks } from '@/lib/domain/occupancy-parts'
import { packCells } from '@/lib/domain/packed-cells'
import { drawnFrom, isReserved, type Subnet } from '@/lib/domain/subnet'
import { addressStatus } from './present-instance'

type Counted = {
  readonly row: SubnetRow
  readonly counts: StatusCounts
  readonly groups: SubnetRowView['groups']
}

export function presentSubnetRow({ row, counts, groups }: Counted): SubnetRowView {
  const { subnet } = row
  const numbers = Object.fromEntries(ADDRESS_STATUSES.map((status) => [status, Number(counts[status])]))
  return {
    id: subnet.id,
    name: subnet.name,
    virtualNetwork: { id: subnet.virtualNetworkId, name: row.virtualNetworkName },
    cloud: subnet.cloud,
    cloudLabel: cloudRules[subnet.cloud].label,
    region: subnet.region,
    zone: subnet.zone,
    cidrs: subnet.cidrs.map(formatCidr),
    size: drawnFrom(subnet).reduce((sum, block) => sum + Number(cidrSize(block)), 0),
    free: Number(counts.free),
    counts: numbers as Record<AddressStatus, number>,
    groups,
  }
}

/** Blocks of 16 × 16: one more octet of a prefix. */
const BLOCK_BITS = 8

export function presentOccupancy(
  occupancy: Occupancy,
  subnet: SubnetRowView,
  within: Cidr,
  seq: number,
): OccupancyView {
  const small = cidrSize(occupancy.cidr) <= MOST_CELLS
  return {
    subnet,
    cidr: formatCidr(occupancy.cidr),
    within: formatCidr(within),
    seq,
    counts: countsAsText(occupancy.counts) as OccupancyView['counts'],
    cells: small ? Buffer.from(packCells(occupancy)).toString('base64') : null,
    blocks: small
      ? null
      : countBlocks(occupancy, occupancy.cidr.prefix + BLOCK_BITS).map((block) => ({
          cidr: formatCidr(block.cidr),
          counts: countsAsText(block.counts, true),
        })),
    // A block that is drawn address by address has no more; of a larger one so many say enough.
    drift: occupancy.drift.slice(0, Number(MOST_CELLS)).map(formatAddress),
  }
}

function countsAsText(counts: StatusCounts, sparse = false): Partial<Record<AddressStatus, string>> {
  const entries = ADDRESS_STATUSES.map((status) => [status, counts[status]] as const)
  return Object.fromEntries(
    entries.filter(([, n]) => !sparse || n > 0n).map(([status, n]) => [status, n.toString()]),
  )
}

/** One address, in the words of the hover, the list and the inspector. */
export function presentCell(
  subnet: Subnet,
  detail: AddressDetail,
  groupName: (id: string) => string | null,
): CellView {
  const address = mustParse(detail.address)
  const rules = cloudRules[subnet.cloud]
  const cell = (status: AddressStatus, text: string): CellView => ({
    address: detail.address,
    status,
    holderText: text,
    holder: detail.holder,
    since: detail.since,
    drift: detail.instance?.drift ?? detail.vm?.vm.drift ?? null,
  })
  const cidr = subnet.cidrs.find((one) => cidrContains(one, address))
  if (isReserved(subnet, address)) {
    const why = cidr ? rules.reservedWhy(cidr, address) : null
    return cell('reserved', `Reserved by ${rules.label}${why ? `: ${why}` : ''}`)
  }
  if (detail.instance && detail.holder) return cell(addressStatus(detail.instance), holderText(detail.holder))
  if (detail.holder?.kind === 'instance')
    return cell(detail.origin === 'pool' ? 'active' : 'random', holderText(detail.holder))
  if (detail.holder)
    return cell(detail.holder.kind === 'kept' ? 'paused' : 'foreign', holderText(detail.holder))
  if (detail.resting) {
    const had = detail.resting.groupId ? groupName(detail.resting.groupId) : null
    return cell(
      'cooling',
      `Resting until ${detail.resting.until.slice(11, 16)} UTC${had ? `, released by ${had}` : ''}`,
    )
  }
  if (detail.pool) return cell('pool', `Pool member of ${detail.pool.groupName}, held by nobody`)
  return cell('free', 'Free')
}

/** The VM behind an address. A member of a pool is static, all others are as the cloud chose (Z5). */
export function presentAddressVm({ vm: held, publicIp }: AddressDetail, cloud: Cloud): AddressVmView | null {
  if (!held) return null
  const { vm, nic } = held
  return {
    ...{ id: vm.id, cloud, nicName: nic.name, primary: nic.primary, interfaceId: nic.interfaceId },
    ...{ method: nic.private.kind === 'pool' ? 'static' : 'dynamic', why: nic.private.why, publicIp },
    ...{ zone: vm.zone, machineId: vm.machineId, drift: vm.drift },
  }
}

function mustParse(text: string): Address {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(`an address in the records cannot be read: ${text}`)
  return parsed.value
}
