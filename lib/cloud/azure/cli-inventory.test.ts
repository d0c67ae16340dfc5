import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatCidr } from '@/lib/domain/cidr'
import type { Inventory } from '@/lib/domain/inventory'
import { readCliFiles } from '../cli/read-inventory'
import {
  ALL,
  config,
  id,
  json,
  LISTS,
  lower,
  NETWORK,
  nic,
  publicIp,
  read,
  SUBNET_ID,
  subnet,
  VNET,
} from './cli.fixtures'
import { sampleInventory } from './sample-inventory'

describe('what the CLI prints', () => {
  test('the files in e2e/fixtures are whole and sound but for what has no place here, in any order and in one file', async () => {
    const result = await read(ALL)
    expect(result.problems.map((one) => one.kind)).toEqual(['not-imported', 'not-imported'])
    expect(result.files.map(({ content, items, sound }) => [content?.kind, items, sound])).toEqual([
      ['virtual-network', 1, 1],
      ['subnet', 3, 3],
      ['interface', 24, 24],
      ['public-ip', 14, 13],
      ['security-group', 2, 2],
      ['security-group', 2, 2],
      ['load-balancer', 3, 2],
    ])
    // The load balancers hold two addresses that no NIC has.
    expect(result.interfaces).toHaveLength(26)
    expect(result.complete).toHaveLength(6)
    const sorted = ({ securityGroups, interfaces, ...rest }: Inventory) => ({
      ...rest,
      ids: [...securityGroups, ...interfaces].map((one) => one.id).sort(),
    })
    expect(sorted((await read([...ALL].reverse())).inventory)).toEqual(sorted(result.inventory))
    const together = { name: 'all.json', text: ALL.map((file) => file.text).join('') }
    expect((await read([together])).inventory).toEqual(result.inventory)
  })

  test('the files in e2e/fixtures are what the generator prints', () => {
    const sample = sampleInventory({ location: 'westeurope', interfaces: 24, publicIps: 12 })
    expect(ALL.map((file) => file.text)).toEqual(LISTS.map((name) => sample[name]))
  })

  test('files of both clouds, each by its own rules', async () => {
    const aws = ['vpcs', 'subnets', 'network-interfaces', 'addresses', 'security-groups'].map((command) => ({
      name: `describe-${command}.json`,
      text: readFileSync(`e2e/fixtures/aws-cli/describe-${command}.json`, 'utf8'),
    }))
    const both = await readCliFiles([...aws, ...ALL])
    const [one, other] = [await readCliFiles(aws), await readCliFiles(ALL)]
    expect(both.inventory.interfaces).toHaveLength(
      one.inventory.interfaces.length + other.inventory.interfaces.length,
    )
    expect(both.complete).toEqual({ aws: one.complete.aws, azure: other.complete.azure })
    expect(both.inventory.virtualNetworks.map(({ cloud, region }) => [cloud, region])).toEqual([
      ['aws', 'us-east-1'],
      ['azure', 'westeurope'],
    ])
  })

  test('networks of several prefixes, and subnets of one or several, IPv4 first', async () => {
    const { inventory, problems } = await read([
      json('vnets.json', [
        {
          ...VNET,
          location: 'West Europe',
          addressSpace: { addressPrefixes: ['fd00::/48', '10.0.0.0/16', '172.16.0.0/16'] },
          subnets: [
            subnet('web', '10.0.1.0/24', { addressPrefixes: null }),
            subnet('both', '10.0.2.0/24', { addressPrefixes: ['10.0.2.0/24'] }),
            {
              ...subnet('many', ''),
              addressPrefix: null,
              addressPrefixes: ['fd00::/64', '172.16.0.0/24', '10.0.3.0/24'],
            },
          ],
        },
      ]),
    ])
    expect(problems).toEqual([])
    const [network] = inventory.virtualNetworks
    expect(network).toMatchObject({
      ...{ id: lower('virtualNetworks/main'), cloud: 'azure', region: 'westeurope', name: 'Main' },
    })
    expect(network?.cidrs.map(formatCidr)).toEqual(['10.0.0.0/16', '172.16.0.0/16', 'fd00::/48'])
    expect(
      inventory.subnets.map(({ name, zone, region, cidrs }) => [
        name,
        zone,
        region,
        ...cidrs.map(formatCidr),
      ]),
    ).toEqual([
      ['web', null, 'westeurope', '10.0.1.0/24'],
      ['both', null, 'westeurope', '10.0.2.0/24'],
      ['many', null, 'westeurope', '172.16.0.0/24', '10.0.3.0/24', 'fd00::/64'],
    ])
  })

  test('every address that a NIC holds, the primary one first, and whose it is', async () => {
    const { interfaces, problems } = await read([
      json('f', {
        ...VNET,
        subnets: [subnet('web', '', { addressPrefix: null, addressPrefixes: ['10.0.1.0/24', 'fd00::/64'] })],
        addressSpace: { addressPrefixes: ['10.0.0.0/16', 'fd00::/48'] },
      }),
      json('nics.json', [
        nic(
          'web-1',
          [
            config('10.0.1.8', { primary: false }),
            config('10.0.1.9'),
            config('fd00:0:0:0::7', { primary: false }),
            config('10.0.1.16/31', { primary: false }),
            config('fd00:0:0:0:1::/80', { primary: false }),
            config(null, { primary: false }),
          ],
          { tags: { 'Holdfast:Instance': 'vmi-1' } },
        ),
        nic('Spare', [config('10.0.1.5')], { virtualMachine: null, tags: null }),
        nic('pe', [config('10.0.1.6')], {
          virtualMachine: null,
          privateEndpoint: { id: id('privateEndpoints/orders') },
        }),
        nic('web-2', [
          {
            privateIpAddress: '10.0.1.7',
            subnet: { id: SUBNET_ID.toUpperCase() },
            loadBalancerBackendAddressPools: [{ id: id('loadBalancers/lb/backendAddressPools/p') }],
          },
        ]),
        {
          ...nic('x', [config('10.0.1.10')]),
          id: id('virtualMachineScaleSets/set/virtualMachines/0/networkInterfaces/x').replace(
            'Network',
            'Compute',
          ),
          type: null,
        },
      ]),
    ])
    expect(problems).toEqual([])
    expect(interfaces[0]).toEqual({
      id: lower('networkInterfaces/web-1'),
      subnetId: SUBNET_ID.toLowerCase(),
      status: 'in-use',
      addresses: ['10.0.1.9', '10.0.1.8', 'fd00::7', '10.0.1.16', '10.0.1.17'],
      prefixes: ['fd00::1:0:0:0/80'],
      machineId: lower('virtualMachines/vm-1').replace('network', 'compute'),
      description: 'web-1',
      instanceId: 'vmi-1',
    })
    expect(
      interfaces
        .slice(1)
        .map(({ status, description, addresses, machineId }) => [
          status,
          description,
          addresses[0],
          machineId === null,
        ]),
    ).toEqual([
      ['available', 'Spare', '10.0.1.5', true],
      ['in-use', 'pe (private endpoint orders)', '10.0.1.6', true],
      ['in-use', 'web-2 (behind load balancer lb)', '10.0.1.7', false],
      ['in-use', 'x (scale set set)', '10.0.1.10', false],
    ])
  })

  test('public IPs: SKU, zones, method, and what holds them', async () => {
    const configuration = `${id('networkInterfaces/web-1')}/ipConfigurations/second`
    const { inventory, problems } = await read([
      NETWORK,
      json('nics.json', [
        nic('web-1', [config('10.0.1.4'), config('10.0.1.5', { id: configuration, primary: false })]),
      ]),
      json('ips.json', [
        publicIp('a', { zones: ['1', '2', '3'], ipConfiguration: { id: configuration } }),
        publicIp('b', {
          ipAddress: '20.0.0.2',
          zones: ['2'],
          ipConfiguration: { id: id('loadBalancers/lb/frontendIPConfigurations/fe') },
        }),
        publicIp('c', { ipAddress: '20.0.0.3', natGateway: { id: id('natGateways/nat') } }),
        publicIp('d', {
          ipAddress: '2603:0:0:0::1',
          sku: null,
          publicIPAllocationMethod: null,
          publicIpAllocationMethod: 'Dynamic',
          ipConfiguration: { id: id('virtualNetworkGateways/vpn/ipConfigurations/default') },
        }),
        publicIp('e', { ipAddress: null, publicIPAllocationMethod: 'Dynamic' }),
        publicIp('f', { ipAddress: '20.0.0.4', sku: { name: 'StandardV2' } }),
      ]),
    ])
    expect(
      inventory.publicIps.map(({ name, address, traits, association }) => [
        name,
        address,
        traits,
        association?.interfaceId ?? null,
        association?.privateAddress ?? null,
      ]),
    ).toEqual([
      [
        'a',
        '20.0.0.1',
        { sku: 'standard', zones: ['1', '2', '3'], method: 'static' },
        lower('networkInterfaces/web-1'),
        '10.0.1.5',
      ],
      [
        'b',
        '20.0.0.2',
        { sku: 'standard', zones: ['2'], method: 'static' },
        lower('loadBalancers/lb/frontendIPConfigurations/fe'),
        null,
      ],
      ['c', '20.0.0.3', { sku: 'standard', zones: [], method: 'static' }, lower('natGateways/nat'), null],
      [
        'd',
        '2603::1',
        { sku: 'basic', zones: [], method: 'dynamic' },
        lower('virtualNetworkGateways/vpn/ipConfigurations/default'),
        null,
      ],
    ])
    expect(problems).toMatchObject([
      { kind: 'not-imported', item: { id: lower('publicIPAddresses/e') }, why: { kind: 'no-address' } },
      {
        kind: 'not-imported',
        item: { id: lower('publicIPAddresses/f') },
        why: { kind: 'sku', sku: 'StandardV2' },
      },
    ])
  })

  test('security groups: of the network, or of the network that their NICs are in', async () => {
    const group = (kind: string, name: string) => ({
      ...{ id: id(`${kind}/${name}`), location: 'westeurope', name },
      type: `Microsoft.Network/${kind}`,
    })
    const groups = json('groups.json', [
      group('networkSecurityGroups', 'n'),
      group('applicationSecurityGroups', 'used'),
      group('applicationSecurityGroups', 'spare'),
    ])
    const nics = json('nics.json', [
      nic('web-1', [
        config('10.0.1.4', { applicationSecurityGroups: [{ id: id('applicationSecurityGroups/USED') }] }),
      ]),
    ])
    const networks = (inventory: Inventory) =>
      inventory.securityGroups.map(({ name, kind, region, virtualNetworkId }) => [
        name,
        kind,
        region,
        virtualNetworkId,
      ])
    const bound = [
      ['n', 'network', 'westeurope', null],
      ['used', 'application', 'westeurope', lower('virtualNetworks/main')],
      ['spare', 'application', 'westeurope', null],
    ]
    const { inventory } = await read([NETWORK, nics, groups])
    expect(networks(inventory)).toEqual(bound)
    // Without the NICs it stays where it is known to be; with the NICs alone it comes there.
    expect(networks((await read([groups], inventory)).inventory)).toEqual(bound)
    const apart = await read([NETWORK, groups])
    expect(networks((await read([nics], apart.inventory)).inventory)).toEqual([bound[1]])
  })

  test('load balancers have a SKU, and hold the private addresses that they answer on', async () => {
    const balancer = (name: string, sku: string, frontend: object) => ({
      ...{ id: id(`loadBalancers/${name}`), location: 'westeurope', name, sku: { name: sku } },
      ...{
        frontendIPConfigurations: [
          { id: id(`loadBalancers/${name}/frontendIPConfigurations/fe`), ...frontend },
        ],
      },
      type: 'Microsoft.Network/loadBalancers',
    })
    const { inventory, interfaces, problems } = await read([
      NETWORK,
      json('lbs.json', [
        balancer('inside', 'Standard', { privateIPAddress: '10.0.1.20', subnet: { id: SUBNET_ID } }),
        balancer('old', 'Basic', { publicIPAddress: { id: id('publicIPAddresses/a') } }),
        balancer('appliances', 'Gateway', { privateIPAddress: '10.0.1.21', subnet: { id: SUBNET_ID } }),
      ]),
    ])
    expect(inventory.loadBalancers.map(({ name, sku, region }) => [name, sku, region])).toEqual([
      ['inside', 'standard', 'westeurope'],
      ['old', 'basic', 'westeurope'],
    ])
    expect(
      interfaces.map(({ description, addresses, status }) => [description, ...addresses, status]),
    ).toEqual([
      ['load balancer inside', '10.0.1.20', 'in-use'],
      ['load balancer appliances', '10.0.1.21', 'in-use'],
    ])
    expect(problems).toMatchObject([{ kind: 'not-imported', why: { kind: 'gateway' } }])
  })

  test('what holds addresses in a subnet and is in no list is told, once NICs are', async () => {
    const gateway = id('applicationGateways/gw/gatewayIPConfigurations/a')
    const scaleSet = id('virtualMachineScaleSets/set/virtualMachines/0/networkInterfaces/x').replace(
      'Network',
      'Compute',
    )
    const ipConfigurations = [
      { id: gateway },
      { id: `${scaleSet}/ipConfigurations/c` },
      { id: `${id('networkInterfaces/other', 'rg-2')}/ipConfigurations/c` },
    ]
    const network = json('vnets.json', [
      { ...VNET, subnets: [subnet('web', '10.0.1.0/24', { ipConfigurations })] },
    ])
    const nics = json('nics.json', [nic('a', [config('10.0.1.4')])])
    expect((await read([network])).problems).toEqual([])
    const { problems, files } = await read([network, nics])
    const holders = [
      { type: 'applicationgateways', count: 1 },
      { type: 'virtualmachinescalesets', count: 1 },
    ]
    expect(problems).toMatchObject([
      { kind: 'unlisted-holders', subnet: { id: SUBNET_ID.toLowerCase() }, holders },
    ])
    expect(files.every(({ items, sound }) => items === sound)).toBe(true)
    const set = json('set.json', [{ ...nic('x', [config('10.0.1.5')]), id: scaleSet, type: null }])
    expect((await read([network, nics, set])).problems).toMatchObject([{ holders: holders.slice(0, 1) }])
  })

  test('objects by themselves, one behind the other, and subnets of a network that is known', async () => {
    const { inventory: known } = await read([NETWORK])
    const text = `${JSON.stringify(nic('a', [config('10.0.1.4')]))}\n${JSON.stringify(nic('b', [config('10.0.1.5')]), null, 2)}`
    const shown = await read(
      [{ name: 'shown.json', text }, json('subnets.json', [subnet('new', '10.0.7.0/24')])],
      known,
    )
    expect(shown.problems).toEqual([])
    expect(shown.interfaces.map((one) => one.description)).toEqual(['a', 'b'])
    expect(shown.inventory.subnets).toMatchObject([{ name: 'new', region: 'westeurope' }])
    // What was asked for by name says nothing of what was not.
    expect(shown.complete).toEqual(['subnet'])
  })
})

test('50,000 NICs are read and checked, and other work gets its turn', async () => {
  const sample = sampleInventory({ location: 'northeurope', interfaces: 50_000, publicIps: 100 })
  const files = Object.entries(sample).map(([name, text]) => ({ name, text }))
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const { inventory, problems } = await readCliFiles(files)
  clearInterval(timer)
  expect(new Set(problems.map((one) => one.kind))).toEqual(new Set(['not-imported']))
  expect(inventory.interfaces).toHaveLength(50_002)
  expect(turns).toBeGreaterThan(50)
}, 60_000)
