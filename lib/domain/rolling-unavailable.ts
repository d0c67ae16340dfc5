import type { RollingItem, RollingRun, RollingSettings } from './rolling-recycle'
import { isWantedActive } from './stateful-instance'
import type { World } from './world'

/** What of the world it takes to count them. */
type Members = Pick<World, 'group' | 'instances' | 'vms'>

/** What counts for how many may be down at once. */
export type Availability = {
  /** Machines that run, whether or not they have passed a gate. */
  readonly running: number
  /** Down whatever the reason, and new ones that have not passed the gate yet. */
  readonly unavailable: number
}

/** `items`: of the batch under way; none while planning. */
export function availabilityOf(
  { group, instances, vms }: Members,
  items: readonly Pick<RollingItem, 'instanceId' | 'state'>[] = [],
): Availability {
  if (group.config.persistence.kind === 'pooled') {
    const running = vms.filter(({ state }) => state === 'active').length
    return { running, unavailable: Math.max(0, group.config.capacity.target - running) }
  }
  const wanted = instances.filter(isWantedActive)
  const running = wanted.filter(({ state }) => state === 'active')
  const atGate = new Set(items.flatMap((item) => (item.state === 'health' ? item.instanceId : [])))
  const unproven = running.filter(({ id }) => atGate.has(id)).length
  return { running: running.length, unavailable: wanted.length - running.length + unproven }
}

/** How many more machines of the batch may be replaced now. */
export function roomFor(
  world: Members,
  items: readonly Pick<RollingItem, 'instanceId' | 'state'>[],
  { maximumUnavailable }: Pick<RollingSettings, 'maximumUnavailable'>,
): number {
  const { running, unavailable } = availabilityOf(world, items)
  const { persistence, capacity } = world.group.config
  // No VM goes before its successor runs, so a batch takes none down.
  if (persistence.kind === 'pooled') return unavailable > maximumUnavailable ? 0 : items.length
  return Math.max(0, Math.min(maximumUnavailable - unavailable, running - capacity.minimum))
}

/** Why nothing of the batch is begun although the run may: so many are down, or the group has no more than its minimum. */
export function waitsFor(
  run: Pick<RollingRun, 'state' | 'cancelling' | 'settings'>,
  members: Members,
  items: readonly Pick<RollingItem, 'instanceId' | 'state'>[],
): string | null {
  if (run.state === 'paused' || run.cancelling || items.every(({ state }) => state !== 'waiting')) return null
  if (roomFor(members, items, run.settings) > 0) return null
  const { running, unavailable } = availabilityOf(members, items)
  const { capacity, persistence } = members.group.config
  const { maximumUnavailable } = run.settings
  if (persistence.kind === 'pooled')
    return `It waits: ${running} of ${capacity.target} run, and at most ${maximumUnavailable} may be missing.`
  return unavailable >= maximumUnavailable
    ? `It waits: ${unavailable} down, and at most ${maximumUnavailable} may be.`
    : `It waits: ${running} run, and the minimum is ${capacity.minimum}.`
}
