import type { ObservedMachine } from '@/lib/allocation/ports/cloud'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr, formatCidr } from '@/lib/domain/cidr'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type {
  AzureInventory,
  AzureLoadBalancer,
  AzureNetwork,
  AzureNic,
  AzurePublicIp,
  AzureSecurityGroup,
  AzureSubnet,
  AzureVm,
} from './protocol'

// Between the domain's shapes and what travels: ids in lower case, addresses and CIDRs as canonical text.

export const networkFrom = (wire: AzureNetwork): VirtualNetwork => ({
  ...wire,
  cloud: 'azure',
  cidrs: wire.cidrs.map(cidr),
})

export const subnetFrom = (wire: AzureSubnet): Subnet => ({
  ...wire,
  cloud: 'azure',
  zone: null,
  cidrs: wire.cidrs.map(cidr),
})

export const securityGroupFrom = (wire: AzureSecurityGroup): SecurityGroup => wire

export const loadBalancerFrom = (wire: AzureLoadBalancer): LoadBalancer => ({ ...wire, cloud: 'azure' })

export const publicIpFrom = ({ sku, zones, method, ...wire }: AzurePublicIp): PublicIp => ({
  ...wire,
  cloud: 'azure',
  traits: { sku, zones, method },
})

export const interfaceFrom = (wire: AzureNic): ObservedInterface => ({
  id: wire.id,
  subnetId: wire.subnetId,
  status: wire.isInUse ? 'in-use' : 'available',
  addresses: wire.addresses.map(address),
  prefixes: [],
  machineId: wire.machineId,
  description: wire.name,
  instanceId: wire.instanceId,
})

const STATES = { Creating: 'pending', Running: 'running', Deallocating: 'shutting-down' } as const

export const machineFrom = ({ primaryInterfaceId, ...wire }: AzureVm): ObservedMachine => ({
  ...wire,
  state: STATES[wire.state],
  interfaceId: primaryInterfaceId,
})

const lower = (id: string): string => id.toLowerCase()
const lowerOrNull = (id: string | null): string | null => id?.toLowerCase() ?? null

/** Azure's part of an inventory, ready to travel. */
export const azureInventoryTo = (inventory: Inventory): AzureInventory => ({
  virtualNetworks: inventory.virtualNetworks.map(({ id, region, name, cidrs }) => ({
    ...{ id: lower(id), region, name },
    cidrs: cidrs.map(formatCidr),
  })),
  subnets: inventory.subnets.map(({ id, virtualNetworkId, region, name, cidrs }) => ({
    ...{ id: lower(id), virtualNetworkId: lower(virtualNetworkId), region, name },
    cidrs: cidrs.map(formatCidr),
  })),
  securityGroups: inventory.securityGroups.map(({ id, virtualNetworkId, ...group }) => ({
    ...group,
    id: lower(id),
    virtualNetworkId: lowerOrNull(virtualNetworkId),
  })),
  publicIps: inventory.publicIps.flatMap(({ id, region, address: at, name, traits, association }) =>
    traits === null
      ? []
      : [
          {
            ...{ id: lower(id), region, address: at, name },
            ...{ sku: traits.sku, zones: [...traits.zones], method: traits.method },
            association: association && {
              interfaceId: lowerOrNull(association.interfaceId),
              machineId: lowerOrNull(association.machineId),
              privateAddress: association.privateAddress,
            },
          },
        ],
  ),
  loadBalancers: inventory.loadBalancers.map(({ id, region, name, sku }) => ({
    ...{ id: lower(id), region, name, sku },
  })),
  interfaces: inventory.interfaces.map((item) => ({
    id: lower(item.id),
    name: item.description || (item.id.split('/').at(-1) ?? item.id),
    subnetId: lower(item.subnetId),
    isInUse: item.status === 'in-use',
    addresses: item.addresses.map(formatAddress),
    machineId: lowerOrNull(item.machineId),
    instanceId: item.instanceId,
    ...(item.taggedFor === undefined ? {} : { taggedFor: item.taggedFor }),
  })),
})
