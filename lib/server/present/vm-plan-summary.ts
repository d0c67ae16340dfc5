import type { PlanLine } from '@/lib/api/views/plans'
import { many, oneOrMany, wordsOf } from '@/lib/domain/cloud-words'
import type { Change, Plan } from '@/lib/domain/plan'
import { plural } from '@/lib/domain/plural'
import type { VmNic } from '@/lib/domain/pooled-vm'
import { leavingLater, successorOf } from './vm-plan-lines'

type Created = Extract<Change, { kind: 'create-vm' }>
type Removed = Extract<Change, { kind: 'remove-vm' }>

const created = ({ changes }: Plan): Created[] => changes.filter((one) => one.kind === 'create-vm')
const removed = ({ changes }: Plan): Removed[] => changes.filter((one) => one.kind === 'remove-vm')

/** The plan of a pooled group in one sentence. */
export function vmHeadline(plan: Plan): string {
  const { machine } = wordsOf(plan.cloud)
  const later = leavingLater(plan)
  const replaced = later.filter((vm) => successorOf(vm, plan)).length
  const launched = created(plan).length - replaced
  const ended = removed(plan).length + later.length - replaced
  const parts = [
    replaced > 0 ? `replaces ${plural(replaced, machine)}` : '',
    launched > 0 ? `launches ${plural(launched, machine)}` : '',
    ended > 0 ? `removes ${plural(ended, machine)}` : '',
  ].filter((one) => one !== '')
  if (parts.length === 0) {
    if (plan.changes.length === 0) return 'Nothing changes.'
    return plan.changes.some((one) => one.kind === 'choose-public-ip')
      ? `Chooses ${many(wordsOf(plan.cloud).publicIp)}.`
      : `Changes the configuration; no ${machine} changes.`
  }
  const sentence = parts.join(' and ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

/** What a plan does to VMs, one line for those that come and one for those that go. */
export function summariseVms(plan: Plan): PlanLine[] {
  const { machine } = wordsOf(plan.cloud)
  const out: PlanLine[] = []
  const add = (sym: PlanLine['sym'], tone: PlanLine['tone'], text: string): void => {
    out.push({ sym, tone, text, address: null, instanceId: null, part: false })
  }
  for (const change of plan.changes)
    if (change.kind === 'set-target') add('✓', 'calm', targetText(change.from, change.to))
  const coming = created(plan)
  if (coming.length > 0)
    add('+', 'good', `${plural(coming.length, machine)} launched: ${takenText(coming.flatMap(nicsOf), plan)}`)
  const going = removed(plan)
  if (going.length > 0) {
    const newest = going.every((one) => one.cause === 'target-lowered') ? ', newest first' : ''
    add(
      '−',
      'bad',
      `${plural(going.length, machine)} removed${newest}: ${givenText(going.flatMap(nicsOf), plan)}`,
    )
  }
  const later = leavingLater(plan)
  if (later.length > 0) {
    const when = later.every((vm) => successorOf(vm, plan))
      ? `once ${later.length === 1 ? 'its successor runs' : 'their successors run'}`
      : 'as soon as the work under way has ended'
    add(
      '−',
      'bad',
      `${plural(later.length, machine)} removed ${when}: ${givenText(later.flatMap(nicsOf), plan)}`,
    )
  }
  if (out.length === 0 && plan.changes.length > 0) add('✓', 'calm', `No ${machine} changes`)
  return out
}

export const targetText = (from: number, to: number): string =>
  `Target ${from.toLocaleString('en')} becomes ${to.toLocaleString('en')}`

const nicsOf = ({ nics }: { readonly nics: readonly VmNic[] }): readonly VmNic[] => nics

/** "3 interfaces on pool addresses, 1 dynamic; 2 public IPs of the pools, 1 new" */
function takenText(nics: readonly VmNic[], plan: Plan): string {
  const { publicIp } = wordsOf(plan.cloud)
  const pool = nics.filter((nic) => nic.private.kind === 'pool').length
  const own = counts([
    [pool, pool === 1 ? 'interface on a pool address' : 'interfaces on pool addresses'],
    [
      nics.length - pool,
      pool > 0 ? 'dynamic' : nics.length === 1 ? 'dynamic interface' : 'dynamic interfaces',
    ],
  ])
  const undecided = countPublic(nics, 'undecided')
  const fromPool = countPublic(nics, 'pool')
  const fresh = countPublic(nics, 'dynamic')
  const lent = counts([
    [fromPool, `${oneOrMany(fromPool, publicIp)} of the pools`],
    [fresh, fromPool > 0 ? 'new' : `new ${oneOrMany(fresh, publicIp)}`],
    [undecided, `${oneOrMany(undecided, publicIp)} chosen when the market has chosen the zone`],
  ])
  return [own, lent].filter((one) => one !== '').join('; ')
}

/** "2 addresses return to the pools, 1 is given up; 1 public IP detached and kept, 1 deleted" */
function givenText(nics: readonly VmNic[], plan: Plan): string {
  const { publicIp } = wordsOf(plan.cloud)
  const pool = nics.filter((nic) => nic.private.kind === 'pool').length
  const dynamic = nics.filter((nic) => nic.private.kind === 'dynamic' && nic.private.address).length
  const own = counts([
    [pool, pool === 1 ? 'address returns to its pool' : 'addresses return to their pools'],
    [dynamic, dynamic === 1 ? 'dynamic address is given up' : 'dynamic addresses are given up'],
  ])
  const kept = countPublic(nics, 'pool')
  const deleted = countPublic(nics, 'dynamic')
  const lent = counts([
    [kept, `${oneOrMany(kept, publicIp)} detached and kept`],
    [deleted, kept > 0 ? 'dynamic deleted' : `dynamic ${oneOrMany(deleted, publicIp)} deleted`],
  ])
  return [own, lent].filter((one) => one !== '').join('; ') || 'nothing is held yet'
}

const countPublic = (nics: readonly VmNic[], kind: VmNic['public']['kind']): number =>
  nics.filter((nic) => nic.public.kind === kind).length

const counts = (parts: readonly (readonly [n: number, text: string])[]): string =>
  parts
    .filter(([n]) => n > 0)
    .map(([n, text]) => `${n.toLocaleString('en')} ${text}`)
    .join(', ')
