import { address } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import type { GroupConfig, NicConfig, PooledConfig, PooledPersistence } from '@/lib/domain/group'
import { EMPTY_INVENTORY, type Inventory, type ObservedInterface } from '@/lib/domain/inventory'
import { parsePool } from '@/lib/domain/pool'
import type { PublicIp, PublicIpTraits, SecurityGroup, Subnet } from '@/lib/domain/subnet'

/*
 * Named worlds of Azure, beside those of AWS: the networks of the two pictures that explain pools, and their groups.
 *
 *   TestVirtualNetwork     TestSubnet3  10.0.0.0/23    .1.1–.1.3 become other people's; 10.0.1.0 stays free
 *   TestVirtualNetwork24   TestSubnet3  10.0.1.0/24    the same four addresses are kept back, so no pool of them
 *   ZonalVirtualNetwork    web 10.20.1.0/24, data 10.20.2.0/24, public IPs in every zone, over all zones, and in none
 */

export const AZURE_REGION = 'westeurope'
export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000000'
export const RESOURCE_GROUP = 'holdfast-demo'

/** The id of a resource of the demo, as the adapters give it: in lower case. */
export const azureId = (type: string, name: string, resourceGroup = RESOURCE_GROUP): string =>
  `/subscriptions/${SUBSCRIPTION}/resourcegroups/${resourceGroup}/providers/${type}/${name}`.toLowerCase()

export const NETWORKS = {
  test: azureId('Microsoft.Network/virtualNetworks', 'TestVirtualNetwork'),
  test24: azureId('Microsoft.Network/virtualNetworks', 'TestVirtualNetwork24'),
  zonal: azureId('Microsoft.Network/virtualNetworks', 'ZonalVirtualNetwork'),
} as const

const subnet = (virtualNetworkId: string, name: string, ...cidrs: string[]): Subnet => ({
  id: `${virtualNetworkId}/subnets/${name.toLowerCase()}`,
  virtualNetworkId,
  cloud: 'azure',
  region: AZURE_REGION,
  zone: null,
  name,
  cidrs: cidrs.map(cidr),
})

export const AZURE_SUBNETS = {
  test3: subnet(NETWORKS.test, 'TestSubnet3', '10.0.0.0/23'),
  test3of24: subnet(NETWORKS.test24, 'TestSubnet3', '10.0.1.0/24'),
  web: subnet(NETWORKS.zonal, 'web', '10.20.1.0/24'),
  data: subnet(NETWORKS.zonal, 'data', '10.20.2.0/24', 'fd00:20:2::/64'),
} as const

const group = (
  kind: SecurityGroup['kind'],
  name: string,
  description: string,
  virtualNetworkId: string | null = null,
): SecurityGroup => ({
  id: azureId(`Microsoft.Network/${kind}SecurityGroups`, name),
  virtualNetworkId,
  region: AZURE_REGION,
  ...{ kind, name, description },
})

export const AZURE_GROUPS = {
  web: group('network', 'web-nsg', 'HTTPS from everywhere'),
  internal: group('network', 'internal-nsg', 'Only from within the network'),
  webServers: group('application', 'web-servers', 'VMs that serve the site', NETWORKS.zonal),
  dataServers: group('application', 'data-servers', 'VMs that keep the data', NETWORKS.zonal),
  testServers: group('application', 'test-servers', 'VMs of the test network', NETWORKS.test),
} as const

const publicIp = (
  name: string,
  at: string,
  traits: Partial<PublicIpTraits> = {},
  association: PublicIp['association'] = null,
): PublicIp => ({
  id: azureId('Microsoft.Network/publicIPAddresses', name),
  cloud: 'azure',
  region: AZURE_REGION,
  address: at,
  name,
  traits: { sku: 'standard', zones: [], method: 'static', ...traits },
  association,
})

const ALL_ZONES = ['1', '2', '3'] as const
const GATEWAY = azureId('Microsoft.Network/networkInterfaces', 'gateway-nic')

export const AZURE_PUBLIC_IPS = {
  zone1: publicIp('PublicIP-Zone1', '20.61.10.11', { zones: ['1'] }),
  zone1More: publicIp('PublicIP-Zone1-2', '20.61.10.12', { zones: ['1'] }),
  zone2: publicIp('PublicIP-Zone2', '20.61.10.21', { zones: ['2'] }),
  zone3: publicIp('PublicIP-Zone3', '20.61.10.31', { zones: ['3'] }),
  redundant: publicIp('PublicIP-AllZones', '20.61.10.41', { zones: ALL_ZONES }),
  redundantMore: publicIp('PublicIP-AllZones-2', '20.61.10.42', { zones: ALL_ZONES }),
  noZone: publicIp('PublicIP-NoZone', '20.61.10.51'),
  dynamic: publicIp('PublicIP-Dynamic', '20.61.10.61', { sku: 'basic', method: 'dynamic' }),
  basic: publicIp('PublicIP-Basic-Legacy', '20.61.10.71', { sku: 'basic' }),
  gateway: publicIp(
    'PublicIP-Gateway',
    '20.61.10.81',
    { zones: ALL_ZONES },
    { interfaceId: GATEWAY, machineId: null, privateAddress: '10.20.1.10' },
  ),
} as const

export const AZURE_BALANCERS = {
  web: azureId('Microsoft.Network/loadBalancers', 'web-lb'),
  legacy: azureId('Microsoft.Network/loadBalancers', 'legacy-lb'),
} as const

const foreign = (
  place: Subnet,
  name: string,
  at: readonly string[],
  vm: string | null,
): ObservedInterface => ({
  id: azureId('Microsoft.Network/networkInterfaces', name),
  subnetId: place.id,
  status: 'in-use',
  addresses: at.map(address),
  prefixes: [],
  machineId: vm && azureId('Microsoft.Compute/virtualMachines', vm),
  description: name,
  instanceId: null,
})

function azureInterfaces(): ObservedInterface[] {
  const { web, data } = AZURE_SUBNETS
  return [
    foreign(web, 'gateway-nic', ['10.20.1.10'], null),
    ...[1, 2, 3, 4].map((n) =>
      foreign(web, `build-agent-${n}-nic`, [`10.20.1.${19 + n}`], `build-agent-${n}`),
    ),
    foreign(data, 'sql-legacy-nic', ['10.20.2.10', 'fd00:20:2::10'], 'sql-legacy'),
  ]
}

/** Three networks in one region, public IPs of every sort, groups, load balancers, and other people's interfaces. */
export const azureInventory = (): Inventory => ({
  ...EMPTY_INVENTORY,
  virtualNetworks: [
    ['TestVirtualNetwork', NETWORKS.test, '10.0.0.0/16'] as const,
    ['TestVirtualNetwork24', NETWORKS.test24, '10.0.0.0/16'] as const,
    ['ZonalVirtualNetwork', NETWORKS.zonal, '10.20.0.0/16', 'fd00:20::/48'] as const,
  ].map(([name, id, ...cidrs]) => ({
    ...{ id, cloud: 'azure', region: AZURE_REGION, name },
    cidrs: cidrs.map(cidr),
  })),
  subnets: Object.values(AZURE_SUBNETS),
  securityGroups: Object.values(AZURE_GROUPS),
  publicIps: Object.values(AZURE_PUBLIC_IPS),
  loadBalancers: [
    { id: AZURE_BALANCERS.web, cloud: 'azure', region: AZURE_REGION, name: 'web-lb', sku: 'standard' },
    { id: AZURE_BALANCERS.legacy, cloud: 'azure', region: AZURE_REGION, name: 'legacy-lb', sku: 'basic' },
  ],
  interfaces: azureInterfaces(),
})

/**
 * Whoever takes 10.0.1.1–3 of the first picture. They come when its group is there: a pool is saved while nobody else
 * has its members (B2), and passes over those that others take later (Z5).
 */
export const picture1Neighbours = (): Inventory => ({
  ...EMPTY_INVENTORY,
  interfaces: [1, 2, 3].map((n) =>
    foreign(AZURE_SUBNETS.test3, `test-vm-${n}-nic`, [`10.0.1.${n}`], `test-vm-${n}`),
  ),
})

/** What a test may change of an interface; `pool` is text. */
export type AzureNicChange = Partial<Omit<NicConfig, 'privateIpPool'>> & { readonly pool?: string }

export const azureNic = ({ pool = '', ...over }: AzureNicChange = {}): NicConfig => ({
  name: 'eth0',
  subnetId: AZURE_SUBNETS.web.id,
  primary: true,
  networkSecurityGroupId: null,
  applicationSecurityGroupIds: [],
  publicIp: false,
  privateIpPool: parsePool(pool).entries,
  publicIpPool: [],
  ...over,
})

/** What a test may change of a configuration, one beside the other. */
export type AzureConfigChange = Partial<Omit<GroupConfig, 'persistence' | 'cloud'>> &
  Partial<Omit<PooledPersistence, 'kind'>>

/** A configuration that is fine in the demo's zonal network; `over` changes what a test is about. */
export function azureGroupConfig(over: AzureConfigChange = {}): PooledConfig {
  const {
    resourceGroup = RESOURCE_GROUP,
    zones = [],
    publicIpSku = 'standard',
    loadBalancerIds = [],
    interfaces = [azureNic()],
    ...rest
  } = over
  return {
    name: 'web-pool',
    cloud: 'azure',
    region: AZURE_REGION,
    virtualNetworkId: NETWORKS.zonal,
    capacity: { minimum: 0, target: 2, maximum: 10 },
    compute: {
      imageId: 'Canonical:ubuntu-24_04-lts:server:latest',
      instanceTypes: ['Standard_D4s_v5', 'Standard_D4as_v5'],
      securityGroupIds: [],
    },
    persistence: {
      ...{ kind: 'pooled', resourceGroup, zones, publicIpSku, loadBalancerIds, interfaces },
    },
    coolingSeconds: 300,
    ...rest,
  }
}

/**
 * The first picture: a pool of four addresses of which three are other people's. The next VM takes 10.0.1.0 static,
 * the one after it gets a dynamic address of the subnet.
 */
export const picture1Config = (over: AzureConfigChange = {}): PooledConfig =>
  azureGroupConfig({
    name: 'picture-1-private-pool',
    virtualNetworkId: NETWORKS.test,
    capacity: { minimum: 0, target: 1, maximum: 4 },
    interfaces: [azureNic({ subnetId: AZURE_SUBNETS.test3.id, pool: '10.0.1.0-10.0.1.3' })],
    ...over,
  })

/**
 * The second picture: a zonal group whose public pool has one member, in zone 1. A VM that the market puts in zone 1
 * takes it; one in zone 3 gets a dynamic public IP.
 */
export const picture2Config = (over: AzureConfigChange = {}): PooledConfig =>
  azureGroupConfig({
    name: 'picture-2-public-pool',
    capacity: { minimum: 0, target: 2, maximum: 6 },
    zones: ['1', '2', '3'],
    interfaces: [
      azureNic({
        networkSecurityGroupId: AZURE_GROUPS.web.id,
        applicationSecurityGroupIds: [AZURE_GROUPS.webServers.id],
        publicIp: true,
        publicIpPool: [AZURE_PUBLIC_IPS.zone1.id],
      }),
    ],
    ...over,
  })

/** The groups of Azure that a new user finds, as they begin; how they grow is played by `playAzureDemo`. */
export const azureDemoGroups = (): readonly [PooledConfig, PooledConfig] => [
  picture1Config({ capacity: { minimum: 0, target: 0, maximum: 4 } }),
  picture2Config({ capacity: { minimum: 0, target: 0, maximum: 6 } }),
]
