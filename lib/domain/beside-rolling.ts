import type { Decision } from './decision'
import type { Intent } from './intent'
import type { Warning } from './plan'
import type { Refusal } from './refusal'
import { ok, type Result, refuse } from './result'
import { isUnderWay, type Rolling, type RollingItem } from './rolling-recycle'
import { availabilityOf } from './rolling-unavailable'
import type { World } from './world'

/*
 * What else is asked of a group while a rolling recycle of it begins one batch after the other. The run promises that no
 * more than so many are down at once, and it can only keep that promise for what it does itself:
 *
 *   recycle                     whoever asks (by hand, by schedule) gets the same machines later from the run: refused
 *                               where it would take more down than the run allows
 *   pause, deallocate, scale …  the operator's own choice of what is to run: the plan says what it makes of the limit
 *   the cloud, settling         happen; the run counts them and waits
 *
 * A paused run begins nothing, so nothing is promised until it is resumed; a cancelled one neither.
 */

type Kind = Intent['kind']

const RECYCLES: ReadonlySet<Kind> = new Set<Kind>(['recycle'])

const TAKES_DOWN: ReadonlySet<Kind> = new Set<Kind>([
  'pause',
  'deallocate',
  'scale',
  'edit',
  'repair',
  'put-back',
])

/** Whether a live run has to be known to decide this. Most commands take nothing down, and need not ask. */
export const meetsRolling = (kind: Kind): boolean => RECYCLES.has(kind) || TAKES_DOWN.has(kind)

export function besideRolling(
  world: World,
  decision: Decision,
  intent: Intent,
  rolling: Rolling | null,
): Result<Decision, Refusal> {
  if (!rolling || !isPromising(rolling) || !meetsRolling(intent.kind)) return ok(decision)
  const { run } = rolling
  const { before, after, most } = downOf(world, decision, intent, rolling)
  if (after <= before || after <= most) return ok(decision)
  const facts = { down: before, after, most, batch: run.batch + 1, batches: run.batches }
  const pooled = world.group.config.persistence.kind === 'pooled'
  if (RECYCLES.has(intent.kind))
    return refuse({ kind: 'rolling-limit', groupName: world.group.config.name, pooled, ...facts })
  const warning: Warning = { kind: 'beside-rolling', ...facts }
  const { plan } = decision
  return ok({ ...decision, plan: { ...plan, warnings: [...plan.warnings, warning] } })
}

const isPromising = ({ run }: Rolling): boolean =>
  run.endedAt === null && run.state !== 'paused' && !run.cancelling

type Down = { readonly before: number; readonly after: number; readonly most: number }

function downOf(world: World, decision: Decision, intent: Intent, { run, items }: Rolling): Down {
  if (world.group.config.persistence.kind === 'pooled' && intent.kind === 'recycle')
    return replacedAtOnce(items, intent.instanceIds, run.settings.batchSize)
  const { plan, group } = decision
  // A machine that was replaced since the run last looked has not passed its gate either.
  const unproven = items.map((item) => (isUnderWay(item) ? { ...item, state: 'health' as const } : item))
  const before = availabilityOf(world, unproven).unavailable
  const most = run.settings.maximumUnavailable
  const after = availabilityOf({ group, instances: plan.instances, vms: plan.vms }, unproven).unavailable
  // What is to be down is not missing by the run's own count; whoever asks for it is told all the same.
  return { before, after: Math.max(after, before + takenDown(world, decision, items)), most }
}

/** A VM goes only when its successor runs: what counts is the room that was counted for so many successors at a time. */
function replacedAtOnce(items: readonly RollingItem[], asked: readonly string[], most: number): Down {
  const underWay = items.filter(isUnderWay)
  const known = new Set(underWay.flatMap(({ instanceId, newInstanceId }) => [instanceId, newInstanceId]))
  const more = new Set(asked.filter((id) => !known.has(id))).size
  return { before: underWay.length, after: underWay.length + more, most }
}

/** Of those that run and have no gate before them: the others are counted as down already. */
function takenDown({ instances, vms }: World, { plan }: Decision, items: readonly RollingItem[]): number {
  const unproven = new Set(items.filter(isUnderWay).map(({ instanceId }) => instanceId))
  const stateAfter = new Map([...plan.instances, ...plan.vms].map(({ id, state }) => [id, state]))
  const ran = [...instances, ...vms].filter(({ id, state }) => state === 'active' && !unproven.has(id))
  return ran.filter(({ id }) => stateAfter.get(id) !== 'active').length
}
