import type { Address } from './address'
import type { Cidr } from './cidr'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from './subnet'

/** A network interface as the cloud reports it. */
export type ObservedInterface = {
  readonly id: string
  readonly subnetId: string
  readonly status: 'available' | 'in-use'
  /** Primary private IP first, then secondary ones; IPv4 and IPv6. */
  readonly addresses: readonly Address[]
  /** Delegated prefixes (/28 for IPv4, /80 for IPv6): every address in them is held. */
  readonly prefixes: readonly Cidr[]
  readonly machineId: string | null
  readonly description: string
  /** The instance of a group that Holdfast's tag on it names, or null for everyone else's. */
  readonly instanceId: string | null
  /** On our record only: the instance that our tag on it names, although the interface is nobody's of ours. */
  readonly taggedFor?: string
}

/** What exists in an account and region: imported from CLI output, or described by a cloud. */
export type Inventory = {
  readonly virtualNetworks: readonly VirtualNetwork[]
  readonly subnets: readonly Subnet[]
  readonly securityGroups: readonly SecurityGroup[]
  readonly publicIps: readonly PublicIp[]
  readonly loadBalancers: readonly LoadBalancer[]
  readonly interfaces: readonly ObservedInterface[]
}

export const EMPTY_INVENTORY: Inventory = {
  virtualNetworks: [],
  subnets: [],
  securityGroups: [],
  publicIps: [],
  loadBalancers: [],
  interfaces: [],
}

/** The tag that Holdfast puts on every interface and machine it creates; its value is the id of the group's instance. */
export const OWNER_TAG = 'holdfast:instance'
