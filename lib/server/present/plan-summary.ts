import type { PlanLine } from '@/lib/api/views/plans'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Change, Plan } from '@/lib/domain/plan'
import { plural } from '@/lib/domain/plural'
import { targetText } from './vm-plan-summary'

type Counts = {
  createdPaused: number
  createdActive: number
  resumed: number
  paused: number
  recycled: number
  replaced: number
  deallocated: number
  retained: number
  adopted: number
  publicIps: number
}

function countChanges(changes: readonly Change[]): Counts {
  const counts: Counts = {
    createdPaused: 0,
    createdActive: 0,
    resumed: 0,
    paused: 0,
    recycled: 0,
    replaced: 0,
    deallocated: 0,
    retained: 0,
    adopted: 0,
    publicIps: 0,
  }
  const created = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'create-instance') {
      created.add(change.instanceId)
      counts[change.desired === 'active' ? 'createdActive' : 'createdPaused'] += 1
    }
    if (change.kind === 'command-instance') {
      if (change.command === 'resume' && !created.has(change.instanceId)) counts.resumed += 1
      if (change.command === 'resume' && created.has(change.instanceId)) continue
      if (change.command === 'pause') counts.paused += 1
      if (change.command === 'recycle') counts.recycled += 1
      if (change.command === 'replace') counts.replaced += 1
      if (change.command === 'deallocate') counts.deallocated += 1
    }
    if (change.kind === 'retain-instance') counts.retained += 1
    if (change.kind === 'adopt-instance') counts.adopted += 1
    if (change.kind === 'take-public-ip') counts.publicIps += 1
  }
  return counts
}

/** Created paused and resumed in the same plan: those count as resumed pool instances. */
function resumedNew(changes: readonly Change[]): number {
  const paused = new Set(
    changes.flatMap((one) =>
      one.kind === 'create-instance' && one.desired === 'paused' ? one.instanceId : [],
    ),
  )
  return changes.filter(
    (one) => one.kind === 'command-instance' && one.command === 'resume' && paused.has(one.instanceId),
  ).length
}

/** A plan in one sentence. */
export function headline(plan: Plan): string {
  const counts = countChanges(plan.changes)
  const resumed = counts.resumed + resumedNew(plan.changes)
  const created = counts.createdPaused + counts.createdActive
  const parts = [
    created > 0 ? `creates ${plural(created, 'instance')}` : '',
    counts.createdActive > 0 && resumed === 0
      ? `launches ${counts.createdActive.toLocaleString('en')} of them`
      : '',
    resumed > 0 ? `resumes ${plural(resumed, 'instance')}` : '',
    counts.paused > 0 ? `pauses ${plural(counts.paused, 'instance')}` : '',
    counts.recycled > 0 ? `recycles ${plural(counts.recycled, 'instance')}` : '',
    counts.replaced > 0 ? `replaces ${plural(counts.replaced, 'machine')}` : '',
    counts.deallocated > 0 ? `deallocates ${plural(counts.deallocated, 'instance')}` : '',
    counts.retained > 0 ? `retains ${plural(counts.retained, 'instance')}` : '',
    counts.adopted > 0 ? `adopts ${plural(counts.adopted, 'instance')}` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0)
    return plan.changes.length === 0 ? 'Nothing changes.' : 'Changes the configuration; no instance changes.'
  const last = parts.pop() as string
  const sentence = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

/** What a plan does, one line for each kind of change. `refilled`: how many of `refilledBy` there are. */
export function summarise(plan: Plan, refilled: number): PlanLine[] {
  const counts = countChanges(plan.changes)
  const wokenNew = resumedNew(plan.changes)
  const asleep = counts.createdPaused - wokenNew
  const out: PlanLine[] = []
  const add = (n: number, sym: PlanLine['sym'], tone: PlanLine['tone'], text: string): void => {
    if (n > 0) out.push({ sym, tone, text, address: null, instanceId: null, part: false })
  }
  for (const change of plan.changes)
    if (change.kind === 'set-target') add(1, '✓', 'calm', targetText(change.from, change.to))
  add(asleep, '+', 'good', `${plural(asleep, 'paused instance')}, one per pool address`)
  add(wokenNew, '▸', 'good', `${plural(wokenNew, 'pool instance')}, launched at once`)
  add(
    counts.createdActive,
    '+',
    'good',
    `${plural(counts.createdActive, 'instance')} ${randomWords(plan, counts.createdActive)}, launched at once`,
  )
  add(counts.resumed, '▸', 'good', `${plural(counts.resumed, 'instance')} resumed on the same address`)
  add(counts.adopted, '✓', 'good', `${plural(counts.adopted, 'instance')} adopted by the pool again`)
  add(
    counts.publicIps,
    '+',
    'good',
    `${plural(counts.publicIps, wordsOf(plan.cloud).publicIp)} taken from the pool, in list order`,
  )
  add(
    counts.paused,
    '‖',
    'warn',
    `${plural(counts.paused, 'instance')} paused; addresses and interfaces are kept`,
  )
  add(counts.recycled, '↻', 'warn', `${plural(counts.recycled, 'machine')} replaced on the same address`)
  add(counts.replaced, '↻', 'warn', `${plural(counts.replaced, 'machine')} replaced on the same address`)
  add(
    counts.retained,
    '✓',
    'calm',
    `${plural(counts.retained, 'instance')} retained: still on its address, no longer in the pool`,
  )
  const ended = counts.deallocated - refilled
  add(
    refilled,
    '−',
    'bad',
    `${plural(refilled, 'instance')} deallocated; new paused instances follow on their pool addresses`,
  )
  add(ended, '−', 'bad', `${plural(ended, 'instance')} deallocated; addresses rest, then are free`)
  if (out.length === 0 && plan.changes.length > 0) add(1, '✓', 'calm', 'No instance changes')
  return out
}

/** A6: those whose address is still in the pool. A new instance is made for it, now or when the old one is gone. */
export function refilledBy(plan: Plan): ReadonlySet<string> {
  const members = new Set(
    plan.instances.filter((one) => one.origin === 'pool' && !one.retained).map((one) => one.id),
  )
  const asked = plan.changes.flatMap((change) =>
    change.kind === 'command-instance' && change.command === 'deallocate' && change.cause === 'asked'
      ? change.instanceId
      : [],
  )
  return new Set(asked.filter((id) => members.has(id)))
}

function randomWords(plan: Plan, n: number): string {
  const floats = plan.changes.some((one) => one.kind === 'create-instance' && one.origin === 'floating')
  if (floats) return 'on floating addresses'
  return n === 1 ? 'on a random address' : 'on random addresses'
}
