import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '@/lib/allocation/ports'
import type { Conflict } from '@/lib/allocation/ports/commit'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import type { Result } from '@/lib/domain/result'
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
  NO_CHANGE,
  operationOf,
  SUBNET,
  taskOf,
  WORLD,
} from './store.fixtures'

/** What a test needs of a store: a clock that it sets, and reopening the same records with an empty memory. */
export type StoreUnderTest = {
  readonly store: Store
  setNow(at: string): void
  reopen(): Promise<Store>
}

const LATER = '2026-03-01T10:05:00.000Z'
const LATEST = '2026-03-01T10:06:00.000Z'

/** What every store must do, whichever database it stands on. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: the store contract`, () => {
    let under: StoreUnderTest
    let store: Store

    beforeEach(async () => {
      under = await open()
      store = under.store
      await store.applyInventory(WORLD)
    })

    const subnetOf = async (from: Store = store) => {
      const { subnets } = await from.networkSnapshot({ subnetIds: [SUBNET], publicIpIds: [] })
      const found = subnets.get(SUBNET)
      if (!found) throw new Error('The subnet is missing')
      return found
    }
    const kindOf = (result: Result<unknown, Conflict>): string => (result.ok ? 'ok' : result.refusal.kind)

    describe('refuses and then has written nothing', () => {
      const cases: [Conflict['kind'], () => Promise<Result<unknown, Conflict>>][] = [
        ['address-held', () => store.commit(creation('g2', ['10.0.1.20', '10.0.1.10']))],
        [
          'address-pooled',
          () =>
            store.commit(
              creation('g2', ['10.0.1.20'], {
                pooled: [{ groupId: 'g2', subnetId: SUBNET, address: address('10.0.1.11'), position: 0 }],
              }),
            ),
        ],
        [
          'public-ip-held',
          () =>
            store.commit(
              creation('g2', ['10.0.1.20'], {
                publicTaken: [{ publicIpId: 'eipalloc-0a1', groupId: 'g2', instanceId: 'ssi-g2-1', at: AT }],
              }),
            ),
        ],
        [
          'public-ip-pooled',
          () =>
            store.commit(
              creation('g2', ['10.0.1.20'], {
                publicPooled: [{ publicIpId: 'eipalloc-0a1', groupId: 'g2', position: 0 }],
              }),
            ),
        ],
        [
          'name-taken',
          () =>
            store.commit(
              creation('g2', ['10.0.1.20'], { groups: [groupOf('g2', { config: groupOf('g1').config })] }),
            ),
        ],
        [
          'version-moved',
          () => store.commit(creation('g2', ['10.0.1.20'], { expect: [{ groupId: 'g1', version: 7 }] })),
        ],
        [
          'request-answered',
          () =>
            store.commit(
              creation('g2', ['10.0.1.20'], { request: { key: 'key-1', fingerprint: 'f', answer: 1 } }),
            ),
        ],
      ]

      it.each(cases)('%s', async (kind, attempt) => {
        await store.commit(
          creation('g1', ['10.0.1.10'], {
            request: { key: 'key-1', fingerprint: 'f', answer: { group: 'g1' } },
            pooled: [{ groupId: 'g1', subnetId: SUBNET, address: address('10.0.1.11'), position: 0 }],
            publicPooled: [{ publicIpId: 'eipalloc-0a1', groupId: 'g1', position: 0 }],
            publicTaken: [{ publicIpId: 'eipalloc-0a1', groupId: 'g1', instanceId: 'ssi-g1-1', at: AT }],
          }),
        )
        const before = await store.lastSeq()
        expect(kindOf(await attempt())).toBe(kind)
        expect(await store.lastSeq()).toBe(before)
        for (const each of [store, await under.reopen()]) {
          expect(await each.groupSnapshot('g2')).toBeNull()
          expect((await subnetOf(each)).held.has(address('10.0.1.20'))).toBe(false)
          expect(await each.events({ limit: 10 })).toHaveLength(before)
        }
      })

      it('a group that does not exist has version 0, one that exists has not', async () => {
        await store.commit(creation('g1'))
        expect(kindOf(await store.commit(creation('g1')))).toBe('version-moved')
        const update = commitOf({
          expect: [{ groupId: 'g1', version: 1 }],
          groups: [groupOf('g1', { version: 2 })],
        })
        expect(kindOf(await store.commit(update))).toBe('ok')
        expect(kindOf(await store.commit(update))).toBe('version-moved')
      })

      it('releasing what nobody holds is a bug and is thrown', async () => {
        await store.commit(creation('g1', ['10.0.1.10']))
        const release = (text: string, groupId: string) =>
          store.commit(
            commitOf({
              released: [{ subnetId: SUBNET, address: address(text), groupId, at: AT, restsUntil: null }],
              events: [eventOf()],
            }),
          )
        await expect(release('10.0.1.99', 'g1')).rejects.toThrow()
        await expect(release('10.0.1.10', 'g2')).rejects.toThrow()
        expect((await subnetOf()).held.has(address('10.0.1.10'))).toBe(true)
        expect(await store.lastSeq()).toBe(1)
      })
    })

    describe('together', () => {
      it('B1 of 64 commits for one address exactly one wins', async () => {
        const results = await Promise.all(
          Array.from({ length: 64 }, (_, i) => store.commit(creation(`g${i}`, ['10.0.1.50']))),
        )
        expect(results.filter((r) => r.ok)).toHaveLength(1)
        expect(results.filter((r) => kindOf(r) === 'address-held')).toHaveLength(63)
        expect(await store.lastSeq()).toBe(1)
        expect((await store.liveGroupIds()).length).toBe(1)
      })

      it('only the culprit is refused', async () => {
        await store.commit(creation('g0', ['10.0.1.10']))
        const results = await Promise.all(
          Array.from({ length: 8 }, (_, i) =>
            store.commit(creation(`h${i}`, [i === 3 ? '10.0.1.10' : `10.0.1.${100 + i}`])),
          ),
        )
        expect(results.map(kindOf)).toEqual([
          ...['ok', 'ok', 'ok', 'address-held'],
          ...['ok', 'ok', 'ok', 'ok'],
        ])
      })

      it('commits of one group are judged one after the other', async () => {
        await store.commit(creation('g1'))
        const next = (from: number) =>
          store.commit(
            commitOf({
              expect: [{ groupId: 'g1', version: from }],
              groups: [groupOf('g1', { version: from + 1 })],
              events: [eventOf({ groupId: 'g1' })],
            }),
          )
        const results = await Promise.all([next(1), next(2), next(2), next(3)])
        expect(results.map(kindOf)).toEqual(['ok', 'ok', 'version-moved', 'ok'])
        expect((await store.groupSnapshot('g1'))?.group.version).toBe(4)
      })

      it('one answer per request key', async () => {
        const ask = (id: string) =>
          store.commit(creation(id, [], { request: { key: 'same', fingerprint: 'f', answer: { id } } }))
        const results = await Promise.all([ask('g1'), ask('g2')])
        expect(results.map(kindOf)).toEqual(['ok', 'request-answered'])
        expect(await store.answered('same')).toEqual({ fingerprint: 'f', answer: { id: 'g1' } })
        expect(await store.answered('other')).toBeNull()
      })
    })

    describe('remembers', () => {
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
      })
    })

    describe('inventory', () => {
      it('holds what others hold, prefixes too, and lets go of what is gone', async () => {
        const first = interfaceOf('eni-1', ['10.0.1.10', '10.0.1.11'], { prefixes: [cidr('10.0.1.32/28')] })
        await store.applyInventory(importOf([first]))
        expect((await subnetOf()).held.takenCount).toBe(18n)
        expect((await store.inventory()).interfaces).toEqual([first])

        await store.applyInventory(
          importOf([interfaceOf('eni-1', ['10.0.1.11']), interfaceOf('eni-2', ['10.0.1.10'])]),
        )
        expect((await subnetOf()).held.takenCount).toBe(2n)
        const holders = await store.holdersOf(SUBNET, [address('10.0.1.10')])
        expect(holders.get('10.0.1.10')).toMatchObject({ interfaceId: 'eni-2' })

        await store.applyInventory(importOf([], ['eni-1', 'eni-2']))
        for (const each of [store, await under.reopen()]) {
          expect((await subnetOf(each)).held.takenCount).toBe(0n)
          expect((await each.inventory()).interfaces).toEqual([])
        }
      })

      it('gives its interfaces page by page, by id, each once, and everything else apart from them', async () => {
        const many = Array.from({ length: 2_345 }, (_, n) =>
          interfaceOf(`eni-${String(n).padStart(4, '0')}`, []),
        )
        await store.applyInventory(importOf([...many].reverse()))
        const pages = []
        for await (const page of store.foreignInterfaces()) pages.push(page)
        expect(pages.length).toBeGreaterThan(1)
        expect(pages.flat()).toEqual(many)
        const whole = await store.inventory()
        expect(whole.interfaces).toEqual(many)
        expect(await store.inventoryBesideInterfaces()).toEqual({ ...whole, interfaces: [] })
      })

      it('never overwrites what we hold, and takes no interface of ours for foreign', async () => {
        const ours = instanceOf('g1', 1, '10.0.1.10', { interfaceId: 'eni-7' })
        await store.commit(creation('g1', ['10.0.1.10'], { instances: [ours] }))
        await store.applyInventory(
          importOf([
            interfaceOf('eni-7', ['10.0.1.10']),
            interfaceOf('eni-8', ['10.0.1.10'], { instanceId: ours.id }),
            interfaceOf('eni-9', ['10.0.1.10', '10.0.1.11']),
          ]),
        )
        const holders = await store.holdersOf(SUBNET, ['10.0.1.10', '10.0.1.11'].map(address))
        expect(holders.get('10.0.1.10')).toMatchObject({ kind: 'instance', instanceId: ours.id })
        expect(holders.get('10.0.1.11')).toMatchObject({ kind: 'foreign', interfaceId: 'eni-9' })
        expect((await store.inventory()).interfaces.map((i) => i.id)).toEqual(['eni-9'])
        await store.applyInventory(importOf([], ['eni-9']))
        expect((await subnetOf()).held.takenCount).toBe(1n)
      })

      it('keeps an interface that outlives its group until it is gone', async () => {
        await store.commit(creation('g1', ['10.0.1.10']))
        await store.commit(
          commitOf({
            groups: [groupOf('g1', { version: 2, state: 'deleted' })],
            instances: [instanceOf('g1', 1, '10.0.1.10', { state: 'deallocated', interfaceId: 'eni-7' })],
            kept: [
              { subnetId: SUBNET, address: address('10.0.1.10'), interfaceId: 'eni-7', groupName: 'old' },
            ],
          }),
        )
        const holders = await store.holdersOf(SUBNET, [address('10.0.1.10')])
        expect(holders.get('10.0.1.10')).toEqual({ kind: 'kept', interfaceId: 'eni-7', groupName: 'old' })
        expect((await store.inventory()).interfaces.map((i) => i.id)).toEqual(['eni-7'])
        await store.applyInventory(importOf([], ['eni-7']))
        expect((await subnetOf()).held.takenCount).toBe(0n)
      })

      it('public IPs with who has them', async () => {
        await store.commit(
          creation('g1', ['10.0.1.10'], {
            publicPooled: [{ publicIpId: 'eipalloc-0a1', groupId: 'g1', position: 0 }],
            publicTaken: [{ publicIpId: 'eipalloc-0a1', groupId: 'g1', instanceId: 'ssi-g1-1', at: AT }],
          }),
        )
        const wanted = { subnetIds: [], publicIpIds: ['eipalloc-0a1', 'eipalloc-0b2', 'eipalloc-none'] }
        const { publicIps } = await store.networkSnapshot(wanted)
        expect(publicIps.size).toBe(2)
        expect(publicIps.get('eipalloc-0a1')).toMatchObject({
          poolGroupId: 'g1',
          holder: { kind: 'instance', instanceId: 'ssi-g1-1' },
        })
        expect(publicIps.get('eipalloc-0b2')).toMatchObject({ poolGroupId: null, holder: null })
      })

      it('A8 an association that the cloud told of and we ended since holds nobody’s public IP', async () => {
        const [publicIp] = WORLD.upsert.publicIps
        if (!publicIp) throw new Error('the world has a public IP')
        const at = (interfaceId: string, privateAddress: string) => ({
          ...NO_CHANGE,
          upsert: {
            ...EMPTY_INVENTORY,
            publicIps: [{ ...publicIp, association: { interfaceId, machineId: 'i-0a1', privateAddress } }],
          },
        })
        const holder = async () => {
          const wanted = { subnetIds: [], publicIpIds: [publicIp.id] }
          return (await store.networkSnapshot(wanted)).publicIps.get(publicIp.id)?.holder
        }
        const instance = instanceOf('g1', 1, '10.0.1.10', { origin: 'floating', interfaceId: 'eni-0a1' })
        await store.commit(
          creation('g1', ['10.0.1.10'], {
            instances: [{ ...instance, publicIpId: publicIp.id }],
            publicTaken: [{ publicIpId: publicIp.id, groupId: 'g1', instanceId: instance.id, at: AT }],
          }),
        )
        await store.applyInventory(at('eni-0a1', '10.0.1.10'))
        const gone = { subnetId: null, address: null, interfaceId: null, publicIpId: null }
        await store.commit(
          commitOf({
            instances: [{ ...instance, ...gone }],
            released: [
              { subnetId: SUBNET, address: address('10.0.1.10'), groupId: 'g1', at: AT, restsUntil: null },
            ],
            publicReleased: [{ publicIpId: publicIp.id, at: AT }],
          }),
        )
        expect(await holder()).toBeNull()
        // Somebody else put it on an address that was ours once.
        await store.applyInventory(importOf([interfaceOf('eni-0f9', ['10.0.1.10'])]))
        await store.applyInventory(at('eni-0f9', '10.0.1.10'))
        expect(await holder()).toMatchObject({ kind: 'foreign', interfaceId: 'eni-0f9' })
        await store.applyInventory(at('eni-0e8', '10.0.1.77'))
        expect(await holder()).toMatchObject({ kind: 'foreign', interfaceId: 'eni-0e8' })
      })

      it.each([
        ['ends our own association on the record', 'eni-0a1', '10.0.1.10', null],
        ['leaves what somebody else made of it meanwhile', 'eni-0e8', '10.0.1.77', 'eni-0e8'],
      ])('A8 giving a public IP back %s', async (_, interfaceId, privateAddress, left) => {
        const [publicIp] = WORLD.upsert.publicIps
        if (!publicIp) throw new Error('the world has a public IP')
        const instance = instanceOf('g1', 1, '10.0.1.10', { interfaceId: 'eni-0a1' })
        await store.commit(
          creation('g1', ['10.0.1.10'], {
            instances: [{ ...instance, publicIpId: publicIp.id }],
            publicTaken: [{ publicIpId: publicIp.id, groupId: 'g1', instanceId: instance.id, at: AT }],
          }),
        )
        const association = { interfaceId, machineId: 'i-0a1', privateAddress }
        await store.applyInventory({
          ...NO_CHANGE,
          upsert: { ...EMPTY_INVENTORY, publicIps: [{ ...publicIp, association }] },
        })
        await store.commit(commitOf({ publicReleased: [{ publicIpId: publicIp.id, at: AT }] }))
        const known = (await store.inventory()).publicIps.find((one) => one.id === publicIp.id)
        expect(known?.association?.interfaceId ?? null).toBe(left)
      })
    })

    describe('scheduled tasks', () => {
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
  })
}
