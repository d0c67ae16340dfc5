import { address } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import type { GroupConfig, StatefulConfig, StatefulPersistence } from '@/lib/domain/group'
import { EMPTY_INVENTORY, type Inventory, type ObservedInterface } from '@/lib/domain/inventory'
import { parsePool } from '@/lib/domain/pool'
import type { PublicIp, Subnet } from '@/lib/domain/subnet'
import { azureInventory } from './azure-worlds'

/*
 * Named worlds: the demo's network and groups, which tests, scenarios and the seed share. Nothing here is random, so
 * a picture made of them looks the same tomorrow.
 */

const REGION = 'us-east-1'
export const PROD = 'vpc-0a4d1f7c2b9e83605'
export const FLEET = 'vpc-0f83b6a1d5c7e4290'

const subnet = (
  id: string,
  virtualNetworkId: string,
  zone: string,
  name: string,
  ...cidrs: string[]
): Subnet => ({
  id,
  virtualNetworkId,
  cloud: 'aws',
  region: REGION,
  zone: `${REGION}${zone}`,
  name,
  cidrs: cidrs.map(cidr),
})

export const SUBNETS = {
  prodA: subnet('subnet-0b1c6e2f4a7d9e351', PROD, 'a', 'prod-a', '10.0.1.0/24'),
  prodB: subnet('subnet-02d8c4f6e1a35b790', PROD, 'b', 'prod-b', '10.0.2.0/24', '2600:1f18:4a2:b02::/64'),
  prodC: subnet('subnet-0c7e19a3d5b8f2460', PROD, 'c', 'prod-c', '10.0.16.0/20'),
  edgeA: subnet('subnet-0e5a2b7c9d1f38640', PROD, 'a', 'edge-a', '10.0.3.0/28'),
  fleet: subnet('subnet-09f4e8d2c6a1b3750', FLEET, 'a', 'fleet-a', '10.8.0.0/16'),
} as const

export const GROUP_OF_SECURITY = {
  prod: 'sg-0d2f6b8a4c1e79350',
  cassandra: 'sg-07b3e9c5d1f2a8460',
  fleet: 'sg-0a9c4e7b2d5f18630',
}

const publicIp = (n: number, at: string, name: string, holder: PublicIp['association'] = null): PublicIp => ({
  id: `eipalloc-0${(0x9d4e16f8a2b3c0 + n * 0x1f3d5b7).toString(16).padStart(16, '0')}`,
  cloud: 'aws',
  region: REGION,
  address: at,
  name,
  traits: null,
  association: holder,
})

export const PUBLIC_IPS = [
  publicIp(1, '52.20.11.4', 'ring-1'),
  publicIp(2, '52.20.11.9', 'ring-2'),
  publicIp(3, '52.20.11.23', 'ring-3'),
  publicIp(4, '52.20.14.77', 'spare-1'),
  publicIp(5, '52.20.14.80', 'spare-2'),
  publicIp(6, '52.20.18.201', 'nat-a', {
    interfaceId: 'eni-0c1d7e3f5a9b20846',
    machineId: null,
    privateAddress: '10.0.3.4',
  }),
] as const

let made = 0
function foreign(
  place: Subnet,
  description: string,
  addresses: readonly string[],
  machine = true,
): ObservedInterface {
  made += 1
  const serial = (0x7be44d1c0a0000 + made * 0x3a7f1d).toString(16).padStart(15, '0')
  return {
    id: `eni-07${serial}`,
    subnetId: place.id,
    status: machine ? 'in-use' : 'available',
    addresses: addresses.map(address),
    prefixes: [],
    machineId: machine ? `i-0f${serial}` : null,
    description,
    instanceId: null,
  }
}

const span = (prefix: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${prefix}.${first + index}`)

function demoInterfaces(): ObservedInterface[] {
  made = 0
  const { prodA, prodB, prodC, edgeA, fleet } = SUBNETS
  return [
    {
      ...foreign(edgeA, 'Interface for NAT Gateway nat-0a71', ['10.0.3.4'], false),
      id: 'eni-0c1d7e3f5a9b20846',
      status: 'in-use',
    },
    foreign(edgeA, 'ELB app/public-web', ['10.0.3.9']),
    foreign(prodA, 'bastion', ['10.0.1.7']),
    foreign(prodA, 'legacy-etl', ['10.0.1.18']),
    ...span('10.0.1', 64, 78).map((one) => foreign(prodA, 'eks-node', [one])),
    foreign(prodA, 'eks-pods', span('10.0.1', 151, 159)),
    foreign(prodA, 'RDSNetworkInterface', ['10.0.1.203'], false),
    ...span('10.0.2', 20, 41).map((one) => foreign(prodB, 'eks-node', [one])),
    foreign(prodB, 'dual-stack-gateway', ['10.0.2.60', '2600:1f18:4a2:b02::60']),
    {
      ...foreign(prodC, 'eks-prefix-node', ['10.0.17.5']),
      prefixes: [cidr('10.0.17.16/28'), cidr('10.0.18.0/28')],
    },
    ...span('10.0.20', 10, 120).map((one) => foreign(prodC, 'batch-worker', [one])),
    ...Array.from({ length: 40 }, (_, block) =>
      foreign(
        fleet,
        `render-farm-${block}`,
        span(`10.8.${(block * 7) % 200}`, 16 + (block % 5) * 9, 60 + (block % 7) * 22),
      ),
    ),
  ]
}

/** Everything a new user finds, of both clouds. */
export const demoInventory = (): Inventory => {
  const [aws, azure] = [awsInventory(), azureInventory()]
  return {
    virtualNetworks: [...aws.virtualNetworks, ...azure.virtualNetworks],
    subnets: [...aws.subnets, ...azure.subnets],
    securityGroups: [...aws.securityGroups, ...azure.securityGroups],
    publicIps: [...aws.publicIps, ...azure.publicIps],
    loadBalancers: [...aws.loadBalancers, ...azure.loadBalancers],
    interfaces: [...aws.interfaces, ...azure.interfaces],
  }
}

/** Two VPCs, five subnets from /28 to /16, six Elastic IPs, and other people's interfaces. */
export const awsInventory = (): Inventory => ({
  ...EMPTY_INVENTORY,
  virtualNetworks: [
    {
      id: PROD,
      cloud: 'aws',
      region: REGION,
      name: 'vpc-prod',
      cidrs: [cidr('10.0.0.0/16'), cidr('2600:1f18:4a2:b00::/56')],
    },
    { id: FLEET, cloud: 'aws', region: REGION, name: 'vpc-fleet', cidrs: [cidr('10.8.0.0/16')] },
  ],
  subnets: Object.values(SUBNETS),
  securityGroups: [
    {
      id: GROUP_OF_SECURITY.prod,
      virtualNetworkId: PROD,
      region: null,
      kind: 'network',
      name: 'prod-default',
      description: 'Default of vpc-prod',
    },
    {
      id: GROUP_OF_SECURITY.cassandra,
      virtualNetworkId: PROD,
      region: null,
      kind: 'network',
      name: 'cassandra',
      description: 'CQL and gossip between nodes',
    },
    {
      id: GROUP_OF_SECURITY.fleet,
      virtualNetworkId: FLEET,
      region: null,
      kind: 'network',
      name: 'fleet-default',
      description: 'Default of vpc-fleet',
    },
  ],
  publicIps: [...PUBLIC_IPS],
  interfaces: demoInterfaces(),
})

/** What a test may change of a configuration, one beside the other. `pool` is text. */
export type ConfigChange = Partial<Omit<GroupConfig, 'persistence'>> &
  Partial<Omit<StatefulPersistence, 'kind'>> & { readonly pool?: string }

/** A configuration that is fine in the demo's network; `over` changes what a test is about. */
export function groupConfig(over: ConfigChange = {}): StatefulConfig {
  const {
    pool,
    subnetIds = [SUBNETS.prodA.id],
    maintainPrivateIp = true,
    privateIpPool = pool ? parsePool(pool).entries : [],
    publicIpPool = [],
    overflow = 'random',
    retention = null,
    ...rest
  } = over
  return {
    name: 'cassandra-ring',
    cloud: 'aws',
    region: REGION,
    virtualNetworkId: PROD,
    capacity: { minimum: 0, target: 3, maximum: 20 },
    compute: {
      imageId: 'ami-0abcdef1234567890',
      instanceTypes: ['i4i.xlarge', 'i3.xlarge'],
      securityGroupIds: [GROUP_OF_SECURITY.cassandra],
    },
    persistence: {
      kind: 'stateful',
      ...{ subnetIds, maintainPrivateIp, privateIpPool, publicIpPool, overflow, retention },
    },
    coolingSeconds: 300,
    ...rest,
  }
}

/** The groups a new user finds: one whole, one partly asleep, one on random addresses. */
export const demoGroups = (): {
  readonly config: GroupConfig
  readonly resumePool: boolean
  readonly pause: number
}[] => [
  {
    config: groupConfig({
      pool: '10.0.1.32-39',
      subnetIds: [SUBNETS.prodA.id, SUBNETS.prodB.id],
      capacity: { minimum: 3, target: 6, maximum: 12 },
      publicIpPool: PUBLIC_IPS.slice(0, 3).map((one) => one.id),
    }),
    resumePool: true,
    pause: 0,
  },
  {
    config: groupConfig({
      name: 'scylla-analytics',
      pool: '10.0.16.16-24',
      subnetIds: [SUBNETS.prodC.id],
      capacity: { minimum: 0, target: 3, maximum: 9 },
    }),
    resumePool: true,
    pause: 1,
  },
  {
    config: groupConfig({
      name: 'billing-legacy',
      subnetIds: [SUBNETS.prodA.id],
      capacity: { minimum: 1, target: 2, maximum: 4 },
    }),
    resumePool: false,
    pause: 0,
  },
  {
    config: groupConfig({
      name: 'render-cache',
      virtualNetworkId: FLEET,
      subnetIds: [SUBNETS.fleet.id],
      compute: {
        imageId: 'ami-0fedcba9876543210',
        instanceTypes: ['c7i.large'],
        securityGroupIds: [GROUP_OF_SECURITY.fleet],
      },
      pool: '10.8.1.0/26',
      capacity: { minimum: 0, target: 24, maximum: 96 },
    }),
    resumePool: true,
    pause: 0,
  },
]
