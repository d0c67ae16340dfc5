import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { address as addressOf, formatAddress } from '@/lib/domain/address'
import type { GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import { eachMember } from '@/lib/domain/pool'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { type ConfigChange, groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { addTask, editTask, enableTask, removeTask, type TaskSaid } from './change-tasks'
import { applyTaskUndo, applyUndo, planTaskUndo, planUndo } from './undo-change'

/* Changes taken back, against the real store and the simulated cloud, one process. */

let world: RunningWorld
let id: string
/** Every test has a group and eight addresses of its own in one world. */
let test0 = 0

beforeAll(async () => {
  world = await runWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  test0 += 1
})

/** Pools lie in one subnet, what is drawn in the other. */
const { prodA, prodB } = SUBNETS
const member = (n: number) => `10.0.2.${96 + 8 * test0 + n}`
const group = (over: ConfigChange = {}): GroupConfig =>
  groupConfig({
    ...{
      name: `group-${test0}`,
      subnetIds: [(over.pool ? prodB : prodA).id],
      capacity: { minimum: 0, target: 2, maximum: 6 },
    },
    ...over,
  })
const members = (...numbers: readonly number[]) => ({ pool: numbers.map(member).join(',') })

/** The last event of the group that the operator caused, of this kind. */
async function lastOf(kind: string): Promise<number> {
  const [event] = await world.store.events({ groupId: id, kinds: [kind], limit: 1 })
  return event?.seq ?? 0
}

const plan = (seq: number) => planUndo(world.engine.allocation, world.store.reads, seq)

let keys = 0
/** Undoes and waits for the cloud work. Answers why not, or 'ok'. */
async function undo(seq: number, key = `undo-${++keys}`): Promise<string> {
  const planned = await plan(seq)
  if (!planned.ok)
    return planned.refusal.kind === 'cannot-undo' ? planned.refusal.why.kind : planned.refusal.kind
  const { seed, digest, seen } = planned.value.plan
  const applied = await applyUndo(world.engine.allocation, world.store.reads, seq, {
    requestKey: key,
    proof: { seed, digest, seq: seen.seq },
  })
  await world.settled()
  return applied.ok ? 'ok' : applied.refusal.kind
}

const notes = async (seq: number) => {
  const planned = await plan(seq)
  return planned.ok ? planned.value.undo.notes : planned.refusal
}

const membersOf = (of: GroupConfig | undefined) =>
  of?.persistence.kind === 'stateful' ? [...eachMember(of.persistence.privateIpPool)].map(formatAddress) : []

const config = async () => (await world.store.reads.groupRecord(id))?.config
const desired = async () => (await world.instances(id)).map((one) => [one.id, one.desired])
const ask = (intent: Intent) => world.ask(id, intent)

describe('an edit', () => {
  beforeEach(async () => {
    id = await world.create(group({ ...members(0, 1) }))
  })

  test('is taken back, whole, and that once; the undo can be undone', async () => {
    const before = await config()
    await ask({ kind: 'edit', config: group({ ...members(0, 1, 2), coolingSeconds: 60 }) })
    const edited = await config()
    const seq = await lastOf('group-edited')
    expect(await undo(seq, 'the-same-key')).toBe('ok')
    expect(await config()).toEqual(before)
    expect(await undo(seq)).toBe('undone-already')
    const [event] = await world.store.events({ groupId: id, kinds: ['change-undone'], limit: 1 })
    expect(event).toMatchObject({ actor: 'operator', requestId: 'the-same-key' })
    expect(await undo(event?.seq ?? 0)).toBe('ok')
    expect(await config()).toEqual(edited)
    expect(await undo(seq)).toBe('ok')
    expect(await config()).toEqual(before)
  })

  test('that added members takes their instances back, and resumes none of them', async () => {
    const before = await world.instances(id)
    await ask({ kind: 'edit', config: group(members(0, 1, 2)) })
    expect((await world.instances(id)).map(at)).toEqual([0, 1, 2].map(member))
    expect(await undo(await lastOf('group-edited'))).toBe('ok')
    expect(await world.instances(id)).toEqual(before)
  })

  test('keeps what somebody changed since, and says who and when', async () => {
    await ask({ kind: 'edit', config: group({ ...members(0, 1, 2), coolingSeconds: 60 }) })
    const seq = await lastOf('group-edited')
    world.pass(60_000)
    await ask({ kind: 'edit', config: group({ ...members(0, 1, 2, 3), coolingSeconds: 120 }) })
    expect(await notes(seq)).toEqual([
      { kind: 'changed-since', field: 'coolingSeconds', by: { at: world.now(), actor: 'operator' } },
    ])
    expect(await undo(seq)).toBe('ok')
    const wanted = group({ ...members(0, 1, 3), coolingSeconds: 120 })
    expect(membersOf(await config())).toEqual(membersOf(wanted))
    expect((await config())?.coolingSeconds).toBe(120)
  })

  test('whose every field was changed since leaves nothing to undo', async () => {
    await ask({ kind: 'edit', config: group({ ...members(0, 1), coolingSeconds: 60 }) })
    const seq = await lastOf('group-edited')
    await ask({ kind: 'edit', config: group({ ...members(0, 1), coolingSeconds: 120 }) })
    expect(await undo(seq)).toBe('nothing-left')
  })
})

describe('scale, pause and resume', () => {
  beforeEach(async () => {
    id = await world.create(group())
  })

  test('a target is put back, and exactly those run that ran', async () => {
    const [first, second] = await world.instances(id)
    await ask({ kind: 'pause', instanceIds: [second?.id ?? ''] })
    const before = await desired()
    await ask({ kind: 'scale', target: 0, resumePaused: true })
    const seq = await lastOf('group-scaled')
    expect(await desired()).toEqual([first, second].map((one) => [one?.id, 'paused']))
    expect(await undo(seq)).toBe('ok')
    expect(await desired()).toEqual(before)
    expect((await config())?.capacity.target).toBe(2)
  })

  test('what a scale-up made is paused again, keeps its address, and is told of', async () => {
    await ask({ kind: 'scale', target: 3, resumePaused: true })
    const made = (await world.instances(id))[2]
    const seq = await lastOf('group-scaled')
    expect(await notes(seq)).toEqual([{ kind: 'created-stays', instanceId: made?.id }])
    expect(await undo(seq)).toBe('ok')
    const now = (await world.instances(id))[2]
    expect([now?.id, now?.state, at(now)]).toEqual([made?.id, 'paused', at(made)])
    expect((await config())?.capacity.target).toBe(2)
  })

  test('a pause by hand is taken back; one that runs again already leaves nothing to undo', async () => {
    const [first] = await world.instances(id)
    await ask({ kind: 'pause', instanceIds: [first?.id ?? ''] })
    const seq = await lastOf('instance-pausing')
    expect(await undo(seq)).toBe('ok')
    expect((await world.instances(id)).map((one) => one.state)).toEqual(['active', 'active'])
    await ask({ kind: 'pause', instanceIds: [first?.id ?? ''] })
    const again = await lastOf('instance-pausing')
    await ask({ kind: 'resume', instanceIds: [first?.id ?? ''] })
    expect(await undo(again)).toBe('nothing-left')
  })

  test('replaced machines are gone: there is nothing to take back', async () => {
    const [first] = await world.instances(id)
    await ask({ kind: 'recycle', instanceIds: [first?.id ?? ''] })
    expect(await undo(await lastOf('instance-recycling'))).toBe('machines-replaced')
  })
})

describe('deallocation', () => {
  test('B4: a random address that rests for its group is had back on a new instance', async () => {
    id = await world.create(group())
    const [first] = await world.instances(id)
    const address = at(first)
    await ask({ kind: 'deallocate', instanceIds: [first?.id ?? ''], afterwards: 'lower-target' })
    const seq = await lastOf('instance-deallocating')
    expect(await notes(seq)).toEqual([{ kind: 'same-address', address }])
    expect(await undo(seq)).toBe('ok')
    const now = await world.instances(id)
    expect(now.map(at)).toContain(address)
    expect(now.every((one) => one.state === 'active')).toBe(true)
    expect((await config())?.capacity.target).toBe(2)
    const hold = await world.store.reads.addressHold({ subnetId: prodA.id, address: address ?? '' })
    expect(hold?.why).toMatchObject({ rule: 'B4', how: { kind: 'had-before' } })
    expect(hold?.why?.restedUntil).not.toBeNull()
  })

  test('an address that somebody has by now is not taken from them: target comes back alone', async () => {
    id = await world.create(group({ coolingSeconds: 0 }))
    const [first] = await world.instances(id)
    const address = at(first) ?? ''
    await ask({ kind: 'deallocate', instanceIds: [first?.id ?? ''], afterwards: 'lower-target' })
    await world.control.takeAddress({
      subnetId: prodA.id,
      address: addressOf(address),
      description: 'theirs',
    })
    await world.refresh()
    const seq = await lastOf('instance-deallocating')
    expect(await notes(seq)).toEqual([{ kind: 'address-gone', address, why: 'held' }])
    expect(await undo(seq)).toBe('ok')
    expect((await world.instances(id)).map(at)).not.toContain(address)
    expect((await config())?.capacity.target).toBe(2)
  })

  test('A6: a pool member has its new instance by itself', async () => {
    id = await world.create(group({ ...members(0, 1) }))
    const [first] = await world.instances(id)
    await ask({ kind: 'deallocate', instanceIds: [first?.id ?? ''], afterwards: 'replace' })
    expect(await undo(await lastOf('instance-deallocated'))).toBe('refilled')
  })
})

test('a created group is deleted again, and a deletion is not taken back', async () => {
  id = await world.create(group())
  expect(await undo(await lastOf('group-created'))).toBe('ok')
  expect((await world.store.reads.groupRecord(id))?.state).toBe('deleted')
  expect(await undo(await lastOf('group-deleting'))).toBe('deleted')
})

test('a scheduled task is had back, changed back and removed again', async () => {
  id = await world.create(group())
  const { allocation } = world.engine
  const said: TaskSaid = {
    ...{ name: 'Nightly', action: { kind: 'set-target', target: 1 }, cron: '0 2 * * *' },
    ...{ timeZone: 'Europe/Berlin', enabled: true, why: 'Asked for.' },
  }
  const added = await addTask(allocation, id, said, 'add-nightly')
  const taskId = added.ok ? added.value.taskId : ''
  await editTask(allocation, taskId, { ...said, cron: '0 3 * * *', enabled: false })
  const change = await lastOf('task-changed')
  await enableTask(allocation, taskId, true)
  expect(await undoTask(change)).toBe('ok')
  expect(await world.store.scheduledTask(taskId)).toMatchObject({ cron: '0 2 * * *', enabled: true })
  expect(await undoTask(change)).toBe('undone-already')

  await removeTask(allocation, taskId)
  const removal = await lastOf('task-removed')
  expect(await undoTask(removal)).toBe('ok')
  expect(await world.store.scheduledTask(taskId)).toMatchObject({ name: 'Nightly', cron: '0 2 * * *' })
  expect(await undoTask(await lastOf('change-undone'))).toBe('ok')
  expect(await world.store.scheduledTask(taskId)).toBeNull()
})

async function undoTask(seq: number): Promise<string> {
  const { allocation } = world.engine
  const planned = await planTaskUndo(allocation, world.store.reads, seq)
  if (!planned?.ok) return planned?.refusal.kind === 'cannot-undo' ? planned.refusal.why.kind : 'none'
  const how = { requestKey: `undo-${++keys}`, digest: planned.value.digest }
  const applied = await applyTaskUndo(allocation, world.store.reads, seq, how)
  return applied?.ok ? 'ok' : 'refused'
}
