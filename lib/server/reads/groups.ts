import type { Draft } from '@/lib/allocation/ports/drafts'
import type { GroupRow } from '@/lib/allocation/ports/group-rows'
import type { EventQuery } from '@/lib/allocation/ports/store'
import { type GroupsAsked, pageOfGroups, rowCloud, rowRegion, worstTone } from '@/lib/api/group-list'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { draftValuesSchema } from '@/lib/api/schemas/wizard-draft'
import type { EventPage, PeopleOnRecord } from '@/lib/api/views/events'
import type {
  DraftRowView,
  DraftView,
  GroupNameView,
  GroupRowView,
  GroupsView,
  GroupView,
  ListRow,
  NavView,
  WizardStep,
} from '@/lib/api/views/groups'
import { WIZARD_STEPS } from '@/lib/api/views/groups'
import type { InstanceView } from '@/lib/api/views/instances'
import { CLOUDS, cloudRules } from '@/lib/domain/cloud-rules'
import { isPooled, isStateful, publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import { parsePool, poolSize } from '@/lib/domain/pool'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { belowTarget } from '@/lib/domain/reconcile'
import { refusalsDue } from '@/lib/domain/refusal-rest'
import { asking } from '@/lib/server/asking'
import type { Holdfast } from '@/lib/server/compose'
import { readNamed } from '@/lib/server/files/resource-names'
import { terraformOf } from '@/lib/server/files/terraform'
import { readKnownGroups } from '@/lib/server/present/known-groups'
import { type PooledTold, tellPooled } from '@/lib/server/present/pooled-states'
import { presentEvent, untoldTo } from '@/lib/server/present/present-event'
import {
  groupState,
  presentConfig,
  presentGroupRow,
  presentPublicIp,
} from '@/lib/server/present/present-group'
import { presentInstance } from '@/lib/server/present/present-instance'
import { readSubnetRowViews } from './network'
import { ownDraft, ownDrafts } from './own-drafts'

/** A read that found nothing: the route answers 404 with the sentence. */
export class NotFound extends Error {}

const stepOf = (text: string): WizardStep => WIZARD_STEPS.find((step) => step === text) ?? 'general'

export async function readGroups(hold: Holdfast, asked: GroupsAsked): Promise<GroupsView> {
  const [rows, drafts, subnets] = await Promise.all([
    hold.store.reads.groups(),
    hold.store.reads.drafts(ownDrafts()),
    hold.store.reads.subnetPlan(),
  ])
  const zoneOf = new Map(subnets.map((subnet) => [subnet.id, subnet.zone]))
  const told = await readPooledTold(hold, rows)
  const groups = rows.map((row) => presentGroupRow(row, zonesOf(row, zoneOf), told.get(row.id)))
  const all: ListRow[] = [
    ...groups.map((group): ListRow => ({ kind: 'group', group })),
    ...drafts.map((draft): ListRow => ({ kind: 'draft', draft: presentDraftRow(draft) })),
  ]
  const ofAll = new Set(all.map(rowCloud))
  const sum = (count: (row: GroupRowView) => number) => groups.reduce((total, row) => total + count(row), 0)
  return {
    ...pageOfGroups(all, asked),
    regions: [...new Set(all.map(rowRegion))].filter(Boolean).sort(),
    clouds: CLOUDS.filter((cloud) => ofAll.has(cloud)),
    totals: {
      groups: groups.length,
      drafts: drafts.length,
      active: sum((row) => (row.lent ? 0 : row.active)),
      vms: sum((row) => (row.lent ? row.active : 0)),
      vm: groups.find(({ lent }) => lent !== null)?.member ?? 'VM',
      paused: sum((row) => row.paused),
      failed: sum((row) => row.failed),
      troubled: groups.filter((group) => worstTone(group) === 'bad').length,
    },
  }
}

export const readGroupNames = async ({ store }: Holdfast): Promise<readonly GroupNameView[]> =>
  (await store.reads.groups()).map(({ id, name, region }) => ({ id, name, region }))

/** What the rows of pooled groups do not say, by group. */
async function readPooledTold(
  { store }: Holdfast,
  rows: readonly GroupRow[],
): Promise<ReadonlyMap<string, PooledTold>> {
  const pooled = rows.filter((row) => cloudRules[row.cloud].persistence === 'pooled')
  if (pooled.length === 0) return new Map()
  const told = await Promise.all(
    pooled.map(async ({ id }) => {
      const snapshot = await store.groupSnapshot(id)
      if (!snapshot || !isPooled(snapshot.group.config)) return []
      const group = { ...snapshot.group, config: snapshot.group.config }
      const around = await store.networkSnapshot({
        ...{ subnetIds: subnetIdsOf(group.config), publicIpIds: publicIpPoolOf(group.config) },
      })
      return [[id, tellPooled(group, snapshot.vms, around)] as const]
    }),
  )
  return new Map(told.flat())
}

const zonesOf = (row: GroupRow, zoneOf: ReadonlyMap<string, string | null>): readonly string[] =>
  row.zones.length > 0 ? row.zones : [...new Set(row.subnetIds.flatMap((id) => zoneOf.get(id) ?? []))].sort()

function presentDraftRow(draft: Draft): DraftRowView {
  const values = draftValuesSchema.safeParse(draft.values)
  const pools = values.success ? poolTexts(values.data.persistence) : []
  return {
    id: draft.id,
    groupId: draft.groupId,
    name: (values.success && values.data.general.name.trim()) || 'Unnamed group',
    cloudLabel: values.success ? cloudRules[values.data.general.cloud].label : '',
    region: values.success ? values.data.general.region : '',
    step: stepOf(draft.step),
    poolSize: pools.reduce((sum, pool) => sum + poolSize(parsePool(pool).entries), 0),
    updatedAt: draft.updatedAt,
  }
}

function poolTexts(persistence: WizardValues['persistence']): string[] {
  if (persistence.kind === 'pooled') return persistence.nics.map((nic) => nic.privateIpPool)
  return persistence.maintainPrivateIp ? [persistence.privateIpPool] : []
}

export async function readDraft(hold: Holdfast, draftId: string): Promise<DraftView> {
  const draft = await ownDraft(hold, draftId)
  if (!draft)
    throw new NotFound(
      'This draft does not exist any more. It was created or discarded, perhaps in another tab.',
    )
  return presentDraft(draft)
}

export const presentDraft = (draft: Draft): DraftView => ({
  id: draft.id,
  groupId: draft.groupId,
  step: stepOf(draft.step),
  revision: draft.revision,
  values: draft.values,
  updatedAt: draft.updatedAt,
})

export async function readGroup(hold: Holdfast, groupId: string): Promise<GroupView> {
  const { reads } = hold.store
  const [row, record] = await Promise.all([reads.group(groupId), reads.groupRecord(groupId)])
  if (!record) throw new NotFound('This group does not exist.')
  if (!row) throw new NotFound(`${record.config.name} was deleted. Its history stays under Activity.`)
  const [subnets, publicIps, snapshot, groups, subnetRows, named] = await Promise.all([
    readSubnetRowViews(hold, new Set(subnetIdsOf(record.config))),
    reads.publicIps(),
    hold.store.groupSnapshot(groupId),
    readKnownGroups(hold),
    reads.subnetPlan(),
    readNamed(hold, record.config),
  ])
  const zoneOf = new Map(subnetRows.map((subnet) => [subnet.id, subnet.zone]))
  const told = await readPooledTold(hold, [row])
  const view = presentGroupRow(row, zonesOf(row, zoneOf), told.get(row.id))
  const publicIpPool = publicIpPoolOf(record.config)
  const listed = new Set(publicIpPool)
  const held = new Set([
    ...(snapshot?.instances ?? []).flatMap((instance) => instance.publicIpId ?? []),
    ...(snapshot?.vms ?? []).flatMap((vm) => vm.nics.flatMap((nic) => publicIpIdOf(nic) ?? [])),
  ])
  return {
    row: view,
    config: presentConfig(record.config),
    version: record.version,
    state: groupState(record),
    subnets,
    publicIps: publicIps
      .filter(({ publicIp }) => listed.has(publicIp.id) || held.has(publicIp.id))
      .sort((a, b) => place(publicIpPool, a.publicIp.id) - place(publicIpPool, b.publicIp.id))
      .map((one) => presentPublicIp(one, groups.nameOf)),
    belowTarget:
      record.state === 'live' && isStateful(record.config)
        ? belowTarget(record.config, snapshot?.instances ?? [])
        : 0,
    terraform: terraformOf(record.config, named),
  }
}

const place = (ids: readonly string[], id: string): number =>
  ids.includes(id) ? ids.indexOf(id) : ids.length

export async function readInstances({ store }: Holdfast, groupId: string): Promise<readonly InstanceView[]> {
  const [group, rows] = await Promise.all([store.reads.groupRecord(groupId), store.reads.instances(groupId)])
  if (!group) throw new NotFound('This group does not exist.')
  const instances = rows.map(({ instance }) => instance)
  const due = isStateful(group.config) ? refusalsDue(group.config, instances) : new Map<string, string>()
  return rows.map((row) => presentInstance(row, group, due.get(row.instance.id)))
}

/** Pages of the log, newest first. */
export async function readEvents(hold: Holdfast, query: EventQuery): Promise<EventPage> {
  const role = asking()?.role ?? null
  const [events, groups] = await Promise.all([
    hold.store.events({ ...query, whyUnsearched: untoldTo(role) }),
    readKnownGroups(hold),
  ])
  const last = events.at(-1)
  const nextBefore = events.length === query.limit && last ? last.seq : null
  return {
    events: events.map((event) => presentEvent(event, groups, role)),
    nextBefore,
    removedUntil: nextBefore === null ? ((await hold.store.reads.ledger()).anchor?.lastAt ?? null) : null,
  }
}

export const readPeople = ({ store }: Holdfast): Promise<PeopleOnRecord> => store.reads.people()

export async function readNav({ store, engine, readOnly, simulatorUrl }: Holdfast): Promise<NavView> {
  const [counts, drafts] = await Promise.all([store.reads.navigation(), store.reads.draftCount(ownDrafts())])
  const subnets = await store.reads.subnetPlan()
  const regions = [...new Set(subnets.map(({ region }) => region))]
  const clouds = CLOUDS.filter((cloud) => subnets.some((subnet) => subnet.cloud === cloud))
  return {
    groups: counts.groups,
    drafts,
    subnets: counts.subnets,
    publicIps: counts.publicIps,
    held: counts.held,
    drifting: counts.troubled,
    drifts: counts.openDrifts,
    cloudText: [
      `Simulated ${clouds.map((cloud) => cloudRules[cloud].label).join(' and ') || 'cloud'}`,
      regions.length === 1 ? regions[0] : regions.length > 1 ? `${regions.length} regions` : simulatorUrl,
    ].join(' · '),
    lastSeq: await store.lastSeq(),
    lastRestEnd: engine.restEnds.last(),
    readOnly: readOnly.now(),
  }
}
