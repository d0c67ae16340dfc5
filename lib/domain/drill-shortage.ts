import type { FailingStep } from './drill'
import type { PlaceReport, Shortage } from './drill-report'

/** Calls that the copied cloud refused, all of one sort together. Seconds since the strike. */
export type RefusedCalls = {
  readonly step: FailingStep
  readonly why: 'capacity' | 'subnet-full' | 'rehearsed' | 'other'
  readonly zone: string | null
  readonly subnetId: string | null
  readonly calls: number
  /** How many instances, interfaces or machines they were for. */
  readonly count: number
  readonly from: number
  readonly until: number
}

/** `exhausted`: launches that found a pool of public IPs empty, by group, where an instance keeps the one it has. */
export function shortagesOf(
  places: readonly PlaceReport[],
  refused: readonly RefusedCalls[],
  exhausted: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Shortage[] {
  return [
    ...poolShortages(places),
    ...exhaustedPools(places, exhausted),
    ...subnetShortages(refused),
    ...capacityShortages(refused),
    ...refusals(refused),
  ]
}

function poolShortages(places: readonly PlaceReport[]): Shortage[] {
  const found = new Map<string, Extract<Shortage, { kind: 'pool' }>>()
  for (const { groupId, groupName, zoneAfter, addresses } of places)
    for (const { kind: pool, nic, fate } of addresses) {
      if (fate !== 'fell-back') continue
      const zone = pool === 'public' ? zoneAfter : null
      const key = [groupId, pool, nic, zone].join('\n')
      const count = (found.get(key)?.count ?? 0) + 1
      found.set(key, { kind: 'pool', pool, groupId, groupName, nic, zone, count })
    }
  return [...found.values()]
}

function exhaustedPools(
  places: readonly PlaceReport[],
  exhausted: ReadonlyMap<string, ReadonlySet<string>>,
): Shortage[] {
  return [...exhausted].map(([groupId, instances]) => ({
    ...{ kind: 'pool', pool: 'public', groupId, nic: null, zone: null, count: instances.size },
    groupName: places.find((one) => one.groupId === groupId)?.groupName ?? groupId,
  }))
}

const subnetShortages = (refused: readonly RefusedCalls[]): Shortage[] =>
  refused.flatMap(({ why, subnetId, count }) =>
    why === 'subnet-full' && subnetId !== null ? [{ kind: 'subnet', subnetId, count }] : [],
  )

const capacityShortages = (refused: readonly RefusedCalls[]): Shortage[] =>
  refused.flatMap(({ why, zone, count, from, until }) =>
    why === 'capacity' ? [{ kind: 'capacity', zone, count, from, until }] : [],
  )

const refusals = (refused: readonly RefusedCalls[]): Shortage[] =>
  refused.flatMap(({ why, step, calls, count, until }) =>
    why === 'rehearsed' ? [{ kind: 'refused', step, calls, count, until }] : [],
  )
