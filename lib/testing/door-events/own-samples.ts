import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActionName } from '@/lib/auth/doors'
import type { Holdfast } from '@/lib/server/compose'
import { planDriftRepair } from '@/lib/server/doors/drift-doors'
import { planHeld } from '@/lib/server/doors/held-doors'
import { readDrifts } from '@/lib/server/reads/reads-drift'
import { proofOf, type Sample } from '../fuzz/action-samples'
import type { Door } from '../fuzz/find-doors'
import { type Scene, TASK } from '../fuzz/fuzz-world'
import { HOST, sentHeaders } from './asking-browser'
import type { Asks } from './play-accounts'

type Room = { readonly hold: Holdfast; readonly doors: readonly Door[] } & Pick<Asks, 'ask'>

/** Where what every action takes would change nothing here, or not for who is signed in. */
export const ownSamples = (room: Room): Readonly<Partial<Record<ActionName, Sample>>> => ({
  discardDraft: ({ draft }) => [draft],
  editTask: ({ task }) => [task, { ...TASK, amount: '3' }],
  applyImport: async ({ key }) => [await readFiles(room), key()],
  applyHeld: async (scene) => {
    const instanceIds = [(await pausedOf(room, scene))?.id ?? '']
    const held = { kind: 'release', instanceIds }
    return [held, scene.key(), await proofOf(planHeld(held))]
  },
  applyDriftRepair: async (scene) => {
    const [member] = await membersOf(room, scene, 'active')
    await room.hold.control.damage({ kind: 'detach', id: member?.interfaceId ?? '' })
    await room.hold.engine.check()
    const open = (await readDrifts(room.hold)).open.filter(({ instanceId }) => instanceId === member?.id)
    const wanted = { driftId: open[0]?.id, repair: open[0]?.repairs[0]?.kind }
    return [wanted, scene.key(), await proofOf(planDriftRepair(wanted))]
  },
  deleteInterface: async (scene) => [(await pausedOf(room, scene))?.interfaceId],
  damageCloud: async (scene) => [
    { kind: 'detach', id: (await membersOf(room, scene, 'active'))[0]?.interfaceId, address: null },
  ],
})

/** Those whose interface is still there: the scene has deleted another behind our back. */
async function membersOf({ hold }: Room, { group, interfaceId }: Scene, state: 'active' | 'paused') {
  const snapshot = await hold.store.groupSnapshot(group)
  return (snapshot?.instances ?? []).filter(
    (one) => one.state === state && one.interfaceId !== null && one.interfaceId !== interfaceId,
  )
}

async function pausedOf(room: Room, scene: Scene) {
  const [member] = await membersOf(room, scene, 'active')
  const instanceIds = [member?.id ?? '']
  await room.ask('applyCommand', { kind: 'pause', groupId: scene.group, instanceIds }, scene.key(), null)
  await room.hold.engine.idle()
  return member
}

/** An upload is of who read the files, so they come in by the door. */
async function readFiles({ doors }: Room): Promise<string | undefined> {
  const door = doors.find(({ name }) => name === 'POST /api/imports')
  const files = ['describe-vpcs.json', 'describe-subnets.json'].map((name) => ({
    name,
    text: readFileSync(join(process.cwd(), 'e2e/fixtures/aws-cli', name), 'utf8'),
  }))
  const sizes = files.map(({ name, text }) => ({ name, size: Buffer.byteLength(text) }))
  const body = `${JSON.stringify(sizes)}\n${files.map(({ text }) => text).join('')}`
  const sent = new Request(`http://${HOST}/api/imports`, { method: 'POST', headers: sentHeaders(), body })
  const answer = door?.kind === 'route' ? await door.call(sent, { params: Promise.resolve({}) }) : null
  return ((await answer?.json()) as { value?: { uploadId?: string } } | undefined)?.value?.uploadId
}
