import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import { diffInventory } from '@/lib/domain/inventory-diff'
import { mergeInventory } from '@/lib/domain/inventory-merge'
import { readCliFiles } from '../cli/read-inventory'
import { sampleInventory } from './sample-inventory'

const FIXTURES = 'e2e/fixtures/azure-cli'
const LISTS = ['vnets', 'nics', 'public-ips', 'nsgs', 'asgs', 'lbs'] as const
const fixture = (name: string) => ({
  name: name.replace(/^.*\//, ''),
  text: readFileSync(`${FIXTURES}/${name}`, 'utf8'),
})
const ALL = LISTS.map((name) => fixture(`${name}.json`))

const json = (name: string, value: unknown) => ({ name, text: JSON.stringify(value, null, 2) })
const id = (path: string, group = 'rg-1') =>
  `/subscriptions/s-1/resourceGroups/${group}/providers/Microsoft.Network/${path}`
const lower = (path: string, group?: string) => id(path, group).toLowerCase()
const SUBNET_ID = id('virtualNetworks/main/subnets/web')
const subnet = (name: string, addressPrefix: string, more: object = {}) => ({
  ...{ addressPrefix, id: id(`virtualNetworks/main/subnets/${name}`), name },
  ...more,
})
const VNET = {
  addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
  id: id('virtualNetworks/main'),
  location: 'westeurope',
  name: 'Main',
  subnets: [subnet('web', '10.0.1.0/24')],
  type: 'Microsoft.Network/virtualNetworks',
}
const config = (privateIPAddress: string | null, more: object = {}) => ({
  ...{ name: 'ipconfig1', primary: true, privateIPAddress, subnet: { id: SUBNET_ID } },
  ...more,
})
const nic = (name: string, configurations: readonly object[], more: object = {}) => ({
  id: id(`networkInterfaces/${name}`),
  ipConfigurations: configurations,
  location: 'westeurope',
  name,
  type: 'Microsoft.Network/networkInterfaces',
  virtualMachine: { id: id('virtualMachines/vm-1').replace('Network', 'Compute') },
  ...more,
})
const publicIp = (name: string, more: object = {}) => ({
  ...{ id: id(`publicIPAddresses/${name}`), ipAddress: '20.0.0.1', location: 'westeurope', name },
  ...{
    publicIPAllocationMethod: 'Static',
    sku: { name: 'Standard' },
    type: 'Microsoft.Network/publicIPAddresses',
  },
  ...more,
})
const NETWORK = json('vnets.json', [VNET])

/** What inventory is to a test: ids and texts. */
async function read(files: { name: string; text: string }[], known = EMPTY_INVENTORY) {
  const result = await readCliFiles(files, known)
  return {
    ...result,
    complete: [...result.complete.azure].sort(),
    leftOut: [...result.leftOut],
    interfaces: result.inventory.interfaces.map((one) => ({
      ...one,
      addresses: one.addresses.map(formatAddress),
      prefixes: one.prefixes.map(formatCidr),
    })),
  }
}

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

describe('what silence means', () => {
  const nothing = {
    virtualNetworkIds: new Set<string>(),
    subnetIds: new Set<string>(),
    publicIpIds: new Set<string>(),
  }
  async function goneAfter(
    before: { name: string; text: string }[],
    files: { name: string; text: string }[],
  ) {
    const known = (await readCliFiles(before)).inventory
    const next = await readCliFiles(files, known)
    const diff = diffInventory({
      ...{ before: known, after: next.inventory, scope: next.complete, leftOut: next.leftOut },
      ...{
        at: '2026-01-01T00:00:00.000Z',
        requestId: 'r',
        inUse: nothing,
        ourHolds: new Map(),
        ourInterfaceIds: new Set(),
      },
    })
    return { gone: diff.gone.map((one) => one.id), diff, known }
  }

  test('importing the same again changes nothing', async () => {
    const { diff } = await goneAfter(ALL, ALL)
    expect([diff.added, diff.changed, diff.gone, diff.change.events]).toEqual([[], [], [], []])
    expect(diff.change.upsert).toEqual(EMPTY_INVENTORY)
  })

  test.each(LISTS)('%s alone, again: nothing changes and nothing is gone', async (name) => {
    const { diff } = await goneAfter(ALL, [fixture(`${name}.json`)])
    expect([diff.added, diff.changed, diff.gone]).toEqual([[], [], []])
  })

  const nics = (...names: string[]) => names.map((name, at) => nic(name, [config(`10.0.1.${at + 4}`)]))
  const elsewhere = { ...nic('c', [config('10.0.1.40')]), id: id('networkInterfaces/c', 'rg-2') }
  test.each<[string, unknown, string[]]>([
    ['a list of the subscription', [...nics('a'), elsewhere], ['b']],
    ['a list of one resource group', nics('a'), ['b']],
    ['an object by itself', nics('a')[0], []],
    ['an empty list', [], []],
    ['a list of something else', [publicIp('p')], []],
  ])('%s', async (_, value, gone) => {
    const before = [NETWORK, json('nics.json', [...nics('a', 'b'), elsewhere])]
    const after = await goneAfter(before, [NETWORK, json('nics.json', value)])
    expect(after.gone).toEqual(gone.map((name) => lower(`networkInterfaces/${name}`)))
    expect(mergeInventory(after.known, after.diff.change).interfaces).toHaveLength(3 - gone.length)
  })

  test('a list of one subscription says nothing of another', async () => {
    const other = JSON.parse(JSON.stringify([VNET]).replaceAll('/s-1/', '/s-2/'))
    const { gone } = await goneAfter([NETWORK, json('other.json', other)], [NETWORK])
    expect(gone).toEqual([])
  })

  test('a list of network security groups says nothing of application security groups', async () => {
    const { gone } = await goneAfter(ALL, [fixture('vnets.json'), fixture('nsgs.json')])
    expect(gone).toEqual([])
  })

  test('a network that cannot be read keeps its subnets and what is in them', async () => {
    const before = [NETWORK, json('nics.json', nics('a'))]
    const { gone } = await goneAfter(before, [
      json('vnets.json', [{ ...VNET, addressSpace: null, subnets: [] }]),
    ])
    expect(gone).toEqual([])
  })

  test('a public IP that has lost its address is gone', async () => {
    const ips = (ipAddress: string | null) =>
      json('ips.json', [publicIp('a', { ipAddress }), publicIp('b', { ipAddress: '20.0.0.9' })])
    const { gone } = await goneAfter([NETWORK, ips('20.0.0.1')], [NETWORK, ips(null)])
    expect(gone).toEqual([lower('publicIPAddresses/a')])
  })
})

describe('files that are not what they should be', () => {
  const file = 'f'
  const page = JSON.stringify([VNET], null, 2)
  const error = (code: string | null, operation: string | null, message: string) => ({
    kind: 'cli-error',
    cloud: 'azure',
    file,
    code,
    operation,
    message,
  })
  const wrong = (format: string) => ({ kind: 'wrong-format', file, format })
  const foreign = (key: string | null, command: string | null, queried: string | null = null) => ({
    kind: 'wrong-command',
    file,
    line: 1,
    key,
    command,
    queried,
  })
  const denied =
    "The client 'a@b.c' with object id '1' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/read' over scope '/subscriptions/s-1' or the scope is invalid."
  test.each<[string, string, unknown]>([
    [
      'a table',
      'Name    ResourceGroup    Location\n------  ---------------  ----------\nmain    rg-1             westeurope\n',
      wrong('table'),
    ],
    ['YAML', '- addressSpace:\n    addressPrefixes:\n    - 10.0.0.0/16\n', wrong('yaml')],
    ['tab-separated text', 'None\t\tFalse\t\nNone\t\tFalse\t\n', wrong('text')],
    ['coloured JSON', '[\n  {\n    \u001b[94m"addressSpace"\u001b[39;49;00m: {', wrong('colours')],
    [
      'no permission',
      `ERROR: (AuthorizationFailed) ${denied}\nCode: AuthorizationFailed\nMessage: ${denied}\n`,
      error('AuthorizationFailed', 'Microsoft.Network/virtualNetworks/read', denied),
    ],
    [
      'no permission, newer',
      `(AuthorizationFailed) ${denied}\nCode: AuthorizationFailed\n`,
      error('AuthorizationFailed', 'Microsoft.Network/virtualNetworks/read', denied),
    ],
    [
      'not signed in',
      "ERROR: Please run 'az login' to setup account.\n",
      error(null, null, "Please run 'az login' to setup account."),
    ],
    [
      'signed in too long ago',
      'ERROR: AADSTS70043: The refresh token has expired.\nTo re-authenticate, please run:\naz login',
      error('AADSTS70043', null, 'AADSTS70043: The refresh token has expired.'),
    ],
    [
      'a typing mistake',
      "az network: 'vnets' is misspelled or not recognized by the system.\n",
      error(null, null, "'vnets' is misspelled or not recognized by the system."),
    ],
    [
      'a missing argument',
      'az network vnet show: error: the following arguments are required: --name/-n',
      error(null, null, 'the following arguments are required: --name/-n'),
    ],
    [
      'a warning before the list',
      `WARNING: This command is in preview.\n${page}`,
      error(null, null, 'This command is in preview.'),
    ],
    [
      'another command',
      JSON.stringify([
        {
          id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/v',
          type: 'Microsoft.Compute/virtualMachines',
        },
      ]),
      foreign('Microsoft.Compute/virtualMachines', 'az vm list'),
    ],
    ['az rest', JSON.stringify({ value: [{ ...VNET, properties: {} }] }), foreign('value', 'az rest')],
    [
      'az resource list',
      JSON.stringify([{ ...VNET, properties: null }]),
      foreign('properties', 'az rest or az resource list'),
    ],
    ['az … create', JSON.stringify({ newVNet: VNET }), foreign('newVNet', 'az network vnet create')],
    ['--query', JSON.stringify([{ name: 'main', location: 'westeurope' }]), foreign('name', null, 'azure')],
    ['another program', JSON.stringify({ dependencies: {} }), foreign('dependencies', null)],
    ['a cut', page.slice(0, -20), { kind: 'truncated', file, line: 18, kept: 0 }],
    [
      'a comma that is missing',
      page.replace('"westeurope",', '"westeurope"'),
      { kind: 'not-json', file, line: 10, column: 5, found: '"name": "Main",', rest: 'item', kept: 0 },
    ],
  ])('%s', async (_, text, problem) => {
    const result = await read([{ name: file, text }])
    expect(result.problems).toEqual([problem])
    expect(result.inventory).toEqual(EMPTY_INVENTORY)
    expect(result.complete).toEqual([])
  })

  test('an empty list is one of nobody knows what', async () => {
    const { files, problems } = await read([{ name: file, text: '[]\n' }])
    expect(problems).toEqual([])
    expect(files).toEqual([{ name: file, content: null, empty: true, items: 0, sound: 0 }])
  })
})

describe('items that are not what they should be', () => {
  const item = (kind: string, of: string | null, line: number) => ({
    file: 'f',
    cloud: 'azure',
    kind,
    id: of,
    line,
  })
  const a = nic('a', [config('10.0.1.9')])
  const aId = lower('networkInterfaces/a')
  const bId = lower('networkInterfaces/b')
  const missing = (field: string, of: string | null = aId) => [
    { kind: 'missing-field', item: item('interface', of, 2), field },
  ]
  test.each<[string, unknown[], unknown[], string[]]>([
    [
      'no subnet',
      [nic('a', [config('10.0.1.9', { subnet: null })])],
      missing('ipConfigurations[0].subnet.id'),
      [],
    ],
    ['no configuration', [nic('a', [])], missing('ipConfigurations'), []],
    ['no address', [nic('a', [config(null)])], missing('ipConfigurations[0].privateIPAddress'), []],
    ['no id', [{ ...a, id: undefined }], missing('id', null), []],
    ['no location', [{ ...a, location: null }], missing('location'), []],
    [
      'an address that is none',
      [nic('a', [config('10.0.1.256')])],
      [
        {
          kind: 'bad-field',
          item: item('interface', aId, 2),
          field: 'privateIPAddress',
          found: '"10.0.1.256"',
          why: 'octet-too-large',
        },
      ],
      [],
    ],
    [
      'a location that is none',
      [{ ...a, location: '1 €' }],
      [{ kind: 'bad-field', item: item('interface', aId, 2), field: 'location', found: '"1 €"', why: null }],
      [],
    ],
    [
      'half an id',
      [{ ...a, id: 'a' }],
      [{ kind: 'bad-field', item: item('interface', null, 2), field: 'id', found: '"a"', why: null }],
      [],
    ],
    [
      'a field of another shape',
      [{ ...a, ipConfigurations: 'x' }],
      [
        {
          kind: 'bad-field',
          item: item('interface', aId, 2),
          field: 'ipConfigurations',
          found: '"x"',
          why: null,
        },
      ],
      [],
    ],
    [
      'a subnet that is not there',
      [nic('a', [config('10.0.1.9', { subnet: { id: `${SUBNET_ID}-2` } })])],
      [
        {
          kind: 'unknown-subnet',
          file: 'f',
          subnetId: `${SUBNET_ID}-2`.toLowerCase(),
          leftOut: false,
          items: [item('interface', aId, 2)],
        },
      ],
      [],
    ],
    [
      'an address outside its subnet, beside one inside',
      [nic('a', [config('10.0.1.9'), config('10.0.2.9', { primary: false })])],
      [
        {
          kind: 'outside-subnet',
          item: item('interface', aId, 2),
          address: '10.0.2.9',
          subnetId: SUBNET_ID.toLowerCase(),
          cidrs: ['10.0.1.0/24'],
        },
      ],
      ['a'],
    ],
    [
      'a NIC twice, differently',
      [a, { ...a, virtualMachine: null }, a],
      [{ kind: 'duplicate-id', item: item('interface', aId, 21), first: item('interface', aId, 2) }],
      ['a'],
    ],
    [
      'an address twice',
      [a, nic('b', [config('10.0.1.9')])],
      [
        {
          kind: 'duplicate-address',
          item: item('interface', bId, 21),
          first: item('interface', aId, 2),
          address: '10.0.1.9',
          subnetId: SUBNET_ID.toLowerCase(),
        },
      ],
      ['a'],
    ],
  ])('%s', async (_, content, problems, kept) => {
    const result = await read([json('f', content), NETWORK])
    expect(result.problems).toEqual(problems)
    expect(result.interfaces.map((one) => one.description)).toEqual(kept)
    const [bad] = result.files
    expect((bad?.items ?? 0) - (bad?.sound ?? 0)).toBeGreaterThan(0)
  })

  const network = (subnets: readonly object[], more: object = {}) =>
    json('f', [{ ...VNET, subnets, ...more }])
  const subnetId = (name: string) => lower(`virtualNetworks/main/subnets/${name}`)
  test.each<[string, { name: string; text: string }, unknown[], string[]]>([
    [
      'subnets that overlap',
      network([subnet('web', '10.0.1.0/24'), subnet('b', '10.0.0.0/22')]),
      [
        {
          kind: 'overlapping-subnets',
          item: item('subnet', subnetId('b'), 17),
          first: item('subnet', subnetId('web'), 12),
          cidr: '10.0.0.0/22',
          firstCidr: '10.0.1.0/24',
          virtualNetworkId: lower('virtualNetworks/main'),
        },
      ],
      ['web'],
    ],
    [
      'a subnet outside its network',
      network([subnet('web', '10.1.1.0/24')]),
      [
        {
          kind: 'outside-network',
          item: item('subnet', subnetId('web'), 12),
          cidr: '10.1.1.0/24',
          virtualNetworkId: lower('virtualNetworks/main'),
          cidrs: ['10.0.0.0/16'],
        },
      ],
      [],
    ],
    [
      'host bits',
      network([subnet('web', '10.0.1.5/24')]),
      [
        {
          kind: 'bad-field',
          item: item('subnet', subnetId('web'), 12),
          field: 'addressPrefixes',
          found: '"10.0.1.5/24"',
          why: 'host-bits-set',
        },
      ],
      [],
    ],
    [
      'a subnet without a prefix',
      network([{ ...subnet('web', ''), addressPrefix: null }]),
      [{ kind: 'missing-field', item: item('subnet', subnetId('web'), 12), field: 'addressPrefixes' }],
      [],
    ],
    [
      'a network without a prefix',
      network([], { addressSpace: { addressPrefixes: [] } }),
      [
        {
          kind: 'missing-field',
          item: item('virtual-network', lower('virtualNetworks/main'), 2),
          field: 'addressSpace.addressPrefixes',
        },
      ],
      [],
    ],
    [
      'a subnet of a network that cannot be read',
      network([subnet('web', '10.0.1.0/24')], { location: null }),
      [
        {
          kind: 'missing-field',
          item: item('virtual-network', lower('virtualNetworks/main'), 2),
          field: 'location',
        },
        {
          kind: 'unknown-vpc',
          file: 'f',
          virtualNetworkId: lower('virtualNetworks/main'),
          leftOut: true,
          items: [item('subnet', subnetId('web'), 12)],
        },
      ],
      [],
    ],
  ])('%s', async (_, file, problems, kept) => {
    const result = await read([file])
    expect(result.problems).toEqual(problems)
    expect(result.inventory.subnets.map((one) => one.name)).toEqual(kept)
  })
})

/** A value somewhere in an item is taken away or becomes something else. */
function mutate(value: unknown, path: readonly number[], to: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return to
  const keys = Object.keys(value)
  const key = keys[step % Math.max(1, keys.length)]
  if (key === undefined) return to
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value }
  Object.assign(copy, { [key]: mutate((value as Record<string, unknown>)[key], rest, to) })
  return copy
}

test('whatever stands in an object, it is sound, has a problem, or is told to be none of ours', async () => {
  const objects = ALL.flatMap(({ text }) => JSON.parse(text) as unknown[])
  const anything = fc.oneof(fc.constant(null), fc.constant(undefined), fc.constant('x'), fc.jsonValue())
  const paths = fc.array(fc.nat(20), { minLength: 1, maxLength: 5 })
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.nat(objects.length - 1), paths, anything, async (at, path, to) => {
      const changed = mutate(objects[at], path, to)
      const { files, problems, inventory } = await readCliFiles([...ALL.slice(0, 1), json('f', [changed])])
      const rows = files.filter((one) => one.name === 'f')
      const told = problems.filter((one) => ('file' in one ? one.file : one.item.file) === 'f')
      for (const { content, items, sound } of rows) {
        expect(sound).toBeLessThanOrEqual(items)
        if (content === null || sound < items) expect(told.length).toBeGreaterThan(0)
      }
      const ids = Object.values(inventory).flatMap((list) => list.map((one: { id: string }) => one.id))
      expect(new Set(ids).size).toBe(ids.length)
      for (const one of told) seen.add(one.kind)
    }),
    { numRuns: 400 },
  )
  expect(seen.size).toBeGreaterThan(3)
}, 60_000)

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
