import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address } from '@/lib/domain/address'
import { CAPS, capReached } from '@/lib/domain/cap'
import { cidr } from '@/lib/domain/cidr'
import { occupancyOf } from '@/lib/domain/occupancy'
import { statusAt } from '@/lib/domain/occupancy-parts'
import { refuse } from '@/lib/domain/result'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenStore, openStore } from './store'
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
  WORLD,
} from './store.fixtures'

const LATER = '2026-03-01T10:05:00.000Z'
const BLOCK = cidr('10.0.1.0/24')
let now = AT
let store: OpenStore

/** g1 has one instance of every status; .20 is pooled, .30 cooling, .40 someone else's. */
beforeEach(async () => {
  now = AT
  store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => now })
  await store.applyInventory(WORLD)
  const running = { desired: 'active', state: 'active', machineCount: 1 } as const
  const instances = [
    instanceOf('g1', 1, '10.0.1.10', {
      ...running,
      origin: 'pool',
      machineId: 'i-0a1',
      interfaceId: 'eni-0a1',
    }),
    instanceOf('g1', 2, '10.0.1.11', {
      ...running,
      drift: 'The interface is gone.',
      publicIpId: 'eipalloc-0a1',
    }),
    instanceOf('g1', 3, '10.0.1.12', { reason: 'No capacity.' }),
    instanceOf('g1', 4, '10.0.1.13', {
      ...running,
      retained: true,
      state: 'pausing',
      desired: 'paused',
      machineId: 'i-4',
    }),
    instanceOf('g1', 5, '10.0.1.30', { state: 'deallocated' }),
  ]
  await store.commit(
    creation('g1', [], {
      groups: [groupOf('g1', { pool: '10.0.1.10\n10.0.1.20' })],
      instances,
      allocated: instances.map((i) =>
        allocation('g1', `10.0.1.${i.ordinal === 5 ? 30 : 9 + i.ordinal}`, { instanceId: i.id }),
      ),
      pooled: ['10.0.1.10', '10.0.1.20'].map((text, position) => ({
        groupId: 'g1',
        subnetId: SUBNET,
        address: address(text),
        position,
      })),
      publicTaken: [{ publicIpId: 'eipalloc-0a1', groupId: 'g1', instanceId: 'ssi-g1-2', at: AT }],
      operations: [operationOf('op-1', 'g1', { attempts: 2 })],
      events: [eventOf({ groupId: 'g1' }), eventOf({ groupId: 'g1', why: 'The last one.' })],
    }),
  )
  await store.commit(
    commitOf({
      released: [
        { subnetId: SUBNET, address: address('10.0.1.30'), groupId: 'g1', at: AT, restsUntil: LATER },
      ],
    }),
  )
  await store.applyInventory(
    importOf([interfaceOf('eni-0f1', ['10.0.1.40'], { machineId: 'i-0f1', description: 'Load balancer' })]),
  )
})

afterEach(() => store.close())

describe('reads', () => {
  it('a group on one line', async () => {
    expect(await store.reads.groups()).toEqual([
      expect.objectContaining({
        id: 'g1',
        name: 'name of g1',
        instances: 4,
        byState: {
          paused: 1,
          resuming: 0,
          active: 2,
          pausing: 1,
          recycling: 0,
          replacing: 0,
          deallocating: 0,
          error: 0,
        },
        byOrigin: { pool: 1, random: 3, floating: 0 },
        active: 2,
        retained: 1,
        pool: { size: 2, used: 1, active: 1 },
        publicPool: { size: 0, used: 0 },
        operations: { running: 1, retrying: 1 },
        warnings: { drifted: 1, failed: 1, refused: 0, withoutPublicIp: 0 },
        lastEvent: expect.objectContaining({ why: 'The last one.', seq: 2 }),
      }),
    ])
    expect(await store.reads.group('none')).toBeNull()
    expect(await store.reads.groupRecord('g1')).toEqual(groupOf('g1', { pool: '10.0.1.10\n10.0.1.20' }))
  })

  it('instances with what stands beside them', async () => {
    const rows = await store.reads.instances('g1')
    expect(rows.map((r) => [r.instance.ordinal, r.zone, r.publicAddress, r.operation?.id])).toEqual([
      [1, 'eu-west-1a', null, 'op-1'],
      [2, 'eu-west-1a', '198.51.100.1', undefined],
      [3, 'eu-west-1a', null, undefined],
      [4, 'eu-west-1a', null, undefined],
    ])
    expect(await store.reads.instances('g1', { deallocated: true })).toHaveLength(5)
    expect((await store.reads.instance('ssi-g1-5'))?.instance.state).toBe('deallocated')
    expect(await store.reads.operations('ssi-g1-1', 9)).toHaveLength(1)
  })

  it('subnets with their use', async () => {
    const [, web] = [...(await store.reads.subnets())].reverse()
    expect(web).toMatchObject({ virtualNetworkName: 'main', held: 5, ours: 4, pooled: 2, groupCount: 1 })
    expect((await store.reads.subnet(SUBNET))?.subnet.name).toBe('web')
  })

  it('the layers of a map', async () => {
    const layers = await store.reads.occupancyLayers(SUBNET, BLOCK)
    const occupancy = occupancyOf(BLOCK, { reserved: [], ...layers })
    const status = (n: number) => statusAt(occupancy, address(`10.0.1.${n}`))
    expect([10, 11, 12, 13, 20, 30, 40, 41].map(status)).toEqual([
      ...['active', 'random', 'paused', 'active'],
      ...['pool', 'cooling', 'foreign', 'free'],
    ])
    expect(occupancy.drift).toEqual([address('10.0.1.11')])
    now = LATER
    expect((await store.reads.occupancyLayers(SUBNET, cidr('10.0.1.32/28'))).cooling).toEqual([])
  })

  it('everything about some addresses, in the order asked for', async () => {
    const asked = ['10.0.1.40', '10.0.1.11', '10.0.1.30', '10.0.1.20', '10.0.1.99'].map(address)
    const [foreign, ours, resting, pooled, free] = await store.reads.addressDetails(SUBNET, asked)
    expect(foreign).toMatchObject({ interfaceId: 'eni-0f1', machineId: 'i-0f1', holder: { kind: 'foreign' } })
    expect(ours).toMatchObject({
      since: AT,
      instance: { id: 'ssi-g1-2', address: address('10.0.1.11') },
      publicIp: { id: 'eipalloc-0a1', address: '198.51.100.1' },
    })
    expect(resting).toMatchObject({ holder: null, resting: { until: LATER, groupId: 'g1' } })
    expect(pooled).toMatchObject({ holder: null, pool: { groupId: 'g1', groupName: 'name of g1' } })
    expect(free).toMatchObject({ address: '10.0.1.99', holder: null, pool: null, resting: null, since: null })
  })

  it('B5 who held an address, newest first', async () => {
    await store.commit(commitOf({ allocated: [allocation('g1', '10.0.1.30', { at: LATER })] }))
    expect(await store.reads.holdHistory({ address: '10.0.1.30', limit: 9 })).toMatchObject([
      { since: LATER, until: null, holder: { kind: 'instance', instanceId: 'ssi-g1-1' } },
      { since: AT, until: AT, restsUntil: LATER, holder: { kind: 'instance', instanceId: 'ssi-g1-5' } },
    ])
    expect(await store.reads.holdHistory({ address: '10.0.1.30', subnetId: 'other', limit: 9 })).toEqual([])
  })

  it.each([
    [
      '10.0.1.1',
      [
        'address 10.0.1.1',
        'address 10.0.1.10',
        'address 10.0.1.11',
        'address 10.0.1.12',
        'address 10.0.1.13',
      ],
    ],
    ['10.0.1.99', ['address 10.0.1.99']],
    ['ssi-g1-2', ['instance ssi-g1-2']],
    ['eni-0', ['interface eni-0a1', 'interface eni-0f1']],
    ['i-0f1', ['machine i-0f1']],
    ['198.51.100.2', ['public-ip eipalloc-0b2']],
    ['NAME of', ['group g1']],
    ['vpc-0a1', ['virtual-network vpc-0a1']],
    ['10.9.0.0/16', [`subnet subnet-0b2`]],
    ['100%_', []],
  ])('search finds %s', async (text, found) => {
    expect((await store.reads.search(text)).map((hit) => `${hit.kind} ${hit.id}`)).toEqual(found)
  })

  it('drafts: are counted for whose they are', async () => {
    for (const [id, ownerId] of [
      ['a', 'ada'],
      ['b', 'ada'],
      ['c', 'olu'],
      ['d', null],
    ] as const)
      await store.reads.createDraft({ id, ownerId, groupId: null, values: {}, step: 'general' })
    const count = (ownerId: string | null, nobodys: boolean) => store.reads.draftCount({ ownerId, nobodys })
    expect([
      await count('ada', false),
      await count('ada', true),
      await count('olu', false),
      await count('eve', false),
      await count(null, true),
      await count(null, false),
    ]).toEqual([2, 3, 1, 0, 1, 0])
  })

  it('drafts: of two who save, the second is told', async () => {
    const draft = await store.reads.createDraft({
      id: 'd1',
      groupId: null,
      values: { name: 'a' },
      step: 'general',
    })
    expect(draft).toMatchObject({ ok: true, value: { revision: 1, values: { name: 'a' } } })
    const save = (revision: number, name: string) =>
      store.reads.saveDraft({ id: 'd1', revision, values: { name }, step: 'compute' })
    expect(await save(1, 'b')).toMatchObject({ ok: true, value: { revision: 2 } })
    expect(await save(1, 'c')).toEqual({
      ok: false,
      refusal: { kind: 'draft-moved', draftId: 'd1', savedAt: AT },
    })
    expect(await store.reads.draft('d1')).toMatchObject({ values: { name: 'b' }, step: 'compute' })
    await store.reads.removeDraft('d1')
    await store.reads.removeDraft('d1')
    expect(await save(2, 'd')).toMatchObject({ ok: false, refusal: { kind: 'unknown-draft' } })
    await store.reads.setMeta('seeded', 'yes')
    await store.reads.setMeta('seeded', 'again')
    expect(await store.reads.meta('seeded')).toBe('again')
  })

  it('drafts: somebody else’s is not there, and nobody’s becomes that of who saves it', async () => {
    const values = { name: 'a' }
    await store.reads.createDraft({ id: 'hers', ownerId: 'ada', groupId: null, values, step: 'general' })
    await store.reads.createDraft({ id: 'nobodys', groupId: null, values, step: 'general' })
    const save = (id: string, ownerId: string | null, revision = 1) =>
      store.reads.saveDraft({ id, ownerId, revision, values: {}, step: 'compute' })
    for (const other of ['olu', null])
      expect(await save('hers', other)).toMatchObject({ ok: false, refusal: { kind: 'unknown-draft' } })
    expect(await save('hers', 'ada')).toMatchObject({ ok: true, value: { ownerId: 'ada' } })
    expect(await save('nobodys', 'olu')).toMatchObject({ ok: true, value: { ownerId: 'olu' } })
    expect(await save('nobodys', 'ada', 2)).toMatchObject({ ok: false, refusal: { kind: 'unknown-draft' } })
    for (const id of ['hers', 'nobodys']) await store.reads.removeDraft(id)
  })

  it('drafts: one person has so many and no more, whoever asks at once, and others have theirs', async () => {
    const create = (n: number, ownerId: string | null) =>
      store.reads.createDraft({
        ...{ id: `${ownerId}-${n}`, ownerId, groupId: null, values: {}, step: 'general' },
      })
    const made = await Promise.all(Array.from({ length: CAPS.draftsOfOne + 3 }, (_, n) => create(n, 'ada')))
    const refused = made.filter((one) => !one.ok)
    expect(refused).toEqual(refused.map(() => refuse(capReached('draftsOfOne'))))
    expect(refused).toHaveLength(3)
    expect(await create(0, 'olu')).toMatchObject({ ok: true })
    expect(await create(0, null)).toMatchObject({ ok: true })
    expect(await store.reads.drafts({ ownerId: 'olu', nobodys: true })).toHaveLength(2)
    expect(await store.reads.drafts({ ownerId: 'ada', nobodys: false })).toHaveLength(CAPS.draftsOfOne)
    for (const { id } of await store.reads.drafts()) await store.reads.removeDraft(id)
  })

  it('B7 a draft goes in the transaction that makes it a fact, and no other draft does', async () => {
    for (const id of ['d1', 'd2'])
      await store.reads.createDraft({ id, groupId: null, values: {}, step: 'review' })
    const request = { key: 'd1', fingerprint: 'f', answer: { groupId: 'g9' } }
    expect(await store.commit(creation('g9', [], { request }))).toMatchObject({ ok: true })
    expect((await store.reads.drafts()).map(({ id }) => id)).toEqual(['d2'])
  })

  it('B7 the drafts of a group go with it', async () => {
    for (const [id, groupId] of [
      ['d1', 'g1'],
      ['d2', null],
    ] as const)
      await store.reads.createDraft({ id, groupId, values: {}, step: 'general' })
    const snapshot = await store.groupSnapshot('g1')
    const group = { ...groupOf('g1'), version: (snapshot?.group.version ?? 0) + 1 }
    await store.commit(commitOf({ groups: [group] }))
    expect(await store.reads.drafts()).toHaveLength(2)
    await store.commit(commitOf({ groups: [{ ...group, state: 'deleting', version: group.version + 1 }] }))
    expect((await store.reads.drafts()).map(({ id }) => id)).toEqual(['d2'])
  })

  it('counts for the navigation, and events since', async () => {
    expect(await store.reads.navigation()).toEqual({
      ...{ groups: 1, subnets: 2, virtualNetworks: 1, publicIps: 2 },
      ...{ foreignInterfaces: 1, runningOperations: 1, held: 1, troubled: 2, openDrifts: 0 },
    })
    expect((await store.reads.eventsSince(1, 9)).map((e) => e.seq)).toEqual([2])
  })
})
