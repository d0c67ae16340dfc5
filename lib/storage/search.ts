import type { SearchHit } from '@/lib/allocation/ports/network-rows'
import { type Address, formatAddress, parseAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { subnetCidr } from '@/lib/domain/subnet'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { escapeLike } from './events'
import { HOLDER_COLUMNS, HOLDER_JOINS, type HolderRaw, readHolder } from './holders'
import type { NetworkPlan } from './network'
import { after, type Found, MOST_HITS, NOWHERE, nameOf, textOfId } from './search-found'
import { findIds, findVms } from './search-ids'

/** Released rows of one prefix that are looked at to find live ones; keeps a search short in a long history. */
const MOST_LOOKED_AT = 500

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
    ...(await findVms(client, text)),
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

function findNetworks(plan: NetworkPlan, text: string): Found[] {
  const wanted = text.toLowerCase()
  const has = (texts: readonly string[]) => texts.some((t) => t.toLowerCase().includes(wanted))
  const subnets = [...plan.subnets.values()].map((s): Found => {
    const cidrs = s.cidrs.map(formatCidr)
    const texts = [textOfId(s.id, wanted), s.name, ...cidrs]
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
    const texts = [textOfId(n.id, wanted), n.name, ...cidrs]
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
       WHERE ${nameOf('p."id"')} LIKE ?1 ESCAPE '\\' OR p."id" = lower(?3) OR p."address" LIKE ?1 ESCAPE '\\' OR p."name" LIKE ?1 ESCAPE '\\'
       ORDER BY p."address" LIKE ?2 ESCAPE '\\' OR ${nameOf('p."id"')} LIKE ?2 ESCAPE '\\' DESC, p."id" LIMIT ${MOST_HITS})`,
    `%${escapeLike(text)}%`,
    `${escapeLike(text)}%`,
    text,
  )
  return rows.map(({ kind, id, name, address, groupId }) => {
    const label = kind === 'group' ? name : `${address} ${name}`.trim()
    return { ...NOWHERE, kind, id, label, groupId, texts: [textOfId(id, text), name, address] }
  })
}
