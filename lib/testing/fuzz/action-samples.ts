import type { ActionResult } from '@/lib/api/action-result'
import type { PlanProof } from '@/lib/api/views/plans'
import { planDriftRepair } from '@/lib/server/doors/drift-doors'
import { planHeld } from '@/lib/server/doors/held-doors'
import { readImport } from '@/lib/server/doors/inventory-doors'
import { planRolling } from '@/lib/server/doors/rolling-doors'
import { planUndoing } from '@/lib/server/doors/undo-doors'
import { planWizard } from '@/lib/server/doors/wizard-doors'
import { type Scene, SUBNET, TASK } from './fuzz-world'
import { PEOPLE_SAMPLES } from './people-samples'

/** Something that each action takes, by its name; each of them is spoilt in thousands of ways. */
export type Sample = (scene: Scene) => readonly unknown[] | Promise<readonly unknown[]>

const PROOF = { seed: 7919, seq: 1, groupVersion: 1, digest: 'd' }
const SCALE = ({ group }: Scene) => ({ kind: 'scale', groupId: group, target: 4, resumePaused: true })
const ROLLING = {
  ...{
    batchSize: '1',
    maximumUnavailable: 1,
    order: 'zone-by-zone',
    healthSeconds: '5',
    timeoutSeconds: 600,
  },
  ...{ which: 'all', instanceIds: [] },
}
const DRILL = ({ group }: Scene) => ({
  ...{ scope: { kind: 'group', groupId: group }, zones: [], byShare: true, share: 50, instanceIds: [] },
  ...{ failing: 'none', failingMinutes: '', capacityReturns: false, capacityBack: '', minutes: '5' },
  ...{ startSeconds: '30', stopSeconds: 10, seed: '7' },
})
const values = ({ values, pooledValues, seq }: Scene) => (seq % 2 === 0 ? values : pooledValues)
const edited = (scene: Scene) => (scene.seq % 2 === 0 ? scene.group : scene.vms)
const repair = ({ drift, repair }: Scene) => ({ driftId: drift, repair })
const held = ({ paused }: Scene) => ({ kind: 'release', instanceIds: [paused] })
const FILES = [{ name: 'vpcs.json', text: '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.9.0.0/16"}]}' }]

/** A plan's proof, so that what applies it is taken. */
export async function proofOf(
  planned: Promise<ActionResult<{ readonly proof: PlanProof }>>,
): Promise<PlanProof> {
  const plan = await planned
  return plan.ok ? plan.value.proof : PROOF
}

export const ACTION_SAMPLES: Readonly<Record<string, Sample>> = {
  ...PEOPLE_SAMPLES,
  setUp: () => [
    { token: 'setup-token', name: 'Ada', email: 'ada@example.org', password: 'a long walk by the sea' },
  ],
  signIn: () => [{ email: 'ada@example.org', password: 'a long walk by the sea' }],
  beginSignOn: () => ['/subnets?q=10.0.1'],
  signOut: () => [],
  makeToken: () => [{ name: 'dashboard', role: 'viewer', days: 30 }],
  revokeToken: () => ['0123456789abcdef'],
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
  addTask: ({ group, key }) => [group, TASK, key()],
  editTask: ({ task }) => [task, TASK],
  enableTask: ({ task }) => [task, false],
  removeTask: ({ task }) => [task],
  planRolling: ({ group }) => [group, ROLLING],
  startRolling: async ({ group, key }) => [group, ROLLING, key(), await proofOf(planRolling(group, ROLLING))],
  commandRolling: ({ run }) => [run, 'pause'],
  startDrill: (scene) => [DRILL(scene), scene.key()],
  cancelDrill: ({ drill }) => [drill],
  removeDrill: ({ drill }) => [drill],
  saveDraft: (scene) => [
    {
      draftId: null,
      groupId: null,
      revision: 0,
      step: 'general',
      values: values(scene),
    },
  ],
  discardDraft: () => ['draft-000000000000'],
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
  planDriftRepair: (scene) => [repair(scene)],
  applyDriftRepair: async (scene) => [
    repair(scene),
    scene.key(),
    await proofOf(planDriftRepair(repair(scene))),
  ],
  checkNow: () => [],
  changeSettings: () => [
    {
      values: { syncIntervalSeconds: '60', interfacePerHour: '0', publicIpPerHour: 0.005, currency: 'EUR' },
      seen: {},
    },
  ],
  checkLedger: () => [],
  switchMaintenance: ({ seq }) => [{ on: seq % 2 === 0 }],
  planHeld: (scene) => [held(scene)],
  applyHeld: async (scene) => [held(scene), scene.key(), await proofOf(planHeld(held(scene)))],
  tryNow: ({ instance }) => [{ kind: 'instance', id: instance }],
  callOff: () => ['dsp-000000000000'],
  interruptMachines: ({ machine }) => [[machine]],
  interruptShare: () => ['us-east-1a', 0.1],
  deleteInterface: ({ interfaceId }) => [interfaceId],
  takeAddress: () => [SUBNET, '10.0.1.99'],
  damageCloud: ({ interfaceId }) => [{ kind: 'detach-interface', id: interfaceId, address: null }],
  setFaults: () => [
    [{ operation: '*', effect: 'error', code: 'InternalError', after: 3, remaining: 1, probability: 0.5 }],
  ],
  setTiming: () => [{ startMs: 1, stopMs: 1, operationMs: 1, callMs: 0 }],
  setMarket: () => [[{ zone: '1', weight: 1, capacity: true }]],
}
