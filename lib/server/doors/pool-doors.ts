import { z } from 'zod'
import { checkPoolNow, passedOver } from '@/lib/allocation/check-config'
import { readWorld } from '@/lib/allocation/read-world'
import type { ActionResult } from '@/lib/api/action-result'
import { nicFaultSentence } from '@/lib/api/nic-messages'
import { memberReason, memberSentence, unreadableSentence } from '@/lib/api/pool-messages'
import type { PoolCheckView } from '@/lib/api/views/network'
import { formatAddress } from '@/lib/domain/address'
import { SHARED_WORDS } from '@/lib/domain/cloud-words'
import { compactPool, type PoolEntry, parsePool, poolSize, type UnreadableEntry } from '@/lib/domain/pool'
import type { PoolCheck, VerdictSpan } from '@/lib/domain/pool-check'
import {
  type AddressRange,
  eachAddress,
  formatRange,
  intersectRanges,
  type RangeSet,
  rangeSize,
  subtractRanges,
} from '@/lib/domain/ranges'
import { type Subnet, subnetOf } from '@/lib/domain/subnet'
import type { World } from '@/lib/domain/world'
import type { Holdfast } from '@/lib/server/compose'
import { act } from './action'
import { cutDoubled, type DoubledSpan, type Sibling } from './doubled-members'
import { ASKS_NOTHING, subjectOf } from './wizard-config'

type Member = PoolCheckView['members'][number]

/** A huge paste lists this many parts; the rest is counted. */
const MOST_MEMBERS = 500

const id = z.string().min(1).max(512)
const poolsInput = z.object({
  pools: z
    .array(
      z.object({
        name: z.string().max(1_000),
        text: z.string().max(2_000_000),
        subnetIds: z.array(id).max(100),
      }),
    )
    .max(100),
  groupId: z.string().min(1).max(128).nullable(),
})

type Pool = z.output<typeof poolsInput>['pools'][number] & {
  readonly entries: readonly PoolEntry[]
  readonly unreadable: readonly UnreadableEntry[]
}

/** B2 while typing: every entry of every pool, usable or why not. */
export function checkPools(input: unknown): Promise<ActionResult<readonly PoolCheckView[]>> {
  return act(poolsInput, input, async (hold, { pools, groupId }) => {
    const subnetIds = [...new Set(pools.flatMap((pool) => pool.subnetIds))]
    const asked = { ...ASKS_NOTHING, persistence: { ...ASKS_NOTHING.persistence, subnetIds } }
    const subject = await subjectOf(hold, groupId, asked)
    if (!subject.ok) return subject
    const { world } = await readWorld(hold.engine.allocation, subject.value, asked)
    const read = pools.map((pool): Pool => {
      const { entries, unreadable } = parsePool(pool.text)
      // Of more than can be listed neighbours are judged together, so that the answer tells of all of them.
      return { ...pool, entries: entries.length > MOST_MEMBERS ? compactPool(entries) : entries, unreadable }
    })
    const value = await Promise.all(read.map((pool) => checkOne(hold, world, pool, siblingsOf(pool, read))))
    return { ok: true, value }
  })
}

/** The pools that may not list what this one lists: those of other interfaces in the same subnet. */
const siblingsOf = (pool: Pool, all: readonly Pool[]): Sibling[] =>
  all.filter((other) => other !== pool && other.subnetIds.some((one) => pool.subnetIds.includes(one)))

async function checkOne(
  hold: Holdfast,
  world: World,
  { name, entries, unreadable, subnetIds }: Pool,
  siblings: readonly Sibling[],
): Promise<PoolCheckView> {
  const listed = siblings.flatMap((one) => one.entries)
  const typed = { world, entries, unreadable, subnetIds, siblings: listed }
  const check = await checkPoolNow(hold.store, typed)
  const subnets = [...world.subnets.values()].map((one) => one.subnet)
  const { spans, doubled } = cutDoubled(check.spans, siblings)
  const { away, passed } = cutPassedOver(spans, passedOver(world, subnetIds))
  const all = [
    ...unreadable.map(unreadMember),
    ...presentSpans({ ...check, spans: away }, { subnets, now: world.now, ofInterface: name !== '' }),
    ...passed.map((range) => presentPassedOver(range, subnets)),
    ...doubled.map((one) => presentDoubled(one, subnets)),
  ]
  const lost = (verdict: VerdictSpan['verdict']): number =>
    doubled.reduce((sum, one) => sum + (one.verdict === verdict ? Number(rangeSize(one.range)) : 0), 0)
  const held = passed.reduce((sum, range) => sum + Number(rangeSize(range)), 0)
  return {
    members: mostTelling(all),
    more: Math.max(0, all.length - MOST_MEMBERS),
    usable: check.counts.usable - lost('usable') - held,
    resting: check.counts.resting - lost('resting') + held,
    bad: check.counts.problem + lost('usable') + lost('resting'),
    size: poolSize(entries),
  }
}

/** When not everything can be listed, what is to mend comes first: what is left out is then usable. */
function mostTelling(all: readonly Member[]): Member[] {
  if (all.length <= MOST_MEMBERS) return [...all]
  const order = { bad: 0, resting: 1, ok: 2 }
  return [...all].sort((a, b) => order[a.tone] - order[b.tone]).slice(0, MOST_MEMBERS)
}

const unreadMember = ({ text, why }: UnreadableEntry): Member => ({
  entry: text,
  size: 0,
  tone: 'bad',
  text: unreadableSentence(text, why),
  suggestion: null,
  subnetId: null,
})

const placed = (range: AddressRange, subnets: readonly Subnet[]) => ({
  entry: formatRange(range),
  size: Number(rangeSize(range)),
  subnetId: subnetOf(subnets, { family: range.family, value: range.first })?.id ?? null,
})

/** Takes out of what is usable the members that others hold by now (Z5). */
function cutPassedOver(spans: readonly VerdictSpan[], held: RangeSet) {
  const passed: AddressRange[] = []
  const away = spans.flatMap((span) => {
    const parts = span.verdict === 'usable' ? intersectRanges([span.range], held) : []
    if (parts.length === 0) return [span]
    passed.push(...parts)
    return subtractRanges([span.range], parts).map((range) => ({ ...span, range }))
  })
  return { away, passed }
}

const presentPassedOver = (range: AddressRange, subnets: readonly Subnet[]): Member => ({
  ...placed(range, subnets),
  tone: 'resting',
  text: 'held by someone else by now: passed over until it is free',
  suggestion: null,
})

const presentDoubled = ({ range, other }: DoubledSpan, subnets: readonly Subnet[]): Member => ({
  ...placed(range, subnets),
  tone: 'bad',
  text: `In the pool of ${other}, too. Remove it from one of them.`,
  suggestion: null,
})

/** `ofInterface`: the pool of one interface, whose members lie in its one subnet. */
function presentSpans(
  { spans, resting }: Pick<PoolCheck, 'spans' | 'resting'>,
  place: { readonly subnets: readonly Subnet[]; readonly now: string; readonly ofInterface: boolean },
): Member[] {
  const { subnets, now, ofInterface } = place
  const restsUntil = new Map(resting.map((one) => [one.member, one.until]))
  return spans.map(({ range, verdict }) => {
    const base = placed(range, subnets)
    if (verdict === 'usable') return { ...base, tone: 'ok', text: 'free', suggestion: null }
    if (verdict === 'resting') {
      // Of a span the last one that has rested counts.
      const until = [...eachAddress([range])].map((a) => restsUntil.get(formatAddress(a)) ?? '').sort()
      return { ...base, tone: 'resting', text: restingText(until.at(-1), now), suggestion: null }
    }
    const suggestion = 'suggestion' in verdict ? verdict.suggestion : null
    const sentence = ofInterface ? nicFaultSentence(verdict, SHARED_WORDS) : memberSentence(verdict)
    return { ...base, tone: 'bad', text: memberReason(verdict, sentence), suggestion }
  })
}

function restingText(until: string | undefined, now: string): string {
  if (!until) return 'resting, then free'
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
  const minutes = Math.floor(seconds / 60)
  return `resting for ${minutes > 0 ? `${minutes} min ` : ''}${seconds % 60} s, then free`
}
