import { describe, expect, it } from 'vitest'
import { groupOf, instanceOf, pooledGroupOf } from '@/lib/storage/store.fixtures'
import type { Group } from './group'
import { sortDue, stepOf, type TaskAction, taskRequestKey } from './schedule'

const sized = (group: Group): Group => ({
  ...group,
  config: { ...group.config, capacity: { minimum: 1, target: 3, maximum: 5 } },
})
const group = (): Group => sized(groupOf('g1'))
const pooled = (): Group => sized(pooledGroupOf('g1'))

describe('what a task asks of its group', () => {
  const beyond = (limit: 'minimum' | 'maximum', wanted: number) => ({ limit, wanted })
  it.each<[TaskAction, number, ReturnType<typeof beyond> | null]>([
    [{ kind: 'set-target', target: 4 }, 4, null],
    [{ kind: 'set-target', target: 3 }, 3, null],
    [{ kind: 'set-target', target: 5 }, 5, null],
    [{ kind: 'set-target', target: 6 }, 5, beyond('maximum', 6)],
    [{ kind: 'set-target', target: 0 }, 1, beyond('minimum', 0)],
    [{ kind: 'scale-up', by: 2 }, 5, null],
    [{ kind: 'scale-up', by: 3 }, 5, beyond('maximum', 6)],
    [{ kind: 'scale-down', by: 2 }, 1, null],
    [{ kind: 'scale-down', by: 9 }, 1, beyond('minimum', -6)],
  ])('%o leads to target %i', (action, to, held) => {
    const step = stepOf(action, group(), [])
    expect(step).toEqual({
      ok: true,
      value: {
        kind: 'scale',
        intent: { kind: 'scale', target: to, resumePaused: true },
        from: 3,
        to,
        beyond: held,
      },
    })
  })

  it('recycles every active instance and no other', () => {
    const instances = [
      instanceOf('g1', 1, '10.0.1.10', { state: 'active' }),
      instanceOf('g1', 2, '10.0.1.11', { state: 'paused' }),
      instanceOf('g1', 3, '10.0.1.12', { state: 'recycling' }),
      instanceOf('g1', 4, '10.0.1.13', { state: 'active' }),
    ]
    expect(stepOf({ kind: 'recycle' }, group(), instances)).toEqual({
      ok: true,
      value: {
        kind: 'recycle',
        intent: { kind: 'recycle', instanceIds: ['ssi-g1-1', 'ssi-g1-4'] },
        instances: 2,
      },
    })
  })

  it('asks nothing where nothing is active', () => {
    expect(stepOf({ kind: 'recycle' }, group(), [instanceOf('g1', 1, '10.0.1.10')])).toEqual({
      ok: true,
      value: { kind: 'recycle', intent: null, instances: 0 },
    })
  })

  it('refuses to recycle where no instance keeps an identity, and scales there as anywhere', () => {
    expect(stepOf({ kind: 'recycle' }, pooled(), [])).toEqual({
      ok: false,
      refusal: { kind: 'task-not-for-group', groupName: 'name of g1' },
    })
    expect(stepOf({ kind: 'scale-up', by: 1 }, pooled(), []).ok).toBe(true)
  })
})

describe('due times that passed', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 3, 9, minute)).toISOString()
  it.each<[string, readonly number[], number, number | null, readonly number[]]>([
    ['none', [], 30, null, []],
    ['one, now', [30], 30, 30, []],
    ['one, 15 minutes ago', [15], 30, 15, []],
    ['one, 16 minutes ago', [14], 30, null, [14]],
    ['several: the latest runs, the others are told of', [0, 10, 20], 30, 20, [0, 10]],
    ['several, all too old', [0, 5, 10], 30, null, [0, 5, 10]],
  ])('%s', (_, due, now, run, missed) => {
    expect(sortDue(due.map(at), at(now))).toEqual({
      run: run === null ? null : at(run),
      missed: missed.map(at),
    })
  })
})

it('one due time is one request', () => {
  expect(taskRequestKey('tsk-1', '2026-11-03T09:00:00.000Z')).toBe('task-tsk-1-2026-11-03T09:00:00.000Z')
})
