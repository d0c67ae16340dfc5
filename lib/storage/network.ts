import { type Address, address } from '@/lib/domain/address'
import { type Cidr, cidr, formatCidr } from '@/lib/domain/cidr'
import type { Cloud } from '@/lib/domain/cloud-rules'
import { rangeOf } from '@/lib/domain/ranges'
import type { Holder } from '@/lib/domain/refusal'
import type {
  LoadBalancer,
  PublicIp,
  PublicIpTraits,
  SecurityGroup,
  Subnet,
  VirtualNetwork,
} from '@/lib/domain/subnet'
import type { PublicIpSnapshot, Resting } from '@/lib/domain/world'
import { ask } from './ask'
import type { PrismaClient } from './client'
import type { SubnetContent } from './network-index'

/** What exists, without what is held in it. Changes only with the inventory, so it is read once and kept. */
export type NetworkPlan = {
  readonly virtualNetworks: readonly VirtualNetwork[]
  readonly subnets: ReadonlyMap<string, Subnet>
  readonly securityGroups: readonly SecurityGroup[]
  readonly loadBalancers: readonly LoadBalancer[]
}

export async function readNetworkPlan(client: PrismaClient): Promise<NetworkPlan> {
  const networks = await client.virtualNetwork.findMany({ orderBy: { id: 'asc' } })
  const subnets = await client.subnet.findMany({ orderBy: { id: 'asc' } })
  const groups = await client.securityGroup.findMany({ orderBy: { id: 'asc' } })
  const balancers = await client.loadBalancer.findMany({ orderBy: { id: 'asc' } })
  return {
    virtualNetworks: networks.map((n) => ({ ...n, cloud: n.cloud as Cloud, cidrs: readCidrs(n.cidrs) })),
    subnets: new Map(
      subnets.map((s) => [s.id, { ...s, cloud: s.cloud as Cloud, cidrs: readCidrs(s.cidrs) }]),
    ),
    securityGroups: groups.map((s) => ({ ...s, kind: s.kind as SecurityGroup['kind'] })),
    loadBalancers: balancers.map((l) => ({
      ...l,
      cloud: l.cloud as Cloud,
      sku: l.sku as LoadBalancer['sku'],
    })),
  }
}

export const writeCidrs = (cidrs: readonly Cidr[]): string => JSON.stringify(cidrs.map(formatCidr))
const readCidrs = (text: string): Cidr[] => (JSON.parse(text) as string[]).map(cidr)

/** Everything that takes addresses of one subnet, as four texts: a row per address would cost ten times as much. */
export async function readSubnetContent(
  client: PrismaClient,
  subnetId: string,
  now: string,
): Promise<SubnetContent> {
  const [row] = await ask<{
    held: string | null
    pooled: string | null
    resting: string
    prefixes: string | null
  }>(
    client,
    `SELECT
       (SELECT group_concat("address") FROM "IpAllocation" WHERE "subnetId" = ?1 AND "releasedAt" IS NULL) AS held,
       (SELECT group_concat("address") FROM "PoolMember" WHERE "subnetId" = ?1) AS pooled,
       (SELECT json_group_array(json_array("address", "restsUntil", "groupId")) FROM (${RESTING})) AS resting,
       (SELECT group_concat(prefix.value) FROM "ForeignInterface" f, json_each(f."held", '$.prefixes') prefix
        WHERE f."subnetId" = ?1 AND prefix.value LIKE '%:%') AS prefixes`,
    subnetId,
    now,
  )
  const resting = JSON.parse(row?.resting ?? '[]') as [string, string, string | null][]
  return {
    held: readAddresses(row?.held),
    heldRanges: split(row?.prefixes).map((text) => rangeOf(cidr(text))),
    pooled: readAddresses(row?.pooled),
    resting: resting.map(([text, until, groupId]): Resting => ({ address: address(text), until, groupId })),
  }
}

/** Rests of subnet ?1 that are not over at ?2. A later row of the same address, live or released, decides instead. */
export const RESTING = `
  SELECT r."address", r."restsUntil", r."groupId" FROM "IpAllocation" r
  WHERE r."subnetId" = ?1 AND r."restsUntil" > ?2 AND NOT EXISTS (
    SELECT 1 FROM "IpAllocation" later
    WHERE later."address" = r."address" AND later."subnetId" = r."subnetId" AND later."id" > r."id")`

const split = (text: string | null | undefined): string[] => (text ? text.split(',') : [])

/** Addresses joined by commas. */
export const readAddresses = (text: string | null | undefined): Address[] => split(text).map(address)

/** An interface of a VM of ours is named after it: `…/vmi-0123456789ab-eth0`. */
const ON_OUR_VM = `EXISTS (SELECT 1 FROM "PooledVm" v
  WHERE v."id" = substr(p."interfaceId", instr(p."interfaceId", '/vmi-') + 1, 16))`

type PublicIpRaw = PublicIpColumns & {
  poolGroupId: string | null
  groupId: string | null
  groupName: string | null
  instanceId: string | null
  description: string | null
  ours: number | bigint
}

/**
 * The association of public IP `p` was with an address of one of our instances, while that held `p`: its interface is
 * deleted by now, and no row names it any more.
 */
const ONCE_OURS = `EXISTS (
  SELECT 1 FROM "IpAllocation" held CROSS JOIN "PublicIpAllocation" past
  WHERE held."address" = p."privateAddress" AND past."instanceId" = held."instanceId" AND past."publicIpId" = p."id")`

/** Public IPs with who has them; `ids` null: all of them. */
export async function readPublicIps(
  client: PrismaClient,
  ids: readonly string[] | null,
): Promise<PublicIpSnapshot[]> {
  if (ids?.length === 0) return []
  const rows = await ask<PublicIpRaw>(
    client,
    `SELECT p.*, member."groupId" AS "poolGroupId", a."groupId", a."instanceId", g."name" AS "groupName",
       f."description",
       EXISTS (SELECT 1 FROM "StatefulInstance" i WHERE i."interfaceId" = p."interfaceId")
         OR ${ON_OUR_VM}
         OR f."id" IS NULL AND ${ONCE_OURS} AS ours
     FROM "PublicIp" p
     LEFT JOIN "PublicPoolMember" member ON member."publicIpId" = p."id"
     LEFT JOIN "PublicIpAllocation" a ON a."publicIpId" = p."id" AND a."releasedAt" IS NULL
     LEFT JOIN "Group" g ON g."id" = a."groupId"
     LEFT JOIN "ForeignInterface" f ON f."id" = p."interfaceId"
     WHERE ?1 IS NULL OR p."id" IN (SELECT value FROM json_each(?1))
     ORDER BY p."id"`,
    ids && JSON.stringify(ids),
  )
  return rows.map((row) => ({
    publicIp: readPublicIp(row),
    holder: publicHolder(row),
    poolGroupId: row.poolGroupId,
  }))
}

export function readPublicIp(row: PublicIpColumns): PublicIp {
  const { id, cloud, region, address, name, interfaceId, machineId, privateAddress, traits } = row
  const associated = interfaceId !== null || machineId !== null
  return {
    id,
    cloud: cloud as Cloud,
    region,
    address,
    name,
    traits: traits === null ? null : (JSON.parse(traits) as PublicIpTraits),
    association: associated ? { interfaceId, machineId, privateAddress } : null,
  }
}

type PublicIpColumns = {
  id: string
  cloud: string
  region: string
  address: string
  name: string
  interfaceId: string | null
  machineId: string | null
  privateAddress: string | null
  traits: string | null
}

/**
 * Our own record comes first. What the cloud reported may be older: an association with an interface of ours that
 * our record does not know was ended since.
 */
function publicHolder(row: PublicIpRaw): Holder | null {
  if (row.instanceId !== null && row.groupId !== null) {
    const { instanceId, groupId } = row
    return { kind: 'instance', instanceId, groupId, groupName: row.groupName ?? '' }
  }
  if ((row.interfaceId === null && row.machineId === null) || Number(row.ours) === 1) return null
  const { interfaceId, machineId } = row
  return { kind: 'foreign', interfaceId, machineId, description: row.description ?? '' }
}
