import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '@/lib/allocation/ports/store'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import type { Group } from '@/lib/domain/group'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { StoreUnderTest } from './store.contract'
import { AT, commitOf, creation, eventOf, groupOf, instanceOf, nicOf, vmOf, WORLD } from './store.fixtures'

const LATER = '2026-03-01T10:05:00.000Z'
const LATEST = '2026-03-01T10:06:00.000Z'

export type CapacityUnderTest = StoreUnderTest & {
  /** Every point of the group from a moment on, oldest first. */
  points(groupId: string, from?: string): Promise<readonly CapacityPoint[]>
}

/** What every store must do with the history of a group's capacity. */
export function capacityContract(name: string, open: () => Promise<CapacityUnderTest>): void {
  describe(`${name}: the capacity of a group`, () => {
    let under: CapacityUnderTest
    let store: Store

    beforeEach(async () => {
      under = await open()
      store = under.store
      await store.applyInventory(WORLD)
      await store.commit(
        creation('g1', ['10.0.1.10', '10.0.1.11'], {
          instances: [running(1, { origin: 'pool' }), instanceOf('g1', 2, '10.0.1.11')],
        }),
      )
    })

    const FIRST = { at: AT, desired: 2, running: 1, onPool: 1, onOther: 0 }
    const running = (ordinal: number, change: Partial<StatefulInstance> = {}) =>
      instanceOf('g1', ordinal, `10.0.1.${9 + ordinal}`, { state: 'active', ...change })

    const target = (wanted: number): Group['config'] => {
      const { config } = groupOf('g1')
      return { ...config, capacity: { ...config.capacity, target: wanted } }
    }

    /** Version 2 of the group, with instances as they are then. */
    const change = (instances: readonly StatefulInstance[], group: Partial<Group> = {}, from = 1) =>
      commitOf({
        expect: [{ groupId: 'g1', version: from }],
        groups: [groupOf('g1', { version: from + 1, ...group })],
        instances,
        events: [eventOf({ groupId: 'g1' })],
      })

    it('begins with the group', async () => {
      expect(await under.points('g1')).toEqual([FIRST])
    })

    it('gets one point from a commit that changes it, however many instances that changes', async () => {
      under.setNow(LATER)
      const paused = running(1, { origin: 'pool', state: 'paused' })
      await store.commit(change([paused, running(2), running(3)], { config: target(3) }))
      const second = { at: LATER, desired: 3, running: 2, onPool: 0, onOther: 2 }
      expect(await under.points('g1')).toEqual([FIRST, second])
      await under.reopen()
      expect(await under.points('g1')).toEqual([FIRST, second])
    })

    it('gets none from a commit after which it is the same', async () => {
      under.setNow(LATER)
      await store.commit(change([]))
      await store.commit(change([running(1, { origin: 'pool', machineId: 'i-2', machineCount: 2 })], {}, 2))
      await store.commit(change([running(1, { state: 'paused' }), running(2, { origin: 'pool' })], {}, 3))
      expect(await under.points('g1')).toEqual([FIRST])
    })

    it('counts VMs like instances, and those that are gone no more', async () => {
      under.setNow(LATER)
      const vms = [vmOf('g1', 11), vmOf('g1', 12, { nics: [nicOf('dynamic')] })]
      await store.commit({ ...change([]), vms })
      await store.commit({ ...change([], {}, 2), vms })
      under.setNow(LATEST)
      await store.commit({ ...change([], {}, 3), vms: [vmOf('g1', 11, { state: 'gone' })] })
      expect((await under.points('g1')).slice(1)).toEqual([
        { at: LATER, desired: 2, running: 3, onPool: 2, onOther: 1 },
        { at: LATEST, desired: 2, running: 2, onPool: 1, onOther: 1 },
      ])
    })

    it('is counted on from what was recorded, after a restart too', async () => {
      const reopened = await under.reopen()
      under.setNow(LATER)
      await reopened.commit(change([running(2)]))
      expect((await under.points('g1')).slice(1)).toEqual([
        { at: LATER, desired: 2, running: 2, onPool: 1, onOther: 1 },
      ])
    })

    it('is written with the commit or not at all', async () => {
      under.setNow(LATER)
      const refused = await store.commit(change([running(2)], {}, 7))
      expect(refused.ok).toBe(false)
      await expect(
        store.commit({
          ...change([running(2)]),
          released: [
            {
              subnetId: 'subnet-0a1',
              address: { family: 4, value: 1n },
              groupId: 'g1',
              at: AT,
              restsUntil: null,
            },
          ],
        }),
      ).rejects.toThrow()
      expect(await under.points('g1')).toEqual([FIRST])
      await store.commit(change([running(2)]))
      expect((await under.points('g1')).map((point) => point.running)).toEqual([1, 2])
    })

    it('commits that share a transaction each have their point, and one that is refused has none', async () => {
      const ids = ['g2', 'g3', 'g4']
      const sure = ids.map((id) => store.commit(creation(id)))
      const doomed = store.commit(change([running(2)], {}, 7))
      const real = store.commit(change([running(2)]))
      const again = store.commit(change([running(3)], {}, 2))
      expect((await Promise.all([...sure, doomed, real, again])).map((result) => result.ok)).toEqual([
        true,
        true,
        true,
        false,
        true,
        true,
      ])
      for (const id of ids)
        expect(await under.points(id)).toEqual([{ at: AT, desired: 2, running: 0, onPool: 0, onOther: 0 }])
      expect((await under.points('g1')).map((point) => point.running)).toEqual([1, 2, 3])
    })

    it('ends with nothing wanted and nothing running', async () => {
      under.setNow(LATER)
      await store.commit(change([], { state: 'deleting' }))
      under.setNow(LATEST)
      await store.commit(change([running(1, { state: 'deallocated' })], { state: 'deleted' }, 2))
      expect((await under.points('g1')).slice(1)).toEqual([
        { at: LATER, desired: 0, running: 1, onPool: 1, onOther: 0 },
        { at: LATEST, desired: 0, running: 0, onPool: 0, onOther: 0 },
      ])
    })

    it('is read from a moment on, with the point in force then first', async () => {
      under.setNow(LATER)
      await store.commit(change([running(2)]))
      under.setNow(LATEST)
      await store.commit(change([running(3)], {}, 2))
      const read = async (from: string) => (await under.points('g1', from)).map((point) => point.running)
      expect(await read(AT)).toEqual([1, 2, 3])
      expect(await read('2026-03-01T10:04:59.999Z')).toEqual([1, 2, 3])
      expect(await read(LATER)).toEqual([2, 3])
      expect(await read('2026-03-01T11:00:00.000Z')).toEqual([3])
      expect(await read('2026-03-01T09:00:00.000Z')).toEqual([1, 2, 3])
      expect(await under.points('g9')).toEqual([])
    })
  })
}
