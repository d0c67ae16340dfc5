import { beforeEach, describe, expect, it } from 'vitest'
import type { NewAllocation } from '@/lib/allocation/ports/commit'
import { address } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { occupancyOf } from '@/lib/domain/occupancy'
import { statusAt } from '@/lib/domain/occupancy-parts'
import type { PooledVm, VmNic } from '@/lib/domain/pooled-vm'
import { templateDatabase } from '@/lib/testing/database'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { type OpenStore, openStore } from './store'
import { AT, commitOf, groupOf, importOf, interfaceOf, NO_CHANGE } from './store.fixtures'

const FRONT = { ...pooledSubnet('Front', '10.0.0.0/23'), cidrs: [cidr('10.0.0.0/23'), cidr('10.7.0.0/24')] }
const MEMBER = staticIp('pip-member', ['1'])
const NETWORK = MEMBER.id.slice(0, MEMBER.id.indexOf('/publicipaddresses'))
const MACHINE = `${NETWORK.replace('.network', '.compute')}/virtualmachines/web-0001`
const VM = 'vmi-0000000000a1'
const GONE = 'vmi-0000000000a2'
const interfaceId = (name: string) => `${NETWORK}/networkinterfaces/${VM}-${name}`

const nics: readonly VmNic[] = [
  {
    ...{ name: 'eth0', primary: true, subnetId: FRONT.id, interfaceId: interfaceId('eth0') },
    private: { kind: 'pool', address: address('10.0.1.0'), why: 'The first free member of its pool.' },
    public: { kind: 'pool', publicIpId: MEMBER.id, why: 'It is in zone 1.' },
  },
  {
    ...{ name: 'eth1', primary: false, subnetId: FRONT.id, interfaceId: interfaceId('eth1') },
    private: { kind: 'dynamic', address: address('10.7.0.9'), fellBack: false, why: 'It has no pool.' },
    public: { kind: 'none' },
  },
]

const vm: PooledVm = {
  ...{ id: VM, groupId: 'g1', ordinal: 1, state: 'active', wanted: true, replacesId: null, zone: '1' },
  ...{ machineId: MACHINE, machineCount: 1, nics, reason: null, stateSince: AT, createdAt: AT },
  failedReleases: 0,
  drift: 'Its NIC eth1 has another address.',
}
const gone: PooledVm = { ...vm, id: GONE, ordinal: 2, state: 'gone', machineId: null, nics: [], drift: null }

const held = (text: string, origin: NewAllocation['origin']): NewAllocation => ({
  ...{ subnetId: FRONT.id, groupId: 'g1', instanceId: VM, at: AT },
  address: address(text),
  origin,
})

let store: OpenStore

beforeEach(async () => {
  store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => AT })
  await store.applyInventory({
    ...NO_CHANGE,
    upsert: { ...EMPTY_INVENTORY, subnets: [FRONT], publicIps: [MEMBER] },
  })
  const theirs = interfaceOf(`${NETWORK}/networkinterfaces/Db-Nic`.toLowerCase(), ['10.0.1.2'])
  await store.applyInventory(
    importOf([{ ...theirs, subnetId: FRONT.id, machineId: MACHINE.replace('web-0001', 'db-7') }]),
  )
  const config = pooledConfig([nicConfig(FRONT, { pool: '10.0.1.0', publicIpPool: [MEMBER.id] })], 1)
  await store.commit(
    commitOf({
      expect: [{ groupId: 'g1', version: 0 }],
      groups: [groupOf('g1', { nextOrdinal: 3, config })],
      vms: [vm, gone],
      allocated: [held('10.0.1.0', 'pool'), held('10.7.0.9', 'dynamic')],
      pooled: [{ groupId: 'g1', subnetId: FRONT.id, address: address('10.0.1.0'), position: 0 }],
      publicTaken: [{ publicIpId: MEMBER.id, groupId: 'g1', instanceId: VM, at: AT }],
    }),
  )
})

describe('the addresses of VMs', () => {
  it('Z5 are told with the VM, the interface that has them, and whose choice they were', async () => {
    const [member, chosen, theirs] = await store.reads.addressDetails(
      FRONT.id,
      ['10.0.1.0', '10.7.0.9', '10.0.1.2'].map(address),
    )
    expect(member).toMatchObject({
      ...{ origin: 'pool', instance: null, vm: { vm: { id: VM, zone: '1' }, nic: { name: 'eth0' } } },
      ...{ interfaceId: interfaceId('eth0'), machineId: MACHINE },
      publicIp: { id: MEMBER.id, address: MEMBER.address },
      holder: { kind: 'instance', instanceId: VM, groupId: 'g1', groupName: 'web-scale' },
    })
    expect(chosen).toMatchObject({ origin: 'dynamic', publicIp: null, vm: { nic: { name: 'eth1' } } })
    expect(theirs).toMatchObject({ vm: null, holder: { kind: 'foreign' } })
  })

  it.each([
    ['10.0.0.0/23', '10.0.1.0', 'active'],
    ['10.0.0.0/23', '10.0.1.2', 'foreign'],
    ['10.7.0.0/24', '10.7.0.9', 'random'],
  ])('stand on the map of their prefix %s: %s is %s', async (block, text, status) => {
    const layers = await store.reads.occupancyLayers(FRONT.id, cidr(block))
    const occupancy = occupancyOf(cidr(block), { ...layers, reserved: [] })
    expect(statusAt(occupancy, address(text))).toBe(status)
  })

  it('carry the mark of drift, each interface on its own prefix', async () => {
    const marked = async (block: string) =>
      (await store.reads.occupancyLayers(FRONT.id, cidr(block))).drift ?? []
    expect(await marked('10.0.0.0/23')).toEqual([address('10.0.1.0')])
    expect(await marked('10.7.0.0/24')).toEqual([address('10.7.0.9')])
  })

  it('B5 say who held them', async () => {
    expect(await store.reads.holdHistory({ address: '10.7.0.9', limit: 9 })).toMatchObject([
      { origin: 'dynamic', until: null, holder: { kind: 'instance', instanceId: VM } },
    ])
  })
})

describe('search', () => {
  const inGroup = `vm ${VM} g1`
  it.each([
    ['a VM by its id', VM, [inGroup]],
    ['VMs by what theirs begin with, those that are gone last', 'VMI-0000', [inGroup, `vm ${GONE} null`]],
    ['a VM by the name of its interface', `${VM}-eth1`, [inGroup]],
    ['a VM by the id of its interface, as it is copied', interfaceId('eth0').toUpperCase(), [inGroup]],
    ['a machine by its name', 'WEB-00', [`machine ${MACHINE} g1`]],
    ['a machine by its id', MACHINE, [`machine ${MACHINE} g1`]],
    ['a subnet by its name', 'front', [`subnet ${FRONT.id} null`]],
    ['a public IP by its name', 'pip-mem', [`public-ip ${MEMBER.id} g1`]],
    ['a public IP by its id', MEMBER.id.toUpperCase(), [`public-ip ${MEMBER.id} g1`]],
    ['an interface of others by its name', 'db-nic', [`interface ${NETWORK}/networkinterfaces/db-nic null`]],
    ['a machine of others by its name', 'db-7', [`machine ${MACHINE.replace('web-0001', 'db-7')} null`]],
    ['nothing by what all paths have in common', 'microsoft.network', []],
  ])('finds %s', async (_, text, expected) => {
    const hits = await store.reads.search(text)
    expect(hits.map((hit) => `${hit.kind} ${hit.id} ${hit.groupId}`)).toEqual(expected)
  })
})
