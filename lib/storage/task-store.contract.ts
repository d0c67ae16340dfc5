import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '@/lib/allocation/ports/store'
import type { OpenedStore, StoreUnderTest } from './store.contract'
import { commitOf, creation, groupOf, taskOf } from './store.fixtures'

const LATER = '2026-03-01T10:05:00.000Z'
const LATEST = '2026-03-01T10:06:00.000Z'

/** Scheduled tasks, and what became of them. */
export function taskStoreContract(opened: () => OpenedStore): void {
  describe('scheduled tasks', () => {
    let store: Store
    let under: StoreUnderTest

    beforeEach(() => {
      ;({ store, under } = opened())
    })

    const outcome = { dueAt: LATER, at: LATEST, result: 'ran', sentence: 'Target 2 became 3.' } as const

    it('are kept as they were said, by name, also when the records are opened again', async () => {
      const evening = taskOf('g1', 'tsk-2', { name: 'evening', action: { kind: 'scale-down', by: 2 } })
      const nightly = taskOf('g1', 'tsk-3', {
        name: 'Nightly',
        action: { kind: 'recycle' },
        enabled: false,
      })
      const other = taskOf('g2', 'tsk-1', { name: 'Alone' })
      await store.commit(creation('g1', [], { tasksAdded: [nightly, evening] }))
      await store.commit(creation('g2', [], { tasksAdded: [other] }))
      for (const each of [store, await under.reopen()]) {
        expect(await each.scheduledTasks('g1')).toEqual([evening, nightly])
        expect(await each.scheduledTasks(null)).toEqual([other, evening, nightly])
        expect(await each.scheduledTask('tsk-1')).toEqual(other)
        expect(await each.scheduledTask('tsk-9')).toBeNull()
      }
    })

    it('keep what became of them when they are changed, and what they say when that is told', async () => {
      const task = taskOf('g1', 'tsk-1')
      await store.commit(creation('g1', [], { tasksAdded: [task] }))
      await store.commit(commitOf({ taskOutcomes: [{ taskId: task.id, dueAfter: LATER, outcome }] }))
      const changed = { ...task, name: 'Later', cron: '0 9 * * *', enabled: false, dueAfter: LATEST }
      await store.commit(commitOf({ tasksChanged: [changed] }))
      expect(await store.scheduledTask(task.id)).toEqual({ ...changed, last: outcome })
    })

    it('never become due again by a record that comes late', async () => {
      const task = taskOf('g1', 'tsk-1')
      await store.commit(creation('g1', [], { tasksAdded: [task] }))
      await store.commit(commitOf({ tasksChanged: [{ ...task, dueAfter: LATEST }] }))
      await store.commit(commitOf({ taskOutcomes: [{ taskId: task.id, dueAfter: LATER, outcome }] }))
      expect((await store.scheduledTask(task.id))?.dueAfter).toBe(LATEST)
    })

    it('that are gone stay gone', async () => {
      const task = taskOf('g1', 'tsk-1')
      await store.commit(creation('g1', [], { tasksAdded: [task] }))
      await store.commit(commitOf({ tasksRemoved: [{ taskId: task.id }] }))
      await store.commit(
        commitOf({
          tasksChanged: [task],
          taskOutcomes: [{ taskId: task.id, dueAfter: LATER, outcome }],
        }),
      )
      expect(await store.scheduledTasks(null)).toEqual([])
    })

    it('go with their group as soon as it is being deleted', async () => {
      await store.commit(creation('g1', [], { tasksAdded: [taskOf('g1', 'tsk-1')] }))
      await store.commit(creation('g2', [], { tasksAdded: [taskOf('g2', 'tsk-2')] }))
      await store.commit(commitOf({ groups: [groupOf('g1', { version: 2, state: 'deleting' })] }))
      expect((await store.scheduledTasks(null)).map(({ id }) => id)).toEqual(['tsk-2'])
    })
  })
}
