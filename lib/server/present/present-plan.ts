import { setImmediate as othersTurn } from 'node:timers/promises'
import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import type { Address } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { many, wordsOf } from '@/lib/domain/cloud-words'
import { repairSentence } from '@/lib/domain/drift-words'
import type { Change, Plan } from '@/lib/domain/plan'
import { formatRange, singleRange, toRangeSet } from '@/lib/domain/ranges'
import { forEachSliced, inTurns, runThrough, SLICE, type Sliced } from '@/lib/domain/slices'
import { lineOf } from './plan-lines'
import { headline, refilledBy, summarise } from './plan-summary'
import { warningSentences } from './plan-warnings'
import type { PublicIpNames } from './public-ip-names'
import { laterLines } from './vm-plan-lines'
import { summariseVms, vmHeadline } from './vm-plan-summary'

/** More lines than anyone reads; the rest is counted. */
const MOST_LINES = 2_000

/** A plan as sentences (B3). `names`: what its public IPs are called, where that is known. */
export const presentPlan = (plan: Plan, names: PublicIpNames = new Map()): PlanView =>
  runThrough(presentInSlices(plan, names))

/** The same, with a turn for everybody else now and then: a plan of ten thousand is told in 50 ms of work. */
export const presentInTurns = (plan: Plan, names: PublicIpNames = new Map()): Promise<PlanView> =>
  inTurns(presentInSlices(plan, names), () => othersTurn())

function* presentInSlices(plan: Plan, names: PublicIpNames): Sliced<PlanView> {
  const refilled = refilledBy(plan)
  const pooled = cloudRules[plan.cloud].persistence === 'pooled'
  const lines: PlanLine[] = []
  yield* forEachSliced(newestFirst(plan.changes), (change) => {
    for (const line of lineOf(change, plan, refilled, names)) lines.push(line)
  })
  lines.push(...laterLines(plan, names))
  const warnings = warningSentences(plan.warnings, wordsOf(plan.cloud))
  const isLarge = plan.changes.length > SLICE
  if (isLarge) yield
  const headlineText = repairHeadline(plan) ?? (pooled ? vmHeadline(plan) : headline(plan))
  if (isLarge) yield
  const summary = pooled ? summariseVms(plan) : summarise(plan, refilled.size)
  if (isLarge) yield
  return {
    groupId: plan.groupId,
    groupName: plan.groupName,
    headline: headlineText,
    summary: [...summary, ...warnings.map(warn)].slice(0, 12),
    lines: lines.slice(0, MOST_LINES),
    moreLines: lines.slice(MOST_LINES).filter((line) => !line.part).length,
    warnings,
    disruption: plan.disruption,
    members: pooled ? many(wordsOf(plan.cloud).machine) : 'instances',
    taken: yield* takenRanges(plan),
    empty: plan.changes.length === 0,
    proof: {
      seed: plan.seed,
      seq: plan.seen.seq,
      groupVersion: plan.seen.groupVersion,
      digest: plan.digest,
    },
  }
}

/** What a repair is for comes first; what follows from it is in the lines. */
function repairHeadline({ changes, cloud }: Plan): string | null {
  const repair = changes.find((change) => change.kind === 'repair')
  return repair ? repairSentence(repair.repair, wordsOf(cloud)) : null
}

const warn = (text: string): PlanLine => ({
  ...{ sym: '!', tone: 'warn', text, address: null, instanceId: null, part: false },
})

function* takenRanges(plan: Plan): Sliced<PlanView['taken']> {
  const bySubnet = new Map<string, ReturnType<typeof singleRange>[]>()
  yield* forEachSliced(plan.changes, (change) => {
    for (const { subnetId, address } of placesTaken(change)) {
      const ranges = bySubnet.get(subnetId) ?? []
      ranges.push(singleRange(address))
      bySubnet.set(subnetId, ranges)
    }
  })
  return [...bySubnet].map(([subnetId, ranges]) => ({
    subnetId,
    ranges: toRangeSet(ranges).map(formatRange),
  }))
}

/** Removals are decided oldest first and told in the order in which they were chosen: the newest leaves first (Z7). */
function newestFirst(changes: readonly Change[]): readonly Change[] {
  const removals = changes.filter((one) => one.kind === 'remove-vm').reverse()
  return changes.map((one) => (one.kind === 'remove-vm' ? (removals.shift() as Change) : one))
}

type Place = { readonly subnetId: string; readonly address: Address }

/** Where a dynamic address will lie is the cloud's to say. */
function placesTaken(change: Change): Place[] {
  if (change.kind === 'create-instance')
    return change.address && change.subnetId ? [{ subnetId: change.subnetId, address: change.address }] : []
  if (change.kind !== 'create-vm') return []
  return change.nics.flatMap(({ subnetId, private: { address } }) => (address ? [{ subnetId, address }] : []))
}
