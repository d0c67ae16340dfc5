import type { AddressDetail } from '@/lib/allocation/ports/network-rows'
import { holderText } from '@/lib/api/holder-messages'
import type { WhyOf } from '@/lib/api/paths'
import type { RouteQuery } from '@/lib/api/route-parameters'
import type { WhyView } from '@/lib/api/views/why'
import { choiceFacts, clock, obstacleText, othersText, ruleText } from '@/lib/api/why-messages'
import { type Address, parseAddress } from '@/lib/domain/address'
import { type CloudRules, cloudRules } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import type { Explanation } from '@/lib/domain/explanation'
import { poolPosition } from '@/lib/domain/pool-position'
import { isReserved, type Subnet, subnetCidr } from '@/lib/domain/subnet'
import type { Holdfast } from '@/lib/server/compose'
import { NotFound } from './groups'

/** Nothing but the records is asked. */
type HasStore = Pick<Holdfast, 'store'>

const NOTHING: Omit<WhyView, 'headline'> = {
  ...{ rule: null, at: null, facts: [], skipped: [], others: null, groups: [] },
}

/** What an address or a public IP is as it is for. Of a choice it says what the choice wrote down, and nothing else. */
export function readWhy(hold: HasStore, of: WhyOf): Promise<WhyView> {
  if ('publicIp' in of) return whyPublicIp(hold, of.publicIp)
  return whyAddress(hold, of)
}

/** The query of the route as what it asks of. */
export function whyOf(search: RouteQuery<'why'>): WhyOf {
  const publicIp = search.get('publicIp')
  if (publicIp) return { publicIp }
  const since = search.get('since')
  const place = { subnet: search.get('subnet') ?? '', address: search.get('address') ?? '' }
  return since ? { ...place, since } : place
}

async function whyAddress(hold: HasStore, of: Extract<WhyOf, { address: string }>): Promise<WhyView> {
  const { reads } = hold.store
  const parsed = parseAddress(of.address)
  const row = await reads.subnet(of.subnet)
  if (!parsed.ok || !row) throw new NotFound(`${of.address.slice(0, 60)} is in no known subnet.`)
  const { subnet } = row
  const rules = cloudRules[subnet.cloud]
  const place = { subnetId: subnet.id, address: of.address, ...(of.since ? { since: of.since } : {}) }
  const [held, [detail]] = await Promise.all([
    reads.addressHold(place),
    reads.addressDetails(subnet.id, [parsed.value]),
  ])
  if (!detail) throw new NotFound(`${of.address} is in no known subnet.`)
  if (of.since) return { ...explained(held, rules), headline: 'As it was chosen for this hold.' }
  if (held?.instanceId && detail.holder) return whyHeld(detail, held, rules)
  if (isReserved(subnet, parsed.value)) return whyReserved(subnet, parsed.value, rules)
  if (detail.holder) return whyNotOurs(detail)
  if (detail.resting) return whyResting(detail, rules, await poolFact(hold, detail, parsed.value))
  if (detail.pool) return whyInPool(hold, detail, parsed.value)
  return whyFree(hold, subnet)
}

type Held = { readonly since: string; readonly why: Explanation | null } | null

function explained(held: Held, rules: CloudRules): Omit<WhyView, 'headline'> {
  const why = held?.why
  if (!held || !why)
    return { ...NOTHING, facts: ['It was chosen before Holdfast kept what a choice looked at.'] }
  return {
    rule: { name: why.rule, text: ruleText(why.rule, rules) },
    at: held.since,
    facts: choiceFacts(why, rules),
    skipped: why.skipped.map(({ candidate, subnetId, because }) => ({
      ...{ candidate, subnetId, text: obstacleText(because) },
      holder: because.kind === 'held' || because.kind === 'planned' ? because.holder : null,
    })),
    others: othersText(why.others, why.skipped),
    groups: [],
  }
}

function whyHeld({ instance, vm, holder }: AddressDetail, held: Held, rules: CloudRules): WhyView {
  const told = explained(held, rules)
  const kept: string[] = []
  if (instance && instance.machineCount > 1)
    kept.push(`It was kept through ${instance.machineCount} ${rules.words.machine}s (A1).`)
  if (instance?.retained)
    kept.push('It left the pool, and its instance keeps it, because it ever resumed (A7).')
  const who = holder ? `Held by ${holderText(holder)}.` : 'Held.'
  const headline = instance?.addressWhy || vm?.nic.private.why || who
  return { ...told, headline, facts: [...told.facts, ...kept] }
}

function whyReserved(subnet: Subnet, address: Address, rules: CloudRules): WhyView {
  const block = subnetCidr(subnet, address)
  const what = block && rules.reservedWhy(block, address)
  return {
    ...NOTHING,
    headline: `${rules.label} keeps it back${what ? `: ${what}` : ''}.`,
    facts: [
      'The first four addresses and the last of every subnet are never given to anybody, and no pool can list them (B2).',
    ],
  }
}

function whyNotOurs({ holder, since }: AddressDetail): WhyView {
  const facts =
    holder?.kind === 'kept'
      ? ['Its interface was kept when its group was deleted: it holds the address until it is deleted.']
      : ['Holdfast did not make that interface and never takes an address from anybody (B1).']
  return { ...NOTHING, headline: holder ? `Held by ${holderText(holder)}.` : 'Held.', at: since, facts }
}

function whyResting({ resting }: AddressDetail, { words }: CloudRules, pool: string[]): WhyView {
  return {
    ...NOTHING,
    headline: resting ? `It rests until ${clock(resting.until)}.` : 'It rests.',
    rule: { name: 'B4', text: 'A released address rests before another owner may have it' },
    facts: [
      `Neighbours still remember the ${words.machine} that had it, and would send its packets astray. Its last owner may have it back at once.`,
      ...pool,
    ],
  }
}

async function poolFact(hold: HasStore, { pool }: AddressDetail, address: Address): Promise<string[]> {
  const record = pool && (await hold.store.reads.groupRecord(pool.groupId))
  const place = record && poolPosition(record.config, address)
  if (!pool || !place) return []
  const list = place.nic === null ? 'the private IP pool' : `the private IP pool of ${place.nic}`
  return [`It is member ${place.position} of ${place.of} of ${list} of ${pool.groupName}.`]
}

async function whyInPool(hold: HasStore, detail: AddressDetail, address: Address): Promise<WhyView> {
  const { pool } = detail
  const record = pool && (await hold.store.reads.groupRecord(pool.groupId))
  const pooled = record?.config.persistence.kind === 'pooled'
  const why = pooled
    ? {
        rule: { name: 'Z5', text: ruleText('Z5', cloudRules[record.config.cloud]) },
        facts: [
          `Members are taken in list order when a VM is launched: those before it were enough for a target of ${record.config.capacity.target}.`,
        ],
      }
    : {
        rule: { name: 'A6', text: 'Every member gets one instance, also again after one was deallocated' },
        facts: ['It has no instance for now: one is made for it as soon as nothing stands in its way.'],
      }
  return {
    ...{ ...NOTHING, ...why, headline: 'Nobody holds it: it is kept free for its pool.' },
    facts: [...(await poolFact(hold, detail, address)), ...why.facts],
    groups: pool ? [{ id: pool.groupId, name: pool.groupName }] : [],
  }
}

async function whyFree(hold: HasStore, subnet: Subnet): Promise<WhyView> {
  const users = (await hold.store.reads.groups()).filter(({ subnetIds }) => subnetIds.includes(subnet.id))
  return {
    ...NOTHING,
    headline: 'Nobody holds it, no pool lists it, it does not rest, and the cloud does not keep it back.',
    facts: [
      users.length > 0
        ? 'Groups that take addresses of this subnet may draw it, each free one with the same chance.'
        : 'No group takes addresses of this subnet.',
    ],
    groups: users.map(({ id, name }) => ({ id, name })),
  }
}

async function whyPublicIp(hold: HasStore, publicIpId: string): Promise<WhyView> {
  const { store } = hold
  const { publicIps } = await store.networkSnapshot({ subnetIds: [], publicIpIds: [publicIpId] })
  const snapshot = publicIps.get(publicIpId)
  if (!snapshot) throw new NotFound('This public IP is not known any more.')
  const { holder, poolGroupId, publicIp } = snapshot
  const rules = cloudRules[publicIp.cloud]
  const held = await store.reads.publicIpHold(publicIpId)
  if (held && holder?.kind === 'instance')
    return { ...explained(held, rules), headline: `Held by ${holderText(holder)}.` }
  if (holder)
    return {
      ...{ ...NOTHING, headline: `Associated with ${holderText(holder)}.` },
      facts: ['Holdfast never takes an association from anybody (A8).'],
    }
  const group = poolGroupId && (await store.reads.groupRecord(poolGroupId))
  return group
    ? {
        ...{ ...NOTHING, headline: 'Nobody has it: it is a member of a pool, and its turn has not come.' },
        facts: [`${atStart(rules.words.publicIp)} pools are used in list order.`],
        groups: [{ id: group.id, name: group.config.name }],
      }
    : { ...NOTHING, headline: 'Nobody has it, and no pool lists it: no group can take it.' }
}
