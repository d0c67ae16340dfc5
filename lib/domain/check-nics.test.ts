import { describe, expect, test } from 'vitest'
import { nicFaultSentence } from '@/lib/api/nic-messages'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { type NicSurroundings, nicProblems, publicIpMisfit } from './check-nics'
import { wordsOf } from './cloud-words'
import type { NicConfig, PooledConfig } from './group'
import type { NicFault } from './nic-problem'
import type { SecurityGroup } from './subnet'

const SUBNET = pooledSubnet('front', '10.0.0.0/24')
const OTHER = {
  ...pooledSubnet('far', '10.9.0.0/24'),
  virtualNetworkId: `${SUBNET.virtualNetworkId}-elsewhere`,
}
const group = (id: string, over: Partial<SecurityGroup> = {}): SecurityGroup => ({
  ...{ id, name: id, description: '', virtualNetworkId: null, region: 'westeurope', kind: 'network' },
  ...over,
})
const GROUPS = [
  group('nsg'),
  group('nsg-far', { region: 'eastus' }),
  group('asg', { kind: 'application' }),
  group('asg-here', { kind: 'application', virtualNetworkId: SUBNET.virtualNetworkId }),
  group('asg-far', { kind: 'application', virtualNetworkId: OTHER.virtualNetworkId }),
]
const balancer = (id: string, sku: 'standard' | 'basic', region = 'westeurope') => ({
  ...{ id, cloud: 'azure' as const, region, name: id, sku },
})
const AROUND: NicSurroundings = {
  subnets: new Map([SUBNET, OTHER].map((one) => [one.id, one])),
  securityGroups: new Map(GROUPS.map((one) => [one.id, one])),
  loadBalancers: new Map(
    [balancer('lb', 'standard'), balancer('lb-old', 'basic'), balancer('lb-far', 'standard', 'eastus')].map(
      (one) => [one.id, one],
    ),
  ),
}

const first = nicConfig(SUBNET)
const second = nicConfig(SUBNET, { name: 'eth1', primary: false })
const config = (
  interfaces: readonly NicConfig[],
  over: Parameters<typeof pooledConfig>[2] = {},
): PooledConfig => pooledConfig(interfaces, 1, { capacity: { minimum: 0, target: 1, maximum: 4 }, ...over })
const nic = (over: Partial<NicConfig>): PooledConfig => config([{ ...first, ...over }])
const asgs = (count: number): string[] => Array.from({ length: count }, () => 'asg')

describe('what is wrong with the interfaces of a pooled group', () => {
  test.each<[string, PooledConfig, NicFault['kind'] | null, string]>([
    ['nothing', config([first, second]), null, ''],
    ['Z2: none is primary', nic({ primary: false }), 'no-primary', 'No interface is primary'],
    ['Z2: two are', config([first, { ...second, primary: true }]), 'several-primaries', 'eth0 and eth1'],
    ['no interface', config([]), 'no-interface', 'at least one network interface'],
    ['one name twice', config([first, { ...second, name: 'eth0' }]), 'interface-name-repeated', 'named eth0'],
    [
      'more than the size takes',
      config([first, second, { ...second, name: 'eth2' }], {
        compute: { imageId: 'x', instanceTypes: ['Standard_D2s_v5'], securityGroupIds: [] },
      }),
      'too-many-interfaces',
      'Standard_D2s_v5 takes 2 network interfaces; this group has 3',
    ],
    ['Z1: a subnet nobody knows', nic({ subnetId: '/nowhere' }), 'unknown-interface-subnet', '/nowhere'],
    ['Z1: a subnet of another network', nic({ subnetId: OTHER.id }), 'subnet-of-other-network', 'elsewhere'],
    [
      'Z3: a group that is none',
      nic({ networkSecurityGroupId: 'x' }),
      'unknown-interface-security-group',
      'x',
    ],
    [
      'Z3: one of another region',
      nic({ networkSecurityGroupId: 'nsg-far' }),
      'security-group-other-region',
      'eastus; the group is in westeurope',
    ],
    [
      'Z3: an ASG of another network',
      nic({ applicationSecurityGroupIds: ['asg', 'asg-here', 'asg-far'] }),
      'security-group-other-network',
      'asg-far belongs to interfaces of testvirtualnetwork-elsewhere',
    ],
    [
      'Z3: an NSG among the ASGs',
      nic({ applicationSecurityGroupIds: ['nsg'] }),
      'security-group-other-kind',
      'Choose an application security group',
    ],
    ['Z3: 20 ASGs', nic({ applicationSecurityGroupIds: asgs(20) }), null, ''],
    ['Z3: 21 ASGs', nic({ applicationSecurityGroupIds: asgs(21) }), 'too-many-security-groups', 'Remove 1.'],
    [
      'B2: a member in two pools',
      config([
        nicConfig(SUBNET, { pool: '10.0.0.4-9' }),
        { ...second, privateIpPool: nicConfig(SUBNET, { pool: '10.0.0.9' }).privateIpPool },
      ]),
      'listed-in-other-interface',
      '10.0.0.9 is in the pool of eth1',
    ],
    [
      'Z4: a load balancer of another SKU',
      config([first], { pooled: { loadBalancerIds: ['lb', 'lb-old'] } }),
      'load-balancer-other-sku',
      'lb-old is a Basic load balancer; the public IPs of this group are Standard',
    ],
    [
      'Z4: one of another region',
      config([first], { pooled: { loadBalancerIds: ['lb-far'] } }),
      'load-balancer-other-region',
      'eastus',
    ],
    [
      'Z4: one nobody knows',
      config([first], { pooled: { loadBalancerIds: ['lb-x'] } }),
      'unknown-load-balancer',
      'lb-x',
    ],
    [
      'Z4: new Basic ones would be needed',
      config([{ ...first, publicIp: true, publicIpPool: ['a'] }], { pooled: { publicIpSku: 'basic' } }),
      'sku-retired',
      '30 September 2025',
    ],
    [
      'Z4: existing Basic ones last',
      config([{ ...first, publicIp: true, publicIpPool: ['a', 'b', 'c', 'd'] }], {
        pooled: { publicIpSku: 'basic' },
      }),
      null,
      '',
    ],
    [
      'a zone that does not exist',
      config([first], { pooled: { zones: ['4'] } }),
      'unknown-zone',
      'Choose from 1, 2, 3',
    ],
    [
      'a pool of everything',
      nic({ privateIpPool: nicConfig(SUBNET, { pool: '10.0.0.0/8' }).privateIpPool }),
      'pool-too-large',
      '65,536',
    ],
  ])('%s', (_, asked, kind, words) => {
    const problems = nicProblems(asked, AROUND)
    expect(problems[0]?.problem.kind ?? null).toBe(kind)
    if (problems[0]) expect(nicFaultSentence(problems[0].problem, wordsOf('azure'))).toContain(words)
  })

  test('a doubled member is told at both interfaces', () => {
    const twice = config([
      nicConfig(SUBNET, { pool: '10.0.0.4-9' }),
      nicConfig(SUBNET, { name: 'eth1', primary: false, pool: '10.0.0.8-12' }),
    ])
    expect(nicProblems(twice, AROUND).map((one) => one.nic)).toEqual(['eth0', 'eth1'])
  })
})

describe('Z8: a member of a public pool', () => {
  const zonal = config([first], { pooled: { zones: ['1', '2'] } })
  test.each([
    ['is in the region', zonal, { ...staticIp('a', ['1']), region: 'eastus' }, 'public-ip-other-region'],
    ['is static', zonal, staticIp('a', ['1'], { method: 'dynamic' }), 'public-ip-dynamic'],
    ['is of the SKU', zonal, staticIp('a', ['1'], { sku: 'basic' }), 'public-ip-other-sku'],
    ['is in a zone of the group', zonal, staticIp('a', ['3']), 'public-ip-outside-zones'],
    ['is in a zone at all', zonal, staticIp('a'), 'public-ip-outside-zones'],
    ['may be zonal', zonal, staticIp('a', ['2']), null],
    ['may be zone-redundant', zonal, staticIp('a', ['1', '2', '3']), null],
    ['of a regional group may be any', config([first]), staticIp('a', ['3']), null],
  ] as const)('%s', (_, group, publicIp, kind) => {
    expect(publicIpMisfit(group, publicIp)?.kind ?? null).toBe(kind)
  })
})
