import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOTHING_GONE } from '@/lib/allocation/ports/commit'
import { address } from './address'
import { cidr } from './cidr'
import { CLOUDS, type Cloud, cloudOfId } from './cloud-rules'
import { EMPTY_INVENTORY, type Inventory } from './inventory'
import { diffInventory, INVENTORY_KINDS, inEveryCloud } from './inventory-diff'
import { mergeInventory } from './inventory-merge'

const REGIONS: Record<Cloud, readonly string[]> = {
  aws: ['us-east-1', 'eu-west-1'],
  azure: ['eastus', 'westeurope'],
}
const id = (cloud: Cloud, type: string, n: number | string): string =>
  cloud === 'aws'
    ? `${type}-${n}`
    : `/subscriptions/s/resourcegroups/rg/providers/microsoft.network/${type}/${n}`

/** A network, and some of everything in it. */
type Part = {
  readonly n: number
  readonly region: number
  readonly members: readonly number[]
  readonly name: string
}

function inventoryOf(cloud: Cloud, parts: readonly Part[]): Inventory {
  const of = <T>(make: (part: Part, region: string) => readonly T[]): T[] =>
    parts.flatMap((part) => make(part, REGIONS[cloud][part.region] ?? ''))
  const network = (n: number) => id(cloud, 'network', n)
  const subnet = (n: number) => id(cloud, 'subnet', n)
  const isAzure = CLOUDS.indexOf(cloud) === 1
  return {
    virtualNetworks: of(({ n, name }, region) => [
      { id: network(n), cloud, region, name, cidrs: [cidr('10.0.0.0/16')] },
    ]),
    subnets: of(({ n, name }, region) => [
      {
        id: subnet(n),
        virtualNetworkId: network(n),
        cloud,
        region,
        zone: null,
        name,
        cidrs: [cidr('10.0.0.0/24')],
      },
    ]),
    securityGroups: of(({ n, members, name }, region) =>
      members.map((m) => ({
        ...{ id: id(cloud, 'group', `${n}-${m}`), kind: 'network' as const, name, description: '' },
        ...(isAzure
          ? { virtualNetworkId: m % 2 ? network(n) : null, region }
          : { virtualNetworkId: network(n), region: null }),
      })),
    ),
    publicIps: of(({ n, members, name }, region) =>
      members.map((m) => ({
        ...{
          id: id(cloud, 'ip', `${n}-${m}`),
          cloud,
          region,
          address: `52.${isAzure ? 1 : 0}.${n}.${m}`,
          name,
        },
        ...{ traits: null, association: null },
      })),
    ),
    loadBalancers: of(({ n, members, name }, region) =>
      isAzure
        ? members.map((m) => ({
            id: id(cloud, 'lb', `${n}-${m}`),
            cloud,
            region,
            name,
            sku: 'basic' as const,
          }))
        : [],
    ),
    interfaces: of(({ n, members, name }) =>
      members.map((m) => ({
        ...{
          id: id(cloud, 'nic', `${n}-${m}`),
          subnetId: subnet(n),
          status: 'in-use' as const,
          machineId: null,
        },
        ...{ addresses: [address(`10.0.0.${m + 4}`)], prefixes: [], description: name, instanceId: null },
      })),
    ),
  }
}

const parts = fc.uniqueArray(
  fc.record({
    n: fc.nat(3),
    region: fc.nat(1),
    members: fc.uniqueArray(fc.nat(5), { maxLength: 4 }),
    name: fc.constantFrom('a', 'b'),
  }),
  { selector: (part) => part.n, maxLength: 4 },
)
const kinds = fc.subarray([...INVENTORY_KINDS])
const both = (aws: Inventory, azure: Inventory): Inventory =>
  mergeInventory(aws, { upsert: azure, remove: NOTHING_GONE })
const diff = (before: Inventory, after: Inventory, scope = inEveryCloud(INVENTORY_KINDS)) =>
  diffInventory({
    ...{ before, after, scope, at: '2026-01-01T00:00:00.000Z', requestId: 'r' },
    inUse: { virtualNetworkIds: new Set(), subnetIds: new Set(), publicIpIds: new Set() },
    ...{ ourHolds: new Map(), ourInterfaceIds: new Set() },
  })

const idsOf = (cloud: Cloud, entries: readonly { readonly id: string }[]): string[] =>
  entries.flatMap((one) => (cloudOfId(one.id) === cloud ? [one.id] : [])).sort()

test('what is imported of one cloud never makes anything of the other gone', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(parts, parts, parts, fc.constantFrom(...CLOUDS), (aws, azure, later, cloud) => {
      const before = both(inventoryOf('aws', aws), inventoryOf('azure', azure))
      const result = diff(before, inventoryOf(cloud, later))
      for (const one of [...result.added, ...result.changed, ...result.gone])
        expect(cloudOfId(one.id)).toBe(cloud)
      if (result.gone.length > 0) seen.add(cloud)
    }),
  )
  expect([...seen].sort()).toEqual([...CLOUDS])
})

test('an import of both clouds is two imports, whatever each of them has completely', () => {
  const imports = fc.record({ known: parts, later: parts, scope: kinds })
  fc.assert(
    fc.property(imports, imports, (aws, azure) => {
      const scope = { aws: new Set(aws.scope), azure: new Set(azure.scope) }
      const before = both(inventoryOf('aws', aws.known), inventoryOf('azure', azure.known))
      const after = both(inventoryOf('aws', aws.later), inventoryOf('azure', azure.later))
      const together = diff(before, after, scope)
      const apart = {
        aws: diff(inventoryOf('aws', aws.known), inventoryOf('aws', aws.later), scope),
        azure: diff(inventoryOf('azure', azure.known), inventoryOf('azure', azure.later), scope),
      }
      for (const cloud of CLOUDS)
        for (const list of ['added', 'changed', 'gone'] as const)
          expect(idsOf(cloud, together[list])).toEqual(idsOf(cloud, apart[cloud][list]))
    }),
    { numRuns: 300 },
  )
})

test('a cloud that has nothing says nothing of what is known', () => {
  fc.assert(
    fc.property(parts, parts, (aws, azure) => {
      const before = both(inventoryOf('aws', aws), inventoryOf('azure', azure))
      expect(diff(before, EMPTY_INVENTORY).gone).toEqual([])
    }),
  )
})
