import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BEGAN,
  compare,
  groupOf,
  instanceOf,
  mirror,
  type SeenCloud,
  stranger,
  vmOf,
} from '@/lib/testing/drift-world'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { address } from './address'
import { type Drift, type DriftKind, driftKey, SAFE_KINDS, safeRepair } from './drift'
import { driftChanges, driftEvents, type Standing } from './drift-changes'
import type { Members } from './drift-held'
import { driftSentence } from './drift-words'

const { prodA } = SUBNETS
const [ip1, ip2, spare] = PUBLIC_IPS
const AZURE = pooledSubnet('web', '10.0.2.0/26')
const [zone1, zone2] = [staticIp('z1', ['1']), staticIp('z2', ['2'])]
const KNOWN = [prodA, SUBNETS.prodB, AZURE]

/** 0, 1 run; 2 is paused with an interface; 3 never resumed; 4 is busy. Its pool has two members that nobody has. */
function stateful(): Members {
  const group = groupOf(
    'sig-1',
    groupConfig({
      ...{ pool: '10.0.1.40-45', publicIpPool: [ip1.id, ip2.id, spare.id] },
      subnetIds: [prodA.id, SUBNETS.prodB.id],
    }),
  )
  const on = (octet: number) => ({ subnetId: prodA.id, address: address(`10.0.1.${octet}`) })
  return {
    group,
    instances: [
      instanceOf(group, 0, { ...on(40), publicIpId: ip1.id }),
      instanceOf(group, 1, { ...on(41), publicIpId: ip2.id }),
      instanceOf(group, 2, { ...on(42), state: 'paused', desired: 'paused', machineId: null }),
      instanceOf(group, 3, {
        ...{
          ...on(43),
          state: 'paused',
          desired: 'paused',
          machineId: null,
          interfaceId: null,
          machineCount: 0,
        },
      }),
      instanceOf(group, 4, { ...on(44), state: 'recycling' }),
    ],
    vms: [],
  }
}

function pooled(): Members {
  const nics = [
    nicConfig(AZURE, { pool: '10.0.2.10-12', publicIp: true, publicIpPool: [zone1.id, zone2.id] }),
  ]
  const group = groupOf('sig-2', pooledConfig(nics, 1))
  const name = nics[0]?.name ?? ''
  const vm = vmOf(group, 9, {
    nics: [
      {
        ...{ name, primary: true, subnetId: AZURE.id, interfaceId: '/nic-9' },
        private: { kind: 'pool', address: address('10.0.2.10'), why: '' },
        public: { kind: 'pool', publicIpId: zone1.id, why: '' },
      },
    ],
  })
  return { group, instances: [], vms: [vm] }
}

const all = () => [stateful(), pooled()]
const seen = (): SeenCloud => {
  const cloud = mirror(all(), KNOWN, [ip1, ip2, spare, zone1, zone2])
  // What is being worked on is there, too.
  cloud.interfaces.push({ ...stranger('eni-4', prodA.id, '10.0.1.44'), instanceId: 'ssi-000000000004' })
  return cloud
}

const nic = (cloud: SeenCloud, id: string) => {
  const found = cloud.interfaces.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}
const ip = (cloud: SeenCloud, id: string) => {
  const found = cloud.publicIps.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}
const without = <T extends { readonly id: string }>(list: T[], id: string) => {
  list.splice(0, list.length, ...list.filter((one) => one.id !== id))
}
/** As a cloud does: what was associated with it is free. */
const deleteNic = (cloud: SeenCloud, id: string) => {
  without(cloud.interfaces, id)
  for (const one of cloud.publicIps) if (one.association?.interfaceId === id) one.association = null
}

type Damage = readonly [name: string, kind: DriftKind, who: string | null, damage: (cloud: SeenCloud) => void]

const DAMAGES: readonly Damage[] = [
  [
    'interface of a running instance deleted',
    'interface-deleted',
    'ssi-000000000000',
    (c) => deleteNic(c, 'eni-0'),
  ],
  [
    'interface of a paused instance deleted',
    'interface-deleted',
    'ssi-000000000002',
    (c) => deleteNic(c, 'eni-2'),
  ],
  ['interface of a VM deleted', 'interface-deleted', 'vmi-000000000009', (c) => deleteNic(c, '/nic-9')],
  [
    ...(['interface detached', 'interface-detached', 'ssi-000000000001'] as const),
    (c) => Object.assign(nic(c, 'eni-1'), { status: 'available', machineId: null }),
  ],
  [
    ...(['interface of a VM detached', 'interface-detached', 'vmi-000000000009'] as const),
    (c) => Object.assign(nic(c, '/nic-9'), { status: 'available', machineId: null }),
  ],
  [
    'interface on a foreign machine',
    'interface-moved',
    'ssi-000000000001',
    (c) => (nic(c, 'eni-1').machineId = 'i-x'),
  ],
  [
    ...(['interface of a paused one on a foreign machine', 'interface-moved', 'ssi-000000000002'] as const),
    (c) => Object.assign(nic(c, 'eni-2'), { status: 'in-use', machineId: 'i-x' }),
  ],
  [
    ...(['interface on something that is no machine', 'interface-moved', 'ssi-000000000001'] as const),
    (c) => Object.assign(nic(c, 'eni-1'), { machineId: null }),
  ],
  [
    ...(['interface with another address', 'interface-readdressed', 'vmi-000000000009'] as const),
    (c) => (nic(c, '/nic-9').addresses = [address('10.0.2.40')]),
  ],
  [
    ...(['address taken, interface gone', 'address-taken', 'ssi-000000000002'] as const),
    (c) => {
      deleteNic(c, 'eni-2')
      c.interfaces.push(stranger('eni-x', prodA.id, '10.0.1.42'))
    },
  ],
  [
    ...(['address taken before the first resume', 'address-taken', 'ssi-000000000003'] as const),
    (c) => c.interfaces.push(stranger('eni-x', prodA.id, '10.0.1.43')),
  ],
  [
    ...(['public IP elsewhere', 'public-ip-moved', 'ssi-000000000000'] as const),
    (c) => (ip(c, ip1.id).association = { interfaceId: 'eni-x', machineId: null, privateAddress: null }),
  ],
  [
    ...(['public IP of a VM elsewhere', 'public-ip-moved', 'vmi-000000000009'] as const),
    (c) => (ip(c, zone1.id).association = { interfaceId: '/nic-x', machineId: null, privateAddress: null }),
  ],
  [
    'public IP on nothing',
    'public-ip-disassociated',
    'ssi-000000000000',
    (c) => (ip(c, ip1.id).association = null),
  ],
  ['public IP released', 'public-ip-released', 'ssi-000000000000', (c) => without(c.publicIps, ip1.id)],
  [
    'public IP of a VM released',
    'public-ip-released',
    'vmi-000000000009',
    (c) => without(c.publicIps, zone1.id),
  ],
  [
    ...(['machine gone, its interface on nothing', 'machine-gone', 'ssi-000000000000'] as const),
    (c) => {
      without(c.machines, 'i-0')
      Object.assign(nic(c, 'eni-0'), { status: 'available', machineId: null })
    },
  ],
  [
    ...(['machine ended', 'machine-gone', 'vmi-000000000009'] as const),
    (c) => Object.assign(c.machines.find((one) => one.id === '/vm-9') ?? {}, { alive: false }),
  ],
  [
    ...(['machine with another tag', 'machine-foreign', 'ssi-000000000001'] as const),
    (c) => Object.assign(c.machines.find((one) => one.id === 'i-1') ?? {}, { instanceId: null }),
  ],
  [
    ...(['interface with our tag', 'unknown-interface', null] as const),
    (c) => c.interfaces.push({ ...stranger('eni-x', prodA.id, '10.0.1.99'), instanceId: 'ssi-0000000000ff' }),
  ],
  [
    ...(['public IP named after a VM', 'unknown-public-ip', null] as const),
    (c) => c.publicIps.push({ ...staticIp('x', []), id: '/x', name: 'vmi-0000000000ff-eth0-ip' }),
  ],
  [
    ...(['member kept back since the subnet is another block', 'member-reserved', null] as const),
    (c) =>
      c.subnets.splice(0, 1, {
        ...prodA,
        cidrs: [{ family: 4, base: address('10.0.1.45').value, prefix: 32 }, ...prodA.cidrs],
      }),
  ],
  [
    'member of a stranger',
    'member-taken',
    null,
    (c) => c.interfaces.push(stranger('eni-x', prodA.id, '10.0.1.45')),
  ],
  ['public member released', 'public-member-gone', null, (c) => without(c.publicIps, spare.id)],
  ['subnet gone', 'subnet-gone', null, (c) => without(c.subnets, SUBNETS.prodB.id)],
]

const told = (found: readonly Drift[]) => found.map(({ kind, instanceId }) => [kind, instanceId])

describe('what differs', () => {
  test('a world compared with itself', async () => {
    expect(await compare(all(), seen(), KNOWN)).toEqual([])
  })

  test.each(DAMAGES)('%s is %s', async (_, kind, who, damage) => {
    const cloud = seen()
    damage(cloud)
    const found = await compare(all(), cloud, KNOWN)
    expect(told(found)).toEqual([[kind, who]])
    expect(driftSentence(found[0] as Drift)).toMatch(/^[A-Z0-9].*\.$/)
    expect(new Set(Object.keys(found[0]?.recorded ?? {})).size).toBeGreaterThan(0)
  })

  test('a virtual network that is gone takes its subnets with it, as one difference', async () => {
    const cloud = seen()
    cloud.networks.splice(0, 1)
    cloud.subnets = cloud.subnets.filter((one) => one.virtualNetworkId !== prodA.virtualNetworkId)
    const found = await compare([groupsOnly()], { ...cloud, interfaces: [] }, KNOWN)
    expect(told(found)).toEqual([['network-gone', null]])
  })

  const groupsOnly = (): Members => ({ ...stateful(), instances: [] })

  test('a member outside every block', async () => {
    const { group } = stateful()
    const config = groupConfig({ pool: '10.0.1.40-45, 10.9.0.1-2' })
    const found = await compare([{ group: { ...group, config }, instances: [], vms: [] }], seen(), KNOWN)
    expect(told(found).filter(([kind]) => kind === 'member-outside')).toHaveLength(1)
  })

  test('what is busy, or settled since the look began, is not judged', async () => {
    const cloud = seen()
    deleteNic(cloud, 'eni-0')
    const { instances, ...rest } = stateful()
    const since = instances.map((one) => (one.ordinal === 0 ? { ...one, stateSince: BEGAN } : one))
    const busy = instances.map((one) => (one.ordinal === 0 ? { ...one, state: 'replacing' as const } : one))
    for (const now of [since, busy])
      expect(await compare([{ ...rest, instances: now }, pooled()], cloud, KNOWN)).toEqual([])
  })

  test('a kept interface bears our tag and is no stranger', async () => {
    const cloud = seen()
    cloud.interfaces.push({ ...stranger('eni-k', prodA.id, '10.0.1.45'), instanceId: 'ssi-0000000000ff' })
    expect(await compare(all(), cloud, KNOWN, { kept: ['eni-k'] })).toEqual([])
  })

  test('a paused instance is given back the interface that bears its tag and address', async () => {
    const cloud = seen()
    cloud.interfaces.push({
      ...{ ...stranger('eni-x', prodA.id, '10.0.1.43'), status: 'available', machineId: null },
      instanceId: 'ssi-000000000003',
    })
    const [found] = await compare(all(), cloud, KNOWN)
    expect(found).toMatchObject({ kind: 'unknown-interface', repairs: ['adopt-interface'] })
  })

  test('files that list no interfaces, or know no machines, tell nothing of what they lack', async () => {
    const cloud = seen()
    deleteNic(cloud, 'eni-0')
    cloud.machines = []
    expect(told(await compare(all(), cloud, KNOWN, { machines: null }))).toEqual([
      ['interface-deleted', 'ssi-000000000000'],
    ])
  })

  test('two damages at different places are two differences', async () => {
    const apart = DAMAGES.filter(([, , who]) => who !== null)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...apart), fc.constantFrom(...apart), async (a, b) => {
        fc.pre(a[2] !== b[2])
        const cloud = seen()
        a[3](cloud)
        b[3](cloud)
        expect(new Set((await compare(all(), cloud, KNOWN)).map(driftKey)).size).toBe(2)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is kept of it', () => {
  const input = {
    standingOf: (): Standing => 'judged',
    source: 'cloud',
    at: BEGAN,
    newId: () => 'id',
  } as const

  test('the same difference found again is the same row, whatever else comes or goes', async () => {
    const cloud = seen()
    deleteNic(cloud, 'eni-0')
    const found = await compare(all(), cloud, KNOWN)
    const { opened } = driftChanges({ ...input, open: [], found })
    expect(opened).toHaveLength(1)
    expect(driftChanges({ ...input, open: opened, found })).toEqual({ opened: [], changed: [], closed: [] })
    const gone = driftChanges({ ...input, open: opened, found: [] })
    expect(gone.closed).toMatchObject([{ outcome: 'vanished', closedAt: BEGAN }])
    expect(driftEvents(gone, BEGAN, 'r').map(({ kind }) => kind)).toEqual(['drift-vanished'])
    const waits = driftChanges({ ...input, open: opened, found: [], standingOf: () => 'unjudged' })
    expect(waits.closed).toEqual([])
    const repaired = driftChanges({ ...input, open: opened, found: [], standingOf: () => 'repaired' })
    expect(repaired.closed).toMatchObject([{ outcome: 'repaired' }])
  })

  test('only what takes nothing from anybody and changes no address is repaired without asking', async () => {
    for (const [, kind, , damage] of DAMAGES) {
      const cloud = seen()
      damage(cloud)
      const [found] = await compare(all(), cloud, KNOWN)
      if (found && safeRepair(found)) expect(SAFE_KINDS).toContain(kind)
    }
  })
})
