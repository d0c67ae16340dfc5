'use server'

import type {
  DriftActions,
  DrillActions,
  GroupActions,
  HeldActions,
  InventoryActions,
  RollingActions,
  SettingsActions,
  SimulatorActions,
  TaskActions,
  UndoActions,
  WizardActions,
} from '@/lib/api/actions'
import * as draftDoors from '@/lib/server/draft-doors'
import * as driftDoors from '@/lib/server/drift-doors'
import * as drillDoors from '@/lib/server/drill-doors'
import * as groupDoors from '@/lib/server/group-doors'
import * as heldDoors from '@/lib/server/held-doors'
import * as inventoryDoors from '@/lib/server/inventory-doors'
import * as poolDoors from '@/lib/server/pool-doors'
import * as rollingDoors from '@/lib/server/rolling-doors'
import * as settingsDoors from '@/lib/server/settings-doors'
import * as simulatorDoors from '@/lib/server/simulator-doors'
import * as taskDoors from '@/lib/server/task-doors'
import * as undoDoors from '@/lib/server/undo-doors'
import * as wizardDoors from '@/lib/server/wizard-doors'

/* Every server action of the console. The doors behind them parse everything again. */

export const planCommand: GroupActions['planCommand'] = async (command) => groupDoors.planCommand(command)
export const applyCommand: GroupActions['applyCommand'] = async (command, key, proof) =>
  groupDoors.applyCommand(command, key, proof)

export const planUndo: UndoActions['planUndo'] = async (seq) => undoDoors.planUndoing(seq)
export const applyUndo: UndoActions['applyUndo'] = async (seq, key, proof) =>
  undoDoors.applyUndoing(seq, key, proof)

export const addTask: TaskActions['addTask'] = async (groupId, values, key) =>
  taskDoors.addTask(groupId, values, key)
export const editTask: TaskActions['editTask'] = async (taskId, values) => taskDoors.editTask(taskId, values)
export const enableTask: TaskActions['enableTask'] = async (taskId, enabled) =>
  taskDoors.enableTask(taskId, enabled)
export const removeTask: TaskActions['removeTask'] = async (taskId) => taskDoors.removeTask(taskId)

export const planRolling: RollingActions['planRolling'] = async (groupId, values) =>
  rollingDoors.planRolling(groupId, values)
export const startRolling: RollingActions['startRolling'] = async (groupId, values, key, proof) =>
  rollingDoors.startRolling(groupId, values, key, proof)
export const commandRolling: RollingActions['commandRolling'] = async (runId, command) =>
  rollingDoors.commandRolling(runId, command)
export const startDrill: DrillActions['startDrill'] = async (values, key) =>
  drillDoors.startDrill(values, key)
export const cancelDrill: DrillActions['cancelDrill'] = async (id) => drillDoors.cancelDrill(id)
export const removeDrill: DrillActions['removeDrill'] = async (id) => drillDoors.removeDrill(id)

export const saveDraft: WizardActions['saveDraft'] = async (input) => draftDoors.saveDraft(input)
export const discardDraft: WizardActions['discardDraft'] = async (draftId) => draftDoors.discardDraft(draftId)
export const checkPools: WizardActions['checkPools'] = async (input) => poolDoors.checkPools(input)
export const checkStep: WizardActions['checkStep'] = async (input) => wizardDoors.checkStep(input)
export const planWizard: WizardActions['planWizard'] = async (input) => wizardDoors.planWizard(input)
export const applyWizard: WizardActions['applyWizard'] = async (input) => wizardDoors.applyWizard(input)

export const readImport: InventoryActions['readImport'] = async (form) => inventoryDoors.readImport(form)
export const applyImport: InventoryActions['applyImport'] = async (uploadId, key) =>
  inventoryDoors.applyImport(uploadId, key)

export const planDriftRepair: DriftActions['planDriftRepair'] = async (wanted) =>
  driftDoors.planDriftRepair(wanted)
export const applyDriftRepair: DriftActions['applyDriftRepair'] = async (wanted, key, proof) =>
  driftDoors.applyDriftRepair(wanted, key, proof)
export const checkNow: DriftActions['checkNow'] = async () => driftDoors.checkNow()

export const changeSettings: SettingsActions['changeSettings'] = async (change) =>
  settingsDoors.changeSettings(change)

export const planHeld: HeldActions['planHeld'] = async (command) => heldDoors.planHeld(command)
export const applyHeld: HeldActions['applyHeld'] = async (command, key, proof) =>
  heldDoors.applyHeld(command, key, proof)
export const tryNow: HeldActions['tryNow'] = async (failed) => heldDoors.tryNow(failed)
export const callOff: HeldActions['callOff'] = async (disposalId) => heldDoors.callOff(disposalId)

export const interruptMachines: SimulatorActions['interruptMachines'] = async (ids) =>
  simulatorDoors.interruptMachines(ids)
export const interruptShare: SimulatorActions['interruptShare'] = async (zone, share) =>
  simulatorDoors.interruptShare(zone, share)
export const deleteInterface: SimulatorActions['deleteInterface'] = async (id) =>
  simulatorDoors.deleteInterface(id)
export const takeAddress: SimulatorActions['takeAddress'] = async (subnetId, address) =>
  simulatorDoors.takeAddress(subnetId, address)
export const setFaults: SimulatorActions['setFaults'] = async (faults) => simulatorDoors.setFaults(faults)
export const setTiming: SimulatorActions['setTiming'] = async (timing) => simulatorDoors.setTiming(timing)
export const setMarket: SimulatorActions['setMarket'] = async (zones) => simulatorDoors.setMarket(zones)
