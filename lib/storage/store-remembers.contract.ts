import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '@/lib/allocation/ports/store'
import { address, formatAddress } from '@/lib/domain/address'
import type { OpenedStore, StoreUnderTest } from './store.contract'
import {
  AT,
  allocation,
  commitOf,
  creation,
  eventOf,
  groupOf,
  importOf,
  instanceOf,
  interfaceOf,
  operationOf,
  SUBNET,
} from './store.fixtures'

const LATER = '2026-03-01T10:05:00.000Z'
const LATEST = '2026-03-01T10:06:00.000Z'

/** What a store is told it keeps as it was told, in memory and when its records are opened again. */
export function storeRemembersContract(opened: () => OpenedStore): void {
  describe('remembers', () => {
    let store: Store
    let under: StoreUnderTest
    let subnetOf: OpenedStore['subnetOf']

    beforeEach(() => {
      ;({ store, under, subnetOf } = opened())
    })

    it('groups and instances as they were written', async () => {
      const group = groupOf('g1', { pool: '10.0.1.10-12\n10.0.1.40\n10.0.1.32/29', nextOrdinal: 3 })
      const instances = [
        instanceOf('g1', 1, '10.0.1.10', { origin: 'pool', retained: true, drift: 'gone' }),
        instanceOf('g1', 2, null, { origin: 'floating', machineId: 'i-1', machineCount: 2 }),
      ]
      await store.commit(
        commitOf({
          groups: [group],
          instances,
          events: [eventOf({ before: { a: 1 }, after: { b: [2] } })],
        }),
      )
      for (const each of [store, await under.reopen()]) {
        expect(await each.groupSnapshot('g1')).toEqual({ seq: 1, group, instances, vms: [] })
        expect(await each.events({ limit: 1 })).toEqual([
          eventOf({ before: { a: 1 }, after: { b: [2] } }) && {
            ...eventOf({ before: { a: 1 }, after: { b: [2] } }),
            seq: 1,
            by: null,
            byRequest: null,
          },
        ])
      }
    })

    it('changes of instances, while snapshots that were given away stay', async () => {
      await store.commit(creation('g1', ['10.0.1.10', '10.0.1.11', '10.0.1.12']))
      const before = await store.groupSnapshot('g1')
      await store.commit(
        commitOf({
          expect: [{ groupId: 'g1', version: 1 }],
          groups: [groupOf('g1', { version: 2, nextOrdinal: 5 })],
          instances: [
            instanceOf('g1', 2, '10.0.1.11', { state: 'deallocated' }),
            instanceOf('g1', 3, '10.0.1.12', { state: 'active', machineId: 'i-3' }),
            instanceOf('g1', 4, '10.0.1.13'),
          ],
        }),
      )
      expect(before?.instances.map((i) => [i.ordinal, i.state])).toEqual([
        [1, 'paused'],
        [2, 'paused'],
        [3, 'paused'],
      ])
      for (const each of [store, await under.reopen()]) {
        const after = await each.groupSnapshot('g1')
        expect(after?.group.version).toBe(2)
        expect(after?.instances.map((i) => [i.ordinal, i.state])).toEqual([
          [1, 'paused'],
          [3, 'active'],
          [4, 'paused'],
        ])
      }
    })

    it('what is held, pooled and resting, in memory as on disk', async () => {
      const first = await subnetOf()
      expect(first.unavailable.takenCount).toBe(5n)
      await store.commit(
        creation('g1', ['10.0.1.10', '10.0.1.11'], {
          pooled: [10, 20].map((n, position) => ({
            groupId: 'g1',
            subnetId: SUBNET,
            address: address(`10.0.1.${n}`),
            position,
          })),
        }),
      )
      expect(first.held.takenCount).toBe(0n)
      await store.commit(
        commitOf({
          released: [10, 11].map((n) => ({
            subnetId: SUBNET,
            address: address(`10.0.1.${n}`),
            groupId: 'g1',
            at: AT,
            restsUntil: n === 11 ? LATER : null,
          })),
        }),
      )
      for (const each of [store, await under.reopen()]) {
        const now = await subnetOf(each)
        expect(now.held.takenCount).toBe(0n)
        expect(now.pooled.takenCount).toBe(2n)
        expect(now.resting).toEqual([{ address: address('10.0.1.11'), until: LATER, groupId: 'g1' }])
        expect(now.unavailable.takenCount).toBe(5n + 2n + 1n)
      }
    })

    it('B4 a rest ends by the clock, or when the address is given back', async () => {
      const rest = (text: string) => ({
        subnetId: SUBNET,
        address: address(text),
        groupId: 'g1',
        at: AT,
        restsUntil: LATER,
      })
      await store.commit(creation('g1', ['10.0.1.10', '10.0.1.11']))
      await store.commit(commitOf({ released: [rest('10.0.1.10'), rest('10.0.1.11')] }))
      await store.commit(commitOf({ allocated: [allocation('g1', '10.0.1.11')] }))
      for (const each of [store, await under.reopen()]) {
        under.setNow(AT)
        const texts = (await subnetOf(each)).resting.map((r) => formatAddress(r.address))
        expect(texts).toEqual(['10.0.1.10'])
        under.setNow(LATER)
        const after = await subnetOf(each)
        expect(after.resting).toEqual([])
        expect(after.unavailable.has(address('10.0.1.10'))).toBe(false)
        expect(after.unavailable.has(address('10.0.1.11'))).toBe(true)
      }
    })

    it('B4 tells once in which subnets a rest has ended, after a restart too', async () => {
      const rest = (n: number, restsUntil: string | null) => ({
        subnetId: SUBNET,
        address: address(`10.0.1.${n}`),
        groupId: 'g1',
        at: AT,
        restsUntil,
      })
      await store.commit(creation('g1', ['10.0.1.10', '10.0.1.11', '10.0.1.12']))
      await store.commit(commitOf({ released: [rest(10, LATER), rest(11, LATEST), rest(12, null)] }))
      expect(store.takeEndedRests(AT)).toEqual([])
      expect(store.takeEndedRests(LATER)).toEqual([SUBNET])
      expect(store.takeEndedRests(LATER)).toEqual([])
      under.setNow(LATER)
      const reopened = await under.reopen()
      expect(reopened.takeEndedRests(LATER)).toEqual([])
      expect(reopened.takeEndedRests(LATEST)).toEqual([SUBNET])
      expect(reopened.takeEndedRests(LATEST)).toEqual([])
    })

    it('A6 wakes the group of a pool member when its rest is over', async () => {
      await store.commit(
        creation('g1', ['10.0.1.10'], {
          pooled: [{ groupId: 'g1', subnetId: SUBNET, address: address('10.0.1.10'), position: 0 }],
        }),
      )
      expect(await store.groupsToSettle(LATER)).toEqual([])
      await store.commit(
        commitOf({
          released: [
            { subnetId: SUBNET, address: address('10.0.1.10'), groupId: 'g1', at: AT, restsUntil: LATER },
          ],
        }),
      )
      for (const each of [store, await under.reopen()]) {
        expect(await each.groupsToSettle(AT)).toEqual([])
        expect(await each.groupsToSettle(LATER)).toEqual(['g1'])
      }
    })

    it('operations that run, and the one that follows another', async () => {
      await store.commit(creation('g1', ['10.0.1.10'], { operations: [operationOf('op-1', 'g1')] }))
      expect(await store.runningOperations()).toEqual([operationOf('op-1', 'g1')])
      const next = operationOf('op-2', 'g1', {
        kind: 'pause',
        cursor: 1,
        phase: 'started',
        keepInterface: true,
      })
      const done = operationOf('op-1', 'g1', { state: 'done', endedAt: AT })
      await store.commit(commitOf({ operations: [next, done] }))
      expect(await store.runningOperations()).toEqual([next])
    })

    it('who holds and who lists an address', async () => {
      await store.commit(
        creation('g1', ['10.0.1.10'], {
          pooled: [{ groupId: 'g1', subnetId: SUBNET, address: address('10.0.1.11'), position: 0 }],
        }),
      )
      await store.applyInventory(importOf([interfaceOf('eni-1', ['10.0.1.12'], { machineId: 'i-9' })]))
      const asked = ['10.0.1.10', '10.0.1.11', '10.0.1.12'].map(address)
      const owner = { groupId: 'g1', groupName: 'name of g1' }
      expect(await store.holdersOf(SUBNET, asked)).toEqual(
        new Map<string, unknown>([
          ['10.0.1.10', { kind: 'instance', instanceId: 'ssi-g1-1', ...owner }],
          [
            '10.0.1.12',
            { kind: 'foreign', interfaceId: 'eni-1', machineId: 'i-9', description: 'Someone else' },
          ],
        ]),
      )
      expect(await store.poolsOf(SUBNET, asked)).toEqual(new Map([['10.0.1.11', owner]]))
    })

    it('events by each of their ids, newest first, in pages', async () => {
      const events = Array.from({ length: 5 }, (_, i) =>
        eventOf({ groupId: 'g1', address: i % 2 ? '10.0.1.1' : null, why: `number ${i}` }),
      )
      await store.commit(commitOf({ events }))
      expect((await store.events({ groupId: 'g1', limit: 2 })).map((e) => e.seq)).toEqual([5, 4])
      expect((await store.events({ groupId: 'g1', before: 4, limit: 2 })).map((e) => e.seq)).toEqual([3, 2])
      expect((await store.events({ after: 3, limit: 9 })).map((e) => e.seq)).toEqual([5, 4])
      expect((await store.events({ address: '10.0.1.1', limit: 9 })).map((e) => e.seq)).toEqual([4, 2])
      expect((await store.events({ text: 'number 3', limit: 9 })).map((e) => e.seq)).toEqual([4])
      expect(await store.events({ kinds: ['group-created'], limit: 9 })).toEqual([])
      // Who is not told a sentence does not find it by its words either; by its kind they do.
      const whyUnsearched = [events[0]?.kind ?? '']
      expect(await store.events({ text: 'number 3', whyUnsearched, limit: 9 })).toEqual([])
      expect(await store.events({ text: 'g1', whyUnsearched, limit: 9 })).toHaveLength(5)
    })
  })
}
