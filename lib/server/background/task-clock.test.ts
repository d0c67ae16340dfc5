import { afterEach, describe, expect, it } from 'vitest'
import { addTask, editTask, enableTask, removeTask, type TaskSaid } from '@/lib/allocation/change-tasks'
import { applyIntent } from '@/lib/allocation/command'
import type { Group } from '@/lib/domain/group'
import { pooledGroupOf } from '@/lib/storage/store.fixtures'
import { startTaskClock } from './task-clock'
import { BEGIN, dyingBeforeTelling, ScheduledWorld } from './task-clock.fixtures'

const worlds: ScheduledWorld[] = []

async function open(active = 0, group?: Group): Promise<ScheduledWorld> {
  const world = await ScheduledWorld.open(active, group)
  worlds.push(world)
  return world
}

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    expect(world.problems).toEqual([])
    await world.close()
  }
})

const HOURLY = '0 * * * *'
const at = (time: string) => `2026-11-03T${time}.000Z`

describe('a task that is due', () => {
  it('A9 runs once, however often one looks, and tells what it did', async () => {
    const world = await open()
    await world.add('tsk-1', { name: 'More', cron: HOURLY, action: { kind: 'scale-up', by: 1 } })
    await world.setNow(at('09:59:59'))
    await world.look()
    expect(await world.target()).toBe(2)
    await world.setNow(at('10:00:00'))
    for (let look = 0; look < 3; look++) await world.look()
    expect(await world.target()).toBe(3)
    expect(await world.outcome('tsk-1')).toBe('ran: Target 2 became 3.')
    expect(await world.told()).toEqual([
      'group-scaled: Asked for by the scheduled task “More”.',
      'task-ran: “More”: Target 2 became 3.',
    ])
  })

  it('A9 stays within minimum and maximum and says so', async () => {
    const world = await open()
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'scale-up', by: 9 } })
    await world.setNow(at('10:00:00'))
    await world.look()
    expect(await world.outcome('tsk-1')).toBe('ran: Target 2 became 4. 11 would be above maximum 4.')
    await world.setNow(at('11:00:00'))
    await world.look()
    expect(await world.outcome('tsk-1')).toBe('ran: Target is 4 already. 13 would be above maximum 4.')
  })

  it('is reckoned from the target of the moment in which it is stored', async () => {
    const world = await open()
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'scale-up', by: 1 } })
    await world.setNow(at('10:00:00'))
    const allocation = world.allocation()
    const operator = applyIntent(
      allocation,
      { groupId: 'g1' },
      { kind: 'scale', target: 3, resumePaused: true },
      { requestKey: null, actor: 'operator' },
    )
    await Promise.all([operator, world.look(allocation)])
    expect(await world.target()).toBe(4)
  })

  it('recycles every active instance', async () => {
    const world = await open(2)
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'recycle' } })
    await world.setNow(at('10:00:00'))
    await world.look()
    expect(await world.outcome('tsk-1')).toBe('ran: 2 instances recycled on the same addresses.')
    const snapshot = await world.store.groupSnapshot('g1')
    expect(snapshot?.instances.map(({ state }) => state)).toEqual(['recycling', 'recycling'])
    await world.setNow(at('11:00:00'))
    await world.look()
    expect(await world.outcome('tsk-1')).toBe('ran: No instance was active: there was nothing to recycle.')
  })

  it('scales a group whose VMs borrow addresses as any other, and recycles nothing there', async () => {
    const world = await open(0, pooledGroupOf('g1'))
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'scale-up', by: 1 } })
    await world.add('tsk-2', { cron: HOURLY, action: { kind: 'recycle' }, createdAt: at('09:30:00') })
    await world.setNow(at('10:00:00'))
    await world.look()
    expect(await world.outcome('tsk-1')).toBe('ran: Target 2 became 3.')
    expect((await world.store.groupSnapshot('g1'))?.vms).toHaveLength(3)
    expect(await world.outcome('tsk-2')).toMatch(/^refused: name of g1 has no stateful instances/)
  })

  it('that is refused says why, and is not tried again before it is due again', async () => {
    const world = await open()
    const snapshot = await world.store.groupSnapshot('g1')
    if (!snapshot) throw new Error('The group is missing')
    const { group } = snapshot
    const { persistence } = group.config
    if (persistence.kind !== 'stateful') throw new Error('The group is of another kind')
    const pool = [{ family: 4 as const, first: 0x0a00010an, last: 0x0a00010an }]
    await applyIntent(
      world.allocation(),
      { groupId: 'g1' },
      {
        kind: 'edit',
        config: {
          ...group.config,
          capacity: { minimum: 0, target: 1, maximum: 4 },
          persistence: { ...persistence, overflow: 'refuse', privateIpPool: pool },
        },
      },
      { requestKey: null, actor: 'operator' },
    )
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'set-target', target: 3 } })
    await world.setNow(at('10:00:00'))
    for (let look = 0; look < 2; look++) await world.look()
    expect(await world.outcome('tsk-1')).toMatch(/^refused: Target 3 is larger than the pool/)
    expect((await world.told()).filter((one) => one.startsWith('task-refused'))).toHaveLength(1)
  })

  it('runs after another that was due before it', async () => {
    const world = await open()
    await world.add('tsk-1', { name: 'A', cron: '10 10 * * *', action: { kind: 'scale-up', by: 1 } })
    await world.add('tsk-2', { name: 'B', cron: '5 10 * * *', action: { kind: 'set-target', target: 0 } })
    await world.setNow(at('10:12:00'))
    await world.look()
    expect(await world.target()).toBe(1)
  })
})

describe('a process that was killed', () => {
  it('between the change and its record: the next one tells of it and changes nothing', async () => {
    const world = await open()
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'scale-up', by: 1 } })
    await world.setNow(at('10:00:00'))
    const { store, dead } = dyingBeforeTelling(world.store)
    void world.look(world.allocation(store))
    await dead
    await world.restart()
    expect(await world.target()).toBe(3)
    expect(await world.outcome('tsk-1')).toBeNull()
    await world.setNow(at('10:00:20'))
    await world.look()
    await world.look()
    expect(await world.target()).toBe(3)
    expect(await world.outcome('tsk-1')).toBe('ran: Done just before Holdfast was stopped.')
  })

  it('and started a day later: what was done is not called missed, what was not is told of in one event', async () => {
    const world = await open()
    await world.add('tsk-1', { name: 'More', cron: HOURLY, action: { kind: 'scale-up', by: 1 } })
    await world.setNow(at('10:00:00'))
    const { store, dead } = dyingBeforeTelling(world.store)
    void world.look(world.allocation(store))
    await dead
    await world.restart()
    await world.setNow('2026-11-04T09:30:00.000Z')
    await world.look()
    expect(await world.target()).toBe(3)
    expect((await world.told()).slice(1)).toEqual([
      'task-ran: “More”: Done just before Holdfast was stopped.',
      'task-missed: “More”: Missed 23 runs since 2026-11-03 11:00 UTC. Holdfast was not running. Only the latest run is made up for, and only within 15 minutes.',
    ])
  })

  it('before the change: the latest due time is made up for within 15 minutes', async () => {
    const world = await open()
    await world.add('tsk-1', { cron: HOURLY, action: { kind: 'scale-up', by: 1 } })
    await world.restart()
    await world.setNow(at('12:15:00'))
    await world.look()
    await world.look()
    expect(await world.target()).toBe(3)
    expect(await world.outcome('tsk-1')).toBe(
      'ran: 15 min late, because Holdfast was not running. Target 2 became 3.',
    )
    expect((await world.told())[0]).toMatch(/^task-missed: .*Missed 2 runs since 2026-11-03 10:00 UTC/)
  })

  it('and is away for longer: nothing runs, and a month of minutes is one event', async () => {
    const world = await open()
    await world.add('tsk-1', { cron: '* * * * 1-5', action: { kind: 'scale-up', by: 1 } })
    // A Saturday evening.
    await world.setNow('2026-12-05T18:00:00.000Z')
    await world.look()
    await world.look()
    expect(await world.target()).toBe(2)
    expect(await world.told()).toHaveLength(1)
    expect(await world.outcome('tsk-1')).toMatch(
      /^missed: Missed more than 500 runs since 2026-11-03 09:01 UTC/,
    )
    await world.setNow('2026-12-07T00:00:00.000Z')
    await world.look()
    expect(await world.target()).toBe(3)
  })
})

describe('the clock', () => {
  const said = (change: Partial<TaskSaid> = {}): TaskSaid => ({
    name: 'More',
    action: { kind: 'scale-up', by: 1 },
    cron: HOURLY,
    timeZone: 'UTC',
    enabled: true,
    why: 'Asked for.',
    ...change,
  })

  async function ticking() {
    const world = await open()
    const allocation = world.allocation()
    const clock = startTaskClock({
      allocation,
      onCommitted: (listener) => world.store.onCommitted(listener),
      onProblem: (what, detail) => world.problems.push([what, detail]),
    })
    await world.quiet()
    return { world, allocation, clock }
  }

  async function added(allocation: Parameters<typeof addTask>[0], change: Partial<TaskSaid> = {}) {
    const task = await addTask(allocation, 'g1', said(change), `key-${change.name ?? 'more'}`)
    if (!task.ok) throw new Error(task.refusal.kind)
    return task.value.taskId
  }

  it('sleeps until the next due time and no longer than ten minutes', async () => {
    const { world, allocation, clock } = await ticking()
    expect(world.wakings()).toEqual([at('09:10:00')])
    await added(allocation, { cron: '4 * * * *' })
    await world.quiet()
    expect(world.wakings()).toEqual([at('09:04:00')])
    await world.setNow(at('09:04:00'))
    expect(await world.target()).toBe(3)
    expect(world.wakings()).toEqual([at('09:14:00')])
    await clock.stop()
    expect(world.wakings()).toEqual([])
  })

  it('follows a task at once when it is edited, disabled, enabled or removed', async () => {
    const { world, allocation, clock } = await ticking()
    const id = await added(allocation, { cron: '5 * * * *' })
    await editTask(allocation, id, said({ cron: '3 * * * *' }))
    await world.quiet()
    expect(world.wakings()).toEqual([at('09:03:00')])
    await enableTask(allocation, id, false)
    await world.setNow(at('09:03:30'))
    expect(await world.target()).toBe(2)
    await enableTask(allocation, id, true)
    await world.quiet()
    expect(await world.target()).toBe(2)
    await editTask(allocation, id, said({ cron: '6 * * * *' }))
    await world.quiet()
    expect(world.wakings()).toEqual([at('09:06:00')])
    await removeTask(allocation, id)
    await world.setNow(at('09:06:00'))
    expect(await world.target()).toBe(2)
    await clock.stop()
  })

  it('a task that is due in the past of its new schedule waits for the next time', async () => {
    const { world, allocation, clock } = await ticking()
    const id = await added(allocation, { cron: '0 12 * * *' })
    await world.setNow(at('10:05:00'))
    await editTask(allocation, id, said({ cron: '0 10 * * *' }))
    await world.quiet()
    expect(await world.target()).toBe(2)
    expect((await world.store.scheduledTask(id))?.last).toBeNull()
    await clock.stop()
  })
})

describe('changing tasks', () => {
  const said: TaskSaid = {
    name: 'More',
    action: { kind: 'scale-up', by: 1 },
    cron: HOURLY,
    timeZone: 'UTC',
    enabled: true,
    why: 'Asked for.',
  }

  it('the same request adds one task; another content under its key is refused', async () => {
    const world = await open()
    const allocation = world.allocation()
    const twice = [
      await addTask(allocation, 'g1', said, 'key-0001'),
      await addTask(allocation, 'g1', said, 'key-0001'),
    ]
    expect(twice[0]).toEqual(twice[1])
    expect(await world.store.scheduledTasks('g1')).toHaveLength(1)
    expect(await addTask(allocation, 'g1', { ...said, name: 'Less' }, 'key-0001')).toMatchObject({
      ok: false,
      refusal: { kind: 'request-key-reused' },
    })
  })

  it('what is as it was asked to be is told of no second time', async () => {
    const world = await open()
    const allocation = world.allocation()
    await addTask(allocation, 'g1', said, 'key-0001')
    const [task] = await world.store.scheduledTasks('g1')
    const id = task?.id ?? ''
    for (let time = 0; time < 2; time++) {
      await editTask(allocation, id, { ...said, name: 'Less' })
      await enableTask(allocation, id, false)
    }
    for (let time = 0; time < 2; time++) expect((await removeTask(allocation, id)).ok).toBe(true)
    expect((await world.told()).map((one) => one.split(':')[0])).toEqual([
      'task-added',
      'task-changed',
      'task-changed',
      // The second edit enabled it again.
      'task-changed',
      'task-changed',
      'task-removed',
    ])
    expect(await editTask(allocation, id, said)).toEqual({
      ok: false,
      refusal: { kind: 'unknown-task', taskId: id },
    })
  })

  it('no recycling is added to a group whose VMs borrow addresses', async () => {
    const world = await open(0, pooledGroupOf('g1'))
    const recycle = { ...said, action: { kind: 'recycle' } } as const
    expect(await addTask(world.allocation(), 'g1', recycle, 'key-0001')).toMatchObject({
      refusal: { kind: 'task-not-for-group', groupName: 'name of g1' },
    })
    expect((await addTask(world.allocation(), 'g1', said, 'key-0002')).ok).toBe(true)
  })

  it('a group that is gone or full takes none', async () => {
    const world = await open()
    const allocation = world.allocation()
    expect(await addTask(allocation, 'g9', said, 'key-0001')).toMatchObject({
      refusal: { kind: 'unknown-group' },
    })
    for (let n = 0; n < 50; n++) await world.add(`tsk-${n}`, { createdAt: BEGIN })
    expect(await addTask(allocation, 'g1', said, 'key-0002')).toEqual({
      ok: false,
      refusal: { kind: 'too-many-tasks', most: 50, groupName: 'name of g1' },
    })
  })
})
