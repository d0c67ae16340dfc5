import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { InventoryChange } from '@/lib/allocation/ports/commit'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { diffInventory, type InventoryUpdate } from '@/lib/domain/inventory-diff'
import { readCliFiles } from '../cli/read-inventory'
import { regionIn } from './cli-items'
import { sampleInventory } from './sample-inventory'

const FIXTURES = 'e2e/fixtures/aws-cli'
const fixture = (name: string) => ({
  name: name.replace(/^.*\//, ''),
  text: readFileSync(`${FIXTURES}/${name}`, 'utf8'),
})
const ALL = ['vpcs', 'subnets', 'network-interfaces', 'addresses', 'security-groups'].map((command) =>
  fixture(`describe-${command}.json`),
)

const json = (name: string, value: unknown) => ({ name, text: JSON.stringify(value, null, 4) })
const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'main' }] }
const SUBNET = {
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  AvailabilityZone: 'us-east-1a',
  CidrBlock: '10.0.1.0/24',
}
const ENI = {
  NetworkInterfaceId: 'eni-1',
  SubnetId: 'subnet-1',
  Status: 'in-use',
  PrivateIpAddress: '10.0.1.9',
  Attachment: { InstanceId: 'i-1' },
}
const NETWORK = json('net.json', { Vpcs: [VPC], Subnets: [SUBNET] })

/** What inventory is to a test: ids and texts. */
async function read(files: { name: string; text: string }[], known = EMPTY_INVENTORY) {
  const { inventory, problems, files: summaries, complete, leftOut } = await readCliFiles(files, known)
  return {
    inventory,
    problems,
    summaries,
    complete: [...complete.aws].sort(),
    leftOut: [...leftOut],
    interfaces: inventory.interfaces.map((one) => ({
      ...one,
      addresses: one.addresses.map(formatAddress),
      prefixes: one.prefixes.map(formatCidr),
    })),
  }
}

describe('what the CLI prints', () => {
  test('the files in e2e/fixtures are whole and sound, in any order and in one file', async () => {
    const result = await read(ALL)
    expect(result.problems).toEqual([])
    expect(result.summaries.map(({ content, items, sound }) => [content?.kind, items, sound])).toEqual([
      ['virtual-network', 1, 1],
      ['subnet', 3, 3],
      ['interface', 24, 24],
      ['public-ip', 6, 6],
      ['security-group', 2, 2],
    ])
    expect(result.complete).toHaveLength(5)
    expect((await read([...ALL].reverse())).inventory).toEqual(result.inventory)
    const together = { name: 'all.json', text: ALL.map((file) => file.text).join('') }
    expect((await read([together])).inventory).toEqual(result.inventory)
  })

  test('the files in e2e/fixtures are what the generator prints', () => {
    const sample = sampleInventory({ region: 'us-east-1', interfaces: 24, elasticIps: 6 })
    const texts = [sample.vpcs, sample.subnets, sample.interfaces, sample.addresses, sample.securityGroups]
    expect(ALL.map((file) => file.text)).toEqual(texts)
  })

  test('networks, names, regions and zones', async () => {
    const { inventory } = await read([
      json('a.json', {
        Vpcs: [
          {
            ...VPC,
            CidrBlockAssociationSet: [
              { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
              { CidrBlock: '10.9.0.0/16', CidrBlockState: { State: 'disassociated' } },
              { CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
            ],
          },
        ],
        Subnets: [
          {
            ...SUBNET,
            AvailabilityZone: 'us-west-2-lax-1a',
            Ipv6CidrBlockAssociationSet: [
              { Ipv6CidrBlock: '2600:1f18::/64', Ipv6CidrBlockState: { State: 'associated' } },
              { Ipv6CidrBlock: '2600:1f19::/64', Ipv6CidrBlockState: { State: 'disassociating' } },
            ],
          },
        ],
        SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'db', VpcId: 'vpc-1', Description: 'CQL' }],
      }),
    ])
    const [vpc] = inventory.virtualNetworks
    const [subnet] = inventory.subnets
    expect(vpc).toMatchObject({ id: 'vpc-1', cloud: 'aws', region: 'us-west-2', name: 'main' })
    expect(vpc?.cidrs.map(formatCidr)).toEqual(['10.0.0.0/16', '100.64.0.0/16'])
    expect(subnet).toMatchObject({ name: 'subnet-1', region: 'us-west-2', zone: 'us-west-2-lax-1a' })
    expect(subnet?.cidrs.map(formatCidr)).toEqual(['10.0.1.0/24', '2600:1f18::/64'])
    expect(inventory.securityGroups).toEqual([
      {
        ...{ id: 'sg-1', virtualNetworkId: 'vpc-1', region: null, kind: 'network' },
        ...{ name: 'db', description: 'CQL' },
      },
    ])
  })

  test('every address that an interface holds, and whose it is', async () => {
    const { interfaces, problems } = await read([
      json('net.json', {
        Vpcs: [VPC],
        Subnets: [{ ...SUBNET, Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600::/64' }] }],
        NetworkInterfaces: [
          {
            ...ENI,
            PrivateIpAddresses: [
              { Primary: false, PrivateIpAddress: '10.0.1.8' },
              { Primary: true, PrivateIpAddress: '10.0.1.9' },
            ],
            Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.16/28' }],
            Ipv6Addresses: [{ Ipv6Address: '2600:0:0:0::7' }],
            Ipv6Prefixes: [{ Ipv6Prefix: '2600:0:0:0:1::/80' }],
            TagSet: [{ Key: 'holdfast:instance', Value: 'ssi-1' }],
          },
          {
            ...ENI,
            NetworkInterfaceId: 'eni-2',
            Status: 'available',
            PrivateIpAddress: '10.0.1.7',
            Attachment: null,
          },
          { ...ENI, NetworkInterfaceId: 'eni-3', PrivateIpAddress: null, InterfaceType: 'nat_gateway' },
        ],
      }),
    ])
    expect(problems).toEqual([])
    expect(interfaces).toEqual([
      {
        id: 'eni-1',
        subnetId: 'subnet-1',
        status: 'in-use',
        addresses: ['10.0.1.9', '10.0.1.8', '2600::7'],
        prefixes: ['10.0.1.16/28', '2600::1:0:0:0/80'],
        machineId: 'i-1',
        description: '',
        instanceId: 'ssi-1',
      },
      expect.objectContaining({ status: 'available', machineId: null, addresses: ['10.0.1.7'] }),
      expect.objectContaining({ addresses: [], description: 'nat_gateway' }),
    ])
  })

  test('Elastic IPs', async () => {
    const address = {
      PublicIp: '52.0.0.1',
      AllocationId: 'eipalloc-1',
      NetworkBorderGroup: 'us-west-2-lax-1',
    }
    const { inventory } = await read([
      json('a.json', {
        Addresses: [
          {
            ...address,
            AssociationId: 'eipassoc-1',
            NetworkInterfaceId: 'eni-1',
            PrivateIpAddress: '10.0.1.9',
          },
          { ...address, AllocationId: 'eipalloc-2', PublicIp: '52.0.0.2' },
        ],
      }),
    ])
    expect(inventory.publicIps).toEqual([
      {
        id: 'eipalloc-1',
        cloud: 'aws',
        region: 'us-west-2',
        address: '52.0.0.1',
        name: 'eipalloc-1',
        traits: null,
        association: { interfaceId: 'eni-1', machineId: null, privateAddress: '10.0.1.9' },
      },
      expect.objectContaining({ id: 'eipalloc-2', association: null }),
    ])
  })

  test.each([
    ['us-east-1a', 'us-east-1'],
    ['us-west-2-lax-1a', 'us-west-2'],
    ['us-gov-west-1b', 'us-gov-west-1'],
    ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
    ['ap-southeast-2c', 'ap-southeast-2'],
    ['arn:aws-cn:ec2:cn-north-1:123456789012:subnet/subnet-1', 'cn-north-1'],
    ['use1-az1', null],
    ['', null],
  ])('the region in %s', (zone, region) => {
    expect(regionIn(zone)).toBe(region)
  })
})

describe('what is known already', () => {
  test('stands in for files that are not there', async () => {
    const { inventory: known } = await readCliFiles([NETWORK])
    const { interfaces, problems } = await read([json('enis.json', { NetworkInterfaces: [ENI] })], known)
    expect(problems).toEqual([])
    expect(interfaces).toHaveLength(1)
  })

  test('importing the same again changes nothing', async () => {
    const first = await readCliFiles(ALL)
    const again = await readCliFiles(ALL, first.inventory)
    const nothing = {
      virtualNetworkIds: new Set<string>(),
      subnetIds: new Set<string>(),
      publicIpIds: new Set<string>(),
    }
    const diff = diffInventory({
      before: first.inventory,
      after: again.inventory,
      scope: again.complete,
      at: '2026-01-01T00:00:00.000Z',
      requestId: 'r',
      inUse: nothing,
      ourHolds: new Map(),
      ourInterfaceIds: new Set(),
    })
    expect([diff.added, diff.changed, diff.gone, diff.change.events]).toEqual([[], [], [], []])
    expect(diff.unchanged).toBe(36)
    // The store's port takes the update as it is.
    const update: InventoryUpdate = diff.change
    const change: InventoryChange = update
    expect(change.upsert).toEqual(EMPTY_INVENTORY)
  })
})

describe('files that are not what they should be', () => {
  const page = JSON.stringify({ Vpcs: [VPC], Subnets: [SUBNET] }, null, 4)
  const file = 'f'
  test.each<[string, string, unknown[]]>([
    ['nothing', '', [{ kind: 'empty-file', file }]],
    ['white space', ' \n\t\n', [{ kind: 'empty-file', file }]],
    ['bytes', '\ufffd\u0001PNG', [{ kind: 'binary', file, looksLike: null }]],
    ['gzip', '\u001f\ufffd\b\u0000', [{ kind: 'binary', file, looksLike: 'compressed' }]],
    [
      'UTF-16',
      `\ufffd\ufffd${[...page].join('\u0000')}\u0000`,
      [{ kind: 'binary', file, looksLike: 'utf-16' }],
    ],
    ['YAML', 'Vpcs:\n- CidrBlock: 10.0.0.0/16\n', [{ kind: 'wrong-format', file, format: 'yaml' }]],
    ['a table', '-----------------\n| DescribeVpcs |', [{ kind: 'wrong-format', file, format: 'table' }]],
    ['text', 'VPCS\t10.0.0.0/16\tdopt-1\n', [{ kind: 'wrong-format', file, format: 'text' }]],
    [
      'an error',
      '\nAn error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You may not.\n',
      [
        {
          kind: 'cli-error',
          cloud: 'aws',
          file,
          code: 'UnauthorizedOperation',
          operation: 'DescribeVpcs',
          message: 'You may not.',
        },
      ],
    ],
    [
      'no credentials',
      'Unable to locate credentials. You can configure credentials by running "aws login".',
      [
        {
          kind: 'cli-error',
          cloud: 'aws',
          file,
          code: null,
          operation: null,
          message: 'Unable to locate credentials. You can configure credentials by running "aws login".',
        },
      ],
    ],
    [
      'a typing mistake',
      'usage: aws [options]',
      [
        {
          kind: 'cli-error',
          cloud: 'aws',
          file,
          code: null,
          operation: null,
          message: 'usage: aws [options]',
        },
      ],
    ],
    [
      'another command',
      '{"Reservations": []}',
      [
        {
          kind: 'wrong-command',
          file,
          line: 1,
          key: 'Reservations',
          command: 'aws ec2 describe-instances',
          queried: null,
        },
      ],
    ],
    [
      '--query',
      '[{"OwnerId": "1", "VpcId": "vpc-1"}, {"OwnerId": "1", "VpcId": "vpc-2"}]',
      [{ kind: 'wrong-command', file, line: 1, key: 'OwnerId', command: null, queried: 'aws' }],
    ],
    ['a number', '[1]', [{ kind: 'wrong-command', file, line: 1, key: null, command: null, queried: null }]],
    [
      'prose',
      'hello there',
      [{ kind: 'not-json', file, line: 1, column: 1, found: 'hello there', rest: 'file', kept: 0 }],
    ],
    [
      'a shell prompt behind it',
      `${page}\n$ `,
      [{ kind: 'not-json', file, line: 23, column: 1, found: '$', rest: 'file', kept: 2 }],
    ],
    ['a cut', page.slice(0, -20), [{ kind: 'truncated', file, line: 19, kept: 1 }]],
  ])('%s', async (_, text, problems) => {
    expect((await read([{ name: file, text }])).problems.slice(0, 1)).toEqual(problems)
  })

  test('what was lost of a kind keeps the rest of it from being gone', async () => {
    const cut = JSON.stringify({ Vpcs: [VPC], Subnets: [SUBNET] }).slice(0, -5)
    expect((await read([{ name: 'f', text: cut }])).complete).toEqual([])
    const bad = '{"Vpcs": [{"VpcId": nope}]}'
    expect((await read([{ name: 'f', text: bad }])).complete).toEqual([])
    const { complete, leftOut } = await read([json('f', { Vpcs: [{ VpcId: 'vpc-1' }] })])
    expect([complete, leftOut]).toEqual([['virtual-network'], ['vpc-1']])
  })

  test('pages that want another one behind them', async () => {
    const pages = (tokens: (string | undefined)[]) =>
      tokens.map((NextToken, i) =>
        json(`${i}.json`, {
          Subnets: [{ ...SUBNET, SubnetId: `s-${i}`, CidrBlock: `10.0.${i}.0/24` }],
          NextToken,
        }),
      )
    const vpcs = json('vpcs.json', { Vpcs: [VPC] })
    const short = await read([vpcs, ...pages(['t', 't'])])
    expect(short.problems).toEqual([{ kind: 'missing-pages', file: '1.json', itemKind: 'subnet' }])
    expect(short.complete).toEqual(['virtual-network'])
    const whole = await read([vpcs, ...pages(['t', undefined])])
    expect(whole.problems).toEqual([])
    expect(whole.complete).toEqual(['subnet', 'virtual-network'])
  })

  test('two files of one name are told apart', async () => {
    const { summaries } = await read([NETWORK, { name: 'net.json', text: '' }])
    expect(summaries.map((one) => one.name)).toEqual(['net.json', 'net.json', 'net.json (2)'])
  })
})

describe('items that are not what they should be', () => {
  const item = (kind: string, id: string | null, line: number, file = 'f') => ({
    file,
    cloud: 'aws',
    kind,
    id,
    line,
  })
  const eni = (more: object) => ({ ...ENI, ...more })
  test.each<[string, Record<string, unknown[]>, unknown[], string[]]>([
    [
      'a field is missing',
      {
        NetworkInterfaces: [
          eni({ PrivateIpAddresses: [{ Primary: true }] }),
          eni({ NetworkInterfaceId: 'eni-2' }),
        ],
      },
      [
        {
          kind: 'missing-field',
          item: item('interface', 'eni-1', 3),
          field: 'PrivateIpAddresses[0].PrivateIpAddress',
        },
      ],
      ['eni-2'],
    ],
    [
      'the id is missing',
      { NetworkInterfaces: [eni({ NetworkInterfaceId: undefined }), ENI] },
      [{ kind: 'missing-field', item: item('interface', null, 3), field: 'NetworkInterfaceId' }],
      ['eni-1'],
    ],
    [
      'an address is none',
      { NetworkInterfaces: [eni({ PrivateIpAddress: '10.0.1.256' })] },
      [
        {
          kind: 'bad-field',
          item: item('interface', 'eni-1', 3),
          field: 'PrivateIpAddress',
          found: '"10.0.1.256"',
          why: 'octet-too-large',
        },
      ],
      [],
    ],
    [
      'an item is something else',
      { NetworkInterfaces: [[[]], ENI] },
      [{ kind: 'bad-field', item: item('interface', null, 3), field: '', found: 'a list', why: null }],
      ['eni-1'],
    ],
    [
      'the subnet is unknown',
      {
        NetworkInterfaces: [
          eni({ SubnetId: 's-9' }),
          eni({ SubnetId: 's-9', NetworkInterfaceId: 'eni-2' }),
          eni({ NetworkInterfaceId: 'eni-3' }),
        ],
      },
      [
        {
          kind: 'unknown-subnet',
          file: 'f',
          subnetId: 's-9',
          leftOut: false,
          items: [item('interface', 'eni-1', 3), item('interface', 'eni-2', 12)],
        },
      ],
      ['eni-3'],
    ],
    [
      'an address is outside its subnet, the other is not',
      { NetworkInterfaces: [eni({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.9' }] })] },
      [
        {
          kind: 'outside-subnet',
          item: item('interface', 'eni-1', 3),
          address: '10.0.2.9',
          subnetId: 'subnet-1',
          cidrs: ['10.0.1.0/24'],
        },
      ],
      ['eni-1'],
    ],
    [
      'an interface is there twice, differently',
      { NetworkInterfaces: [ENI, eni({ Description: 'other' }), ENI] },
      [{ kind: 'duplicate-id', item: item('interface', 'eni-1', 12), first: item('interface', 'eni-1', 3) }],
      ['eni-1'],
    ],
    [
      'two interfaces hold one address',
      { NetworkInterfaces: [ENI, eni({ NetworkInterfaceId: 'eni-2' })] },
      [
        {
          kind: 'duplicate-address',
          item: item('interface', 'eni-2', 12),
          first: item('interface', 'eni-1', 3),
          address: '10.0.1.9',
          subnetId: 'subnet-1',
        },
      ],
      ['eni-1'],
    ],
    [
      'an address lies in the prefix of another interface',
      {
        NetworkInterfaces: [
          eni({ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.16/28' }] }),
          eni({ NetworkInterfaceId: 'eni-2', PrivateIpAddress: '10.0.1.20' }),
        ],
      },
      [
        {
          kind: 'duplicate-address',
          item: item('interface', 'eni-2', 17),
          first: item('interface', 'eni-1', 3),
          address: '10.0.1.20',
          subnetId: 'subnet-1',
        },
      ],
      ['eni-1'],
    ],
    [
      'an Elastic IP has no allocation id',
      { Addresses: [{ PublicIp: '52.0.0.1', Domain: 'standard' }] },
      [{ kind: 'no-allocation-id', item: item('public-ip', null, 3), address: '52.0.0.1' }],
      [],
    ],
  ])('%s', async (_, content, problems, kept) => {
    const result = await read([json('f', content), NETWORK])
    expect(result.problems).toEqual(problems)
    expect(result.interfaces.map((one) => one.id)).toEqual(kept)
    const bad = result.summaries.find((one) => one.name === 'f')
    expect((bad?.items ?? 0) - (bad?.sound ?? 0)).toBeGreaterThan(0)
  })

  test('a VPC without a subnet is where its neighbours are, or assumed to be', async () => {
    const lonely = { ...VPC, VpcId: 'vpc-2' }
    const beside = await read([json('f', { Vpcs: [VPC, lonely] }), json('g', { Subnets: [SUBNET] })])
    expect(beside.problems).toEqual([])
    expect(beside.inventory.virtualNetworks.map((one) => one.region)).toEqual(['us-east-1', 'us-east-1'])
    const apart = await read([NETWORK, json('f', { Vpcs: [lonely] })])
    expect(apart.problems).toEqual([
      { kind: 'unknown-region', item: item('virtual-network', 'vpc-2', 3), assumed: 'us-east-1' },
    ])
    const alone = await read([json('f', { Vpcs: [lonely] })])
    expect(alone.problems).toEqual([
      { kind: 'unknown-region', item: item('virtual-network', 'vpc-2', 3), assumed: null },
    ])
    expect(alone.inventory.virtualNetworks).toEqual([])
  })

  test('a subnet whose VPC is unknown takes its interfaces with it', async () => {
    const { problems } = await read([json('f', { Subnets: [SUBNET], NetworkInterfaces: [ENI] })])
    expect(problems).toMatchObject([
      { kind: 'unknown-vpc', virtualNetworkId: 'vpc-1', leftOut: false },
      { kind: 'unknown-subnet', subnetId: 'subnet-1', leftOut: true },
    ])
  })

  test('subnets of one VPC overlap; those of another may', async () => {
    const { problems, inventory } = await read([
      json('f', {
        Vpcs: [VPC, { ...VPC, VpcId: 'vpc-2' }],
        Subnets: [
          SUBNET,
          { ...SUBNET, SubnetId: 'subnet-2', CidrBlock: '10.0.0.0/20' },
          { ...SUBNET, SubnetId: 'subnet-3', CidrBlock: '10.0.1.128/25' },
          { ...SUBNET, SubnetId: 'subnet-4', VpcId: 'vpc-2' },
        ],
      }),
    ])
    expect(problems).toMatchObject([
      {
        kind: 'overlapping-subnets',
        cidr: '10.0.0.0/20',
        firstCidr: '10.0.1.0/24',
        virtualNetworkId: 'vpc-1',
      },
      { kind: 'overlapping-subnets', cidr: '10.0.1.128/25', firstCidr: '10.0.1.0/24' },
    ])
    expect(inventory.subnets.map((one) => one.id)).toEqual(['subnet-1', 'subnet-4'])
  })

  test('a mixed file keeps its sound rest', async () => {
    const bad = fixture('bad/mixed-network-interfaces.json')
    const { problems, interfaces, summaries } = await read([
      ...ALL.filter((one) => !one.name.includes('network')),
      bad,
    ])
    expect(problems.map((one) => one.kind)).toEqual([
      'missing-field',
      'duplicate-id',
      'outside-subnet',
      'duplicate-address',
      'unknown-subnet',
    ])
    expect(interfaces).toHaveLength(4)
    expect(summaries.at(-1)).toMatchObject({ content: { kind: 'interface' }, items: 9, sound: 4 })
  })
})

test('50,000 interfaces are read and checked, and other work gets its turn', async () => {
  const sample = sampleInventory({ region: 'eu-west-1', interfaces: 50_000, elasticIps: 100 })
  const files = Object.entries(sample).map(([name, text]) => ({ name, text }))
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const { inventory, problems } = await readCliFiles(files)
  clearInterval(timer)
  expect(problems).toEqual([])
  expect(inventory.interfaces).toHaveLength(50_000)
  expect(turns).toBeGreaterThan(50)
}, 60_000)
