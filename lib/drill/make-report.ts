import { formatCidr } from '@/lib/domain/cidr'
import type { DrillScope, Scenario } from '@/lib/domain/drill'
import { drillAdvice } from '@/lib/domain/drill-advice'
import {
  type DrillFigures,
  type DrillReport,
  type DrillSubnet,
  darkSeconds,
  type Fate,
  type PlaceReport,
} from '@/lib/domain/drill-report'
import { type RefusedCalls, shortagesOf } from '@/lib/domain/drill-shortage'
import { primaryCidr } from '@/lib/domain/subnet'
import type { Refused } from './clouds'
import type { Played } from './play'
import type { WorldCopy } from './world-copy'

/** The report of a drill that was played to its end. */
export function makeReport(
  copy: WorldCopy,
  of: { readonly scope: DrillScope; readonly scenario: Scenario; readonly seed: number },
  played: Played,
): DrillReport {
  const { scenario } = of
  const { seconds } = played
  const groups = copy.groups.map((one) => one.group)
  const places = played.trace.reports({
    groups: new Map(groups.map((group) => [group.id, group.config.name])),
    publicAddresses: played.publicAddresses,
  })
  const start = Date.parse(copy.takenAt)
  const refused = played.refused.map((one) => refusedCalls(one, start))
  const shortages = shortagesOf(places, refused, exhaustedIn(played))
  const subnets = subnetsOf(copy)
  return {
    ...of,
    takenAt: copy.takenAt,
    seconds,
    ended: played.ended === 'settled' ? 'settled' : 'time-over',
    figures: figuresOf(places, seconds),
    shortages,
    advice: drillAdvice({ groups, scenario, places, shortages, subnets, seconds }),
    ...{ places, subnets },
  }
}

const refusedCalls = (one: Refused, start: number): RefusedCalls => ({
  ...{ step: one.step, zone: one.zone, subnetId: one.subnetId, calls: one.calls, count: one.of.size },
  ...{ from: (one.firstMs - start) / 1000, until: (one.lastMs - start) / 1000 },
  why: one.rehearsed
    ? 'rehearsed'
    : FULL.has(one.code)
      ? 'subnet-full'
      : one.kind === 'capacity'
        ? 'capacity'
        : 'other',
})

/** Both clouds' words for it. */
const FULL = new Set(['SubnetIsFull', 'InsufficientFreeAddressesInSubnet'])

function exhaustedIn({ exhausted }: Played): ReadonlyMap<string, ReadonlySet<string>> {
  const byGroup = new Map<string, Set<string>>()
  for (const { groupId, instanceId } of exhausted) {
    if (instanceId === null) continue
    const known = byGroup.get(groupId)
    if (known) known.add(instanceId)
    else byGroup.set(groupId, new Set([instanceId]))
  }
  return byGroup
}

function figuresOf(places: readonly PlaceReport[], end: number): DrillFigures {
  const dark = places
    .flatMap((place) => place.addresses)
    .filter((one) => one.darkFrom !== null)
    .map((one) => darkSeconds(one, end))
    .sort((a, b) => a - b)
  const count = (fate: Fate): number => places.filter((one) => one.fate === fate).length
  return {
    places: places.length,
    struck: places.filter((one) => one.struck).length,
    byFate: {
      kept: count('kept'),
      moved: count('moved'),
      'fell-back': count('fell-back'),
      waiting: count('waiting'),
      lost: count('lost'),
    },
    darkAddresses: dark.length,
    darkLongest: dark.at(-1) ?? 0,
    darkMedian: dark[Math.floor((dark.length - 1) / 2)] ?? 0,
  }
}

const subnetsOf = (copy: WorldCopy): DrillSubnet[] =>
  copy.subnets.map(({ subnet }) => ({
    ...{ id: subnet.id, name: subnet.name, zone: subnet.zone },
    cidr: formatCidr(primaryCidr(subnet)),
  }))
