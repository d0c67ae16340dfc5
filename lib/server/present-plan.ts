import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import { formatAddress } from '@/lib/domain/address'
import type { Change, Plan, Warning } from '@/lib/domain/plan'
import { formatRange, singleRange, toRangeSet } from '@/lib/domain/ranges'

/** More lines than anyone reads; the rest is counted. */
const MOST_LINES = 2_000

const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** A plan as sentences (B3). */
export function presentPlan(plan: Plan): PlanView {
  const lines = plan.changes.flatMap((change) => lineOf(change, plan))
  const warnings = warningSentences(plan.warnings)
  return {
    groupId: plan.groupId,
    groupName: plan.groupName,
    headline: headline(plan),
    summary: [...summarise(plan), ...warnings.map(warn)].slice(0, 12),
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

function headline(plan: Plan): string {
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

function summarise(plan: Plan): PlanLine[] {
  const counts = countChanges(plan.changes)
  const wokenNew = resumedNew(plan.changes)
  const asleep = counts.createdPaused - wokenNew
  const out: PlanLine[] = []
  const add = (n: number, sym: PlanLine['sym'], tone: PlanLine['tone'], text: string): void => {
    if (n > 0) out.push({ sym, tone, text, address: null, instanceId: null })
  }
  for (const change of plan.changes)
    if (change.kind === 'set-target') add(1, '✓', 'calm', `Target ${change.from} becomes ${change.to}`)
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
    `${plural(counts.publicIps, 'Elastic IP')} taken from the pool, in list order`,
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
  add(
    counts.deallocated,
    '−',
    'bad',
    `${plural(counts.deallocated, 'instance')} deallocated; addresses rest, then are free`,
  )
  if (out.length === 0 && plan.changes.length > 0) add(1, '✓', 'calm', 'No instance changes')
  return out
}

function randomWords(plan: Plan, n: number): string {
  const floats = plan.changes.some((one) => one.kind === 'create-instance' && one.origin === 'floating')
  if (floats) return 'on floating addresses'
  return n === 1 ? 'on a random address' : 'on random addresses'
}

function lineOf(change: Change, plan: Plan): PlanLine[] {
  const line = (sym: PlanLine['sym'], tone: PlanLine['tone'], text: string): PlanLine[] => [
    {
      sym,
      tone,
      text,
      address: 'address' in change && change.address ? formatAddress(change.address) : null,
      instanceId: 'instanceId' in change ? change.instanceId : null,
    },
  ]
  switch (change.kind) {
    case 'create-group':
      return line('+', 'good', `Group ${change.config.name} is created`)
    case 'edit-group':
      return line('✓', 'calm', `The configuration of ${plan.groupName} changes`)
    case 'delete-group':
      return line(
        '−',
        'bad',
        `${plan.groupName} is deleted; Elastic IPs stay in the account, interfaces are ${change.keepInterfaces ? 'kept' : 'deleted'}`,
      )
    case 'set-target':
      return line('✓', 'calm', `Target ${change.from} becomes ${change.to}`)
    case 'create-instance':
      return line(
        '+',
        'good',
        `${change.instanceId} is created, ${change.desired === 'active' ? 'to be launched' : 'paused'}, ${ORIGIN[change.origin]}`,
      )
    case 'command-instance':
      return line(
        COMMAND[change.command][0],
        COMMAND[change.command][1],
        `${change.instanceId} ${COMMAND_TEXT[change.command]}${change.keepInterface ? '; its interface is kept' : ''}`,
      )
    case 'retain-instance':
      return line('✓', 'calm', `${change.instanceId} is retained: it keeps its address outside the pool`)
    case 'adopt-instance':
      return line('✓', 'good', `${change.instanceId} belongs to the pool again`)
    case 'take-public-ip':
      return line('+', 'good', `${change.instanceId} takes Elastic IP ${change.publicAddress}`)
    case 'release-public-ip':
      return line(
        '−',
        'calm',
        `${change.instanceId} lets Elastic IP ${change.publicAddress} go; it stays in the account`,
      )
    case 'take-address':
      return line('+', 'good', `${change.instanceId} takes this address, drawn at random`)
    case 'release-address':
      return line('−', 'calm', 'The address rests, then is free')
  }
}

const ORIGIN = {
  pool: 'for a pool member',
  random: 'on a random address',
  floating: 'its address drawn at each launch',
} as const

const COMMAND = {
  resume: ['▸', 'good'],
  pause: ['‖', 'warn'],
  recycle: ['↻', 'warn'],
  replace: ['↻', 'warn'],
  deallocate: ['−', 'bad'],
} as const

const COMMAND_TEXT = {
  resume: 'is launched on its address',
  pause: 'is paused; its machine is terminated, its address and interface stay',
  recycle: 'gets a new machine on the same address',
  replace: 'gets a new machine on the same address',
  deallocate: 'is deallocated; its address rests, then is free',
} as const

function warningSentences(warnings: readonly Warning[]): string[] {
  const resting = warnings.filter((one) => one.kind === 'member-resting')
  const held = warnings.filter((one) => one.kind === 'member-held')
  const sentences = warnings.flatMap((warning): string[] => {
    switch (warning.kind) {
      case 'public-ips-exhausted':
        return [
          `The Elastic IP pool is exhausted: ${plural(warning.instanceIds.length, 'instance launches', 'instances launch')} without one.`,
        ]
      case 'waiting-for-members':
        return [
          `Target ${warning.target} is ${plural(warning.count, 'instance')} above the pool: they wait for pool members.`,
        ]
      case 'subnets-full':
        return [
          `${plural(warning.missing, 'instance finds', 'instances find')} no free address in the group’s subnets.`,
        ]
      case 'public-ip-retained':
        return [`${warning.instanceId} keeps its Elastic IP ${warning.publicIpId} until it is deallocated.`]
      case 'below-minimum':
        return [`${plural(warning.active, 'instance')} would be active, below minimum ${warning.minimum}.`]
      default:
        return []
    }
  })
  const first = resting[0]
  if (first?.kind === 'member-resting')
    sentences.push(
      `${plural(resting.length, 'pool member rests', 'pool members rest')} after release (${first.member} first); their instances are created when the rest ends.`,
    )
  if (held[0]?.kind === 'member-held')
    sentences.push(
      `${plural(held.length, 'pool member is', 'pool members are')} held by someone else (${held[0].member} first).`,
    )
  return sentences
}

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
