'use server'

import type {
  DriftActions,
  DrillActions,
  GroupActions,
  HeldActions,
  InventoryActions,
  LedgerActions,
  RollingActions,
  SettingsActions,
  SimulatorActions,
  TaskActions,
  UndoActions,
  WizardActions,
} from '@/lib/api/actions'
import * as draftDoors from '@/lib/server/doors/draft-doors'
import * as driftDoors from '@/lib/server/doors/drift-doors'
import * as drillDoors from '@/lib/server/doors/drill-doors'
import * as groupDoors from '@/lib/server/doors/group-doors'
import * as heldDoors from '@/lib/server/doors/held-doors'
import * as inventoryDoors from '@/lib/server/doors/inventory-doors'
import * as ledgerDoors from '@/lib/server/doors/ledger-doors'
import * as poolDoors from '@/lib/server/doors/pool-doors'
import * as rollingDoors from '@/lib/server/doors/rolling-doors'
import * as settingsDoors from '@/lib/server/doors/settings-doors'
import * as simulatorDoors from '@/lib/server/doors/simulator-doors'
import * as taskDoors from '@/lib/server/doors/task-doors'
import { through } from '@/lib/server/doors/through'
import * as undoDoors from '@/lib/server/doors/undo-doors'
import * as wizardDoors from '@/lib/server/doors/wizard-doors'

/* Every server action of the console, through the door of its name; what is behind it parses everything again. */

export const planCommand: GroupActions['planCommand'] = async (command) =>
  through('planCommand', () => groupDoors.planCommand(command))
export const applyCommand: GroupActions['applyCommand'] = async (command, key, proof) =>
  through('applyCommand', () => groupDoors.applyCommand(command, key, proof))

export const planUndo: UndoActions['planUndo'] = async (seq) =>
  through('planUndo', () => undoDoors.planUndoing(seq))
export const applyUndo: UndoActions['applyUndo'] = async (seq, key, proof) =>
  through('applyUndo', () => undoDoors.applyUndoing(seq, key, proof))

export const addTask: TaskActions['addTask'] = async (groupId, values, key) =>
  through('addTask', () => taskDoors.addTask(groupId, values, key))
export const editTask: TaskActions['editTask'] = async (taskId, values) =>
  through('editTask', () => taskDoors.editTask(taskId, values))
export const enableTask: TaskActions['enableTask'] = async (taskId, enabled) =>
  through('enableTask', () => taskDoors.enableTask(taskId, enabled))
export const removeTask: TaskActions['removeTask'] = async (taskId) =>
  through('removeTask', () => taskDoors.removeTask(taskId))

export const planRolling: RollingActions['planRolling'] = async (groupId, values) =>
  through('planRolling', () => rollingDoors.planRolling(groupId, values))
export const startRolling: RollingActions['startRolling'] = async (groupId, values, key, proof) =>
  through('startRolling', () => rollingDoors.startRolling(groupId, values, key, proof))
export const commandRolling: RollingActions['commandRolling'] = async (runId, command) =>
  through('commandRolling', () => rollingDoors.commandRolling(runId, command))
export const startDrill: DrillActions['startDrill'] = async (values, key) =>
  through('startDrill', () => drillDoors.startDrill(values, key))
export const cancelDrill: DrillActions['cancelDrill'] = async (id) =>
  through('cancelDrill', () => drillDoors.cancelDrill(id))
export const removeDrill: DrillActions['removeDrill'] = async (id) =>
  through('removeDrill', () => drillDoors.removeDrill(id))

export const saveDraft: WizardActions['saveDraft'] = async (input) =>
  through('saveDraft', () => draftDoors.saveDraft(input))
export const discardDraft: WizardActions['discardDraft'] = async (draftId) =>
  through('discardDraft', () => draftDoors.discardDraft(draftId))
export const checkPools: WizardActions['checkPools'] = async (input) =>
  through('checkPools', () => poolDoors.checkPools(input))
export const checkStep: WizardActions['checkStep'] = async (input) =>
  through('checkStep', () => wizardDoors.checkStep(input))
export const planWizard: WizardActions['planWizard'] = async (input) =>
  through('planWizard', () => wizardDoors.planWizard(input))
export const applyWizard: WizardActions['applyWizard'] = async (input) =>
  through('applyWizard', () => wizardDoors.applyWizard(input))

export const applyImport: InventoryActions['applyImport'] = async (uploadId, key) =>
  through('applyImport', () => inventoryDoors.applyImport(uploadId, key))

export const planDriftRepair: DriftActions['planDriftRepair'] = async (wanted) =>
  through('planDriftRepair', () => driftDoors.planDriftRepair(wanted))
export const applyDriftRepair: DriftActions['applyDriftRepair'] = async (wanted, key, proof) =>
  through('applyDriftRepair', () => driftDoors.applyDriftRepair(wanted, key, proof))
export const checkNow: DriftActions['checkNow'] = async () => through('checkNow', () => driftDoors.checkNow())

export const switchMaintenance: SettingsActions['switchMaintenance'] = async (wanted) =>
  through('switchMaintenance', () => settingsDoors.switchMaintenance(wanted))
export const changeSettings: SettingsActions['changeSettings'] = async (change) =>
  through('changeSettings', () => settingsDoors.changeSettings(change))

export const planHeld: HeldActions['planHeld'] = async (command) =>
  through('planHeld', () => heldDoors.planHeld(command))
export const applyHeld: HeldActions['applyHeld'] = async (command, key, proof) =>
  through('applyHeld', () => heldDoors.applyHeld(command, key, proof))
export const tryNow: HeldActions['tryNow'] = async (failed) =>
  through('tryNow', () => heldDoors.tryNow(failed))
export const callOff: HeldActions['callOff'] = async (disposalId) =>
  through('callOff', () => heldDoors.callOff(disposalId))

export const interruptMachines: SimulatorActions['interruptMachines'] = async (ids) =>
  through('interruptMachines', () => simulatorDoors.interruptMachines(ids))
export const interruptShare: SimulatorActions['interruptShare'] = async (zone, share) =>
  through('interruptShare', () => simulatorDoors.interruptShare(zone, share))
export const deleteInterface: SimulatorActions['deleteInterface'] = async (id) =>
  through('deleteInterface', () => simulatorDoors.deleteInterface(id))
export const takeAddress: SimulatorActions['takeAddress'] = async (subnetId, address) =>
  through('takeAddress', () => simulatorDoors.takeAddress(subnetId, address))
export const damageCloud: SimulatorActions['damageCloud'] = async (damage) =>
  through('damageCloud', () => simulatorDoors.damageCloud(damage))
export const setFaults: SimulatorActions['setFaults'] = async (faults) =>
  through('setFaults', () => simulatorDoors.setFaults(faults))
export const setTiming: SimulatorActions['setTiming'] = async (timing) =>
  through('setTiming', () => simulatorDoors.setTiming(timing))
export const setMarket: SimulatorActions['setMarket'] = async (zones) =>
  through('setMarket', () => simulatorDoors.setMarket(zones))

export const checkLedger: LedgerActions['checkLedger'] = async () =>
  through('checkLedger', () => ledgerDoors.checkLedger())
