import { address, formatAddress } from '@/lib/domain/address'
import { cidr, formatCidr } from '@/lib/domain/cidr'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import type { PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type {
  Input,
  WireInterface,
  WireNetwork,
  WirePublicIp,
  WireSecurityGroup,
  WireSubnet,
} from './protocol'

// Between the domain's shapes and what travels: addresses and CIDRs become canonical text and come back.

export const networkFrom = (wire: WireNetwork): VirtualNetwork => ({
  ...wire,
  cloud: 'aws',
  cidrs: wire.cidrs.map(cidr),
})

export const subnetFrom = (wire: WireSubnet): Subnet => ({
  ...wire,
  cloud: 'aws',
  cidrs: wire.cidrs.map(cidr),
})

export const securityGroupFrom = (wire: WireSecurityGroup): SecurityGroup => ({
  ...wire,
  region: null,
  kind: 'network',
})

export const publicIpFrom = (wire: WirePublicIp): PublicIp => ({ ...wire, cloud: 'aws', traits: null })

export const interfaceFrom = (wire: WireInterface): ObservedInterface => ({
  ...wire,
  addresses: wire.addresses.map(address),
  prefixes: wire.prefixes.map(cidr),
})

/** The AWS part of an inventory, ready to travel. */
export const inventoryTo = (inventory: Inventory): Input<'LoadInventory'>['inventory'] => ({
  virtualNetworks: inventory.virtualNetworks.map(({ id, region, name, cidrs }) => ({
    id,
    region,
    name,
    cidrs: cidrs.map(formatCidr),
  })),
  subnets: inventory.subnets.map(({ id, virtualNetworkId, region, zone, name, cidrs }) => ({
    id,
    virtualNetworkId,
    region,
    zone,
    name,
    cidrs: cidrs.map(formatCidr),
  })),
  securityGroups: inventory.securityGroups.flatMap(({ id, virtualNetworkId, name, description }) =>
    virtualNetworkId === null ? [] : [{ id, virtualNetworkId, name, description }],
  ),
  publicIps: inventory.publicIps.map(({ id, region, address, name, association }) => ({
    id,
    region,
    address,
    name,
    association,
  })),
  interfaces: inventory.interfaces.map((item) => ({
    ...item,
    addresses: item.addresses.map(formatAddress),
    prefixes: item.prefixes.map(formatCidr),
  })),
})
