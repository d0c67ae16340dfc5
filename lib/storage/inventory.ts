import type { InventoryChange } from '@/lib/allocation/ports/commit'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr, formatCidr } from '@/lib/domain/cidr'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import { eachAddress, rangeOf } from '@/lib/domain/ranges'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type { PrismaClient } from './client'
import { disposalStatements } from './disposals'
import { forEachRow, insertRows, type Statement } from './insert'
import { type NetworkPlan, readPublicIp, writeCidrs } from './network'
import type { Row } from './rows'

/**
 * A refresh of what exists. Foreign interfaces become live allocations like ours, one row per address, so that one
 * unique index judges everybody. What is different is found by comparing with the rows the interfaces have now; the
 * caller runs this between transactions, so nothing moves meanwhile.
 *
 *   interface   10.0.1.7 10.0.1.8 + 10.0.1.16/28
 *   rows        10.0.1.7  10.0.1.8  10.0.1.16 … 10.0.1.31     (a /28 is 16 rows)
 *   IPv6 /80    no rows: 2^48 of them. Read from `held` as a range.
 */
export async function inventoryStatements(
  client: PrismaClient,
  change: InventoryChange,
): Promise<{ statements: Statement[]; freed: readonly Place[]; subnetIds: ReadonlySet<string> }> {
  const foreign = await withoutOurs(client, change.upsert.interfaces)
  const before = await readHolds(client, [...foreign.map((i) => i.id), ...change.remove.interfaces])
  const difference = compareHolds(foreign, before)
  const gone = new Set(change.remove.interfaces)
  const freed = [...difference.released, ...before.filter((hold) => gone.has(hold.interfaceId))]
  const known = await readSubnetIds(client, [...foreign.map((i) => i.id), ...change.remove.interfaces])

  const { upsert, remove } = change
  const gonePlaces = freed.map(
    (hold): Row => [...[hold.subnetId, hold.address, change.at], change.restsUntil ?? null],
  )
  const statements = [
    ...insertRows('VirtualNetwork', NETWORK_COLUMNS, upsert.virtualNetworks.map(networkRow), 'replace'),
    ...insertRows('Subnet', SUBNET_COLUMNS, upsert.subnets.map(subnetRow), 'replace'),
    ...insertRows(
      'SecurityGroup',
      SECURITY_GROUP_COLUMNS,
      upsert.securityGroups.map(securityGroupRow),
      'replace',
    ),
    ...insertRows('PublicIp', PUBLIC_IP_COLUMNS, upsert.publicIps.map(publicIpRow), 'replace'),
    ...insertRows(
      'LoadBalancer',
      LOAD_BALANCER_COLUMNS,
      upsert.loadBalancers.map(loadBalancerRow),
      'replace',
    ),
    ...insertRows('ForeignInterface', INTERFACE_COLUMNS, foreign.map(interfaceRow), 'replace'),
    ...forEachRow(RELEASE, gonePlaces),
    ...forEachRow(RENAME, difference.renamed),
    // An address that has a live owner, above all one of ours, is left to that owner.
    ...insertRows(
      'IpAllocation',
      HOLD_COLUMNS,
      difference.held.map((row) => [...row, change.at, 'foreign']),
      'keep',
    ),
    ...forEachRow(deleteFrom('ForeignInterface'), remove.interfaces),
    ...forEachRow(deleteFrom('PublicIp'), remove.publicIps),
    ...forEachRow(deleteFrom('LoadBalancer'), remove.loadBalancers),
    ...forEachRow(deleteFrom('SecurityGroup'), remove.securityGroups),
    ...forEachRow(deleteFrom('Subnet'), remove.subnets),
    ...forEachRow(deleteFrom('VirtualNetwork'), remove.virtualNetworks),
    ...disposalStatements(change.disposals ?? []),
  ]
  const subnetIds = new Set([
    ...[...upsert.subnets.map(({ id }) => id), ...remove.subnets, ...known],
    ...foreign.map((i) => i.subnetId),
    ...freed.map((hold) => hold.subnetId),
  ])
  return { statements, freed, subnetIds }
}

/** Where interfaces were until now: of one with a prefix too large for rows, only this says it. */
async function readSubnetIds(client: PrismaClient, interfaceIds: readonly string[]): Promise<string[]> {
  if (interfaceIds.length === 0) return []
  const rows = await client.$queryRawUnsafe<{ subnetId: string }[]>(
    `SELECT DISTINCT "subnetId" FROM "ForeignInterface" WHERE "id" IN (SELECT value FROM json_each(?))`,
    JSON.stringify(interfaceIds),
  )
  return rows.map((row) => row.subnetId)
}

export type Place = { readonly subnetId: string; readonly address: string }
type HoldRow = Place & {
  readonly interfaceId: string
  readonly ownerKind: string
  readonly ownerName: string
}

/**
 * Ours are those that an instance of ours has, or that carry the tag of one. A deallocated instance has none. One that
 * only bears our tag (`taggedFor`) is ours while the record may lag behind: while work of its instance is under way.
 */
async function withoutOurs(
  client: PrismaClient,
  interfaces: readonly ObservedInterface[],
): Promise<readonly ObservedInterface[]> {
  if (interfaces.length === 0) return interfaces
  const rows = await client.$queryRawUnsafe<{ id: string }[]>(
    `SELECT seen.value ->> 0 AS id FROM json_each(?) AS seen
     WHERE EXISTS (SELECT 1 FROM "StatefulInstance" WHERE "interfaceId" = seen.value ->> 0 AND "state" <> 'deallocated')
        OR EXISTS (SELECT 1 FROM "StatefulInstance" WHERE "id" = seen.value ->> 1 AND "state" <> 'deallocated')
        OR EXISTS (SELECT 1 FROM "PooledVm" WHERE "id" = seen.value ->> 1 AND "state" <> 'gone')
        OR EXISTS (SELECT 1 FROM "PooledVm" WHERE "id" = seen.value ->> 2 AND "state" <> 'gone'
                   AND instr("nics", seen.value ->> 0) > 0)
        OR EXISTS (SELECT 1 FROM "Operation" WHERE "instanceId" = seen.value ->> 2 AND "state" = 'running')`,
    JSON.stringify(interfaces.map((i) => [i.id, i.instanceId, i.taggedFor ?? null])),
  )
  if (rows.length === 0) return interfaces
  const ours = new Set(rows.map((row) => row.id))
  return interfaces.filter((i) => !ours.has(i.id))
}

/** Live rows of the interfaces, foreign and kept. One text, because there may be some hundred thousand. */
async function readHolds(client: PrismaClient, interfaceIds: readonly string[]): Promise<HoldRow[]> {
  if (interfaceIds.length === 0) return []
  const [row] = await client.$queryRawUnsafe<{ holds: string }[]>(
    `SELECT json_group_array(json_array(
       a."subnetId", a."address", a."interfaceId", a."ownerKind", coalesce(a."ownerName", ''))) AS holds
     FROM json_each(?) AS id CROSS JOIN "IpAllocation" a
     WHERE a."interfaceId" = id.value AND a."releasedAt" IS NULL AND a."ownerKind" <> 'instance'`,
    JSON.stringify(interfaceIds),
  )
  const holds = JSON.parse(row?.holds ?? '[]') as [string, string, string, string, string][]
  return holds.map(([subnetId, text, interfaceId, ownerKind, ownerName]) => {
    return { subnetId, address: text, interfaceId, ownerKind, ownerName }
  })
}

/** What the interfaces hold now against the rows they have: rows to make, rows to end, and new descriptions. */
function compareHolds(interfaces: readonly ObservedInterface[], before: readonly HoldRow[]) {
  const existing = new Map(before.map((hold) => [keyOf(hold), hold]))
  const held: Row[] = []
  const renamed: Row[] = []
  const wanted = new Set<string>()
  const ids = new Set<string>()
  for (const i of interfaces) {
    ids.add(i.id)
    let name: string | null = null
    for (const text of heldBy(i)) {
      const key = keyOf({ subnetId: i.subnetId, address: text, interfaceId: i.id })
      if (wanted.has(key)) continue
      wanted.add(key)
      const row = existing.get(key)
      if (!row) held.push([i.subnetId, text, i.id, i.description])
      else if (row.ownerKind === 'foreign') name = row.ownerName
    }
    if (name !== null && name !== i.description) renamed.push([i.id, i.description])
  }
  const released = before.filter((hold) => ids.has(hold.interfaceId) && !wanted.has(keyOf(hold)))
  return { held, renamed, released }
}

const keyOf = (hold: Place & { interfaceId: string }): string =>
  `${hold.interfaceId} ${hold.subnetId} ${hold.address}`

function* heldBy(i: ObservedInterface): Generator<string> {
  for (const a of i.addresses) yield formatAddress(a)
  for (const prefix of i.prefixes) {
    if (prefix.family === 6) continue
    for (const a of eachAddress([rangeOf(prefix)])) yield formatAddress(a)
  }
}

// ── Rows ──

const NETWORK_COLUMNS = ['id', 'cloud', 'region', 'name', 'cidrs']
const networkRow = (n: VirtualNetwork): Row => [n.id, n.cloud, n.region, n.name, writeCidrs(n.cidrs)]

const SUBNET_COLUMNS = ['id', 'virtualNetworkId', 'cloud', 'region', 'zone', 'name', 'cidrs']
const subnetRow = (s: Subnet): Row => [
  ...[s.id, s.virtualNetworkId, s.cloud, s.region],
  ...[s.zone, s.name, writeCidrs(s.cidrs)],
]

const SECURITY_GROUP_COLUMNS = ['id', 'virtualNetworkId', 'region', 'kind', 'name', 'description']
const securityGroupRow = (s: SecurityGroup): Row => [
  ...[s.id, s.virtualNetworkId, s.region, s.kind],
  ...[s.name, s.description],
]

export const PUBLIC_IP_COLUMNS = [
  ...['id', 'cloud', 'region', 'address', 'name'],
  ...['interfaceId', 'machineId', 'privateAddress', 'traits'],
]
export const publicIpRow = (p: PublicIp): Row => [
  ...[p.id, p.cloud, p.region, p.address, p.name],
  p.association?.interfaceId ?? null,
  p.association?.machineId ?? null,
  p.association?.privateAddress ?? null,
  p.traits && JSON.stringify(p.traits),
]

const LOAD_BALANCER_COLUMNS = ['id', 'cloud', 'region', 'name', 'sku']
const loadBalancerRow = (l: LoadBalancer): Row => [l.id, l.cloud, l.region, l.name, l.sku]

const INTERFACE_COLUMNS = [
  'id',
  'subnetId',
  'status',
  'machineId',
  'description',
  'held',
  'instanceId',
  'taggedFor',
]
const interfaceRow = (i: ObservedInterface): Row => [
  ...[i.id, i.subnetId, i.status, i.machineId, i.description],
  JSON.stringify({ addresses: i.addresses.map(formatAddress), prefixes: i.prefixes.map(formatCidr) }),
  i.instanceId,
  i.taggedFor ?? null,
]

const HOLD_COLUMNS = ['subnetId', 'address', 'interfaceId', 'ownerName', 'since', 'ownerKind']

export async function readInventoryBesideInterfaces(
  client: PrismaClient,
  plan: NetworkPlan,
): Promise<Inventory> {
  const publicIps = await client.publicIp.findMany({ orderBy: { id: 'asc' } })
  return {
    virtualNetworks: plan.virtualNetworks,
    subnets: [...plan.subnets.values()],
    securityGroups: plan.securityGroups,
    publicIps: publicIps.map(readPublicIp),
    loadBalancers: plan.loadBalancers,
    interfaces: [],
  }
}

/** By id, a page for a few milliseconds of work; each as one text, which comes over several times as fast as rows. */
export async function* readForeignInterfaces(client: PrismaClient): AsyncGenerator<ObservedInterface[]> {
  for (let after = ''; ; ) {
    const [row] = await client.$queryRawUnsafe<{ page: string }[]>(INTERFACE_PAGE, after, INTERFACES_PER_PAGE)
    const page = (JSON.parse(row?.page ?? '[]') as InterfaceRaw[]).map(readInterface)
    const last = page.at(-1)
    if (!last) return
    yield page
    if (page.length < INTERFACES_PER_PAGE) return
    after = last.id
  }
}

const INTERFACES_PER_PAGE = 1_000

const INTERFACE_PAGE = `
  SELECT json_group_array(json_array(
    "id", "subnetId", "status", "machineId", "description", json("held"), "instanceId", "taggedFor")) AS page
  FROM (SELECT * FROM "ForeignInterface" WHERE "id" > ? ORDER BY "id" LIMIT ?)`

type InterfaceRaw = [
  id: string,
  subnetId: string,
  status: ObservedInterface['status'],
  machineId: string | null,
  description: string,
  held: { readonly addresses: readonly string[]; readonly prefixes: readonly string[] },
  instanceId: string | null,
  taggedFor: string | null,
]

function readInterface(row: InterfaceRaw): ObservedInterface {
  const [id, subnetId, status, machineId, description, held, instanceId, taggedFor] = row
  const addresses = held.addresses.map(address)
  return {
    id,
    subnetId,
    status,
    machineId,
    description,
    addresses,
    prefixes: held.prefixes.map(cidr),
    instanceId,
    ...(taggedFor === null ? {} : { taggedFor }),
  }
}

const deleteFrom = (table: string): string =>
  `DELETE FROM "${table}" WHERE "id" IN (SELECT value FROM json_each(?))`

const RELEASE = `
  UPDATE "IpAllocation" SET "releasedAt" = gone.value ->> 2, "restsUntil" = gone.value ->> 3
  FROM json_each(?) AS gone
  WHERE "subnetId" = gone.value ->> 0 AND "address" = gone.value ->> 1 AND "releasedAt" IS NULL
    AND "ownerKind" NOT IN ('instance', 'vm')`

const RENAME = `
  UPDATE "IpAllocation" SET "ownerName" = named.value ->> 1 FROM json_each(?) AS named
  WHERE "interfaceId" = named.value ->> 0 AND "releasedAt" IS NULL AND "ownerKind" = 'foreign'`
