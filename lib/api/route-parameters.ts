import type { RouteName } from '@/lib/auth/doors'

const MOMENTS = ['at', 'with'] as const

/** What the log is filtered by. */
const EVENT_FILTER = [
  ...(['group', 'instance', 'subnet', 'address', 'publicIp', 'person', 'request', 'text', 'kind'] as const),
  ...(['since', 'until', 'from', 'to', 'before'] as const),
] as const

/**
 * What each GET route reads of its query, by the name of its door. It is read through `queryOf` only, which knows no
 * other names; so what is not here is not read. `docs/api.md` has each of them, which a test compares.
 */
export const ROUTE_PARAMETERS = {
  groups: ['q', 'sort', 'state', 'region', 'cloud', 'page'],
  capacity: ['window'],
  pastGroup: ['at'],
  groupChanges: MOMENTS,
  occupancy: ['cidr', 'at'],
  block: ['cidr', 'at'],
  subnetChanges: ['cidr', ...MOMENTS],
  moments: ['group', 'subnet', 'at'],
  address: ['subnet'],
  why: ['subnet', 'address', 'since', 'publicIp'],
  search: ['q'],
  tokens: ['q'],
  publicIps: ['q'],
  drifts: ['q'],
  held: ['q'],
  events: [...EVENT_FILTER, 'limit'],
  ledgerExport: ['as', ...EVENT_FILTER],
  drillReport: ['as'],
  drillScope: ['group', 'cloud', 'region'],
  signOnCallback: ['code', 'state', 'iss', 'error', 'error_description'],
} as const satisfies Partial<Record<RouteName, readonly string[]>>

type Asked = keyof typeof ROUTE_PARAMETERS
export type Parameter<Name extends Asked> = (typeof ROUTE_PARAMETERS)[Name][number]

/** The query of a route, as far as it is one of its own. */
export type RouteQuery<Name extends Asked> = {
  get(parameter: Parameter<Name>): string | null
}

export function queryOf<Name extends Asked>(_name: Name, request: Request): RouteQuery<Name> {
  const search = new URL(request.url).searchParams
  return { get: (parameter) => search.get(parameter) }
}

/** All that a route knows, for whoever passes it on. */
export function passedOn<Name extends Asked>(name: Name, request: Request): URLSearchParams {
  const query = queryOf(name, request)
  const passed = new URLSearchParams()
  for (const parameter of ROUTE_PARAMETERS[name] as readonly Parameter<Name>[]) {
    const value = query.get(parameter)
    if (value !== null) passed.set(parameter, value)
  }
  return passed
}
