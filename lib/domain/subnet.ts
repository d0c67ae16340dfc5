import type { Address } from './address'
import { type Cidr, cidrContains, cidrSize } from './cidr'
import { type Cloud, cloudRules, type PublicIpSku } from './cloud-rules'
import { rangesSize } from './ranges'

/** The network that subnets are parts of. Ids are the cloud's own. */
export type VirtualNetwork = {
  readonly id: string
  readonly cloud: Cloud
  readonly region: string
  readonly name: string
  readonly cidrs: readonly Cidr[]
}

export type Subnet = {
  readonly id: string
  readonly virtualNetworkId: string
  readonly cloud: Cloud
  readonly region: string
  /** Null where a subnet spans zones. */
  readonly zone: string | null
  readonly name: string
  /** At least one; the IPv4 block first, then IPv6. */
  readonly cidrs: readonly Cidr[]
}

/** A public IP that the account owns; on AWS an Elastic IP, `id` its allocation id `eipalloc-…`. */
export type PublicIp = {
  readonly id: string
  readonly cloud: Cloud
  readonly region: string
  /** Canonical text. */
  readonly address: string
  readonly name: string
  /** Null where the cloud has one kind of public IP only. */
  readonly traits: PublicIpTraits | null
  /** What it points at now; null when it is free. */
  readonly association: {
    readonly interfaceId: string | null
    readonly machineId: string | null
    readonly privateAddress: string | null
  } | null
}

/** `zones`: empty for a public IP of no zone, one for a zonal one, all of the region's for a zone-redundant one. */
export type PublicIpTraits = {
  readonly sku: PublicIpSku
  readonly zones: readonly string[]
  readonly method: 'static' | 'dynamic'
}

/**
 * 'network' filters what an interface may send and receive; 'application' names a set of interfaces in such rules.
 * `virtualNetworkId` is null for one that is bound to none: a network security group of Azure, or an application
 * security group that no interface is in yet. `region` is null where the virtual network says it.
 */
export type SecurityGroup = {
  readonly id: string
  readonly virtualNetworkId: string | null
  readonly region: string | null
  readonly kind: 'network' | 'application'
  readonly name: string
  readonly description: string
}

/** Its SKU must be that of the public IPs behind it (Z4). */
export type LoadBalancer = {
  readonly id: string
  readonly cloud: Cloud
  readonly region: string
  readonly name: string
  readonly sku: PublicIpSku
}

/** Fits machines of every zone. */
export const isZoneRedundant = ({ zones }: PublicIpTraits): boolean => zones.length > 1

/** The subnet that the address lies in; null if none. Subnets of one virtual network never overlap. */
export const subnetOf = (subnets: readonly Subnet[], address: Address): Subnet | null =>
  subnets.find((subnet) => subnetCidr(subnet, address) !== null) ?? null

/** The block of the subnet that the address lies in. */
export const subnetCidr = (subnet: Subnet, address: Address): Cidr | null =>
  subnet.cidrs.find((block) => cidrContains(block, address)) ?? null

/** Does the cloud keep this address of the subnet back? */
export function isReserved(subnet: Subnet, address: Address): boolean {
  const block = subnetCidr(subnet, address)
  return block !== null && cloudRules[subnet.cloud].reservedWhy(block, address) !== null
}

/** The block that private IPs are drawn from: IPv4 where there is one. */
export function primaryCidr(subnet: Subnet): Cidr {
  const first = subnet.cidrs[0]
  if (!first) throw new Error(`Subnet ${subnet.id} has no CIDR`)
  return first
}

/** The blocks of the first one's family: a subnet may have several, and any of them can give an address. */
export const drawnFrom = (subnet: Subnet): readonly Cidr[] =>
  subnet.cidrs.filter((block) => block.family === primaryCidr(subnet).family)

/**
 * How many addresses of the primary block can be given to anybody at all: its size without the reserved ones.
 */
export function allocatable(subnet: Subnet): bigint {
  const block = primaryCidr(subnet)
  return cidrSize(block) - rangesSize(cloudRules[subnet.cloud].reservedIn(block))
}
