/** Every URL of the console and its GET routes: nobody else writes one. */
import type { GroupsAsked } from './group-list'
import type { DrillScopeInput } from './schemas/drills'
import type { CapacityWindow } from './views/capacity'
import type { WizardStep } from './views/groups'

const query = (values: Record<string, string | number | null | undefined>): string => {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(values))
    if (value != null && value !== '') search.set(key, String(value))
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/*
 * An id in a path. Ids of some clouds are paths themselves ("/subscriptions/…/subnets/web"), and a slash written as
 * %2F is taken for a slash by one server or proxy and not by the next. So slashes never travel: they are written as
 * in a JSON pointer (RFC 6901), and percent signs too, so that undoing percent escapes once more changes nothing.
 */
const ESCAPED = { '~': '~0', '/': '~1', '%': '~2' } as const
const MEANT: Readonly<Record<string, string>> = { '~0': '~', '~1': '/', '~2': '%' }

/** An id or address as one segment of a path. `idFromPath` reads it back. */
export const idInPath = (id: string): string =>
  encodeURIComponent(id.replace(/[~/%]/g, (sign) => ESCAPED[sign as keyof typeof ESCAPED]))

/** The id that a segment of a path stands for, whether or not its percent escapes were undone already. */
export const idFromPath = (segment: string): string =>
  (isReadablePath(segment) ? decodeURIComponent(segment) : segment).replace(
    /~[012]/g,
    (sign) => MEANT[sign] ?? sign,
  )

const part = idInPath

/** Of what it is asked why: an address of a subnet, now or while it was held from `since` on; or a public IP. */
export type WhyOf =
  | { readonly subnet: string; readonly address: string; readonly since?: string }
  | { readonly publicIp: string }

export const paths = {
  /** By the link that the terminal shows. */
  setup: (token?: string) => `/setup${query({ token })}`,
  /** `problem`: why somebody comes back from the provider without being in. `why`: what led here otherwise. */
  login: (to?: string, problem?: string, why?: 'ended' | 'new-password') =>
    `/login${query({ to, problem, why })}`,
  /** The provider sends people back to it, and knows it by heart. */
  signOnCallback: () => '/api/sign-on/callback',
  /** By a link that an admin made. */
  invitation: (token?: string) => `/invitation${query({ token })}`,
  reset: (token?: string) => `/reset${query({ token })}`,
  account: () => '/account',
  /** A part of the same page. */
  sessions: () => '/account#sessions',
  people: (search?: string) => `/people${query({ q: search })}`,
  /** Where somebody is signed in, and their tokens. */
  person: (personId: string) => `/people/${part(personId)}`,
  tokens: () => '/account/tokens',
  groups: () => '/groups',
  newGroup: (draftId?: string, step?: WizardStep) => `/groups/new${query({ draft: draftId, step })}`,
  group: (
    groupId: string,
    tab?: 'instances' | 'network' | 'map' | 'capacity' | 'schedule' | 'activity' | 'configuration',
    instance?: string,
    moment?: string,
  ) => `/groups/${part(groupId)}${query({ tab: tab === 'instances' ? null : tab, instance, at: moment })}`,
  /** Editing an existing group uses the same wizard. */
  editGroup: (groupId: string, draftId?: string, step?: WizardStep) =>
    `/groups/${part(groupId)}/edit${query({ draft: draftId, step })}`,
  subnets: () => '/subnets',
  /** `at` and `with`: moments, ISO 8601; see the map as it was, and what differs from another one. */
  subnet: (
    subnetId: string,
    shown?: { cidr?: string; address?: string; view?: 'list'; at?: string; with?: string },
  ) =>
    `/subnets/${part(subnetId)}${query({
      ...{ cidr: shown?.cidr, address: shown?.address, view: shown?.view, at: shown?.at, with: shown?.with },
    })}`,
  publicIps: (at?: { search?: string; view?: 'zones'; region?: string }) =>
    `/public-ips${query({ view: at?.view, region: at?.region, q: at?.search })}`,
  addresses: (search?: string) => `/addresses${query({ q: search })}`,
  address: (address: string, subnetId?: string) =>
    `/addresses/${part(address)}${query({ subnet: subnetId })}`,
  /** `kind`: one or several, with commas between; `from` and `to`: numbers of events, both included. */
  activity: (filter?: {
    group?: string
    instance?: string
    /** Who asked, by id. */
    person?: string
    /** The request in which it was asked for, by the id that the log of the server has. */
    request?: string
    text?: string
    kind?: string
    from?: number
    to?: number
    /** Opens the undoing of the change that this event belongs to. */
    undo?: number
  }) => `/activity${query(filter ?? {})}`,
  /** `drift`: the one that is shown beside the list. */
  drift: (filter?: { drift?: string; group?: string; kind?: string; view?: 'closed' }) =>
    `/drift${query(filter ?? {})}`,
  drills: () => '/drills',
  drill: (drillId: string) => `/drills/${part(drillId)}`,
  inventory: () => '/inventory',
  simulator: () => '/simulator',
  retained: (search?: string) => `/retained${query({ q: search })}`,
  ledger: () => '/ledger',
  settings: () => '/settings',
} as const

export const apiPaths = {
  me: () => '/api/me',
  account: () => '/api/account',
  accounts: () => '/api/accounts',
  person: (personId: string) => `/api/accounts/${part(personId)}`,
  tokens: (q?: string) => `/api/tokens${query({ q })}`,
  nav: () => '/api/nav',
  imports: () => '/api/imports',
  groups: ({ page, ...asked }: GroupsAsked) =>
    `/api/groups${query({ ...asked, page: page > 1 ? page : null })}`,
  groupNames: () => '/api/groups/names',
  group: (groupId: string) => `/api/groups/${part(groupId)}`,
  instances: (groupId: string) => `/api/groups/${part(groupId)}/instances`,
  capacity: (groupId: string, window: CapacityWindow) =>
    `/api/groups/${part(groupId)}/capacity${query({ window })}`,
  tasks: (groupId: string) => `/api/groups/${part(groupId)}/tasks`,
  rolling: (groupId: string) => `/api/groups/${part(groupId)}/rolling`,
  vms: (groupId: string) => `/api/groups/${part(groupId)}/vms`,
  pools: (groupId: string) => `/api/groups/${part(groupId)}/pools`,
  subnets: () => '/api/subnets',
  occupancy: (subnetId: string, cidr?: string, at?: string) =>
    `/api/subnets/${part(subnetId)}/occupancy${query({ cidr, at })}`,
  block: (subnetId: string, cidr: string, at?: string) =>
    `/api/subnets/${part(subnetId)}/block${query({ cidr, at })}`,
  subnetChanges: (subnetId: string, moments: { at: string; with: string }, cidr?: string) =>
    `/api/subnets/${part(subnetId)}/changes${query({ cidr, ...moments })}`,
  moments: (subject: { group?: string; subnet?: string }, at?: string) =>
    `/api/moments${query({ ...subject, at })}`,
  pastGroup: (groupId: string, at: string) => `/api/groups/${part(groupId)}/past${query({ at })}`,
  groupChanges: (groupId: string, moments: { at: string; with: string }) =>
    `/api/groups/${part(groupId)}/changes${query(moments)}`,
  address: (address: string, subnetId?: string) =>
    `/api/addresses/${part(address)}${query({ subnet: subnetId })}`,
  publicIps: (q?: string) => `/api/public-ips${query({ q })}`,
  why: (of: WhyOf) => `/api/why${query(of)}`,
  network: () => '/api/network',
  drifts: (q?: string) => `/api/drift${query({ q })}`,
  sync: () => '/api/drift/status',
  search: (q: string) => `/api/search${query({ q })}`,
  events: (filter: {
    group?: string
    instance?: string
    subnet?: string
    address?: string
    publicIp?: string
    person?: string
    request?: string
    kind?: string
    text?: string
    from?: number
    to?: number
    before?: number | null
    limit?: number
  }) => `/api/events${query(filter)}`,
  people: () => '/api/events/people',
  ledger: () => '/api/ledger',
  /** A file: its filter is that of the events, and days. */
  ledgerExport: (
    as: 'csv' | 'jsonl',
    filter: {
      person?: string
      request?: string
      kind?: string
      since?: string
      until?: string
      from?: number
      to?: number
    },
  ) => `/api/ledger/export${query({ as, ...filter })}`,
  draft: (draftId: string) => `/api/drafts/${part(draftId)}`,
  held: (q?: string) => `/api/held${query({ q })}`,
  settings: () => '/api/settings',
  drills: () => '/api/drills',
  drill: (drillId: string) => `/api/drills/${part(drillId)}`,
  drillReport: (drillId: string, as: 'html' | 'json') =>
    `/api/drills/${part(drillId)}/report${query({ as })}`,
  /** What a drill of one group, or of one region, can be about. */
  drillScope: (scope: DrillScopeInput) =>
    `/api/drills/scope${query(scope.kind === 'group' ? { group: scope.groupId } : { cloud: scope.cloud, region: scope.region })}`,
  simulator: () => '/api/simulator',
  health: () => '/api/health',
  stream: () => '/api/stream',
} as const

/** Whether every percent sign of a path begins an escape that stands for text; "%ZZ" and half a letter do not. */
export function isReadablePath(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
