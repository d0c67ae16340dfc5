import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address } from '@/lib/domain/address'
import type { VmNic } from '@/lib/domain/pooled-vm'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenStore, openStore } from './store'
import {
  AT,
  commitOf,
  eventOf,
  nicOf,
  operationOf,
  pooledGroupOf,
  SUBNET,
  vmOf,
  WORLD,
} from './store.fixtures'

let store: OpenStore

const lends: VmNic = {
  ...nicOf('pool'),
  public: { kind: 'pool', publicIpId: 'eipalloc-0a1', why: 'The first that was free.' },
}

/** Three VMs: one with a public IP, one with work under way, one that is gone. */
beforeEach(async () => {
  store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => AT })
  await store.applyInventory(WORLD)
  const vms = [
    vmOf('g1', 1, { nics: [lends, nicOf('dynamic', false)] }),
    vmOf('g1', 2, { state: 'launching' }),
    vmOf('g1', 3, { state: 'gone', wanted: false }),
  ]
  const held = { subnetId: SUBNET, groupId: 'g1', instanceId: 'vmi-g1-1', at: AT }
  await store.commit(
    commitOf({
      ...{ expect: [{ groupId: 'g1', version: 0 }], groups: [pooledGroupOf('g1')], vms },
      allocated: [
        { ...held, address: address('10.0.1.10'), origin: 'pool' },
        { ...held, address: address('10.0.1.11'), origin: 'dynamic' },
      ],
      operations: [operationOf('op-1', 'g1', { kind: 'launch-vm', instanceId: 'vmi-g1-2' })],
      events: [eventOf({ kind: 'group-created', groupId: 'g1' })],
    }),
  )
})

afterEach(() => store.close())

describe('the VMs of a group', () => {
  it('come by ordinal, with the addresses of their public IPs and the work under way; those gone are left out', async () => {
    const rows = await store.reads.vms('g1')
    expect(
      rows.map(({ vm, publicAddresses, operation }) => [vm.id, publicAddresses, operation?.id ?? null]),
    ).toEqual([
      ['vmi-g1-1', ['198.51.100.1', null], null],
      ['vmi-g1-2', [null], 'op-1'],
    ])
    expect(await store.reads.vms('g2')).toEqual([])
  })

  it('hold their addresses in the map as what they are: static ones active, dynamic ones random', async () => {
    const details = await store.reads.addressDetails(SUBNET, [address('10.0.1.10'), address('10.0.1.11')])
    expect(details.map(({ origin, holder }) => [origin, holder?.kind])).toEqual([
      ['pool', 'instance'],
      ['dynamic', 'instance'],
    ])
  })
})
