import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Plan } from '@/lib/domain/plan'
import { formatRange, singleRange, toRangeSet } from '@/lib/domain/ranges'
import { lineOf } from './plan-lines'
import { headline, refilledBy, summarise } from './plan-summary'
import { warningSentences } from './plan-warnings'

/** More lines than anyone reads; the rest is counted. */
const MOST_LINES = 2_000

/** A plan as sentences (B3). */
export function presentPlan(plan: Plan): PlanView {
  const refilled = refilledBy(plan)
  const lines = plan.changes.flatMap((change) => lineOf(change, plan, refilled))
  const warnings = warningSentences(plan.warnings, wordsOf(plan.cloud))
  return {
    groupId: plan.groupId,
    groupName: plan.groupName,
    headline: headline(plan),
    summary: [...summarise(plan, refilled.size), ...warnings.map(warn)].slice(0, 12),
    lines: lines.slice(0, MOST_LINES),
    moreLines: Math.max(0, lines.length - MOST_LINES),
    warnings,
    disruption: plan.disruption,
    taken: takenRanges(plan),
    empty: plan.changes.length === 0,
    proof: {
      seed: plan.seed,
      seq: plan.seen.seq,
      groupVersion: plan.seen.groupVersion,
      digest: plan.digest,
    },
  }
}

const warn = (text: string): PlanLine => ({ sym: '!', tone: 'warn', text, address: null, instanceId: null })

function takenRanges(plan: Plan): PlanView['taken'] {
  const bySubnet = new Map<string, ReturnType<typeof singleRange>[]>()
  for (const change of plan.changes) {
    if (change.kind !== 'create-instance' || !change.address || !change.subnetId) continue
    const ranges = bySubnet.get(change.subnetId) ?? []
    ranges.push(singleRange(change.address))
    bySubnet.set(change.subnetId, ranges)
  }
  return [...bySubnet].map(([subnetId, ranges]) => ({
    subnetId,
    ranges: toRangeSet(ranges).map(formatRange),
  }))
}
