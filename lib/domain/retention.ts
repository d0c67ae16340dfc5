import { letGo } from './delete-group'
import type { StatefulConfig } from './group'
import type { PlanDraft } from './plan-draft'
import { poolSize } from './pool'
import { coversMember, poolOf } from './pool-members'
import { isLive, type StatefulInstance } from './stateful-instance'

const DAY = 86_400_000

/**
 * When each paused instance is released by its group's own rule (`Retention`), as ISO 8601; those that it leaves alone
 * are not in it. Counted from the moment at which it became paused: whatever makes it leave that state begins anew.
 *
 *   active, busy, in error             never
 *   paused without an interface        never: it holds nothing in the cloud
 *   paused, for a pool member          where `poolMembers` says so; the member is then refilled (A6)
 *   paused, retained or random         the longest paused first, as many as target would not make anew (A4)
 */
export function retentionEnds(
  config: StatefulConfig,
  instances: readonly StatefulInstance[],
): ReadonlyMap<string, string> {
  const { retention } = config.persistence
  const ends = new Map<string, string>()
  if (retention === null) return ends
  const holding = instances.filter(({ state, interfaceId }) => state === 'paused' && interfaceId !== null)
  const extras = instances.filter((instance) => isLive(instance) && !coversMember(instance)).length
  const needed = Math.max(0, config.capacity.target - poolSize(poolOf(config)))
  const spare = holding
    .filter((instance) => !coversMember(instance))
    .sort((a, b) => a.stateSince.localeCompare(b.stateSince) || a.ordinal - b.ordinal)
    .slice(0, Math.max(0, extras - needed))
  const members = retention.poolMembers ? holding.filter(coversMember) : []
  for (const { id, stateSince } of [...spare, ...members])
    ends.set(id, new Date(Date.parse(stateSince) + retention.days * DAY).toISOString())
  return ends
}

/** Releases what has been paused for as long as its group says. */
export function releaseEnded(draft: PlanDraft): void {
  for (const [id, end] of retentionEnds(draft.config, draft.all()))
    if (end <= draft.world.now) letGo(draft, draft.row(id), 'retention-ended', false)
}
