import { GROUPS_PER_PAGE } from '@/lib/api/group-list'
import type { RouteName } from '@/lib/auth/doors'
import { CAPS } from '@/lib/domain/cap'
import { CLOUDS } from '@/lib/domain/cloud-rules'
import { DRIFT_KINDS } from '@/lib/domain/drift'
import { DRILL_LIMITS } from '@/lib/domain/drill'
import { MAXIMUM_CAPACITY, MAXIMUM_INTERFACES, MAXIMUM_POOL_MEMBERS } from '@/lib/domain/group'
import { MOST_CELLS } from '@/lib/domain/occupancy'
import { MOST_TASKS } from '@/lib/domain/schedule'
import { MOST_SESSIONS } from '@/lib/server/accounts/most-sessions'
import { MOST_PEOPLE } from '@/lib/storage/events'
import { MOST_HITS } from '@/lib/storage/search-found'
import { MARK_SLOTS, MOST_POINTS } from './capacity'
import { MOST_CLOSED, MOST_OPEN } from './drift'
import { MOST_EVENTS } from './event-filter'
import { MOST_FAILED, MOST_ROWS } from './held'
import { HISTORY, LARGEST_BLOCK, MOST_PUBLIC_IPS } from './network'
import { SLOTS } from './past'
import { MOST_LINES } from './past-network'
import { MOST_ENDED } from './people'
import { MOST_SHOWN } from './read-simulator'
import { MOST_ITEMS, SHOWN_RUNS } from './rolling'
import { SHOWN_RUNS as NEXT_RUNS } from './tasks'
import { MOST_LISTED } from './tokens'

/*
 * How long each list of each answer can be at most: by the page that is read of it, or because there cannot be more.
 * A route without lists says so with none. `list-bounds.test.ts` asks every route, and fails at a list that has no line
 * here, or is longer than its line.
 *
 * A list within the rows of another is bounded by what one row can have: `FEW` where that is what a group of words, a
 * cloud or a machine has, and never what an installation has.
 */
type Bounds = { readonly [place: string]: number }

/** What one thing has by its nature: CIDRs of a network, sides of a difference, ways of repair, reasons. */
const FEW = 100
/** Members of one public IP pool, by the schema of the wizard. */
const POOL_OF_PUBLIC_IPS = 5_000
/** Subnets of one group, by the schema of the wizard. */
const SUBNETS_OF_GROUP = 100

const SUBNET: Bounds = { cidrs: FEW, groups: CAPS.groups }
const SUBNETS = (most: number): Bounds => ({ '': most, ...within('[]', SUBNET) })
const INSTANCES: Bounds = { '': CAPS.instancesOfOne }
/** As many are leaving at most as there may be. */
const VMS: Bounds = {
  ...{ '': 2 * MAXIMUM_CAPACITY, '[].nics': MAXIMUM_INTERFACES },
  ...{ '[].nics[].applicationSecurityGroups': FEW },
}

const CONFIG: Bounds = {
  ...{ zones: FEW, subnetIds: FEW, 'compute.instanceTypes': FEW, 'compute.securityGroupIds': FEW },
  'persistence.subnetIds': SUBNETS_OF_GROUP,
  'persistence.privateIpPool': MAXIMUM_POOL_MEMBERS,
  'persistence.publicIpPool': POOL_OF_PUBLIC_IPS,
  'persistence.loadBalancerIds': FEW,
  'persistence.interfaces': MAXIMUM_INTERFACES,
  'persistence.interfaces[].applicationSecurityGroupIds': 1_000,
  'persistence.interfaces[].privateIpPool': MAXIMUM_POOL_MEMBERS,
  'persistence.interfaces[].publicIpPool': POOL_OF_PUBLIC_IPS,
}

const RUNS: Bounds = { history: SHOWN_RUNS }
const NONE: Bounds = {}

export const LIST_BOUNDS: { readonly [route in RouteName]: Bounds } = {
  me: NONE,
  account: { sessions: MOST_SESSIONS },
  accounts: { people: CAPS.people, invitations: CAPS.people + MOST_ENDED },
  person: { sessions: MOST_SESSIONS, tokens: MOST_LISTED },
  tokens: { tokens: MOST_LISTED },
  nav: NONE,
  groups: {
    ...{ rows: GROUPS_PER_PAGE, 'rows[].group.zones': FEW, 'rows[].group.states': FEW },
    ...{ regions: FEW, clouds: CLOUDS.length },
  },
  groupNames: { '': CAPS.groups },
  group: {
    ...{ 'row.zones': FEW, 'row.states': FEW },
    ...within('config', CONFIG),
    ...within('subnets', SUBNETS(SUBNETS_OF_GROUP)),
    publicIps: POOL_OF_PUBLIC_IPS + CAPS.instancesOfOne * MAXIMUM_INTERFACES,
    'publicIps[].traits.zones': FEW,
  },
  instances: INSTANCES,
  capacity: { points: MOST_POINTS, marks: MARK_SLOTS * FEW },
  tasks: { tasks: MOST_TASKS, 'tasks[].nextRuns': NEXT_RUNS },
  rolling: { ...RUNS, 'live.strip': MAXIMUM_CAPACITY, 'live.items': MOST_ITEMS },
  vms: VMS,
  pools: {
    ...{ loadBalancers: FEW, nics: MAXIMUM_INTERFACES, 'nics[].applicationSecurityGroups': FEW },
    'nics[].privatePool.entries': MAXIMUM_POOL_MEMBERS,
    'nics[].publicPool.members': POOL_OF_PUBLIC_IPS,
    'nics[].publicPool.members[].traits.zones': FEW,
    ...{ 'nics[].publicPool.matrix.zones': FEW, 'nics[].privatePool.matrix.zones': FEW },
  },
  pastGroup: {
    ...within('configuration.config', CONFIG),
    ...within('instances', INSTANCES),
    ...within('vms', VMS),
  },
  groupChanges: { changes: 2 * CAPS.instancesOfOne, settings: FEW, 'changes[].fields': FEW },
  subnets: SUBNETS(CAPS.subnets),
  occupancy: {
    ...within('subnet', SUBNET),
    ...{ blocks: Number(LARGEST_BLOCK), drift: Number(MOST_CELLS) },
  },
  block: { cells: Number(LARGEST_BLOCK) },
  subnetChanges: { ranges: Number(MOST_CELLS), lines: MOST_LINES },
  moments: { ticks: SLOTS },
  address: { ...within('subnet', SUBNET), holds: HISTORY, events: HISTORY },
  publicIps: { ips: MOST_PUBLIC_IPS, 'ips[].traits.zones': FEW },
  why: { facts: FEW, skipped: FEW, groups: CAPS.groups },
  network: {
    ...{ regions: CAPS.virtualNetworks, virtualNetworks: CAPS.virtualNetworks },
    ...{ 'virtualNetworks[].cidrs': FEW },
    ...within('subnets', SUBNETS(CAPS.subnets)),
    ...{ securityGroups: CAPS.securityGroups, loadBalancers: CAPS.loadBalancers },
    ...{ publicIps: MOST_PUBLIC_IPS, 'publicIps[].traits.zones': FEW },
  },
  drifts: Object.fromEntries(
    [['open', MOST_OPEN] as const, ['closed', MOST_CLOSED] as const].flatMap(([list, most]) => [
      [list, most],
      [`${list}[].sides`, FEW],
      [`${list}[].repairs`, FEW],
    ]),
  ),
  sync: { last: CLOUDS.length },
  search: { '': MOST_HITS + 1 },
  events: { events: MOST_EVENTS },
  people: { '': MOST_PEOPLE },
  ledger: { 'check.breaks': FEW, 'check.broken': FEW, 'check.broken[].examples': FEW, 'check.notes': FEW },
  ledgerExport: NONE,
  draft: NONE,
  imports: NONE,
  held: { rows: MOST_ROWS, failed: MOST_FAILED, 'adopters[]': CAPS.groups },
  settings: { repairByItself: DRIFT_KINDS.length },
  drills: {
    ...{ drills: DRILL_LIMITS.kept, accounts: CAPS.groups },
    ...{ 'drills[].scenario.zones': FEW, 'drills[].scenario.instanceIds': DRILL_LIMITS.instanceIds },
  },
  drill: {
    'row.scenario.zones': FEW,
    'row.scenario.instanceIds': DRILL_LIMITS.instanceIds,
    // Of a report: everything in it is of one of its places, of which there are a thousand.
    report: DRILL_LIMITS.places,
  },
  drillReport: NONE,
  drillScope: { zones: FEW, machines: DRILL_LIMITS.places },
  simulator: {
    ...{ machines: MOST_SHOWN, interfaces: MOST_SHOWN, zones: FEW, faults: FEW, 'market.zones': FEW },
    ...{ operations: FEW, 'operations[].names': FEW, 'operations[].codes': FEW },
  },
  stream: NONE,
  signOnCallback: NONE,
  health: { clouds: CLOUDS.length },
  live: NONE,
  ready: { clouds: CLOUDS.length },
  metrics: NONE,
  unknown: NONE,
}

/** The same lists where they stand within something else. */
function within(place: string, bounds: Bounds): Bounds {
  return Object.fromEntries(
    Object.entries(bounds).map(([inner, most]) => [
      inner === '' ? place : inner.startsWith('[') ? `${place}${inner}` : `${place}.${inner}`,
      most,
    ]),
  )
}
