import {
  COMPUTE_GROUP,
  etag,
  INTERFACES_PER_SUBNET,
  NETWORK_GROUP,
  resourceId,
  type SampleSubnet,
  type SampleWish,
  sampleGuid,
} from './sample-ids'
import { idAt, sampleInterface } from './sample-interface'
import { sampleBalancers, samplePublicIps } from './sample-public'

/** By the name of the file. */
export type SampleFiles = Readonly<Record<'vnets' | 'nics' | 'public-ips' | 'nsgs' | 'asgs' | 'lbs', string>>

const SUBNETS_PER_NETWORK = 16
/**
 * A subscription as `az network … list` prints it, for tests, benchmarks and the files in e2e/fixtures/azure-cli. The
 * same wish gives the same bytes.
 */
export function sampleInventory(wish: SampleWish): SampleFiles {
  const subnets = sampleSubnets(wish)
  const interfaces = Array.from({ length: wish.interfaces }, (_, n) => {
    const subnet = subnets[Math.floor(n / INTERFACES_PER_SUBNET)]
    if (!subnet) throw new Error('More interfaces than subnets for them')
    return sampleInterface(subnet, n, n % INTERFACES_PER_SUBNET)
  })
  const networks = [...new Set(subnets.map((subnet) => subnet.network))]
  return {
    vnets: print(networks.map((n) => sampleNetwork(n, wish.location, subnets))),
    nics: print(interfaces),
    'public-ips': print(samplePublicIps(wish)),
    nsgs: print(['nsg-web', 'nsg-data'].map((name, n) => sampleGroup(name, n, wish.location))),
    asgs: print(['asg-web', 'asg-data'].map((name, n) => sampleApplicationGroup(name, n, wish.location))),
    lbs: print(sampleBalancers(wish.location, subnets)),
  }
}

/** Two spaces, as the CLI indents. */
const print = (items: readonly unknown[]): string => `${JSON.stringify(items, null, 2)}\n`

const NAMES = ['snet-web', 'snet-data', 'snet-batch'] as const

function sampleSubnets({ location, interfaces }: SampleWish): SampleSubnet[] {
  const wanted = Math.max(3, Math.ceil(interfaces / INTERFACES_PER_SUBNET))
  return Array.from({ length: wanted }, (_, index) => {
    const network = Math.floor(index / SUBNETS_PER_NETWORK)
    const place = index % SUBNETS_PER_NETWORK
    const name = index < NAMES.length ? (NAMES[index] ?? '') : `snet-${index + 1}`
    const left = interfaces - index * INTERFACES_PER_SUBNET
    return {
      index,
      network,
      location,
      name,
      id: resourceId(NETWORK_GROUP, `virtualNetworks/${networkName(network)}/subnets/${name}`),
      prefixes: prefixesOf(network, place),
      interfaces: Math.max(0, Math.min(INTERFACES_PER_SUBNET, left)),
    }
  })
}

/** An IPv4 and an IPv6 prefix, a single one, or two IPv4 ones, in turn. */
function prefixesOf(network: number, place: number): string[] {
  const first = `10.${network}.${place * 16}.0/20`
  if (place % 3 === 0) return [first, `fd40:db8:${(network + 1).toString(16)}:${place.toString(16)}::/64`]
  return place % 3 === 2 ? [first, `10.${network + 100}.${place}.0/24`] : [first]
}

const networkName = (n: number): string => (n === 0 ? 'vnet-orders' : `vnet-orders-${n + 1}`)

const sampleNetwork = (n: number, location: string, subnets: readonly SampleSubnet[]) => ({
  addressSpace: {
    addressPrefixes: [`10.${n}.0.0/16`, `10.${n + 100}.0.0/16`, `fd40:db8:${(n + 1).toString(16)}::/48`],
  },
  dhcpOptions: { dnsServers: [] },
  enableDdosProtection: false,
  etag: etag(n),
  id: resourceId(NETWORK_GROUP, `virtualNetworks/${networkName(n)}`),
  location,
  name: networkName(n),
  privateEndpointVNetPolicies: 'Disabled',
  provisioningState: 'Succeeded',
  resourceGroup: NETWORK_GROUP,
  resourceGuid: sampleGuid(n + 100),
  subnets: subnets.filter((subnet) => subnet.network === n).map(sampleSubnet),
  tags: { environment: 'production' },
  type: 'Microsoft.Network/virtualNetworks',
  virtualNetworkPeerings: [samplePeering(n, location)],
})

const sampleSubnet = (subnet: SampleSubnet) => {
  const [only, ...more] = subnet.prefixes
  return {
    ...(more.length === 0 ? { addressPrefix: only } : { addressPrefixes: subnet.prefixes }),
    delegations: [],
    etag: etag(subnet.network),
    id: subnet.id,
    ...(subnet.interfaces > 0 && {
      ipConfigurations: Array.from({ length: subnet.interfaces }, (_, at) => ({
        id: `${idAt(subnet, at)}/ipConfigurations/ipconfig1`.toUpperCase(),
        resourceGroup: COMPUTE_GROUP.toUpperCase(),
      })),
    }),
    name: subnet.name,
    networkSecurityGroup: {
      id: resourceId(NETWORK_GROUP, 'networkSecurityGroups/nsg-web'),
      resourceGroup: NETWORK_GROUP,
    },
    privateEndpointNetworkPolicies: 'Disabled',
    privateLinkServiceNetworkPolicies: 'Enabled',
    provisioningState: 'Succeeded',
    resourceGroup: NETWORK_GROUP,
    type: 'Microsoft.Network/virtualNetworks/subnets',
  }
}

const samplePeering = (n: number, location: string) => {
  const hub = resourceId('rg-hub', 'virtualNetworks/vnet-hub')
  return {
    allowForwardedTraffic: true,
    allowGatewayTransit: false,
    allowVirtualNetworkAccess: true,
    doNotVerifyRemoteGateways: false,
    etag: etag(n),
    id: resourceId(
      NETWORK_GROUP,
      `virtualNetworks/${networkName(n)}/virtualNetworkPeerings/to-hub-${location}`,
    ),
    name: `to-hub-${location}`,
    peerCompleteVnets: true,
    peeringState: 'Connected',
    peeringSyncLevel: 'FullyInSync',
    provisioningState: 'Succeeded',
    remoteAddressSpace: { addressPrefixes: ['10.250.0.0/16'] },
    remoteVirtualNetwork: { id: hub, resourceGroup: 'rg-hub' },
    remoteVirtualNetworkAddressSpace: { addressPrefixes: ['10.250.0.0/16'] },
    resourceGroup: NETWORK_GROUP,
    type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    useRemoteGateways: true,
  }
}

const sampleGroup = (name: string, n: number, location: string) => ({
  defaultSecurityRules: [
    {
      access: 'Allow',
      description: 'Allow inbound traffic from all VMs in VNET',
      destinationAddressPrefix: 'VirtualNetwork',
      destinationAddressPrefixes: [],
      destinationPortRange: '*',
      destinationPortRanges: [],
      direction: 'Inbound',
      etag: etag(n + 20),
      id: resourceId(NETWORK_GROUP, `networkSecurityGroups/${name}/defaultSecurityRules/AllowVnetInBound`),
      name: 'AllowVnetInBound',
      priority: 65000,
      protocol: '*',
      provisioningState: 'Succeeded',
      resourceGroup: NETWORK_GROUP,
      sourceAddressPrefix: 'VirtualNetwork',
      sourceAddressPrefixes: [],
      sourcePortRange: '*',
      sourcePortRanges: [],
      type: 'Microsoft.Network/networkSecurityGroups/defaultSecurityRules',
    },
  ],
  etag: etag(n + 20),
  id: resourceId(NETWORK_GROUP, `networkSecurityGroups/${name}`),
  location,
  name,
  provisioningState: 'Succeeded',
  resourceGroup: NETWORK_GROUP,
  resourceGuid: sampleGuid(n + 120),
  securityRules: [],
  tags: {},
  type: 'Microsoft.Network/networkSecurityGroups',
})

const sampleApplicationGroup = (name: string, n: number, location: string) => ({
  etag: etag(n + 30),
  id: resourceId(NETWORK_GROUP, `applicationSecurityGroups/${name}`),
  location,
  name,
  provisioningState: 'Succeeded',
  resourceGroup: NETWORK_GROUP,
  resourceGuid: sampleGuid(n + 130),
  tags: {},
  type: 'Microsoft.Network/applicationSecurityGroups',
})
