import { planDriftRepair } from '@/lib/server/doors/drift-doors'
import { planHeld } from '@/lib/server/doors/held-doors'
import { readImport } from '@/lib/server/doors/inventory-doors'
import { planRolling } from '@/lib/server/doors/rolling-doors'
import { planUndoing } from '@/lib/server/doors/undo-doors'
import { planWizard } from '@/lib/server/doors/wizard-doors'
import { type Scene, SUBNET, TASK } from './fuzz-world'
import { PEOPLE_SAMPLES } from './people-samples'
import {
  drillOf,
  freeAddress,
  groupWithoutRun,
  groupWithoutTasks,
  openDrift,
  pausedMember,
  playedDrill,
  proofOf,
  ROLLING,
  rollingRun,
  roomForDrafts,
  soundMember,
  waitingDeletion,
} from './prepare-samples'

/** Something that each action takes, by its name; each of them is spoilt in thousands of ways. */
export type Sample = (scene: Scene) => readonly unknown[] | Promise<readonly unknown[]>

const SCALE = ({ group }: Scene) => ({ kind: 'scale', groupId: group, target: 4, resumePaused: true })
const values = ({ values, pooledValues, seq }: Scene) => (seq % 2 === 0 ? values : pooledValues)
const edited = (scene: Scene) => (scene.seq % 2 === 0 ? scene.group : scene.vms)
const held = async (scene: Scene) => ({
  ...{ kind: 'release', instanceIds: [(await pausedMember(scene))?.id ?? ''] },
})
const FILES = [{ name: 'vpcs.json', text: '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.9.0.0/16"}]}' }]

export const ACTION_SAMPLES: Readonly<Record<string, Sample>> = {
  ...PEOPLE_SAMPLES,
  planCommand: (scene) => [SCALE(scene)],
  applyCommand: (scene) => [
    [
      SCALE(scene),
      { kind: 'pause', groupId: scene.group, instanceIds: [scene.instance] },
      { kind: 'resume', groupId: scene.group, instanceIds: [scene.paused] },
      { kind: 'recycle', groupId: scene.vms, instanceIds: [scene.vm] },
      { kind: 'deallocate', groupId: scene.group, instanceIds: [scene.paused], afterwards: 'replace' },
    ][scene.seq % 5],
    scene.key(),
    null,
  ],
  planUndo: ({ change }) => [change],
  applyUndo: async ({ change, key }) => [change, key(), await proofOf(planUndoing(change))],
  addTask: async (scene) => [await groupWithoutTasks(scene), TASK, scene.key()],
  editTask: ({ task }) => [task, { ...TASK, amount: '3' }],
  enableTask: ({ task }) => [task, false],
  removeTask: ({ task }) => [task],
  planRolling: async (scene) => [await groupWithoutRun(scene), ROLLING],
  startRolling: async (scene) => {
    const group = await groupWithoutRun(scene)
    return [group, ROLLING, scene.key(), await proofOf(planRolling(group, ROLLING))]
  },
  commandRolling: async (scene) => [await rollingRun(scene), 'pause'],
  startDrill: (scene) => [drillOf(scene), scene.key()],
  cancelDrill: async (scene) => [await playedDrill(scene)],
  removeDrill: async (scene) => [await playedDrill(scene)],
  saveDraft: async (scene) => {
    await roomForDrafts()
    return [{ draftId: null, groupId: null, revision: 0, step: 'general', values: values(scene) }]
  },
  discardDraft: ({ draft }) => [draft],
  checkPools: ({ group }) => [
    { pools: [{ name: '', text: '10.0.1.32-40\n10.0.1.48/28, x', subnetIds: [SUBNET] }], groupId: group },
  ],
  checkStep: (scene) => [{ step: 'review', values: values(scene), groupId: edited(scene) }],
  planWizard: (scene) => [{ values: values(scene), groupId: edited(scene) }],
  applyWizard: async (scene) => {
    const asked = { values: values(scene), groupId: edited(scene) }
    return [{ ...asked, draftId: null, requestKey: scene.key(), proof: await proofOf(planWizard(asked)) }]
  },
  applyImport: async ({ key }) => {
    const read = await readImport(FILES)
    return [read.ok ? read.value.uploadId : '', key()]
  },
  planDriftRepair: async (scene) => [await openDrift(scene)],
  applyDriftRepair: async (scene) => {
    const wanted = await openDrift(scene)
    return [wanted, scene.key(), await proofOf(planDriftRepair(wanted))]
  },
  checkNow: () => [],
  changeSettings: () => [
    {
      values: { syncIntervalSeconds: '60', interfacePerHour: '0', publicIpPerHour: 0.005, currency: 'EUR' },
      seen: {},
    },
  ],
  checkLedger: () => [],
  switchMaintenance: ({ seq }) => [{ on: seq % 2 === 0 }],
  planHeld: async (scene) => [await held(scene)],
  applyHeld: async (scene) => {
    const command = await held(scene)
    return [command, scene.key(), await proofOf(planHeld(command))]
  },
  tryNow: ({ instance }) => [{ kind: 'instance', id: instance }],
  callOff: async (scene) => [await waitingDeletion(scene)],
  interruptMachines: ({ machine }) => [[machine]],
  interruptShare: () => ['us-east-1a', 0.1],
  deleteInterface: async (scene) => [(await pausedMember(scene))?.interfaceId],
  takeAddress: async (scene) => Object.values(await freeAddress(scene)),
  damageCloud: async (scene) => {
    const { interfaceId = null, machineId = null } = (await soundMember(scene)) ?? {}
    const { subnetId, address } = await freeAddress(scene)
    return [
      [
        { kind: 'detach', id: interfaceId, address: null },
        { kind: 'retag', id: machineId, address: null },
        { kind: 'stray', id: subnetId, address },
      ][scene.seq % 3],
    ]
  },
  setFaults: () => [
    [{ operation: '*', effect: 'error', code: 'InternalError', after: 3, remaining: 1, probability: 0.5 }],
  ],
  setTiming: () => [{ startMs: 1, stopMs: 1, operationMs: 1, callMs: 0 }],
  setMarket: () => [[{ zone: '1', weight: 1, capacity: true }]],
}
