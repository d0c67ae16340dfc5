/**
 * The shape of every server action. Components get them as props (`actions`); `app/…/actions.ts` implements them
 * through lib/server/doors/action.ts. Every one that changes something takes a request key made by the browser when the
 * intention arose, so that a double click or a retry does the thing once.
 */

import type { Role } from '@/lib/auth/roles'
import type { AccountSettings } from '@/lib/domain/account-settings'
import type { RollingCommand } from '@/lib/domain/rolling-recycle'
import type { ActionResult } from './action-result'
import type { SettingsChange } from './schemas/account-settings'
import type { SetUpValues, SignInValues } from './schemas/accounts'
import type { GroupCommand } from './schemas/commands'
import type { Damage } from './schemas/damage'
import type { RepairWanted } from './schemas/drift'
import type { DrillValues } from './schemas/drills'
import type { HeldCommand, TryNow } from './schemas/held'
import type {
  AcceptValues,
  ChangePasswordValues,
  CodeValues,
  InviteValues,
  NewPasswordValues,
  PresentValues,
} from './schemas/people'
import type { RollingValues } from './schemas/rolling'
import type { TaskValues } from './schemas/tasks'
import type { NewTokenValues } from './schemas/tokens'
import type { WizardValues } from './schemas/wizard'
import type { DraftView, WizardStep } from './views/groups'
import type { PoolCheckView } from './views/network'
import type { LinkView } from './views/people'
import type { CodeView, PlanProof, PlanView } from './views/plans'
import type { SimulatorFault, SimulatorView, SimulatorZone } from './views/simulator'
import type { MadeTokenView } from './views/tokens'

export type AccountActions = {
  /** Makes the first admin and signs them in. */
  setUp(values: SetUpValues): Promise<ActionResult<null>>
  /** `code`: the second factor is asked for next, by `answerCode`. */
  signIn(values: SignInValues): Promise<ActionResult<{ next: 'in' | 'code' }>>
  answerCode(values: CodeValues): Promise<ActionResult<null>>
  /** Answers where the browser goes now: to the provider, which sends it back. `to`: where one was going. */
  beginSignOn(to: string): Promise<ActionResult<{ url: string }>>
  signOut(): Promise<ActionResult<null>>
  /** By links: a new account, which is signed in then; a new password, which is not. */
  acceptInvitation(values: AcceptValues): Promise<ActionResult<null>>
  setNewPassword(values: NewPasswordValues): Promise<ActionResult<null>>
}

/** One's own account. Asked twice each is done once, or refused the second time. */
export type OwnActions = {
  changePassword(values: ChangePasswordValues): Promise<ActionResult<null>>
  endSession(sessionId: string): Promise<ActionResult<null>>
  signOutEverywhere(): Promise<ActionResult<null>>
  /** What the app needs to know, and the recovery codes; on from `confirmFactor` on. */
  beginFactor(values: PresentValues): Promise<ActionResult<{ uri: string; recoveryCodes: readonly string[] }>>
  confirmFactor(values: CodeValues): Promise<ActionResult<null>>
  endFactor(values: PresentValues): Promise<ActionResult<null>>
  renewRecoveryCodes(values: PresentValues): Promise<ActionResult<{ recoveryCodes: readonly string[] }>>
}

/** Other people's accounts. */
export type PeopleActions = {
  changeRole(personId: string, role: Role): Promise<ActionResult<null>>
  removePerson(personId: string): Promise<ActionResult<null>>
  makeResetLink(personId: string): Promise<ActionResult<LinkView>>
  resetFactor(personId: string): Promise<ActionResult<null>>
  endSessionOf(personId: string, sessionId: string): Promise<ActionResult<null>>
  /** Every session that they have; one's own, this one, too. */
  endSessionsOf(personId: string): Promise<ActionResult<null>>
  invite(values: InviteValues): Promise<ActionResult<LinkView>>
  revokeInvitation(invitationId: string): Promise<ActionResult<null>>
}

export type TokenActions = {
  /** Answers the token itself, which nobody can tell afterwards. */
  makeToken(values: NewTokenValues): Promise<ActionResult<MadeTokenView>>
  revokeToken(tokenId: string): Promise<ActionResult<null>>
}

export type GroupActions = {
  /** Dry run of any command on a group or its instances (B3). */
  planCommand(command: GroupCommand): Promise<ActionResult<PlanView>>
  /** Does it. With `proof` it is refused when the world moved (B3), and the refusal carries the fresh plan. */
  applyCommand(
    command: GroupCommand,
    requestKey: string,
    proof: PlanProof | null,
  ): Promise<ActionResult<{ groupId: string }>>
}

/** A change is named by any of its events. */
export type UndoActions = {
  /** Dry run of its inverse, in the world as it is now (B3). */
  planUndo(seq: number): Promise<ActionResult<PlanView>>
  applyUndo(seq: number, requestKey: string, proof: PlanProof): Promise<ActionResult<{ groupId: string }>>
}

export type TaskActions = {
  addTask(groupId: string, values: TaskValues, requestKey: string): Promise<ActionResult<{ taskId: string }>>
  /** The same values twice are one change, as are the two below: they need no request key. */
  editTask(taskId: string, values: TaskValues): Promise<ActionResult<{ taskId: string }>>
  enableTask(taskId: string, enabled: boolean): Promise<ActionResult<{ taskId: string }>>
  removeTask(taskId: string): Promise<ActionResult<{ taskId: string }>>
}

export type RollingActions = {
  /** Dry run (B3). */
  planRolling(groupId: string, values: RollingValues): Promise<ActionResult<PlanView>>
  startRolling(
    groupId: string,
    values: RollingValues,
    requestKey: string,
    proof: PlanProof,
  ): Promise<ActionResult<{ runId: string }>>
  /** Asked twice it is done once: no request key is needed. */
  commandRolling(runId: string, command: RollingCommand): Promise<ActionResult<{ runId: string }>>
}

export type DrillActions = {
  /** Copies the world and begins to play; the drill's page follows it. */
  startDrill(values: DrillValues, requestKey: string): Promise<ActionResult<{ drillId: string }>>
  cancelDrill(drillId: string): Promise<ActionResult<null>>
  removeDrill(drillId: string): Promise<ActionResult<null>>
}

export type WizardActions = {
  /** Creates the draft when `draftId` is null. `revision` guards against a second tab. */
  saveDraft(input: {
    draftId: string | null
    groupId: string | null
    revision: number
    step: WizardStep
    values: WizardValues
  }): Promise<ActionResult<DraftView>>
  discardDraft(draftId: string): Promise<ActionResult<null>>
  /**
   * B2 while typing, for every pool of the form: its text, the subnets that its members may lie in, and the group being
   * edited (null while creating). A member that stands in two of them is told at both, by the other's `name`.
   */
  checkPools(input: {
    pools: readonly { name: string; text: string; subnetIds: readonly string[] }[]
    groupId: string | null
  }): Promise<ActionResult<readonly PoolCheckView[]>>
  /** Validates one step on the server with its own schema and against the world. Field errors come back in `fields`. */
  checkStep(input: {
    step: WizardStep
    values: WizardValues
    groupId: string | null
  }): Promise<ActionResult<null>>
  planWizard(input: {
    values: WizardValues
    groupId: string | null
  }): Promise<ActionResult<PlanView & { codes: readonly CodeView[] }>>
  applyWizard(input: {
    values: WizardValues
    groupId: string | null
    draftId: string | null
    requestKey: string
    proof: PlanProof
  }): Promise<ActionResult<{ groupId: string }>>
}

export type InventoryActions = {
  /** Of what `sendImport` had read and planned. */
  applyImport(
    uploadId: string,
    requestKey: string,
  ): Promise<ActionResult<{ added: number; changed: number; gone: number }>>
}

export type DriftActions = {
  /** What one repair would do (B3). */
  planDriftRepair(wanted: RepairWanted): Promise<ActionResult<PlanView>>
  applyDriftRepair(
    wanted: RepairWanted,
    requestKey: string,
    proof: PlanProof,
  ): Promise<ActionResult<{ groupId: string }>>
  /** Begins a look at every account; asked while one is under way, it is followed by another. */
  checkNow(): Promise<ActionResult<null>>
}

export type HeldActions = {
  planHeld(command: HeldCommand): Promise<ActionResult<PlanView>>
  applyHeld(
    command: HeldCommand,
    requestKey: string,
    proof: PlanProof,
  ): Promise<ActionResult<{ done: number }>>
  /** The same thing tried twice at once is one try: no request key. */
  tryNow(failed: TryNow): Promise<ActionResult<{ tried: boolean }>>
  callOff(disposalId: string): Promise<ActionResult<{ disposalId: string }>>
}

export type SettingsActions = {
  /** Refused where one of what the form had seen has moved since; the same values twice are one change. */
  changeSettings(change: SettingsChange): Promise<ActionResult<AccountSettings>>
  switchMaintenance(wanted: { on: boolean }): Promise<ActionResult<AccountSettings>>
}

export type LedgerActions = Pick<SettingsActions, 'changeSettings'> & {
  /** Begins a check of the whole log; `queries.ledger` tells how far it is. */
  checkLedger(): Promise<ActionResult<null>>
}

export type SimulatorActions = {
  interruptMachines(machineIds: readonly string[]): Promise<ActionResult<{ interrupted: number }>>
  interruptShare(zone: string, share: number): Promise<ActionResult<{ interrupted: number }>>
  deleteInterface(interfaceId: string): Promise<ActionResult<null>>
  takeAddress(subnetId: string, address: string): Promise<ActionResult<{ interfaceId: string }>>
  damageCloud(damage: Damage): Promise<ActionResult<null>>
  setFaults(faults: readonly SimulatorFault[]): Promise<ActionResult<SimulatorView>>
  setTiming(timing: SimulatorView['timing']): Promise<ActionResult<SimulatorView>>
  setMarket(zones: readonly SimulatorZone[]): Promise<ActionResult<SimulatorView>>
}
