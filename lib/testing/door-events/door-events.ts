import type { ActionName, RouteName } from '@/lib/auth/doors'

/**
 * What a door leaves in the log: the kinds of its events, or why it leaves none. A door that is not here is an error of
 * the compiler, and one that tells what is not here fails the test beside this file.
 */
export type DoorEvents = { readonly tells: RegExp } | { readonly nothing: string }

const tells = (...kinds: readonly string[]): DoorEvents => ({ tells: new RegExp(`^(${kinds.join('|')})$`) })
const nothing = (why: string): DoorEvents => ({ nothing: why })

/** What a change of a group tells: of the group, and of everything that it decides at once. */
const OF_A_GROUP = tells(
  'group-[a-z]+',
  'change-undone',
  'intention-changed',
  'instance-[a-z-]+',
  'vm-[a-z]+',
  'address-(allocated|released)',
  'interface-[a-z]+',
  'public-ip-[a-z]+',
  'machine-[a-z]+',
  'pool-exhausted',
  'drift-repairing',
  'task-(added|changed|removed)',
)
const A_PLAN = nothing('A plan decides and changes nothing (B3).')
const A_CHECK = nothing('It reads what was typed against the world.')
const A_SESSION = tells('signed-in', 'sign-in-refused', 'recovery-code-used', 'sign-on-linked')

export const ACTION_EVENTS: Readonly<Record<ActionName, DoorEvents>> = {
  setUp: tells('first-admin-made', 'signed-in'),
  signIn: A_SESSION,
  beginSignOn: nothing('It only says where the browser goes; who comes back is told.'),
  answerCode: A_SESSION,
  acceptInvitation: tells('invitation-accepted', 'person-added', 'signed-in'),
  setNewPassword: tells('password-reset-used', 'signed-in'),
  signOut: tells('signed-out'),

  changePassword: tells('password-changed', 'sign-in-refused'),
  endSession: tells('session-revoked'),
  signOutEverywhere: tells('session-revoked'),
  beginFactor: tells('second-factor-begun', 'sign-in-refused'),
  confirmFactor: tells('second-factor-on'),
  endFactor: tells('second-factor-off', 'sign-in-refused'),
  renewRecoveryCodes: tells('recovery-codes-made', 'sign-in-refused'),

  changeRole: tells('role-changed'),
  removePerson: tells('person-removed'),
  makeResetLink: tells('password-reset-made'),
  resetFactor: tells('second-factor-off'),
  endSessionOf: tells('session-revoked'),
  endSessionsOf: tells('session-revoked'),
  invite: tells('invitation-made'),
  revokeInvitation: tells('invitation-revoked'),
  makeToken: tells('token-made'),
  revokeToken: tells('token-revoked'),

  planCommand: A_PLAN,
  applyCommand: OF_A_GROUP,
  planUndo: A_PLAN,
  applyUndo: OF_A_GROUP,
  addTask: tells('task-added'),
  editTask: tells('task-changed'),
  enableTask: tells('task-changed'),
  removeTask: tells('task-removed'),
  planRolling: A_PLAN,
  startRolling: tells('rolling-started'),
  commandRolling: tells('rolling-(paused|resumed|cancelled)'),
  startDrill: tells('drill-started'),
  cancelDrill: tells('drill-cancelled'),
  removeDrill: tells('drill-removed'),

  saveDraft: nothing('What somebody typed is kept for them; it changes nothing but that.'),
  discardDraft: tells('draft-discarded'),
  checkPools: A_CHECK,
  checkStep: A_CHECK,
  planWizard: A_PLAN,
  applyWizard: OF_A_GROUP,
  applyImport: tells('inventory-imported', 'foreign-(held|released)', 'network-changed'),

  planDriftRepair: A_PLAN,
  applyDriftRepair: OF_A_GROUP,
  checkNow: nothing('A look changes nothing; what it finds is told as found by Holdfast.'),
  changeSettings: tells('settings-changed'),
  switchMaintenance: tells('maintenance-(on|off)'),
  checkLedger: nothing('It reads the log.'),
  planHeld: A_PLAN,
  applyHeld: tells(
    'deletion-asked',
    ...['instance-[a-z-]+', 'address-released', 'interface-[a-z]+', 'public-ip-[a-z]+', 'intention-changed'],
  ),
  tryNow: tells('retry-asked', 'instance-[a-z-]+', 'address-released'),
  callOff: tells('deletion-called-off'),

  interruptMachines: tells('simulator-changed'),
  interruptShare: tells('simulator-changed'),
  deleteInterface: tells('simulator-changed'),
  takeAddress: tells('simulator-changed'),
  damageCloud: tells('simulator-changed'),
  setFaults: tells('simulator-changed'),
  setTiming: tells('simulator-changed'),
  setMarket: tells('simulator-changed'),
}

/** Routes read, but for these. What reads tells nothing, which the test asks of each. */
export const ROUTE_EVENTS: Readonly<Partial<Record<RouteName, DoorEvents>>> = {
  ledgerExport: tells('exported'),
  drillReport: tells('exported'),
  signOnCallback: tells(
    ...[
      'signed-in',
      'sign-in-refused',
      'sign-on-linked',
      'person-added',
      'role-changed',
      'invitation-accepted',
    ],
  ),
  imports: nothing('Files are read into memory and shown as a plan; applying it is told.'),
}
