import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '@/lib/allocation/ports/store'
import { address } from '@/lib/domain/address'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import { FAILED_REST } from '@/lib/domain/reconcile-pooled'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import type { StoreUnderTest } from './store.contract'
import {
  AT,
  allocation,
  commitOf,
  creation,
  eventOf,
  groupOf,
  importOf,
  interfaceOf,
  NO_CHANGE,
  WORLD,
} from './store.fixtures'

const PLACE = pooledSubnet('vms', '10.0.7.0/24')
const MEMBER = staticIp('member', ['1', '2', '3'])
const CONFIG = {
  ...pooledConfig(
    [
      nicConfig(PLACE, { pool: '10.0.7.10-12', publicIp: true, publicIpPool: [MEMBER.id] }),
      nicConfig(PLACE, { name: 'eth1', primary: false }),
    ],
    1,
    { pooled: { zones: ['1', '3'], loadBalancerIds: ['/lb'] } },
  ),
}

const vm = (ordinal: number, over: Partial<PooledVm> = {}): PooledVm => ({
  ...{ id: `vmi-00000000000${ordinal}`, groupId: 'p1', ordinal, state: 'active', wanted: true },
  ...{ replacesId: null, zone: '1', machineId: `/vm-${ordinal}`, machineCount: 1, reason: null, drift: null },
  failedReleases: 0,
  ...{ stateSince: AT, createdAt: AT },
  nics: [
    {
      ...{
        name: 'eth0',
        primary: true,
        subnetId: PLACE.id,
        interfaceId: `/nic/vmi-00000000000${ordinal}-eth0`,
      },
      private: { kind: 'pool', address: address('10.0.7.10'), why: 'Member 1.' },
      public: { kind: 'pool', publicIpId: MEMBER.id, why: 'The first.' },
    },
    {
      ...{ name: 'eth1', primary: false, subnetId: PLACE.id, interfaceId: null },
      private: { kind: 'dynamic', address: null, fellBack: false, why: 'No pool.' },
      public: { kind: 'none' },
    },
  ],
  ...over,
})

const held = (text: string, instanceId: string, origin: 'pool' | 'dynamic' = 'pool') => ({
  ...allocation('p1', text, { instanceId }),
  ...{ subnetId: PLACE.id, origin },
})

/** What every store must do for groups whose VMs borrow addresses. */
export function vmStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: the store contract for VMs`, () => {
    let under: StoreUnderTest
    let store: Store

    beforeEach(async () => {
      under = await open()
      store = under.store
      await store.applyInventory(WORLD)
      await store.applyInventory({
        ...NO_CHANGE,
        requestId: 'azure',
        upsert: {
          ...EMPTY_INVENTORY,
          virtualNetworks: [
            {
              ...{ id: PLACE.virtualNetworkId, cloud: 'azure', region: PLACE.region },
              ...{ name: 'net', cidrs: PLACE.cidrs },
            },
          ],
          subnets: [PLACE],
          publicIps: [MEMBER],
          securityGroups: [
            {
              ...{ id: '/nsg', virtualNetworkId: null, region: PLACE.region, kind: 'network' },
              ...{ name: 'nsg', description: '' },
            },
          ],
          loadBalancers: [{ id: '/lb', cloud: 'azure', region: PLACE.region, name: 'lb', sku: 'standard' }],
        },
      })
    })

    const created = (vms: readonly PooledVm[], change = {}) =>
      store.commit(
        commitOf({
          expect: [{ groupId: 'p1', version: 0 }],
          groups: [groupOf('p1', { config: CONFIG, nextOrdinal: 9 })],
          vms,
          allocated: [held('10.0.7.10', vms[0]?.id ?? '')],
          publicTaken: [{ publicIpId: MEMBER.id, groupId: 'p1', instanceId: vms[0]?.id ?? '', at: AT }],
          events: [eventOf({ kind: 'group-created', groupId: 'p1' })],
          ...change,
        }),
      )
    const isHeld = async (text: string, from: Store = store): Promise<boolean> => {
      const { subnets } = await from.networkSnapshot({ subnetIds: [PLACE.id], publicIpIds: [] })
      return subnets.get(PLACE.id)?.held.has(address(text)) ?? false
    }

    it('remembers groups, VMs and what is around them as they were written', async () => {
      const vms = [vm(1), vm(2, { state: 'launching', zone: null, machineId: null, wanted: false })]
      await created(vms)
      for (const each of [store, await under.reopen()]) {
        const found = await each.groupSnapshot('p1')
        expect(found?.group.config).toEqual(CONFIG)
        expect(found?.vms).toEqual(vms)
        expect(found?.instances).toEqual([])
        const network = await each.networkSnapshot({ subnetIds: [PLACE.id], publicIpIds: [MEMBER.id] })
        expect(network.loadBalancers).toEqual([
          { id: '/lb', cloud: 'azure', region: PLACE.region, name: 'lb', sku: 'standard' },
        ])
        expect(network.securityGroups).toContainEqual(
          expect.objectContaining({ id: '/nsg', virtualNetworkId: null, kind: 'network' }),
        )
        expect(network.publicIps.get(MEMBER.id)).toMatchObject({
          publicIp: { traits: MEMBER.traits },
          holder: { kind: 'instance', instanceId: 'vmi-000000000001' },
        })
        const holders = await each.holdersOf(PLACE.id, [address('10.0.7.10')])
        expect(holders.get('10.0.7.10')).toMatchObject({ kind: 'instance', instanceId: 'vmi-000000000001' })
      }
    })

    it('a VM that is gone is not in the group any more, in memory as on disk', async () => {
      await created([vm(1), vm(2)])
      await store.commit(
        commitOf({
          expect: [{ groupId: 'p1', version: 1 }],
          groups: [groupOf('p1', { config: CONFIG, version: 2 })],
          vms: [vm(1, { state: 'gone' }), vm(2, { state: 'leaving' })],
        }),
      )
      for (const each of [store, await under.reopen()])
        expect((await each.groupSnapshot('p1'))?.vms.map((one) => [one.ordinal, one.state])).toEqual([
          [2, 'leaving'],
        ])
    })

    it('B1: an address has one owner, be it an identity or a VM', async () => {
      await store.commit(
        creation('g1', [], { allocated: [{ ...allocation('g1', '10.0.7.10'), subnetId: PLACE.id }] }),
      )
      const refused = await created([vm(1)])
      expect(refused.ok ? 'ok' : refused.refusal.kind).toBe('address-held')
      expect(await store.groupSnapshot('p1')).toBeNull()
    })

    it('what the cloud gave is ours, whatever stranger had it on record; what ours hold stays theirs', async () => {
      await store.applyInventory(importOf([interfaceOf('/nic/old', ['10.0.7.4'], { subnetId: PLACE.id })]))
      expect(await isHeld('10.0.7.4')).toBe(true)
      const told = await created([vm(1)], {
        allocated: [held('10.0.7.10', 'vmi-000000000001'), held('10.0.7.4', 'vmi-000000000001', 'dynamic')],
      })
      expect(told.ok).toBe(true)
      for (const each of [store, await under.reopen()])
        expect((await each.holdersOf(PLACE.id, [address('10.0.7.4')])).get('10.0.7.4')).toMatchObject({
          instanceId: 'vmi-000000000001',
        })
      const again = await under.reopen()
      const second = await again.commit(
        commitOf({ allocated: [held('10.0.7.10', 'vmi-000000000002', 'dynamic')] }),
      )
      expect(second.ok ? 'ok' : second.refusal.kind).toBe('address-held')
    })

    it('a public IP that is made is known and held at once, and forgotten when it is deleted', async () => {
      const made = { ...staticIp('dynamic-1', ['3']), id: '/pip/dynamic-1', address: '52.1.1.1' }
      await created([vm(1)], {
        publicCreated: [made],
        publicTaken: [{ publicIpId: made.id, groupId: 'p1', instanceId: 'vmi-000000000001', at: AT }],
      })
      const wanted = { subnetIds: [], publicIpIds: [made.id] }
      expect((await store.networkSnapshot(wanted)).publicIps.get(made.id)).toMatchObject({
        publicIp: made,
        holder: { instanceId: 'vmi-000000000001' },
      })
      await store.commit(
        commitOf({ publicReleased: [{ publicIpId: made.id, at: AT }], publicDeleted: [made.id] }),
      )
      expect((await store.networkSnapshot(wanted)).publicIps.get(made.id)).toBeUndefined()
    })

    it('a group is to be settled when a failure of one of its VMs has rested', async () => {
      const failed = vm(1, { state: 'failed', reason: 'No such image.' })
      await created([failed])
      const later = new Date(Date.parse(AT) + FAILED_REST).toISOString()
      const early = new Date(Date.parse(AT) + FAILED_REST - 1).toISOString()
      expect(await store.groupsToSettle(early)).not.toContain('p1')
      expect(await store.groupsToSettle(later)).toContain('p1')
    })

    it('an interface of ours is no stranger’s, by its tag', async () => {
      await created([vm(1)])
      const seen = interfaceOf('/nic/vmi-000000000001-eth0', ['10.0.7.10'], {
        ...{ subnetId: PLACE.id, instanceId: 'vmi-000000000001' },
      })
      await store.applyInventory(importOf([seen]))
      expect((await store.inventory()).interfaces).toEqual([])
      const holder = (await store.holdersOf(PLACE.id, [address('10.0.7.10')])).get('10.0.7.10')
      expect(holder).toMatchObject({ kind: 'instance' })
    })
  })
}
