import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOTHING_GONE } from '@/lib/allocation/ports/commit'
import { address, formatAddress } from './address'
import { cidr, formatCidr } from './cidr'
import { EMPTY_INVENTORY, type Inventory, type ObservedInterface } from './inventory'
import {
  type DiffInput,
  diffInventory,
  type InventoryDiff,
  type InventoryKind,
  type InventoryUpdate,
  inEveryCloud,
} from './inventory-diff'
import { KnownInterfaces } from './inventory-known'
import type { Holder } from './refusal'
import type { PublicIp, SecurityGroup, Subnet, VirtualNetwork } from './subnet'

const ALL: ReadonlySet<InventoryKind> = new Set([
  'virtual-network',
  'subnet',
  'security-group',
  'public-ip',
  'interface',
])

const network = (n: number, region = 'us-east-1', name = `vpc ${n}`): VirtualNetwork => ({
  id: `vpc-${n}`,
  cloud: 'aws',
  region,
  name,
  cidrs: [cidr(`10.${n}.0.0/16`)],
})

const subnet = (n: number, networkId = 'vpc-1', name = `subnet ${n}`): Subnet => ({
  id: `subnet-${n}`,
  virtualNetworkId: networkId,
  cloud: 'aws',
  region: 'us-east-1',
  zone: 'us-east-1a',
  name,
  cidrs: [cidr(`10.1.${n}.0/24`)],
})

const securityGroup = (n: number, networkId = 'vpc-1'): SecurityGroup => ({
  id: `sg-${n}`,
  virtualNetworkId: networkId,
  region: null,
  kind: 'network',
  name: `group ${n}`,
  description: '',
})

const publicIp = (n: number, association: PublicIp['association'] = null): PublicIp => ({
  id: `eipalloc-${n}`,
  cloud: 'aws',
  region: 'us-east-1',
  address: `52.0.0.${n}`,
  name: `ip ${n}`,
  traits: null,
  association,
})

const nic = (n: number, addresses: string[], more: Partial<ObservedInterface> = {}): ObservedInterface => ({
  id: `nic-${n}`,
  subnetId: 'subnet-1',
  status: 'in-use',
  addresses: addresses.map(address),
  prefixes: [],
  machineId: `i-${n}`,
  description: '',
  instanceId: null,
  ...more,
})

const inventory = (more: Partial<Inventory>): Inventory => ({
  ...EMPTY_INVENTORY,
  virtualNetworks: [network(1)],
  subnets: [subnet(1)],
  ...more,
})

const NOT_IN_USE = {
  virtualNetworkIds: new Set<string>(),
  subnetIds: new Set<string>(),
  publicIpIds: new Set<string>(),
}

const diff = (before: Inventory, after: Inventory, more: Partial<DiffInput> = {}): InventoryDiff =>
  diffInventory({
    before,
    after,
    scope: inEveryCloud(ALL),
    at: '2026-01-01T00:00:00.000Z',
    requestId: 'request-1',
    inUse: NOT_IN_USE,
    ourHolds: new Map(),
    ourInterfaceIds: new Set(),
    ...more,
  })

const ids = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id)
const eventsOf = (result: InventoryDiff) =>
  result.change.events.map(({ kind, address: held, interfaceId }) => [kind, held, interfaceId])
const instance = (instanceId: string): Holder => ({
  kind: 'instance',
  instanceId,
  groupId: 'g',
  groupName: 'db',
})

describe('added, changed, gone', () => {
  test('each with what it is or what differs', () => {
    const before = inventory({
      subnets: [subnet(1), subnet(2)],
      publicIps: [publicIp(1), publicIp(2)],
      securityGroups: [securityGroup(1), securityGroup(2)],
      interfaces: [nic(1, ['10.1.1.4', '10.1.1.5']), nic(2, ['10.1.1.6']), nic(3, ['10.1.1.7'])],
    })
    const after = inventory({
      subnets: [subnet(1, 'vpc-1', 'renamed'), subnet(3)],
      publicIps: [publicIp(1, { interfaceId: 'nic-1', machineId: 'i-1', privateAddress: '10.1.1.4' })],
      securityGroups: [securityGroup(1)],
      interfaces: [
        nic(1, ['10.1.1.4', '10.1.1.9'], { machineId: null, status: 'available' }),
        nic(3, ['10.1.1.7']),
        nic(4, ['10.1.1.6'], { description: 'a load balancer', prefixes: [cidr('10.1.1.16/28')] }),
      ],
    })
    const result = diff(before, after)
    expect(result.added).toEqual([
      {
        kind: 'subnet',
        id: 'subnet-3',
        label: 'subnet 3',
        what: ['10.1.3.0/24', 'name subnet 3', 'network vpc-1', 'region us-east-1', 'zone us-east-1a'],
      },
      {
        kind: 'interface',
        id: 'nic-4',
        label: 'a load balancer',
        what: [
          '10.1.1.6',
          '10.1.1.16/28',
          'subnet subnet-1',
          'status in-use',
          'machine i-4',
          'description "a load balancer"',
        ],
      },
    ])
    expect(result.changed.map(({ id, what }) => [id, what])).toEqual([
      ['subnet-1', ['name subnet 1 → renamed']],
      ['eipalloc-1', ['associated with none → nic-1 10.1.1.4']],
      [
        'nic-1',
        ['status in-use → available', 'machine i-1 → none', 'holds 10.1.1.9', 'no longer holds 10.1.1.5'],
      ],
    ])
    expect(ids(result.gone)).toEqual(['subnet-2', 'sg-2', 'eipalloc-2', 'nic-2'])
    expect(result.unchanged).toBe(3)
    expect(eventsOf(result)).toEqual([
      ['inventory-imported', null, null],
      ['foreign-released', '10.1.1.5', 'nic-1'],
      ['foreign-released', '10.1.1.6', 'nic-2'],
      // The machine behind nic-1 changed, so its old address has a new holder too.
      ['foreign-held', '10.1.1.4', 'nic-1'],
      ['foreign-held', '10.1.1.9', 'nic-1'],
      ['foreign-held', '10.1.1.6', 'nic-4'],
      ['foreign-held', '10.1.1.16/28', 'nic-4'],
    ])
    const [summary, released] = result.change.events
    expect(summary?.why).toBe('An inventory was imported: 2 added, 3 changed, 4 gone.')
    expect(released).toMatchObject({
      at: '2026-01-01T00:00:00.000Z',
      requestId: 'request-1',
      actor: 'cloud',
      subnetId: 'subnet-1',
      machineId: 'i-1',
      why: 'nic-1 no longer holds it, says the imported inventory.',
      before: { interfaceId: 'nic-1', machineId: 'i-1', description: '' },
      after: null,
    })
  })

  test('the order of addresses is no difference', () => {
    const result = diff(
      inventory({ interfaces: [nic(1, ['10.1.1.4', '10.1.1.5'])] }),
      inventory({ interfaces: [nic(1, ['10.1.1.5', '10.1.1.4'])] }),
    )
    expect(result.unchanged).toBe(3)
  })
})

describe('what the import does not cover is not gone', () => {
  const before = inventory({
    virtualNetworks: [network(1), network(2), network(3, 'eu-west-1')],
    subnets: [subnet(1), subnet(2, 'vpc-2'), subnet(3, 'vpc-3')],
    securityGroups: [securityGroup(1), securityGroup(2, 'vpc-2')],
    publicIps: [publicIp(1), { ...publicIp(2), region: 'eu-west-1' }],
    interfaces: [nic(1, ['10.1.1.4']), nic(2, ['10.1.2.4'], { subnetId: 'subnet-2' })],
  })

  test.each<[string, InventoryKind[], Partial<Inventory>, string[]]>([
    ['nothing imported', [...ALL], { virtualNetworks: [], subnets: [] }, []],
    ['a kind that was not imported', ['virtual-network'], { virtualNetworks: [network(1), network(2)] }, []],
    [
      'interfaces of one VPC',
      ['interface'],
      { virtualNetworks: [], subnets: [], interfaces: [nic(9, ['10.1.1.9'])] },
      ['nic-1'],
    ],
    [
      'another region',
      ['virtual-network', 'subnet'],
      { virtualNetworks: [network(4, 'eu-west-1')], subnets: [] },
      ['vpc-3', 'subnet-3'],
    ],
    ['Elastic IPs of one region', ['public-ip'], { publicIps: [publicIp(7)] }, ['eipalloc-1']],
    ['no Elastic IP left in the region of the VPCs', ['public-ip'], {}, ['eipalloc-1']],
    ['a VPC takes what is in it with it', ['virtual-network'], {}, ['vpc-2', 'subnet-2', 'sg-2', 'nic-2']],
    [
      'a subnet that an imported interface is in stays, with its VPC',
      ['virtual-network', 'subnet'],
      { interfaces: [nic(2, ['10.1.2.4'], { subnetId: 'subnet-2' })] },
      [],
    ],
  ])('%s', (_, scope, after, gone) => {
    expect(ids(diff(before, inventory(after), { scope: inEveryCloud(scope) }).gone)).toEqual(gone)
  })

  test('nor is what could not be read', () => {
    const leftOut = new Set(['nic-2', 'sg-2'])
    expect(ids(diff(before, inventory({}), { leftOut }).gone)).toEqual(['sg-1', 'eipalloc-1', 'nic-1'])
  })

  test('nor what groups of ours use', () => {
    const inUse = {
      virtualNetworkIds: new Set<string>(),
      subnetIds: new Set(['subnet-2']),
      publicIpIds: new Set(['eipalloc-1']),
      securityGroupIds: new Set(['sg-1']),
    }
    const result = diff(before, inventory({}), { inUse })
    expect(ids(result.keptBecauseUsed)).toEqual(['vpc-2', 'subnet-2', 'sg-1', 'eipalloc-1'])
    expect(ids(result.gone)).toEqual(['sg-2', 'nic-1', 'nic-2'])
    expect(result.change.remove.subnets).toEqual([])
  })
})

describe('B1 ours is never touched', () => {
  test('our interfaces are neither added, changed nor gone', () => {
    const before = inventory({
      interfaces: [
        nic(1, ['10.1.1.4'], { instanceId: 'ssi-1' }),
        nic(2, ['10.1.1.5']),
        nic(3, ['10.1.1.6'], { instanceId: 'ssi-3' }),
      ],
    })
    const after = inventory({
      interfaces: [
        nic(1, ['10.1.1.4'], { instanceId: 'ssi-1', machineId: 'i-9' }),
        nic(2, ['10.1.1.5'], { machineId: 'i-9' }),
        nic(4, ['10.1.1.7'], { instanceId: 'ssi-4' }),
      ],
    })
    const ourHolds = new Map([['subnet-1 10.1.1.7', instance('ssi-4')]])
    const result = diff(before, after, { ourInterfaceIds: new Set(['nic-2']), ourHolds })
    expect([result.added, result.changed, result.gone, result.conflicts]).toEqual([[], [], [], []])
    expect(result.unchanged).toBe(5)
  })

  test('a subnet that would leave an address of ours outside stays as it is, and what is in it too', () => {
    const before = inventory({ subnets: [subnet(1), subnet(2)], interfaces: [nic(1, ['10.1.1.9'])] })
    const moved = { ...subnet(1, 'vpc-1', 'moved'), cidrs: [cidr('10.1.9.0/24')] }
    const after = inventory({
      subnets: [moved, { ...subnet(2), cidrs: [cidr('10.1.8.0/24')] }],
      interfaces: [nic(1, ['10.1.9.9'])],
    })
    const ourHolds = new Map([
      ['subnet-1 10.1.1.4', instance('ssi-1')],
      ['subnet-1 10.1.1.5', instance('ssi-2')],
    ])
    const result = diff(before, after, { ourHolds })
    expect(result.stranded).toEqual([
      { subnet: subnet(1), imported: moved.cidrs, address: '10.1.1.4', holder: instance('ssi-1') },
    ])
    expect([ids(result.added), ids(result.changed), ids(result.gone)]).toEqual([[], ['subnet-2'], []])
    expect(ids(result.change.upsert.subnets)).toEqual(['subnet-2'])
    expect(result.change.upsert.interfaces).toEqual([])
  })

  test('a subnet of ours may gain a block, and lose one that holds nothing of ours', () => {
    const [old, gained] = [cidr('2600:1f18:1::/64'), cidr('2600:1f18:2::/64')]
    const before = inventory({ subnets: [{ ...subnet(1), cidrs: [...subnet(1).cidrs, old] }] })
    const after = inventory({ subnets: [{ ...subnet(1), cidrs: [...subnet(1).cidrs, gained] }] })
    const ourHolds = new Map([['subnet-1 10.1.1.4', instance('ssi-1')]])
    const result = diff(before, after, { ourHolds })
    expect([result.stranded, ids(result.changed)]).toEqual([[], ['subnet-1']])
  })

  test('a foreign interface on an address of ours is a conflict, and only its other addresses are written', () => {
    const ourHolds = new Map([
      ['subnet-1 10.1.1.4', instance('ssi-1')],
      ['subnet-1 10.1.1.21', instance('ssi-2')],
      ['subnet-2 10.1.1.5', instance('ssi-3')],
    ])
    const after = inventory({
      interfaces: [
        nic(7, ['10.1.1.4', '10.1.1.5'], { prefixes: [cidr('10.1.1.16/28')], description: 'a bastion' }),
      ],
    })
    const result = diff(inventory({}), after, { ourHolds })
    const conflict = {
      subnetId: 'subnet-1',
      interfaceId: 'nic-7',
      machineId: 'i-7',
      description: 'a bastion',
    }
    expect(result.conflicts).toEqual([
      { ...conflict, address: '10.1.1.4', holder: instance('ssi-1') },
      { ...conflict, address: '10.1.1.21', holder: instance('ssi-2') },
    ])
    const [written] = result.change.upsert.interfaces
    expect(written?.addresses.map(formatAddress)).toEqual(['10.1.1.5'])
    expect(written?.prefixes.map(formatCidr)).toEqual([
      '10.1.1.16/30',
      '10.1.1.20/32',
      '10.1.1.22/31',
      '10.1.1.24/29',
    ])
    const stored = inventory({ interfaces: result.change.upsert.interfaces })
    expect(diff(stored, after, { ourHolds }).changed).toEqual([])
  })

  test('our tag on an address that we do not hold is somebody else’s interface', () => {
    const after = inventory({ interfaces: [nic(5, ['10.1.1.9'], { instanceId: 'ssi-elsewhere' })] })
    const result = diff(inventory({}), after)
    expect(result.change.upsert.interfaces).toMatchObject([
      { instanceId: null, description: 'tagged for ssi-elsewhere' },
    ])
    expect(diff(inventory({ interfaces: result.change.upsert.interfaces }), after).unchanged).toBe(3)
  })

  test('an address that moved is taken from the interface that is not in the import', () => {
    const before = inventory({
      interfaces: [
        nic(1, ['10.1.1.4', '10.1.1.5']),
        nic(2, ['10.1.1.6'], { prefixes: [cidr('10.1.1.16/28')] }),
      ],
    })
    const after = inventory({ interfaces: [nic(3, ['10.1.1.4', '10.1.1.20'])] })
    const result = diff(before, after, { scope: inEveryCloud([]) })
    expect(result.changed.map(({ id, what }) => [id, what])).toEqual([
      ['nic-1', ['no longer holds 10.1.1.4']],
      ['nic-2', ['no longer holds 10.1.1.16/28']],
    ])
  })
})

/** What the store does with an update. */
function apply(before: Inventory, { upsert, remove }: InventoryUpdate): Inventory {
  const list = <T extends { readonly id: string }>(
    old: readonly T[],
    written: readonly T[],
    gone: readonly string[],
  ) => {
    const items = new Map(old.map((item) => [item.id, item]))
    for (const id of gone) items.delete(id)
    for (const item of written) items.set(item.id, item)
    return [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  return {
    virtualNetworks: list(before.virtualNetworks, upsert.virtualNetworks, remove.virtualNetworks),
    subnets: list(before.subnets, upsert.subnets, remove.subnets),
    securityGroups: list(before.securityGroups, upsert.securityGroups, remove.securityGroups),
    publicIps: list(before.publicIps, upsert.publicIps, remove.publicIps),
    loadBalancers: list(before.loadBalancers, upsert.loadBalancers, remove.loadBalancers),
    interfaces: list(before.interfaces, upsert.interfaces, remove.interfaces),
  }
}

/** Inventories of one region and one VPC, with some of the same things in them. */
const someInventory: fc.Arbitrary<Inventory> = fc
  .record({
    subnets: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
    name: fc.constantFrom('a', 'b'),
    groups: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    ips: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    hosts: fc.uniqueArray(fc.integer({ min: 4, max: 12 })),
    owners: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ subnets, name, groups, ips, hosts, owners }) => {
    const places = new Map<number, ObservedInterface>()
    for (const [i, host] of hosts.entries()) {
      const owner = owners[i] ?? 1
      const place = subnets[owner % subnets.length] ?? 1
      const held = address(`10.1.${place}.${host}`)
      const old = places.get(owner) ?? nic(owner, [], { subnetId: `subnet-${place}`, description: name })
      places.set(owner, { ...old, addresses: [...old.addresses, held] })
    }
    return inventory({
      virtualNetworks: [network(1, 'us-east-1', name)],
      subnets: subnets.map((n) => subnet(n, 'vpc-1', `${name}${n}`)),
      securityGroups: groups.map((n) => securityGroup(n)),
      publicIps: ips.map((n) => publicIp(n)),
      interfaces: [...places.values()],
    })
  })

/** The property compares members, not their order. */
const sorted = (one: Inventory): Inventory => {
  const all = apply(EMPTY_INVENTORY, {
    at: '',
    requestId: '',
    upsert: one,
    remove: NOTHING_GONE,
    events: [],
  })
  const byText = (item: ObservedInterface) => ({
    ...item,
    addresses: [...item.addresses].sort((a, b) => (a.value < b.value ? -1 : 1)),
  })
  return { ...all, interfaces: all.interfaces.map(byText) }
}

test('before with the difference applied is after, and then there is no difference', () => {
  fc.assert(
    fc.property(someInventory, someInventory, (before, after) => {
      const result = diff(before, after)
      const applied = apply(before, result.change)
      // With no public IP left, the region of the VPCs tells that all are gone.
      expect(sorted(applied)).toEqual(sorted(after))
      const again = diff(applied, after)
      expect([again.added, again.changed, again.gone, again.change.events]).toEqual([[], [], [], []])
    }),
  )
})

test('outside its scope, nothing that is known goes; no address has two holders after any import', () => {
  const scopes = fc.subarray([...ALL]).map((kinds) => new Set(kinds))
  fc.assert(
    fc.property(someInventory, someInventory, scopes, (before, after, scope) => {
      const result = diff(before, after, { scope: inEveryCloud(scope) })
      for (const entry of result.gone) {
        const isInGone = entry.kind === 'interface' && result.change.remove.subnets.length > 0
        expect(scope.has(entry.kind) || isInGone).toBe(true)
      }
      const applied = apply(before, result.change)
      const holds = applied.interfaces.flatMap((one) =>
        one.addresses.map((held) => `${one.subnetId} ${formatAddress(held)}`),
      )
      expect(new Set(holds).size).toBe(holds.length)
    }),
  )
})

test('50,000 interfaces against 50,000', () => {
  const many = (machine: string) =>
    inventory({
      subnets: [{ ...subnet(1), cidrs: [cidr('10.1.0.0/16')] }],
      interfaces: Array.from({ length: 50_000 }, (_, n) => ({
        ...nic(n, [], { machineId: n % 100 === 0 ? machine : `i-${n}` }),
        addresses: [{ family: 4 as const, value: 0x0a010004n + BigInt(n) }],
      })),
    })
  const [before, after] = [many('i-old'), many('i-new')]
  const ourHolds = new Map(
    Array.from({ length: 10_000 }, (_, n) => [`subnet-9 10.1.${n >> 8}.${n & 255}`, instance('ssi-1')]),
  )
  const result = diff(before, after, { ourHolds })
  expect([result.added.length, result.changed.length, result.gone.length]).toEqual([0, 500, 0])
}, 60_000)

test('without what is known just so, in pages of any size, the difference is the same', () => {
  const scopes = fc.subarray([...ALL]).map((kinds) => new Set(kinds))
  const place = fc.record({ subnet: fc.integer({ min: 1, max: 4 }), host: fc.integer({ min: 4, max: 12 }) })
  const input = fc.record({
    before: someInventory,
    changed: someInventory,
    isChanged: fc.boolean(),
    scope: scopes,
    held: fc.array(place, { maxLength: 6 }),
    own: fc.subarray(['nic-1', 'nic-2', 'nic-3']),
    pageSize: fc.integer({ min: 1, max: 4 }),
  })
  const seen = new Set<string>()
  fc.assert(
    fc.property(input, ({ before, changed, isChanged, scope, held, own, pageSize }) => {
      // As often as not one kind alone has changed, so that much is known.
      const after = isChanged ? changed : { ...before, subnets: changed.subnets }
      const ours = {
        ourHolds: new Map(
          held.map((at) => [`subnet-${at.subnet} 10.1.${at.subnet}.${at.host}`, instance('ssi-1')]),
        ),
        ourInterfaceIds: new Set(own),
        inUse: { ...NOT_IN_USE, subnetIds: new Set(held.map((at) => `subnet-${at.subnet}`)) },
      }
      const known = new KnownInterfaces(ours)
      known.addObserved(after.interfaces)
      for (let at = 0; at < before.interfaces.length; at += pageSize)
        known.addRecorded(before.interfaces.slice(at, at + pageSize))
      const whole = diff(before, after, { scope: inEveryCloud(scope), ...ours })
      const rest = diff(
        { ...before, interfaces: known.recordedLeft },
        { ...after, interfaces: known.observedLeft() },
        { scope: inEveryCloud(scope), ...ours },
      )
      expect({ ...rest, unchanged: rest.unchanged + known.count }).toEqual(whole)
      seen.add(known.count === 0 ? 'nothing set aside' : 'some set aside')
      if (whole.conflicts.length > 0) seen.add('a conflict')
      if (whole.gone.length > 0) seen.add('something gone')
    }),
    { numRuns: 500 },
  )
  expect([...seen].sort()).toEqual(['a conflict', 'nothing set aside', 'some set aside', 'something gone'])
})
