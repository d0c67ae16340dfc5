import type { PastDetail } from '@/lib/allocation/ports/past'
import { holderText } from '@/lib/api/holder-messages'
import { statusWords } from '@/lib/api/status-words'
import type {
  AddressChangeView,
  PastBlockView,
  PastCellView,
  SubnetChangesView,
} from '@/lib/api/views/moments'
import type { OccupancyView, SubnetRowView } from '@/lib/api/views/network'
import type { Address } from '@/lib/domain/address'
import { type Cidr, cidrSize, formatCidr } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { type ChangedSpan, compareOccupancies, rangeText } from '@/lib/domain/compare-moments'
import { instanceThen, vmThen } from '@/lib/domain/member-rows'
import { MOST_CELLS, type Occupancy, occupancyOf } from '@/lib/domain/occupancy'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { eachAddress } from '@/lib/domain/ranges'
import type { Subnet } from '@/lib/domain/subnet'
import { isVmId } from '@/lib/domain/told-facts'
import type { Holdfast } from '@/lib/server/compose'
import { readKnownGroups } from '@/lib/server/present/known-groups'
import { presentCell, presentOccupancy } from '@/lib/server/present/present-network'
import { NotFound } from './groups'
import { addressesOfBlock, blockIn, mustHaveSubnet, readSubnetRowViews } from './network'
import { bothMoments, momentOf } from './past'

/** As one address after the other is told of what changed: more than that is looked at on the map. */
export const MOST_LINES = 200

async function occupancyAt({ store }: Holdfast, subnet: Subnet, cidr: Cidr, at: string): Promise<Occupancy> {
  const layers = await store.reads.pastLayers(subnet.id, cidr, at)
  const reserved = subnet.cidrs.flatMap((one) => [...cloudRules[subnet.cloud].reservedIn(one)])
  return occupancyOf(cidr, { ...layers, reserved })
}

/** The map of a subnet at a moment, in the form of the one of now. */
export async function readPastOccupancy(
  hold: Holdfast,
  subnetId: string,
  asked: { readonly cidr: string | null; readonly at: string },
): Promise<OccupancyView> {
  const { subnet } = await mustHaveSubnet(hold, subnetId)
  const at = await momentOf(hold, { kind: 'subnet', id: subnetId }, asked.at)
  const { cidr, within } = blockIn(subnet, asked.cidr)
  const seq = await hold.store.lastSeq()
  const [occupancy, views] = await Promise.all([
    occupancyAt(hold, subnet, cidr, at),
    readSubnetRowViews(hold, new Set([subnetId])),
  ])
  return presentOccupancy(occupancy, views[0] as SubnetRowView, within, seq)
}

export async function readPastBlock(
  hold: Holdfast,
  subnetId: string,
  asked: { readonly cidr: string; readonly at: string },
): Promise<PastBlockView> {
  const { subnet } = await mustHaveSubnet(hold, subnetId)
  const at = await momentOf(hold, { kind: 'subnet', id: subnetId }, asked.at)
  const { cidr } = blockIn(subnet, asked.cidr)
  const cells = await cellsAt(hold, subnet, addressesOfBlock(cidr), at)
  return { cidr: formatCidr(cidr), cells: cells.filter((cell) => cell.status !== 'free') }
}

async function cellsAt(
  hold: Holdfast,
  subnet: Subnet,
  addresses: readonly Address[],
  at: string,
): Promise<PastCellView[]> {
  const [details, groups] = await Promise.all([
    hold.store.reads.pastDetails(subnet.id, addresses, at),
    readKnownGroups(hold),
  ])
  return details.map((detail) => presentPastCell(subnet, detail, groups.nameOf))
}

/** What the instance or VM had then that held the address. */
function presentPastCell(
  subnet: Subnet,
  detail: PastDetail,
  groupName: (id: string) => string | null,
): PastCellView {
  const { holder, member, address, origin, since, pool, resting } = detail
  const groupId = holder?.kind === 'instance' ? holder.groupId : null
  const vm = member && isVmId(member.id) ? vmThen(member, groupId ?? '') : null
  const instance = member && !vm ? instanceThen(member, groupId ?? '') : null
  const nic = vm?.nics.find((one) => one.subnetId === subnet.id) ?? null
  const cell = presentCell(
    subnet,
    {
      ...{ address, holder, since, origin, pool, resting, instance, vm: vm && nic && { vm, nic } },
      ...{ interfaceId: null, machineId: null, publicIp: null },
    },
    groupName,
  )
  return {
    ...cell,
    groupId,
    machineId: vm?.machineId ?? instance?.machineId ?? null,
    interfaceId: nic?.interfaceId ?? instance?.interfaceId ?? null,
    publicIpId: (nic ? publicIpIdOf(nic) : instance?.publicIpId) ?? null,
  }
}

/** What differs on the map between two moments, whichever of them was named first. */
export async function readSubnetChanges(
  hold: Holdfast,
  subnetId: string,
  asked: { readonly cidr: string | null; readonly at: string | null; readonly with: string | null },
): Promise<SubnetChangesView> {
  const { subnet } = await mustHaveSubnet(hold, subnetId)
  const [from, to] = await bothMoments(hold, { kind: 'subnet', id: subnetId }, asked)
  const { cidr } = blockIn(subnet, asked.cidr)
  if (cidrSize(cidr) > MOST_CELLS)
    throw new NotFound(`${formatCidr(cidr)} is too large to compare at once. Open one of its blocks.`)
  const before = await occupancyAt(hold, subnet, cidr, from)
  const after = await occupancyAt(hold, subnet, cidr, to)
  const reheld = await hold.store.reads.reheld(subnetId, from, to)
  const spans = compareOccupancies(before, after, reheld)
  const counts: Partial<Record<ChangedSpan['change'], number>> = {}
  for (const { change, first, last } of spans)
    counts[change] = (counts[change] ?? 0) + Number(last - first + 1n)
  const lines = await linesOf(hold, subnet, spans, { from, to })
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0)
  return {
    ...{ from, to, cidr: formatCidr(cidr), counts, lines },
    ranges: spans.map(rangeText),
    more: total - lines.length,
  }
}

async function linesOf(
  hold: Holdfast,
  subnet: Subnet,
  spans: readonly ChangedSpan[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<AddressChangeView[]> {
  const shown: { readonly address: Address; readonly span: ChangedSpan }[] = []
  for (const span of spans)
    for (const address of eachAddress([span])) {
      if (shown.length === MOST_LINES) break
      shown.push({ address, span })
    }
  const addresses = shown.map(({ address }) => address)
  const [then, later] = [
    await cellsAt(hold, subnet, addresses, from),
    await cellsAt(hold, subnet, addresses, to),
  ]
  return shown.map(({ span }, at) => {
    const [was, is] = [then[at] as PastCellView, later[at] as PastCellView]
    return {
      ...{ address: was.address, change: span.change },
      before: { status: span.before, text: sentenceOf(was, span.before, subnet) },
      after: { status: span.after, text: sentenceOf(is, span.after, subnet) },
    }
  })
}

/** The map is the judge of the status; the detail says whose it was. */
const sentenceOf = (cell: PastCellView, status: PastCellView['status'], { cloud }: Subnet): string =>
  cell.holder
    ? `${statusWords(status, cloud)}: ${holderText(cell.holder)}`
    : status === 'free'
      ? 'Free'
      : cell.holderText
