import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { readCliFiles } from '../cli/read-inventory'
import { ALL, config, json, lower, NETWORK, nic, read, SUBNET_ID, subnet, VNET } from './cli.fixtures'

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
      const told = problems.filter(
        (one) => ('file' in one ? one.file : 'subnet' in one ? one.subnet.file : one.item.file) === 'f',
      )
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
