import { type Address, parseAddress } from '@/lib/domain/address'
import { type Cidr, parseCidr } from '@/lib/domain/cidr'
import { type ObservedInterface, OWNER_TAG } from '@/lib/domain/inventory'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { DraftValues, Place } from '../cli/drafts'
import { type FieldProblem, missing, readAll } from '../cli/fields'
import { type DraftResult, type Made, readItem, textAt } from '../cli/read-item'
import {
  type AddressItem,
  addressItem,
  type InterfaceItem,
  interfaceItem,
  nameOf,
  regionIn,
  type SecurityGroupItem,
  type SubnetItem,
  securityGroupItem,
  subnetItem,
  tagValue,
  type VpcItem,
  vpcItem,
} from './cli-items'
import type { AwsItemKind } from './cli-pages'

/** Reads one item of each kind; refuses with the first thing that is wrong with it. */
export const readDraft: {
  readonly [K in AwsItemKind]: (value: unknown, place: Place) => DraftResult<K>
} = {
  'virtual-network': (value, place) =>
    readItem(named('virtual-network', value, 'VpcId'), vpcItem, value, place, vpcDraft),
  subnet: (value, place) =>
    readItem(named('subnet', value, 'SubnetId'), subnetItem, value, place, subnetDraft),
  'security-group': (value, place) =>
    readItem(named('security-group', value, 'GroupId'), securityGroupItem, value, place, groupDraft),
  'public-ip': (value, place) =>
    readItem(named('public-ip', value, 'AllocationId'), addressItem, value, place, publicIpDraft),
  interface: (value, place) =>
    readItem(named('interface', value, 'NetworkInterfaceId'), interfaceItem, value, place, interfaceDraft),
}

const named = <K extends AwsItemKind>(kind: K, value: unknown, key: string) =>
  ({ cloud: 'aws', kind, id: textAt(value, key) }) as const

/** A CIDR that is being added or removed, or was removed, is none of the network's. */
const isAssociated = (state: { State?: string | null } | null | undefined): boolean =>
  !state?.State || state.State === 'associated'

const ipv6Blocks = (
  set: SubnetItem['Ipv6CidrBlockAssociationSet'] | VpcItem['Ipv6CidrBlockAssociationSet'],
): string[] =>
  (set ?? []).filter((one) => isAssociated(one.Ipv6CidrBlockState)).map((one) => one.Ipv6CidrBlock)

function readBlocks(ipv4: readonly string[], ipv6: readonly string[]): Result<Cidr[], FieldProblem> {
  const four = readAll(ipv4, 'CidrBlock', parseCidr)
  if (!four.ok) return four
  const six = readAll(ipv6, 'Ipv6CidrBlock', parseCidr)
  if (!six.ok) return six
  return four.value.length + six.value.length === 0 ? missing('CidrBlock') : ok([...four.value, ...six.value])
}

function vpcDraft(item: VpcItem): Made<DraftValues['virtual-network']> {
  const more = (item.CidrBlockAssociationSet ?? []).filter((one) => isAssociated(one.CidrBlockState))
  const blocks = [...(item.CidrBlock ? [item.CidrBlock] : []), ...more.map((one) => one.CidrBlock)]
  const cidrs = readBlocks(blocks, ipv6Blocks(item.Ipv6CidrBlockAssociationSet))
  if (!cidrs.ok) return cidrs
  const border = item.Ipv6CidrBlockAssociationSet?.find((one) => one.NetworkBorderGroup)?.NetworkBorderGroup
  const value = {
    id: item.VpcId,
    cloud: 'aws' as const,
    name: nameOf(item.Tags, item.VpcId),
    cidrs: cidrs.value,
  }
  return ok({ value, region: regionIn(border) })
}

function subnetDraft(item: SubnetItem): Made<DraftValues['subnet']> {
  const cidrs = readBlocks(
    item.CidrBlock ? [item.CidrBlock] : [],
    ipv6Blocks(item.Ipv6CidrBlockAssociationSet),
  )
  if (!cidrs.ok) return cidrs
  const value = {
    id: item.SubnetId,
    virtualNetworkId: item.VpcId,
    cloud: 'aws' as const,
    zone: item.AvailabilityZone ?? null,
    name: nameOf(item.Tags, item.SubnetId),
    cidrs: cidrs.value,
  }
  return ok({ value, region: regionIn(item.AvailabilityZone) ?? regionIn(item.SubnetArn) })
}

function groupDraft(item: SecurityGroupItem): Made<DraftValues['security-group']> {
  const value = {
    id: item.GroupId,
    virtualNetworkId: item.VpcId,
    region: null,
    kind: 'network' as const,
    name: item.GroupName,
    description: item.Description ?? '',
  }
  return ok({ value, region: regionIn(item.SecurityGroupArn) })
}

function publicIpDraft(item: AddressItem): Made<DraftValues['public-ip']> {
  const { AllocationId: id, PublicIp: classic } = item
  if (!id) {
    if (!classic) return missing('AllocationId')
    return refuse((of) => ({ kind: 'no-allocation-id', item: of, address: classic }))
  }
  const text = item.PublicIp || item.CarrierIp
  if (!text) return missing('PublicIp')
  // IPv4 text has one spelling only, so what parses is canonical.
  const address = readAll([text], 'PublicIp', parseAddress)
  if (!address.ok) return address
  const isAssociated = Boolean(item.AssociationId || item.NetworkInterfaceId || item.InstanceId)
  const value = {
    id,
    cloud: 'aws' as const,
    address: text.trim(),
    name: nameOf(item.Tags, id),
    traits: null,
    association: isAssociated
      ? {
          interfaceId: item.NetworkInterfaceId || null,
          machineId: item.InstanceId || null,
          privateAddress: item.PrivateIpAddress || null,
        }
      : null,
  }
  return ok({ value, region: regionIn(item.NetworkBorderGroup) })
}

function interfaceDraft(item: InterfaceItem): Made<ObservedInterface> {
  const addresses = interfaceAddresses(item)
  if (!addresses.ok) return addresses
  const four = readAll(
    (item.Ipv4Prefixes ?? []).map((one) => one.Ipv4Prefix),
    'Ipv4Prefix',
    parseCidr,
  )
  if (!four.ok) return four
  const six = readAll(
    (item.Ipv6Prefixes ?? []).map((one) => one.Ipv6Prefix),
    'Ipv6Prefix',
    parseCidr,
  )
  if (!six.ok) return six
  const kind = item.InterfaceType === 'interface' ? '' : (item.InterfaceType ?? '')
  const value: ObservedInterface = {
    id: item.NetworkInterfaceId,
    subnetId: item.SubnetId,
    status: item.Status === 'available' ? 'available' : 'in-use',
    addresses: addresses.value,
    prefixes: [...four.value, ...six.value],
    machineId: item.Attachment?.InstanceId || null,
    // An instance's own interface is rarely described; its name, or what kind of service it serves, still helps.
    description: item.Description || tagValue(item.TagSet, 'Name') || kind,
    instanceId: tagValue(item.TagSet, OWNER_TAG) || null,
  }
  return ok({ value, region: regionIn(item.AvailabilityZone) })
}

/** IPv4 with the primary one first, then IPv6. An interface of an IPv6-only subnet has no IPv4 address. */
function interfaceAddresses(item: InterfaceItem): Result<Address[], FieldProblem> {
  const listed = item.PrivateIpAddresses ?? []
  const primary = listed.find((one) => one.Primary)?.PrivateIpAddress ?? item.PrivateIpAddress
  const texts = [...(primary ? [primary] : []), ...listed.map((one) => one.PrivateIpAddress)]
  const four = readAll(texts, 'PrivateIpAddress', parseAddress)
  if (!four.ok) return four
  const six = readAll(
    (item.Ipv6Addresses ?? []).map((one) => one.Ipv6Address),
    'Ipv6Address',
    parseAddress,
  )
  return six.ok ? ok([...four.value, ...six.value]) : six
}
