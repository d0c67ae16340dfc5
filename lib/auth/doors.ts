import { isAtLeast, type Role } from './roles'

/*
 * The one table of who may what: every server action and every route by name, with the role that it needs. A button
 * and the door behind it ask the same line. `doors.test.ts` fails where an action or a route is missing here.
 *
 *   viewer     sees everything, changes nothing
 *   operator   changes groups, the network and the simulated clouds; a dry run belongs to its change
 *   admin      changes what holds for everybody: settings, people
 *   public     nobody need be signed in
 */
export type Need = Role | 'public'

export const ACTION_DOORS = {
  setUp: 'public',
  signIn: 'public',
  beginSignOn: 'public',
  answerCode: 'public',
  acceptInvitation: 'public',
  setNewPassword: 'public',
  signOut: 'viewer',

  // Each of these is about who asks, and nobody else.
  changePassword: 'viewer',
  endSession: 'viewer',
  signOutEverywhere: 'viewer',
  beginFactor: 'viewer',
  confirmFactor: 'viewer',
  endFactor: 'viewer',
  renewRecoveryCodes: 'viewer',

  changeRole: 'admin',
  removePerson: 'admin',
  makeResetLink: 'admin',
  resetFactor: 'admin',
  endSessionOf: 'admin',
  endSessionsOf: 'admin',
  invite: 'admin',
  revokeInvitation: 'admin',

  // A token is never above its owner; others' are revoked by admins only.
  makeToken: 'viewer',
  revokeToken: 'viewer',

  planCommand: 'operator',
  applyCommand: 'operator',
  planUndo: 'operator',
  applyUndo: 'operator',

  addTask: 'operator',
  editTask: 'operator',
  enableTask: 'operator',
  removeTask: 'operator',

  planRolling: 'operator',
  startRolling: 'operator',
  commandRolling: 'operator',
  startDrill: 'operator',
  cancelDrill: 'operator',
  removeDrill: 'operator',

  saveDraft: 'operator',
  discardDraft: 'operator',
  checkPools: 'operator',
  checkStep: 'operator',
  planWizard: 'operator',
  applyWizard: 'operator',

  applyImport: 'operator',

  planDriftRepair: 'operator',
  applyDriftRepair: 'operator',
  checkNow: 'operator',

  changeSettings: 'admin',
  switchMaintenance: 'admin',
  checkLedger: 'admin',

  planHeld: 'operator',
  applyHeld: 'operator',
  tryNow: 'operator',
  callOff: 'operator',

  interruptMachines: 'operator',
  interruptShare: 'operator',
  deleteInterface: 'operator',
  takeAddress: 'operator',
  damageCloud: 'operator',
  setFaults: 'operator',
  setTiming: 'operator',
  setMarket: 'operator',
} as const satisfies Record<string, Need>

export type ActionName = keyof typeof ACTION_DOORS

/*
 * What may be asked for while Holdfast is read-only: what changes nothing, what a person keeps for themselves, who may
 * come in (somebody's access must never wait to be ended), and the switch itself. Whatever is not here is refused, a new action too, unless nobody need be signed in for it.
 */
const ALLOWED_WHILE_READ_ONLY: ReadonlySet<ActionName> = new Set([
  'planCommand',
  'planUndo',
  'planRolling',
  'checkPools',
  'checkStep',
  'planWizard',
  'planDriftRepair',
  'checkNow',
  'checkLedger',
  'planHeld',
  'saveDraft',
  'discardDraft',
  'startDrill',
  'cancelDrill',
  'signOut',
  'endSession',
  'signOutEverywhere',
  'endSessionOf',
  'endSessionsOf',
  'revokeToken',
  'changeRole',
  'removePerson',
  'resetFactor',
  'revokeInvitation',
  'switchMaintenance',
])

export const isAllowedWhileReadOnly = (name: ActionName): boolean =>
  (ACTION_DOORS[name] as Need) === 'public' || ALLOWED_WHILE_READ_ONLY.has(name)

export const ROUTE_DOORS = {
  me: 'viewer',
  account: 'viewer',
  accounts: 'admin',
  person: 'admin',
  tokens: 'viewer',
  nav: 'viewer',
  groups: 'viewer',
  groupNames: 'viewer',
  group: 'viewer',
  instances: 'viewer',
  capacity: 'viewer',
  tasks: 'viewer',
  rolling: 'viewer',
  vms: 'viewer',
  pools: 'viewer',
  pastGroup: 'viewer',
  groupChanges: 'viewer',
  subnets: 'viewer',
  occupancy: 'viewer',
  block: 'viewer',
  subnetChanges: 'viewer',
  moments: 'viewer',
  address: 'viewer',
  publicIps: 'viewer',
  why: 'viewer',
  network: 'viewer',
  drifts: 'viewer',
  sync: 'viewer',
  search: 'viewer',
  events: 'viewer',
  people: 'viewer',
  ledger: 'admin',
  ledgerExport: 'admin',
  draft: 'operator',
  imports: 'operator',
  held: 'viewer',
  settings: 'viewer',
  drills: 'viewer',
  drill: 'viewer',
  drillReport: 'viewer',
  drillScope: 'viewer',
  simulator: 'viewer',
  stream: 'viewer',
  signOnCallback: 'public',
  health: 'public',
  live: 'public',
  ready: 'public',
  metrics: 'viewer',
  unknown: 'public',
} as const satisfies Record<string, Need>

export type RouteName = keyof typeof ROUTE_DOORS

/** What every page needs that shows anything of the console. */
export const PAGE_NEEDS: Role = 'viewer'

/** Null where who asks may; `role` is null where nobody is signed in. */
export function obstacle(
  need: Need,
  role: Role | null,
): { kind: 'not-signed-in' } | { kind: 'not-allowed'; needs: Role; role: Role } | null {
  if (need === 'public') return null
  if (role === null) return { kind: 'not-signed-in' }
  return isAtLeast(role, need) ? null : { kind: 'not-allowed', needs: need, role }
}
