import { durationWords, headroomSentence, ORDER_WORDS } from '@/lib/api/rolling-messages'
import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import { many, wordsOf } from '@/lib/domain/cloud-words'
import { expectedSeconds, type RollingBatch, type RollingPlan } from '@/lib/domain/plan-rolling'
import { plural } from '@/lib/domain/plural'
import { ASSUMED_MACHINE_SECONDS } from '@/lib/domain/rolling-recycle'

/** More lines than anyone reads; the rest is counted. */
const MOST_LINES = 2_000

/** A rolling recycle as a plan (B3). `measured`: seconds that a machine of this group took lately, where known. */
export function presentRollingPlan(plan: RollingPlan, measured: number | null): PlanView {
  const { batches, pooled } = plan
  const machine = wordsOf(plan.cloud).machine
  const total = batches.reduce((sum, { targets }) => sum + targets.length, 0)
  const lines = batches.flatMap((batch, at) => batchLines(batch, at, plan))
  const warnings = warningsOf(plan)
  return {
    groupId: plan.groupId,
    groupName: plan.groupName,
    headline: `Replaces ${whatOf(total, machine, pooled)} in ${plural(batches.length, 'batch', 'batches')}.`,
    summary: [...summaryOf(plan, measured), ...warnings.map(warn)],
    lines: lines.slice(0, MOST_LINES),
    moreLines: lines.slice(MOST_LINES).filter((one) => !one.part).length,
    warnings,
    disruption: pooled ? 'terminates' : 'restarts',
    members: pooled ? many(machine) : 'instances',
    taken: [],
    empty: total === 0,
    proof: { seed: 0, seq: plan.seen.seq, groupVersion: plan.seen.groupVersion, digest: plan.digest },
  }
}

/** An instance stays what it is; only its machine is another one afterwards. */
const whatOf = (total: number, machine: string, pooled: boolean): string =>
  pooled
    ? plural(total, machine)
    : `the ${total === 1 ? 'machine' : 'machines'} of ${plural(total, 'instance')}`

const line = (sym: PlanLine['sym'], tone: PlanLine['tone'], text: string): PlanLine => ({
  ...{ sym, tone, text, address: null, instanceId: null, part: false },
})

const warn = (text: string): PlanLine => line('!', 'warn', text)

function batchLines(
  { zone, targets }: RollingBatch,
  at: number,
  { batches, pooled }: RollingPlan,
): PlanLine[] {
  const where = zone === null ? '' : `, ${/^\d/.test(zone) ? `zone ${zone}` : zone}`
  const head = line('↻', 'calm', `Batch ${at + 1} of ${batches.length}${where}`)
  return [
    head,
    ...targets.map(
      ({ instanceId, machineId, address }): PlanLine => ({
        ...line(
          '↻',
          'calm',
          pooled ? `${instanceId}, another VM takes its place` : `${instanceId}, now on ${machineId}`,
        ),
        ...{ address, instanceId, part: true },
      }),
    ),
  ]
}

function summaryOf(plan: RollingPlan, measured: number | null): PlanLine[] {
  const { settings, running, unavailable, minimum, pooled, headroom } = plan
  const { maximumUnavailable, healthSeconds, timeoutSeconds, order } = settings
  const machineSeconds = measured ?? ASSUMED_MACHINE_SECONDS
  const seconds = expectedSeconds(plan.batches.length, machineSeconds, settings)
  const source = measured === null ? 'assumed, none measured yet' : 'measured lately'
  const lines = [
    line(
      '✓',
      'calm',
      `${ORDER_WORDS[order]}, expected to take ${durationWords(seconds)}: ${plural(plan.batches.length, 'batch', 'batches')} of ${durationWords(machineSeconds)} per machine (${source}) and ${durationWords(healthSeconds)} for the health gate.`,
    ),
    line(
      '✓',
      'calm',
      `A new machine counts once the cloud has described it as running, on its interface and address, at every look for ${durationWords(healthSeconds)}. After ${durationWords(timeoutSeconds)} without that the run pauses by itself.`,
    ),
  ]
  if (pooled)
    return [
      ...lines,
      ...headroom.map((fact) => line('✓', 'good', `The largest batch needs ${headroomSentence(fact)}.`)),
    ]
  const left = running - maximumUnavailable
  const sum = `${running} active − ${maximumUnavailable} unavailable = ${left}, and the minimum is ${minimum}.`
  const now =
    unavailable > 0 ? ` ${plural(unavailable, 'instance is', 'instances are')} down now and counted.` : ''
  return [...lines, line('✓', 'good', `${sum}${now}`)]
}

function warningsOf({ leftOut, pooled, batches, settings, unavailable, running }: RollingPlan): string[] {
  const warnings: string[] = []
  if (leftOut.length > 0) {
    const states = [...new Set(leftOut.map(({ state }) => state))].join(', ')
    warnings.push(
      `${plural(leftOut.length, pooled ? 'VM is' : 'instance is', pooled ? 'VMs are' : 'instances are')} left as ${leftOut.length === 1 ? 'it is' : 'they are'}: ${states}.`,
    )
  }
  if (batches.length === 1 && running > 1)
    warnings.push('One batch has all of them: they are replaced at the same time.')
  if (unavailable >= settings.maximumUnavailable && !pooled)
    warnings.push(`It begins when fewer than ${settings.maximumUnavailable} are down.`)
  if (pooled)
    warnings.push(
      'An old VM leaves as soon as the new one runs; the health gate then decides when the next batch begins.',
    )
  return warnings
}
