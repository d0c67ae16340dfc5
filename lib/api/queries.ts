import { queryOptions } from '@tanstack/react-query'
import type { AccountSettings } from '@/lib/domain/account-settings'
import type { GroupsAsked } from './group-list'
import { apiPaths, type WhyOf } from './paths'
import type { DrillScopeInput } from './schemas/drills'
import type { CapacityView, CapacityWindow } from './views/capacity'
import type { DriftsView, SyncView } from './views/drifts'
import type { DrillScopeView, DrillsView, DrillView } from './views/drills'
import type { EventPage, PeopleOnRecord } from './views/events'
import type { DraftView, GroupNameView, GroupsView, GroupView, NavView } from './views/groups'
import type { HeldView } from './views/held'
import type { InstanceView } from './views/instances'
import type { LedgerView } from './views/ledger'
import type { MeView } from './views/me'
import type {
  GroupChangesView,
  MomentsView,
  PastBlockView,
  PastGroupView,
  SubnetChangesView,
} from './views/moments'
import type {
  AddressView,
  BlockView,
  NetworkView,
  OccupancyView,
  PublicIpsView,
  SearchHit,
  SubnetRowView,
} from './views/network'
import type { AccountView, PeopleView, PersonAccessView } from './views/people'
import type { RollingView } from './views/rolling'
import type { SimulatorView } from './views/simulator'
import type { TasksView } from './views/tasks'
import type { TokensView } from './views/tokens'
import type { PoolsView, VmView } from './views/vms'
import type { WhyView } from './views/why'

/** A GET route that could not answer; `message` is the server's sentence. */
export class ReadError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
    this.name = 'ReadError'
  }
}

const END_GROWS_OLD_MS = 30_000

/** A moment that cannot be looked at stays so: asking again only delays the sentence. */
const retryPast = (count: number, failure: Error): boolean =>
  !(failure instanceof ReadError && failure.status === 404) && count < 2

async function read<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } })
  if (response.ok) return (await response.json()) as T
  const body = (await response.json().catch(() => null)) as { message?: unknown } | null
  const sentence =
    typeof body?.message === 'string' ? body.message : 'The server could not answer. Try again in a moment.'
  throw new ReadError(response.status, sentence)
}

/**
 * What was does not change: no event reads it again, because none of these keys begins as an event's do. Only what is
 * compared with now, and the end of the record, grow old.
 */
const pastQueries = {
  moments: (subject: { group?: string; subnet?: string }, at?: string) =>
    queryOptions({
      queryKey: ['moments', subject, at ?? ''],
      queryFn: ({ signal }) => read<MomentsView>(apiPaths.moments(subject, at), signal),
      staleTime: END_GROWS_OLD_MS,
    }),
  pastGroup: (groupId: string, at: string) =>
    queryOptions({
      queryKey: ['past', 'group', groupId, at],
      queryFn: ({ signal }) => read<PastGroupView>(apiPaths.pastGroup(groupId, at), signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: retryPast,
    }),
  pastOccupancy: (subnetId: string, at: string, cidr?: string) =>
    queryOptions({
      queryKey: ['past', 'occupancy', subnetId, at, cidr ?? ''],
      queryFn: ({ signal }) => read<OccupancyView>(apiPaths.occupancy(subnetId, cidr, at), signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: retryPast,
    }),
  pastBlock: (subnetId: string, cidr: string, at: string) =>
    queryOptions({
      queryKey: ['past', 'block', subnetId, at, cidr],
      queryFn: ({ signal }) => read<PastBlockView>(apiPaths.block(subnetId, cidr, at), signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  subnetChanges: (subnetId: string, moments: { at: string; with: string }, cidr?: string) =>
    queryOptions({
      queryKey: ['past', 'changes', subnetId, moments, cidr ?? ''],
      queryFn: ({ signal }) =>
        read<SubnetChangesView>(apiPaths.subnetChanges(subnetId, moments, cidr), signal),
      staleTime: moments.with === 'now' ? 0 : Number.POSITIVE_INFINITY,
      retry: retryPast,
    }),
  groupChanges: (groupId: string, moments: { at: string; with: string }) =>
    queryOptions({
      queryKey: ['past', 'group-changes', groupId, moments],
      queryFn: ({ signal }) => read<GroupChangesView>(apiPaths.groupChanges(groupId, moments), signal),
      staleTime: moments.with === 'now' ? 0 : Number.POSITIVE_INFINITY,
      retry: retryPast,
    }),
} as const

/** What every list of groups begins with. */
export const EVERY_GROUP_LIST = ['groups'] as const

/** One queryOptions per read: the server component that prefetches and the component that reads share it. */
export const queries = {
  /** Who is asking: it changes with their role, of which no event of the network tells. */
  me: () => queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => read<MeView>(apiPaths.me(), signal) }),
  account: () =>
    queryOptions({
      queryKey: ['account'],
      queryFn: ({ signal }) => read<AccountView | null>(apiPaths.account(), signal),
    }),
  accounts: () =>
    queryOptions({
      queryKey: ['accounts'],
      queryFn: ({ signal }) => read<PeopleView | null>(apiPaths.accounts(), signal),
    }),
  /** What is read anew with `accounts`. */
  person: (personId: string) =>
    queryOptions({
      queryKey: ['accounts', personId],
      queryFn: ({ signal }) => read<PersonAccessView>(apiPaths.person(personId), signal),
    }),
  tokens: (words = '') =>
    queryOptions({
      queryKey: ['tokens', words],
      queryFn: ({ signal }) => read<TokensView>(apiPaths.tokens(words), signal),
    }),
  nav: () =>
    queryOptions({ queryKey: ['nav'], queryFn: ({ signal }) => read<NavView>(apiPaths.nav(), signal) }),
  groups: (asked: GroupsAsked) =>
    queryOptions({
      queryKey: ['groups', 'page', asked],
      queryFn: ({ signal }) => read<GroupsView>(apiPaths.groups(asked), signal),
    }),
  groupNames: () =>
    queryOptions({
      queryKey: ['groups', 'names'],
      queryFn: ({ signal }) => read<readonly GroupNameView[]>(apiPaths.groupNames(), signal),
    }),
  group: (groupId: string) =>
    queryOptions({
      queryKey: ['group', groupId],
      queryFn: ({ signal }) => read<GroupView>(apiPaths.group(groupId), signal),
    }),
  instances: (groupId: string) =>
    queryOptions({
      queryKey: ['group', groupId, 'instances'],
      queryFn: ({ signal }) => read<readonly InstanceView[]>(apiPaths.instances(groupId), signal),
    }),
  capacity: (groupId: string, window: CapacityWindow) =>
    queryOptions({
      queryKey: ['group', groupId, 'capacity', window],
      queryFn: ({ signal }) => read<CapacityView>(apiPaths.capacity(groupId, window), signal),
    }),
  tasks: (groupId: string) =>
    queryOptions({
      queryKey: ['group', groupId, 'tasks'],
      queryFn: ({ signal }) => read<TasksView>(apiPaths.tasks(groupId), signal),
    }),
  rolling: (groupId: string) =>
    queryOptions({
      queryKey: ['group', groupId, 'rolling'],
      queryFn: ({ signal }) => read<RollingView>(apiPaths.rolling(groupId), signal),
    }),
  vms: (groupId: string) =>
    queryOptions({
      queryKey: ['group', groupId, 'vms'],
      queryFn: ({ signal }) => read<readonly VmView[]>(apiPaths.vms(groupId), signal),
    }),
  pools: (groupId: string) =>
    queryOptions({
      queryKey: ['group', groupId, 'pools'],
      queryFn: ({ signal }) => read<PoolsView>(apiPaths.pools(groupId), signal),
    }),
  subnets: () =>
    queryOptions({
      queryKey: ['subnets'],
      queryFn: ({ signal }) => read<readonly SubnetRowView[]>(apiPaths.subnets(), signal),
    }),
  occupancy: (subnetId: string, cidr?: string) =>
    queryOptions({
      queryKey: ['subnet', subnetId, 'occupancy', cidr ?? ''],
      queryFn: ({ signal }) => read<OccupancyView>(apiPaths.occupancy(subnetId, cidr), signal),
    }),
  block: (subnetId: string, cidr: string) =>
    queryOptions({
      queryKey: ['subnet', subnetId, 'block', cidr],
      queryFn: ({ signal }) => read<BlockView>(apiPaths.block(subnetId, cidr), signal),
    }),
  ...pastQueries,
  address: (address: string, subnetId?: string) =>
    queryOptions({
      queryKey: ['address', address, subnetId ?? ''],
      queryFn: ({ signal }) => read<AddressView>(apiPaths.address(address, subnetId), signal),
    }),
  publicIps: (words = '') =>
    queryOptions({
      queryKey: ['public-ips', 'list', words],
      queryFn: ({ signal }) => read<PublicIpsView>(apiPaths.publicIps(words), signal),
    }),
  /** Under the keys of what it is asked of: it is read again with that. */
  why: (of: WhyOf) =>
    queryOptions({
      queryKey: [...('publicIp' in of ? ['public-ips', of.publicIp] : ['address', of.address]), 'why', of],
      queryFn: ({ signal }) => read<WhyView>(apiPaths.why(of), signal),
    }),
  network: () =>
    queryOptions({
      queryKey: ['network'],
      queryFn: ({ signal }) => read<NetworkView>(apiPaths.network(), signal),
    }),
  drifts: (words = '') =>
    queryOptions({
      queryKey: ['drift', 'list', words],
      queryFn: ({ signal }) => read<DriftsView>(apiPaths.drifts(words), signal),
    }),
  sync: () =>
    queryOptions({
      queryKey: ['drift', 'sync'],
      queryFn: ({ signal }) => read<SyncView>(apiPaths.sync(), signal),
    }),
  search: (text: string) =>
    queryOptions({
      queryKey: ['search', text],
      queryFn: ({ signal }) => read<readonly SearchHit[]>(apiPaths.search(text), signal),
    }),
  events: (filter: Parameters<typeof apiPaths.events>[0]) =>
    queryOptions({
      queryKey: ['events', filter],
      queryFn: ({ signal }) => read<EventPage>(apiPaths.events(filter), signal),
    }),
  ledger: () =>
    queryOptions({
      queryKey: ['ledger'],
      queryFn: ({ signal }) => read<LedgerView>(apiPaths.ledger(), signal),
    }),
  people: () =>
    queryOptions({
      queryKey: ['people'],
      queryFn: ({ signal }) => read<PeopleOnRecord>(apiPaths.people(), signal),
    }),
  draft: (draftId: string) =>
    queryOptions({
      queryKey: ['draft', draftId],
      queryFn: ({ signal }) => read<DraftView>(apiPaths.draft(draftId), signal),
    }),
  held: (words = '') =>
    queryOptions({
      queryKey: ['held', words],
      queryFn: ({ signal }) => read<HeldView>(apiPaths.held(words), signal),
    }),
  settings: () =>
    queryOptions({
      queryKey: ['settings'],
      queryFn: ({ signal }) => read<AccountSettings>(apiPaths.settings(), signal),
    }),
  drills: () =>
    queryOptions({
      queryKey: ['drills'],
      queryFn: ({ signal }) => read<DrillsView>(apiPaths.drills(), signal),
    }),
  drill: (drillId: string) =>
    queryOptions({
      queryKey: ['drill', drillId],
      queryFn: ({ signal }) => read<DrillView>(apiPaths.drill(drillId), signal),
    }),
  drillScope: (scope: DrillScopeInput) =>
    queryOptions({
      queryKey: ['drill-scope', scope],
      queryFn: ({ signal }) => read<DrillScopeView>(apiPaths.drillScope(scope), signal),
    }),
  simulator: () =>
    queryOptions({
      queryKey: ['simulator'],
      queryFn: ({ signal }) => read<SimulatorView>(apiPaths.simulator(), signal),
    }),
}
