import type { DrillRecord } from '@/lib/allocation/ports/drills'
import { drillProblemSentence } from '@/lib/api/drill-messages'
import type { DrillScopeInput } from '@/lib/api/schemas/drills'
import type { DrillRowView, DrillScopeView, DrillsView, DrillView } from '@/lib/api/views/drills'
import { formatAddress } from '@/lib/domain/address'
import { DRILL_LIMITS, type DrillScope } from '@/lib/domain/drill'
import type { DrillReport } from '@/lib/domain/drill-report'
import { placesOf } from '@/lib/drill/recorder'
import type { Holdfast } from '@/lib/server/compose'
import { NotFound } from './groups'

export async function readDrills(hold: Holdfast): Promise<DrillsView> {
  const [drills, groups] = await Promise.all([hold.store.reads.drills(), hold.store.reads.groups()])
  const accounts = new Map<string, DrillsView['accounts'][number]>()
  for (const { cloud, region } of groups) {
    const key = `${cloud} ${region}`
    accounts.set(key, { cloud, region, groups: (accounts.get(key)?.groups ?? 0) + 1 })
  }
  return { drills: drills.map((one) => presentDrill(hold, one)), accounts: [...accounts.values()] }
}

export async function readDrill(hold: Holdfast, drillId: string): Promise<DrillView> {
  const record = await hold.store.reads.drill(drillId)
  if (!record) throw new NotFound(drillProblemSentence({ kind: 'unknown', drillId }))
  const row = presentDrill(hold, record)
  return { row, report: row.state === 'done' ? await hold.store.reads.drillReport(drillId) : null }
}

export async function readDrillReport({ store }: Holdfast, drillId: string): Promise<DrillReport> {
  const report = await store.reads.drillReport(drillId)
  if (!report) throw new NotFound('This drill has no report: it was not played to its end, or was deleted.')
  return report
}

function presentDrill({ drills }: Holdfast, record: DrillRecord): DrillRowView {
  const progress = drills.progress(record.id)
  // A process that has ended plays nothing any more.
  const isBroken = record.state === 'playing' && progress === null
  return { ...record, state: isBroken ? 'broken-off' : record.state, progress }
}

/** The groups that a drill is about; null where the one that is named does not exist. Those being deleted are part of the world, and rehearsed with it. */
export async function scopeGroups(
  { store }: Holdfast,
  input: DrillScopeInput,
): Promise<{ readonly scope: DrillScope; readonly groupIds: readonly string[] } | null> {
  if (input.kind === 'group') {
    const group = await store.reads.group(input.groupId)
    if (!group) return null
    const { id, name, cloud } = group
    return { scope: { kind: 'group', groupId: id, name, cloud }, groupIds: [id] }
  }
  const groups = await store.reads.groups()
  const its = groups.filter((one) => one.cloud === input.cloud && one.region === input.region)
  return { scope: input, groupIds: its.map((one) => one.id) }
}

export async function readDrillScope(hold: Holdfast, input: DrillScopeInput): Promise<DrillScopeView> {
  const wanted = await scopeGroups(hold, input)
  if (!wanted) throw new NotFound('This group does not exist.')
  const { scope, groupIds } = wanted
  const [found, subnets] = await Promise.all([
    Promise.all(groupIds.map((id) => hold.store.groupSnapshot(id))),
    hold.store.reads.subnets(),
  ])
  const zoneOf = new Map(subnets.map(({ subnet }) => [subnet.id, subnet.zone]))
  const groups = found.flatMap((one) => one ?? [])
  const names = new Map(groups.map(({ group }) => [group.id, group.config.name]))
  const running = placesOf({ groups }).filter((one) => one.machineId !== null)
  const zones = new Map<string, number>()
  // A drill on more places is refused, so more machines to choose from would be chosen in vain.
  const machines = running.map((one) => {
    const [zone, address] =
      'nics' in one
        ? [one.zone, one.nics[0]?.private.address ?? null]
        : [zoneOf.get(one.subnetId ?? '') ?? null, one.address]
    if (zone !== null) zones.set(zone, (zones.get(zone) ?? 0) + 1)
    const group = groups.length > 1 ? names.get(one.groupId) : null
    const words = [one.id, address && formatAddress(address), group, zone && `zone ${zone}`]
    return { instanceId: one.id, label: words.filter(Boolean).join(', ') }
  })
  return {
    ...{
      cloud: scope.cloud,
      groups: groups.length,
      running: running.length,
      machines: machines.slice(0, DRILL_LIMITS.places),
    },
    zones: [...zones].sort().map(([zone, count]) => ({ zone, running: count })),
  }
}
