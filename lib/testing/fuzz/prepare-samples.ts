import { beginDisposals } from '@/lib/allocation/dispose'
import type { ActionResult } from '@/lib/api/action-result'
import type { PlanProof } from '@/lib/api/views/plans'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { type Holdfast, holdfast } from '@/lib/server/compose'
import { startDrill } from '@/lib/server/doors/drill-doors'
import { applyCommand } from '@/lib/server/doors/group-doors'
import { commandRolling, planRolling, startRolling } from '@/lib/server/doors/rolling-doors'
import { removeTask } from '@/lib/server/doors/task-doors'
import { readDrifts } from '@/lib/server/reads/drift'
import { awsInventory, SUBNETS } from '../worlds'
import type { Scene } from './fuzz-world'

/*
 * What a sample needs and the scene has not, made in the doors' world for whoever asks for it: a door is asked about
 * something that is there, so that it takes what it is asked.
 */

const PROOF = { seed: 7919, seq: 1, groupVersion: 1, digest: 'd' }

/** A plan's proof, so that what applies it is taken. */
export async function proofOf(
  planned: Promise<ActionResult<{ readonly proof: PlanProof }>>,
): Promise<PlanProof> {
  const plan = await planned
  return plan.ok ? plan.value.proof : PROOF
}

/** An address that nobody has, another one for nearly each scene; its subnet is back where an import took it away. */
export async function freeAddress({ seq }: Scene): Promise<{ subnetId: string; address: string }> {
  const { fleet } = SUBNETS
  const virtualNetworks = awsInventory().virtualNetworks.filter(({ id }) => id === fleet.virtualNetworkId)
  await (await holdfast()).control.loadInventory({ ...EMPTY_INVENTORY, virtualNetworks, subnets: [fleet] })
  const at = seq % 10_000
  return { subnetId: fleet.id, address: `10.8.${210 + Math.floor(at / 250)}.${1 + (at % 250)}` }
}

/** Those whose interface is as it should be. */
async function soundMembers(hold: Holdfast, { group }: Scene, state: 'active' | 'paused') {
  const snapshot = await hold.store.groupSnapshot(group)
  return (snapshot?.instances ?? []).filter(
    (one) => one.state === state && one.interfaceId !== null && one.drift === null,
  )
}

/** A running one that nobody has touched. */
export async function soundMember(scene: Scene) {
  return (await soundMembers(await holdfast(), scene, 'active')).at(-1)
}

export async function pausedMember(scene: Scene) {
  const hold = await holdfast()
  const [paused] = await soundMembers(hold, scene, 'paused')
  if (paused) return paused
  const member = await soundMember(scene)
  const command = { kind: 'pause', groupId: scene.group, instanceIds: [member?.id ?? ''] }
  await applyCommand(command, scene.key(), null)
  await hold.engine.idle()
  return member
}

/** A difference that was just found, and a repair that it has. */
export async function openDrift(scene: Scene): Promise<{ driftId: string; repair: string }> {
  const hold = await holdfast()
  const member = await soundMember(scene)
  await hold.control.damage({ kind: 'detach', id: member?.interfaceId ?? '' })
  await scene.later(0)
  const { open } = await readDrifts(hold)
  const drift = open.find((one) => one.instanceId === member?.id && one.repairs.length > 0)
  return { driftId: drift?.id ?? 'drf-000000000000', repair: drift?.repairs[0]?.kind ?? 'recycle' }
}

/** A deletion that was asked for and has not begun in the cloud. */
export async function waitingDeletion(scene: Scene): Promise<string> {
  const hold = await holdfast()
  const [waiting] = await hold.store.runningDisposals()
  if (waiting) return waiting.id
  const { subnetId, address } = await freeAddress(scene)
  await hold.control.damage({ kind: 'stray', id: subnetId, address })
  await hold.engine.refresh()
  const stray = (await hold.store.heldForNobody()).find(({ why }) => why === 'unknown')
  const begun = await beginDisposals(hold.engine.allocation, [stray?.id ?? ''], () => undefined)
  return (begun.ok && begun.value[0]?.id) || 'dsp-000000000000'
}

export const ROLLING = {
  ...{ batchSize: '1', maximumUnavailable: 1, order: 'zone-by-zone', healthSeconds: '5' },
  ...{ timeoutSeconds: 600, which: 'all', instanceIds: [] },
}

const liveRun = async ({ store }: Holdfast, group: string) =>
  (await store.reads.rollings(group, 1)).find(({ endedAt }) => endedAt === null)

export async function rollingRun(scene: Scene): Promise<string> {
  const group = await groupWithoutRun(scene)
  const started = await startRolling(group, ROLLING, scene.key(), await proofOf(planRolling(group, ROLLING)))
  return started.ok ? started.value.runId : 'rol-000000000000'
}

/** A group has one run at most; one that is cancelled lives until what it has begun is over. */
export async function groupWithoutRun({ group, later }: Scene): Promise<string> {
  const hold = await holdfast()
  const run = await liveRun(hold, group)
  if (run) await commandRolling(run.id, 'cancel')
  for (let looks = 0; looks < MOST_LOOKS && (await liveRun(hold, group)); looks++) await later(HOUR_MS)
  return group
}
const MOST_LOOKS = 5
const HOUR_MS = 3_600_000

/** A group has so many tasks at most, and somebody so many drafts. */
export async function groupWithoutTasks({ group }: Scene): Promise<string> {
  const { store } = await holdfast()
  for (const { id } of await store.scheduledTasks(group)) await removeTask(id)
  return group
}

export async function roomForDrafts(): Promise<void> {
  const { store } = await holdfast()
  const made = (await store.reads.drafts()).filter(({ id }) => MADE_BY_PLAY.test(id))
  for (const { id } of made.slice(KEPT_DRAFTS)) await store.reads.removeDraft(id)
}
const KEPT_DRAFTS = 10
/** By a scene or by the door; those of a test stay. */
const MADE_BY_PLAY = /^draft-(fuzz-request-\d+|[0-9a-f]{32})$/

export const drillOf = ({ group }: Scene) => ({
  ...{ scope: { kind: 'group', groupId: group }, zones: [], byShare: true, share: 50, instanceIds: [] },
  ...{ failing: 'none', failingMinutes: '', capacityReturns: false, capacityBack: '', minutes: '5' },
  ...{ startSeconds: '30', stopSeconds: 10, seed: '7' },
})

/** One whose report is written. */
export async function playedDrill(scene: Scene): Promise<string> {
  const { store, drills } = await holdfast()
  const find = async () => (await store.reads.drills()).find(({ state }) => state === 'done')
  if (!(await find())) await startDrill(drillOf(scene), scene.key())
  await drills.idle()
  return (await find())?.id ?? 'drill-000000000000'
}
