import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '@/lib/allocation/ports/store'
import { address } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import type { OpenedStore, StoreUnderTest } from './store.contract'
import {
  AT,
  commitOf,
  creation,
  groupOf,
  importOf,
  instanceOf,
  interfaceOf,
  NO_CHANGE,
  SUBNET,
  WORLD,
} from './store.fixtures'

/** What the cloud has, beside what we hold: neither overwrites the other. */
export function inventoryStoreContract(opened: () => OpenedStore): void {
  describe('inventory', () => {
    let store: Store
    let under: StoreUnderTest
    let subnetOf: OpenedStore['subnetOf']

    beforeEach(() => {
      ;({ store, under, subnetOf } = opened())
    })

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
          kept: [{ subnetId: SUBNET, address: address('10.0.1.10'), interfaceId: 'eni-7', groupName: 'old' }],
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
}
