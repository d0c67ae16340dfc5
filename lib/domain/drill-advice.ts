import { cloudRules } from './cloud-rules'
import { isPooled, publicIpPoolOf } from './config-parts'
import type { Scenario } from './drill'
import {
  type DrillAdvice,
  type DrillSubnet,
  darkSeconds,
  type PlaceReport,
  type Shortage,
} from './drill-report'
import type { Group } from './group'
import { poolSize } from './pool'

type Outcome = {
  readonly groups: readonly Group[]
  readonly scenario: Scenario
  readonly places: readonly PlaceReport[]
  readonly shortages: readonly Shortage[]
  readonly subnets: readonly DrillSubnet[]
  readonly seconds: number
}

/** What to change, so that the same drill would end better. Empty: nothing ran out and nothing was lost. */
export function drillAdvice(outcome: Outcome): readonly DrillAdvice[] {
  const { shortages, groups, subnets } = outcome
  return [
    ...shortages.flatMap((one): DrillAdvice[] => {
      if (one.kind === 'pool') return growPool(one, outcome)
      if (one.kind !== 'subnet') return []
      const subnet = subnets.find(({ id }) => id === one.subnetId)?.name ?? one.subnetId
      return [{ kind: 'grow-subnet', subnetId: one.subnetId, subnet, add: one.count }]
    }),
    ...groups.flatMap((group) => [...zoneAdvice(group, outcome), ...lostAdvice(group, outcome)]),
    ...refusalAdvice(outcome),
  ]
}

/**
 * A replacement starts while the one before it still has its addresses, so a pool has to hold target + taken at once:
 *
 *   had from the pool = places + taken − fallen back       largest target = had × places / (places + taken)
 */
function growPool(
  { pool, groupId, groupName, nic, zone, count }: Extract<Shortage, { kind: 'pool' }>,
  { groups, places }: Outcome,
): DrillAdvice[] {
  const config = groups.find((one) => one.id === groupId)?.config
  if (!config) return []
  const own = places.filter((one) => one.groupId === groupId)
  const taken = own.filter((one) => one.struck).length
  const interfaces = isPooled(config) ? config.persistence.interfaces : []
  const its = interfaces.find((one) => one.name === nic)
  const size =
    pool === 'private'
      ? poolSize(its?.privateIpPool ?? [])
      : its
        ? its.publicIpPool.length
        : publicIpPoolOf(config).length
  // Where a member has to fit a zone, the market decides how many it takes: no target makes that sure.
  const sure = zone === null && its !== undefined && own.length + taken > 0
  const lasts = sure ? Math.floor(((own.length + taken - count) * own.length) / (own.length + taken)) : null
  // A target of none is no advice.
  const target = lasts !== null && lasts > 0 ? lasts : null
  return [{ kind: 'grow-pool', pool, groupId, groupName, nic, zone, add: count, size, target }]
}

/** Of a group whose machines were dark because a zone gave no capacity. */
function zoneAdvice(group: Group, { scenario, places, shortages, seconds }: Outcome): DrillAdvice[] {
  const { id: groupId, config } = group
  const own = places.filter((one) => one.groupId === groupId)
  const without = shortages.flatMap((one) => (one.kind === 'capacity' ? [one.zone] : []))
  if (isPooled(config)) {
    const { zones } = config.persistence
    const reclaimed = zones.length > 0 && zones.every((zone) => scenario.zones.includes(zone))
    const others = cloudRules[config.cloud].zones.filter((zone) => !zones.includes(zone))
    return reclaimed && own.some((one) => one.struck) && without.length > 0 && others.length > 0
      ? [{ kind: 'add-zone', groupId, groupName: config.name, zones: others }]
      : []
  }
  return without.flatMap((zone): DrillAdvice[] => {
    const there = own.filter((one) => one.zone === zone && one.struck)
    if (zone === null || there.length === 0) return []
    const dark = Math.max(
      ...there.flatMap((one) => one.addresses.map((track) => darkSeconds(track, seconds))),
    )
    return [
      {
        ...{ kind: 'spread-zones', groupId, groupName: config.name, zone, darkSeconds: dark },
        ...{ inZone: own.filter((one) => one.zone === zone).length, of: own.length },
      },
    ]
  })
}

function lostAdvice({ id: groupId, config }: Group, { places }: Outcome): DrillAdvice[] {
  const count = places.filter((one) => one.groupId === groupId && one.fate === 'lost').length
  return count === 0 ? [] : [{ kind: 'act-on-lost', groupId, groupName: config.name, count }]
}

function refusalAdvice({ shortages, places, seconds }: Outcome): DrillAdvice[] {
  return shortages.flatMap((one): DrillAdvice[] => {
    if (one.kind !== 'refused') return []
    const dark = places.flatMap((place) => place.addresses.map((track) => darkSeconds(track, seconds)))
    return [{ kind: 'refusals-outlast', step: one.step, darkSeconds: Math.max(0, ...dark) }]
  })
}
