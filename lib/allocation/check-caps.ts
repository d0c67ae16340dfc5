import { CAPS, type CapRefusal, capReached } from '@/lib/domain/cap'
import type { Decision } from '@/lib/domain/decision'
import type { Inventory } from '@/lib/domain/inventory'
import type { InventoryDiff, InventoryKind } from '@/lib/domain/inventory-diff'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { Books } from './ports/store'

/** Whether one more group may be made. Of two makers at the same moment both may be let in, which hurts nobody. */
export async function groupCap(store: Pick<Books, 'liveGroupIds'>): Promise<CapRefusal | null> {
  return (await store.liveGroupIds()).length >= CAPS.groups ? capReached('groups') : null
}

/**
 * Whether a decision gives a group more instances than one may have. Pool and capacity have limits of their own; what
 * goes beyond them are instances that kept their addresses when these left the pool (A7). Where there are more already,
 * only what adds to them is refused: shrinking, repairs and replacements go on.
 */
export function instanceCap(
  before: readonly StatefulInstance[],
  { changed }: Pick<Decision, 'changed'>,
): CapRefusal | null {
  if (before.length + changed.length <= CAPS.instancesOfOne) return null
  const standing = new Set<string>()
  stand(standing, before)
  const had = standing.size
  stand(standing, changed)
  return standing.size > Math.max(had, CAPS.instancesOfOne) ? capReached('instancesOfOne') : null
}

function stand(standing: Set<string>, instances: readonly StatefulInstance[]): void {
  for (const { id, state } of instances)
    if (state === 'deallocated') standing.delete(id)
    else standing.add(id)
}

const KINDS: readonly (readonly [InventoryKind, Exclude<keyof Inventory, 'interfaces'>])[] = [
  ['virtual-network', 'virtualNetworks'],
  ['subnet', 'subnets'],
  ['security-group', 'securityGroups'],
  ['public-ip', 'publicIps'],
  ['load-balancer', 'loadBalancers'],
]

/** Whether there would be more of a kind than an installation may have. What only leaves is always let go. */
export function inventoryCap(
  before: Omit<Inventory, 'interfaces'>,
  { added, gone }: Pick<InventoryDiff, 'added' | 'gone'>,
): CapRefusal | null {
  for (const [kind, list] of KINDS) {
    const come = added.filter((one) => one.kind === kind).length
    const go = gone.filter((one) => one.kind === kind).length
    if (come > 0 && before[list].length + come - go > CAPS[list]) return capReached(list)
  }
  return null
}
