import type { StatefulConfig } from './group'
import { coversMember } from './pool-members'
import { isWantedActive, type StatefulInstance } from './stateful-instance'

/**
 * The order in which A9 lets go: random-address instances first, newest first, then pool instances in reverse pool
 * order. Retained ones count as random: no member asks for them any more.
 */
function pauseOrder(config: StatefulConfig, instances: readonly StatefulInstance[]): StatefulInstance[] {
  return [...resumeOrder(config, instances)].reverse()
}

/** Those that A9 pauses because more are wanted active than target, in its order. */
export function aboveTarget(
  config: StatefulConfig,
  instances: readonly StatefulInstance[],
): readonly StatefulInstance[] {
  const wanted = instances.filter(isWantedActive)
  const surplus = wanted.length - config.capacity.target
  return surplus <= 0 ? [] : pauseOrder(config, wanted).slice(0, surplus)
}

/** The order in which A9 calls back: pool order, then the others, oldest first. */
export function resumeOrder(
  config: StatefulConfig,
  instances: readonly StatefulInstance[],
): StatefulInstance[] {
  const members = instances.filter(coversMember)
  const extra = instances.filter((instance) => !coversMember(instance))
  extra.sort((a, b) => a.ordinal - b.ordinal)
  if (members.length < 2) return [...members, ...extra]
  const place = poolPlaces(config, members)
  members.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  return [...members, ...extra]
}

/** Where each instance's address stands in the pool, counted in addresses; entries are ranges, so nothing is walked. */
function poolPlaces(config: StatefulConfig, instances: readonly StatefulInstance[]): Map<string, number> {
  const places = new Map<string, number>()
  let before = 0
  const starts = config.persistence.privateIpPool.map((entry) => {
    const start = before
    before += Number(entry.last - entry.first) + 1
    return { entry, start }
  })
  for (const { id, address } of instances) {
    if (!address) continue
    const found = starts.find(
      ({ entry }) =>
        entry.family === address.family && entry.first <= address.value && address.value <= entry.last,
    )
    places.set(id, found ? found.start + Number(address.value - found.entry.first) : before)
  }
  return places
}
