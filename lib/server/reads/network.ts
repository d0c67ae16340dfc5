import type { SearchHit as Hit, SubnetRow } from '@/lib/allocation/ports/network-rows'
import { holderText } from '@/lib/api/holder-messages'
import { paths } from '@/lib/api/paths'
import { statusWords } from '@/lib/api/status-words'
import type {
  AddressView,
  BlockView,
  NetworkView,
  OccupancyView,
  PublicIpsView,
  SearchHit,
  SubnetRowView,
} from '@/lib/api/views/network'
import { type Address, formatAddress, parseAddress } from '@/lib/domain/address'
import { type Cidr, cidrContains, cidrFirst, cidrSize, formatCidr, parseCidr } from '@/lib/domain/cidr'
import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import { type Occupancy, occupancyOf, type StatusCounts, sumCounts } from '@/lib/domain/occupancy'
import { eachAddress, rangeOf } from '@/lib/domain/ranges'
import { idName, shortId } from '@/lib/domain/short-id'
import { drawnFrom, primaryCidr, type Subnet, type VirtualNetwork } from '@/lib/domain/subnet'
import { asking } from '@/lib/server/asking'
import type { Holdfast } from '@/lib/server/compose'
import { readKnownGroups } from '@/lib/server/present/known-groups'
import { presentEvent } from '@/lib/server/present/present-event'
import { presentPublicIp } from '@/lib/server/present/present-group'
import { presentInstance } from '@/lib/server/present/present-instance'
import {
  presentAddressVm,
  presentCell,
  presentOccupancy,
  presentSubnetRow,
} from '@/lib/server/present/present-network'
import { NotFound } from './groups'
import { listed } from './long-list'

export const LARGEST_BLOCK = 256n

async function occupancyNow({ store }: Holdfast, subnet: Subnet, cidr: Cidr): Promise<Occupancy> {
  const layers = await store.reads.occupancyLayers(subnet.id, cidr)
  const reserved = subnet.cidrs.flatMap((one) => [...cloudRules[subnet.cloud].reservedIn(one)])
  return occupancyOf(cidr, { ...layers, reserved })
}

/** Of all blocks that machines draw their addresses from: those of the first one's family. */
async function countsOf(hold: Holdfast, subnet: Subnet): Promise<StatusCounts> {
  const each = await Promise.all(drawnFrom(subnet).map((block) => occupancyNow(hold, subnet, block)))
  return sumCounts(each.map(({ counts }) => counts))
}

export async function readSubnetRowViews(
  hold: Holdfast,
  only?: ReadonlySet<string>,
): Promise<SubnetRowView[]> {
  const [rows, groups] = await Promise.all([hold.store.reads.subnets(), hold.store.reads.groups()])
  const wanted = only ? rows.filter((row) => only.has(row.subnet.id)) : rows
  return Promise.all(
    wanted.map(async (row) => {
      const counts = await countsOf(hold, row.subnet)
      const users = groups.filter((group) => group.subnetIds.includes(row.subnet.id))
      return presentSubnetRow({ row, counts, groups: users.map(({ id, name }) => ({ id, name })) })
    }),
  )
}

export async function mustHaveSubnet(hold: Holdfast, subnetId: string): Promise<SubnetRow> {
  const row = await hold.store.reads.subnet(subnetId)
  if (!row) throw new NotFound(`${subnetId} is not a subnet of this account. Import the inventory again.`)
  return row
}

/** `cidrText`: a block of the subnet; without it, the subnet's first CIDR. */
export async function readOccupancy(
  hold: Holdfast,
  subnetId: string,
  cidrText: string | null,
): Promise<OccupancyView> {
  const { subnet } = await mustHaveSubnet(hold, subnetId)
  const { cidr, within } = blockIn(subnet, cidrText)
  const seq = await hold.store.lastSeq()
  const [occupancy, views] = await Promise.all([
    occupancyNow(hold, subnet, cidr),
    readSubnetRowViews(hold, new Set([subnetId])),
  ])
  return presentOccupancy(occupancy, views[0] as SubnetRowView, within, seq)
}

export function blockIn(subnet: Subnet, cidrText: string | null): { cidr: Cidr; within: Cidr } {
  if (!cidrText) return { cidr: primaryCidr(subnet), within: primaryCidr(subnet) }
  const cidr = parseCidr(cidrText)
  const within = cidr.ok
    ? subnet.cidrs.find((one) => one.prefix <= cidr.value.prefix && cidrContains(one, cidrFirst(cidr.value)))
    : undefined
  if (!cidr.ok || !within)
    throw new NotFound(
      `${cidrText.slice(0, 60)} is not a block of ${subnet.cidrs.map(formatCidr).join(', ')}.`,
    )
  return { cidr: cidr.value, within }
}

export function addressesOfBlock(cidr: Cidr): Address[] {
  if (cidrSize(cidr) > LARGEST_BLOCK)
    throw new NotFound(`${formatCidr(cidr)} has more than 256 addresses. Ask for a smaller block.`)
  return [...eachAddress([rangeOf(cidr)])]
}

export async function readBlock(hold: Holdfast, subnetId: string, cidrText: string): Promise<BlockView> {
  const { subnet } = await mustHaveSubnet(hold, subnetId)
  const { cidr } = blockIn(subnet, cidrText)
  const addresses = addressesOfBlock(cidr)
  const [details, groups] = await Promise.all([
    hold.store.reads.addressDetails(subnetId, addresses),
    readKnownGroups(hold),
  ])
  const cells = details
    .map((detail) => presentCell(subnet, detail, groups.nameOf))
    .filter((cell) => cell.status !== 'free')
  return { cidr: formatCidr(cidr), cells }
}

/** Subnets that hold the address; several when virtual networks overlap. */
function subnetsWith(subnets: readonly Subnet[], address: Address): Subnet[] {
  return subnets.filter(({ cidrs }) => cidrs.some((one) => cidrContains(one, address)))
}

export const HISTORY = 100

export async function readAddress(
  hold: Holdfast,
  text: string,
  subnetId: string | null,
): Promise<AddressView> {
  const parsed = parseAddress(text.trim())
  if (!parsed.ok) throw new NotFound(`“${text.slice(0, 60)}” is not an address.`)
  const address = parsed.value
  const canonical = formatAddress(address)
  const { reads } = hold.store
  const candidates = subnetsWith(await reads.subnetPlan(), address)
  const subnet = candidates.find(({ id }) => id === subnetId) ?? candidates[0]
  const groups = await readKnownGroups(hold)
  const place = subnet ? { subnetId: subnet.id } : {}
  const [details, holds, events, views] = await Promise.all([
    subnet ? reads.addressDetails(subnet.id, [address]) : [],
    reads.holdHistory({ address: canonical, limit: HISTORY, ...place }),
    hold.store.events({ address: canonical, limit: HISTORY }),
    subnet ? readSubnetRowViews(hold, new Set([subnet.id])) : [],
  ])
  const detail = details[0]
  const cell = subnet && detail ? presentCell(subnet, detail, groups.nameOf) : null
  const instanceRow = detail?.instance ? await reads.instance(detail.instance.id) : null
  const groupId = detail?.instance?.groupId ?? detail?.vm?.vm.groupId ?? null
  const group = groupId ? await reads.groupRecord(groupId) : null
  return {
    address: canonical,
    subnet: views[0] ?? null,
    status: cell?.status ?? null,
    statusText: cell && subnet ? statusWords(cell.status, subnet.cloud) : 'In no known subnet',
    cell,
    instance: instanceRow && group ? presentInstance(instanceRow, group) : null,
    vm: subnet && detail ? presentAddressVm(detail, subnet.cloud) : null,
    group: groupId ? { id: groupId, name: groups.nameOf(groupId) ?? groupId } : null,
    poolOf: detail?.pool ? { id: detail.pool.groupId, name: detail.pool.groupName } : null,
    holds: holds.map((one) => ({
      holderText: holderText(one.holder),
      holder: one.holder,
      since: one.since,
      until: one.until,
    })),
    events: events.map((event) => presentEvent(event, groups, asking()?.role ?? null)),
  }
}

/** Eight megabytes at the most; an account has a few hundred, or a few thousand where it asked for that. */
export const MOST_PUBLIC_IPS = 20_000

export async function readPublicIps(hold: Holdfast, words = ''): Promise<PublicIpsView> {
  const [all, groups] = await Promise.all([hold.store.reads.publicIps(), readKnownGroups(hold)])
  const views = all.map((one) => presentPublicIp(one, groups.nameOf))
  const { rows, more } = listed(views, MOST_PUBLIC_IPS, words)
  return { ips: rows, more }
}

export async function readNetwork(hold: Holdfast): Promise<NetworkView> {
  const { reads } = hold.store
  const [virtualNetworks, securityGroups, { ips }, subnets, { loadBalancers }] = await Promise.all([
    reads.virtualNetworks(),
    reads.securityGroups(),
    readPublicIps(hold),
    readSubnetRowViews(hold),
    hold.store.networkSnapshot({ subnetIds: [], publicIpIds: [] }),
  ])
  return {
    regions: CLOUDS.flatMap((cloud) => regionsOf(cloud, virtualNetworks)),
    virtualNetworks: virtualNetworks.map(({ id, cloud, name, region, cidrs }) => ({
      id,
      cloud,
      name,
      region,
      cidrs: cidrs.map(formatCidr),
    })),
    subnets,
    securityGroups,
    loadBalancers,
    publicIps: ips,
  }
}

/** Those in which the cloud has a virtual network, in the order of its rules; new ones come last. */
function regionsOf(cloud: Cloud, networks: readonly VirtualNetwork[]): NetworkView['regions'] {
  const present = new Set(networks.filter((one) => one.cloud === cloud).map((one) => one.region))
  const known = cloudRules[cloud].regions.filter((region) => present.has(region.id))
  const unknown = [...present].filter((id) => !known.some((region) => region.id === id))
  return [...known, ...unknown.map((id) => ({ id, name: id }))].map(({ id, name }) => ({ id, name, cloud }))
}

export async function readSearch(hold: Holdfast, text: string): Promise<readonly SearchHit[]> {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const { reads } = hold.store
  const [hits, subnets] = await Promise.all([reads.search(trimmed), reads.subnetPlan()])
  const views = hits.map(presentHit)
  const parsed = parseAddress(trimmed)
  // Any address can be asked about, also one that nobody ever held.
  if (parsed.ok && !hits.some((hit) => hit.kind === 'address' && hit.match === 'exact')) {
    const address = formatAddress(parsed.value)
    const [subnet] = subnetsWith(subnets, parsed.value)
    const detail = subnet ? `In ${subnet.name}, never held` : 'In no known subnet'
    views.unshift({ kind: 'address', title: address, detail, href: paths.address(address, subnet?.id) })
  }
  return views
}

/** Beside a name: the resource group, or the id itself where it is no path that would say the name again. */
const placeOfId = (id: string): string => {
  const { within } = shortId(id)
  return within === null ? id : `in ${within}`
}

function presentHit(hit: Hit): SearchHit {
  const { kind, id, label } = hit
  switch (kind) {
    case 'group':
      return { kind, title: label, detail: id, href: paths.group(id) }
    case 'instance':
    case 'vm':
      return {
        kind,
        title: id,
        detail: label,
        href: hit.groupId ? paths.group(hit.groupId, 'instances', id) : paths.activity({ instance: id }),
      }
    case 'address':
      return { kind, title: id, detail: label, href: paths.address(id, hit.subnetId ?? undefined) }
    case 'subnet':
      return { kind, title: label, detail: placeOfId(id), href: paths.subnet(id) }
    case 'virtual-network':
      return { kind: 'subnet', title: label, detail: placeOfId(id), href: paths.subnets() }
    case 'public-ip':
      return { kind, title: label, detail: placeOfId(id), href: paths.publicIps({ search: id }) }
    default:
      return {
        kind,
        title: idName(id),
        detail: [label, shortId(id).within].filter(Boolean).join(', in '),
        href: hit.address
          ? paths.address(hit.address, hit.subnetId ?? undefined)
          : paths.activity({ text: id }),
      }
  }
}
