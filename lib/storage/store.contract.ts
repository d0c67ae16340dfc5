import { beforeEach, describe, expect, it } from 'vitest'
import type { Conflict } from '@/lib/allocation/ports/commit'
import type { Store } from '@/lib/allocation/ports/store'
import { address } from '@/lib/domain/address'
import type { Result } from '@/lib/domain/result'
import type { SubnetSnapshot } from '@/lib/domain/world'
import { inventoryStoreContract } from './inventory-store.contract'
import { AT, commitOf, creation, eventOf, groupOf, SUBNET, WORLD } from './store.fixtures'
import { storeRemembersContract } from './store-remembers.contract'
import { taskStoreContract } from './task-store.contract'

/** What a test needs of a store: a clock that it sets, and reopening the same records with an empty memory. */
export type StoreUnderTest = {
  readonly store: Store
  setNow(at: string): void
  reopen(): Promise<Store>
}

/** The same, opened for one test. */
export type OpenedStore = {
  readonly under: StoreUnderTest
  readonly store: Store
  /** The one subnet that the tests look at. */
  subnetOf(from?: Store): Promise<SubnetSnapshot>
}

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

    storeRemembersContract(() => ({ under, store, subnetOf }))
    inventoryStoreContract(() => ({ under, store, subnetOf }))
    taskStoreContract(() => ({ under, store, subnetOf }))
  })
}
