import { addressIn } from '../aws/sample-inventory'
import {
  COMPUTE_GROUP,
  etag,
  NETWORK_GROUP,
  resourceId,
  type SampleSubnet,
  type SampleWish,
  sampleGuid,
} from './sample-ids'
import { configurationOf } from './sample-interface'

/** What a subscription's public IPs are, in turn; the first one that is attached is a machine's. */
const KINDS = ['attached', 'zone-1', 'zone-2', 'no-zone', 'basic', 'ipv6'] as const

const ZONES = {
  attached: ['1', '2', '3'],
  'zone-1': ['1'],
  'zone-2': ['2'],
  'no-zone': [],
  basic: [],
  ipv6: ['1', '2', '3'],
} as const

/** The wished ones, and two that a load balancer and a NAT gateway hold. */
export function samplePublicIps({ location, interfaces, publicIps }: SampleWish) {
  const own = Array.from({ length: publicIps }, (_, n) => {
    const kind = KINDS[n % KINDS.length] ?? 'attached'
    const isAttached = kind === 'attached' && n * 2 < interfaces
    const isBasic = kind === 'basic'
    return publicIp({
      ...{ n, location, group: COMPUTE_GROUP, name: `pip-orders-${n}`, zones: ZONES[kind] },
      sku: isBasic ? 'Basic' : 'Standard',
      isStatic: !isBasic || n % 12 === 4,
      // A dynamic one has no address while nothing uses it.
      address:
        isBasic && n % 12 !== 4
          ? null
          : addressIn(kind === 'ipv6' ? '2603:1020:206::/64' : '20.48.0.0/12', n * 97 + 10),
      holder: isAttached
        ? { ipConfiguration: { id: configurationOf(n * 2), resourceGroup: COMPUTE_GROUP } }
        : null,
    })
  })
  const front = resourceId(NETWORK_GROUP, 'loadBalancers/lb-web/frontendIPConfigurations/fe-web')
  const gateway = resourceId(NETWORK_GROUP, 'natGateways/nat-orders')
  const shared = {
    isStatic: true,
    location,
    group: NETWORK_GROUP,
    zones: ['1', '2', '3'],
    sku: 'Standard',
  } as const
  return [
    ...own,
    publicIp({
      ...{ ...shared, n: publicIps, name: 'pip-lb-web', address: '20.48.200.10' },
      holder: { ipConfiguration: { id: front, resourceGroup: NETWORK_GROUP } },
    }),
    publicIp({
      ...{ ...shared, n: publicIps + 1, name: 'pip-nat-orders', address: '20.48.200.11' },
      holder: { natGateway: { id: gateway, resourceGroup: NETWORK_GROUP } },
    }),
  ]
}

function publicIp(wish: {
  readonly n: number
  readonly location: string
  readonly group: string
  readonly name: string
  readonly zones: readonly string[]
  readonly sku: 'Standard' | 'Basic'
  readonly isStatic: boolean
  readonly address: string | null
  readonly holder: object | null
}) {
  const { n, location, group, name, zones, sku, isStatic, address, holder } = wish
  return {
    ddosSettings: { protectionMode: 'VirtualNetworkInherited' },
    etag: etag(n + 40),
    id: resourceId(group, `publicIPAddresses/${name}`),
    idleTimeoutInMinutes: 4,
    ...(address !== null && { ipAddress: address }),
    ...holder,
    ipTags: [],
    location,
    name,
    provisioningState: 'Succeeded',
    publicIPAddressVersion: address?.includes(':') ? 'IPv6' : 'IPv4',
    publicIPAllocationMethod: isStatic ? 'Static' : 'Dynamic',
    resourceGroup: group,
    resourceGuid: sampleGuid(n + 140),
    sku: { name: sku, tier: 'Regional' },
    tags: {},
    type: 'Microsoft.Network/publicIPAddresses',
    ...(zones.length > 0 && { zones }),
  }
}

/** A public one, one inside the network, and one in front of firewalls. */
export function sampleBalancers(location: string, subnets: readonly SampleSubnet[]) {
  const [web, data] = subnets
  if (!web || !data) throw new Error('A sample has three subnets at least')
  const publicIPAddress = {
    id: resourceId(NETWORK_GROUP, 'publicIPAddresses/pip-lb-web'),
    resourceGroup: NETWORK_GROUP,
  }
  const inside = (subnet: SampleSubnet, offset: number) => ({
    privateIPAddress: addressIn(subnet.prefixes[0] ?? '', offset),
    privateIPAddressVersion: 'IPv4',
    privateIPAllocationMethod: 'Static',
    provisioningState: 'Succeeded',
    resourceGroup: NETWORK_GROUP,
    subnet: { id: subnet.id, resourceGroup: NETWORK_GROUP },
  })
  return [
    balancer(0, location, 'lb-web', 'Standard', { ...publicOnly, publicIPAddress }),
    balancer(1, location, 'lb-data', 'Standard', inside(data, 4090)),
    balancer(2, location, 'lb-firewalls', 'Gateway', inside(web, 4091)),
  ]
}

const publicOnly = {
  privateIPAllocationMethod: 'Dynamic',
  provisioningState: 'Succeeded',
  resourceGroup: NETWORK_GROUP,
}

const balancer = (n: number, location: string, name: string, sku: string, front: object) => {
  const frontName = name.replace('lb', 'fe')
  const frontId = resourceId(NETWORK_GROUP, `loadBalancers/${name}/frontendIPConfigurations/${frontName}`)
  return {
    backendAddressPools: [
      {
        etag: etag(n + 60),
        id: resourceId(
          NETWORK_GROUP,
          `loadBalancers/${name}/backendAddressPools/${name.replace('lb', 'pool')}`,
        ),
        loadBalancerBackendAddresses: [],
        name: name.replace('lb', 'pool'),
        provisioningState: 'Succeeded',
        resourceGroup: NETWORK_GROUP,
        type: 'Microsoft.Network/loadBalancers/backendAddressPools',
      },
    ],
    etag: etag(n + 60),
    frontendIPConfigurations: [
      {
        etag: etag(n + 60),
        id: frontId,
        name: frontName,
        ...front,
        type: 'Microsoft.Network/loadBalancers/frontendIPConfigurations',
        zones: ['1', '2', '3'],
      },
    ],
    id: resourceId(NETWORK_GROUP, `loadBalancers/${name}`),
    inboundNatPools: [],
    inboundNatRules: [],
    loadBalancingRules: [],
    location,
    name,
    outboundRules: [],
    probes: [],
    provisioningState: 'Succeeded',
    resourceGroup: NETWORK_GROUP,
    resourceGuid: sampleGuid(n + 160),
    sku: { name: sku, tier: 'Regional' },
    tags: {},
    type: 'Microsoft.Network/loadBalancers',
  }
}
