import type { SearchHit } from '@/lib/allocation/reads-port'
import { type Address, formatAddress, parseAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { subnetCidr } from '@/lib/domain/subnet'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { escapeLike } from './events'
import { HOLDER_COLUMNS, HOLDER_JOINS, type HolderRaw, readHolder } from './holders'
import type { NetworkPlan } from './network'

const MOST_HITS = 20
/** Released rows of one prefix that are looked at to find live ones; keeps a search short in a long history. */
const MOST_LOOKED_AT = 500

type Found = Omit<SearchHit, 'match'> & { readonly texts: readonly (string | null)[] }

/**
 * Finds anything by its address, name or id. Tables that grow without bound (allocations, instances, interfaces) are
 * asked for exact values and prefixes, which their indexes answer; the few groups, subnets and public IPs also for
 * what merely contains the text.
 */
export async function searchRecords(
  client: PrismaClient,
  plan: NetworkPlan,
  input: string,
): Promise<SearchHit[]> {
  const text = input.trim()
  if (text === '') return []
  const parsed = parseAddress(text)
  const found = [
    ...(parsed.ok ? await exactAddress(client, plan, parsed.value) : []),
    ...findNetworks(plan, text),
    ...(await findSmall(client, text)),
    ...(await findIds(client, text)),
    ...(/^[0-9a-f.:]+$/i.test(text) ? await findAddresses(client, text.toLowerCase()) : []),
  ]
  return rank(found, parsed.ok ? formatAddress(parsed.value) : text)
}

const ORDER = { exact: 0, prefix: 1, contains: 2 } as const

function rank(found: readonly Found[], text: string): SearchHit[] {
  const wanted = text.toLowerCase()
  const seen = new Set<string>()
  const hits: SearchHit[] = []
  for (const { texts, ...hit } of found) {
    const key = `${hit.kind} ${hit.id} ${hit.subnetId}`
    const match = matchOf(texts, wanted)
    if (match === null || seen.has(key)) continue
    seen.add(key)
    hits.push({ ...hit, match })
  }
  return hits.sort((a, b) => ORDER[a.match] - ORDER[b.match]).slice(0, MOST_HITS)
}

function matchOf(texts: readonly (string | null)[], wanted: string): SearchHit['match'] | null {
  const lower = texts.map((text) => text?.toLowerCase() ?? '')
  if (lower.includes(wanted)) return 'exact'
  if (lower.some((text) => text.startsWith(wanted))) return 'prefix'
  return lower.some((text) => text.includes(wanted)) ? 'contains' : null
}

const NOWHERE = { groupId: null, instanceId: null, subnetId: null, address: null } as const

/** The address in every subnet that has it, held or not: a free address is an answer too. */
async function exactAddress(client: PrismaClient, plan: NetworkPlan, a: Address): Promise<Found[]> {
  const text = formatAddress(a)
  const live = await findAddresses(client, text, true)
  const held = new Set(live.map((hit) => hit.subnetId))
  const others = [...plan.subnets.values()].filter((s) => !held.has(s.id) && subnetCidr(s, a) !== null)
  return [
    ...live,
    ...others.map(
      (s): Found => ({
        ...NOWHERE,
        kind: 'address',
        id: text,
        label: s.name || s.id,
        subnetId: s.id,
        address: text,
        texts: [text],
      }),
    ),
  ]
}

async function findAddresses(client: PrismaClient, text: string, exact = false): Promise<Found[]> {
  const rows = await ask<HolderRaw & { subnetId: string; address: string }>(
    client,
    `SELECT a."subnetId", a."address", ${HOLDER_COLUMNS}
     FROM (SELECT * FROM "IpAllocation" WHERE "address" >= ?1 AND "address" < ?2 ORDER BY "address" LIMIT ${MOST_LOOKED_AT}) a
     ${HOLDER_JOINS} WHERE a."releasedAt" IS NULL LIMIT ${MOST_HITS}`,
    text,
    exact ? `${text}\u0001` : after(text),
  )
  return rows.map((row) => {
    const holder = readHolder(row)
    const label = holder.kind === 'foreign' ? holder.description : holder.groupName
    const { subnetId, address, groupId, instanceId } = row
    return { kind: 'address', id: address, label, groupId, instanceId, subnetId, address, texts: [address] }
  })
}

/** The first text that does not begin with `text`: for a range that an index can answer. */
const after = (text: string): string => `${text}\u{10ffff}`

function findNetworks(plan: NetworkPlan, text: string): Found[] {
  const wanted = text.toLowerCase()
  const has = (texts: readonly string[]) => texts.some((t) => t.toLowerCase().includes(wanted))
  const subnets = [...plan.subnets.values()].map((s): Found => {
    const cidrs = s.cidrs.map(formatCidr)
    const texts = [s.id, s.name, ...cidrs]
    return {
      ...NOWHERE,
      kind: 'subnet',
      id: s.id,
      label: `${s.name} ${cidrs[0]}`.trim(),
      subnetId: s.id,
      texts,
    }
  })
  const networks = plan.virtualNetworks.map((n): Found => {
    const cidrs = n.cidrs.map(formatCidr)
    const texts = [n.id, n.name, ...cidrs]
    return {
      ...NOWHERE,
      kind: 'virtual-network',
      id: n.id,
      label: `${n.name} ${cidrs[0] ?? ''}`.trim(),
      texts,
    }
  })
  return [...subnets, ...networks].filter((found) => has(found.texts.filter((t) => t !== null)))
}

type SmallRaw = {
  kind: 'group' | 'public-ip'
  id: string
  name: string
  address: string | null
  groupId: string | null
}

async function findSmall(client: PrismaClient, text: string): Promise<Found[]> {
  const rows = await ask<SmallRaw>(
    client,
    `SELECT * FROM (
       SELECT 'group' AS kind, "id", "name", NULL AS "address", "id" AS "groupId" FROM "Group"
       WHERE "state" <> 'deleted' AND ("name" LIKE ?1 ESCAPE '\\' OR "id" LIKE ?1 ESCAPE '\\')
       ORDER BY "name" LIKE ?2 ESCAPE '\\' DESC, "name" LIMIT ${MOST_HITS})
     UNION ALL SELECT * FROM (
       SELECT 'public-ip', p."id", p."name", p."address", a."groupId" FROM "PublicIp" p
       LEFT JOIN "PublicIpAllocation" a ON a."publicIpId" = p."id" AND a."releasedAt" IS NULL
       WHERE p."id" LIKE ?1 ESCAPE '\\' OR p."address" LIKE ?1 ESCAPE '\\' OR p."name" LIKE ?1 ESCAPE '\\'
       ORDER BY p."address" LIKE ?2 ESCAPE '\\' OR p."id" LIKE ?2 ESCAPE '\\' DESC, p."id" LIMIT ${MOST_HITS})`,
    `%${escapeLike(text)}%`,
    `${escapeLike(text)}%`,
  )
  return rows.map(({ kind, id, name, address, groupId }) => {
    const label = kind === 'group' ? name : `${address} ${name}`.trim()
    return { ...NOWHERE, kind, id, label, groupId, texts: [id, name, address] }
  })
}

type IdRaw = Pick<SearchHit, 'kind' | 'id' | 'groupId' | 'instanceId' | 'subnetId' | 'address'> & {
  label: string | null
}

/** Instances, interfaces and machines whose id begins with the text: one index range for each. */
async function findIds(client: PrismaClient, text: string): Promise<Found[]> {
  const ours = (kind: string, column: string): string =>
    `SELECT * FROM (SELECT '${kind}' AS kind, i."${column}" AS id, i."groupId", i."id" AS "instanceId", i."subnetId",
       i."address", g."name" AS label FROM "StatefulInstance" i JOIN "Group" g ON g."id" = i."groupId"
     WHERE i."${column}" >= ?1 AND i."${column}" < ?2 ORDER BY i."${column}" LIMIT ${MOST_HITS})`
  const foreign = (kind: string, column: string): string =>
    `SELECT * FROM (SELECT '${kind}', "${column}", NULL, NULL, "subnetId", "held" ->> '$.addresses[0]', "description"
     FROM "ForeignInterface" WHERE "${column}" >= ?1 AND "${column}" < ?2 ORDER BY "${column}" LIMIT ${MOST_HITS})`
  const rows = await ask<IdRaw>(
    client,
    [
      ours('instance', 'id'),
      ours('interface', 'interfaceId'),
      ours('machine', 'machineId'),
      foreign('interface', 'id'),
      foreign('machine', 'machineId'),
    ].join(' UNION ALL '),
    text,
    after(text),
  )
  return rows.map((row) => ({ ...row, label: row.label ?? '', texts: [row.id] }))
}
