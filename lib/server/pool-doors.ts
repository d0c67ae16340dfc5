import { z } from 'zod'
import { checkPoolNow } from '@/lib/allocation/check-config'
import { readWorld } from '@/lib/allocation/read-world'
import type { ActionResult } from '@/lib/api/action-result'
import { memberReason, unreadableSentence } from '@/lib/api/messages'
import type { PoolCheckView } from '@/lib/api/views/network'
import { formatAddress } from '@/lib/domain/address'
import { compactPool, parsePool, poolSize, type UnreadableEntry } from '@/lib/domain/pool'
import type { PoolCheck } from '@/lib/domain/pool-check'
import { eachAddress, formatRange, rangeSize } from '@/lib/domain/ranges'
import { type Subnet, subnetOf } from '@/lib/domain/subnet'
import { act } from './action'
import { ASKS_NOTHING, subjectOf } from './wizard-config'

type Member = PoolCheckView['members'][number]

/** A huge paste lists this many parts; the rest is counted. */
const MOST_MEMBERS = 500

const id = z.string().min(1).max(128)
const poolInput = z.object({
  text: z.string().max(2_000_000),
  subnetIds: z.array(id).max(100),
  groupId: id.nullable(),
})

/** B2 while typing: every entry, usable or why not. */
export function checkPool(input: unknown): Promise<ActionResult<PoolCheckView>> {
  return act(poolInput, input, async (hold, { text, subnetIds, groupId }) => {
    const { entries: typed, unreadable } = parsePool(text)
    // Of more than can be listed neighbours are judged together, so that the answer tells of all of them.
    const entries = typed.length > MOST_MEMBERS ? compactPool(typed) : typed
    const asked = { ...ASKS_NOTHING, persistence: { ...ASKS_NOTHING.persistence, subnetIds } }
    const subject = await subjectOf(hold, groupId, asked)
    if (!subject.ok) return subject
    const { world } = await readWorld(hold.engine.allocation, subject.value, asked)
    const check = await checkPoolNow(hold.store, { world, entries, unreadable, subnetIds })
    const subnets = [...world.subnets.values()].map((one) => one.subnet)
    const all = [...unreadable.map(unreadMember), ...presentSpans(check, subnets, world.now)]
    return {
      ok: true,
      value: {
        members: mostTelling(all),
        more: Math.max(0, all.length - MOST_MEMBERS),
        usable: Number(check.counts.usable),
        resting: Number(check.counts.resting),
        bad: Number(check.counts.problem),
        size: poolSize(entries),
      },
    }
  })
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

function presentSpans(check: PoolCheck, subnets: readonly Subnet[], now: string): Member[] {
  const restsUntil = new Map(check.resting.map((one) => [one.member, one.until]))
  return check.spans.map(({ range, verdict }) => {
    const first = { family: range.family, value: range.first }
    const base = {
      entry: formatRange(range),
      size: Number(rangeSize(range)),
      subnetId: subnetOf(subnets, first)?.id ?? null,
    }
    if (verdict === 'usable') return { ...base, tone: 'ok', text: 'free', suggestion: null }
    if (verdict === 'resting') {
      // Of a span the last one that has rested counts.
      const until = [...eachAddress([range])].map((a) => restsUntil.get(formatAddress(a)) ?? '').sort()
      return { ...base, tone: 'resting', text: restingText(until.at(-1), now), suggestion: null }
    }
    const suggestion = 'suggestion' in verdict ? verdict.suggestion : null
    return { ...base, tone: 'bad', text: memberReason(verdict), suggestion }
  })
}

function restingText(until: string | undefined, now: string): string {
  if (!until) return 'resting, then free'
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
  const minutes = Math.floor(seconds / 60)
  return `resting for ${minutes > 0 ? `${minutes} min ` : ''}${seconds % 60} s, then free`
}
