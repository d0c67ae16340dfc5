import { seededRandom } from './allocate'
import type { DrillMember, Scenario } from './drill'

/**
 * Whose machines the scenario takes: those of the zones, those named, and of all that run the share, drawn by the seed.
 * The share is of all that run, rounded, and at least one machine; a machine that is taken twice is taken once.
 */
export function chooseStruck(
  members: readonly DrillMember[],
  scenario: Pick<Scenario, 'zones' | 'share' | 'instanceIds'>,
  seed: number,
): readonly DrillMember[] {
  const running = members.filter((one) => one.machineId !== null)
  const zones = new Set(scenario.zones)
  const named = new Set(scenario.instanceIds)
  const struck = new Set(
    running.filter(({ zone, instanceId }) => (zone !== null && zones.has(zone)) || named.has(instanceId)),
  )
  for (const one of drawn(running, scenario.share, seed)) struck.add(one)
  return running.filter((one) => struck.has(one))
}

/** The first steps of a Fisher-Yates shuffle: so many of them, each with the same chance. */
function drawn(running: readonly DrillMember[], share: number | null, seed: number): DrillMember[] {
  if (share === null || running.length === 0) return []
  const count = Math.min(running.length, Math.max(1, Math.round((running.length * share) / 100)))
  const random = seededRandom(seed)
  const order = [...running]
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (order.length - at))
    const [a, b] = [order[at], order[other]]
    if (a !== undefined && b !== undefined) [order[at], order[other]] = [b, a]
  }
  return order.slice(0, count)
}
