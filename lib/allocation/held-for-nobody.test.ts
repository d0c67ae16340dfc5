import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import type { HeldThing } from '@/lib/domain/held'
import { heldProblems } from '@/lib/testing/audit-held'
import { AZURE_REGION, azureInventory, RESOURCE_GROUP } from '@/lib/testing/azure-worlds'
import { smallInventory } from '@/lib/testing/random-verbs'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { beginDisposals, callOffDisposal } from './dispose'

/* B6: what is held for nobody running is listed, and can be released, given back, adopted and deleted. */

let world: RunningWorld
const LISTED = [PUBLIC_IPS[0].id, PUBLIC_IPS[1].id]
const capacity = { minimum: 0, target: 2, maximum: 4 }
const config = (part: Partial<Parameters<typeof groupConfig>[0]> = {}) =>
  groupConfig({
    ...{ name: 'ring', pool: '10.0.3.5-6', subnetIds: [SUBNETS.edgeA.id] },
    ...{ capacity, publicIpPool: LISTED },
    ...part,
  })

beforeEach(async () => {
  world = await runWorld(smallInventory())
})
afterEach(() => world.close())

const held = () => world.store.heldForNobody()
const whyOf = async () =>
  (await held()).map(({ what, why, address: text }) => `${text} ${what} ${why}`).sort()
const find = async (text: string): Promise<HeldThing | undefined> =>
  (await held()).find((one) => one.address === text)

async function pausedRing(): Promise<{ groupId: string; ids: string[] }> {
  const groupId = await world.create(config(), true)
  const ids = (await world.instances(groupId)).map(({ id }) => id)
  expect(await world.ask(groupId, { kind: 'pause', instanceIds: ids })).toBe('ok')
  return { groupId, ids }
}

async function keptInterface(): Promise<string> {
  const { groupId } = await pausedRing()
  expect(await world.ask(groupId, { kind: 'delete-group', interfaces: 'keep' })).toBe('ok')
  await world.refresh()
  return (await find('10.0.3.5'))?.id ?? ''
}

/** Made in the cloud with our tag, behind our back. */
async function orphan(text: string): Promise<string> {
  const made = await world.cloud.createInterface({
    ...{ clientToken: `stray ${text}`, subnetId: SUBNETS.edgeA.id, address: address(text) },
    ...{
      securityGroupIds: [],
      description: 'left behind',
      instanceId: 'ssi-0123456789ab',
      resourceGroup: null,
    },
  })
  if (!made.ok) throw new Error(made.refusal.message)
  await world.refresh()
  return made.value.interfaceId
}

const remove = (ids: readonly string[]) =>
  beginDisposals(world.engine.allocation, ids, world.engine.disposing.begin)

describe('what is listed', () => {
  test('nothing of a running group but its free public IPs; everything of a paused one', async () => {
    const groupId = await world.create(config(), true)
    const spare = ['52.20.11.23 public-ip idle', '52.20.14.77 public-ip idle']
    expect(await whyOf()).toEqual(spare)
    const ids = (await world.instances(groupId)).map(({ id }) => id)
    await world.ask(groupId, { kind: 'pause', instanceIds: ids })
    expect(await whyOf()).toEqual(
      [
        ...['10.0.3.5 interface paused', '10.0.3.6 interface paused'],
        ...[spare[0], '52.20.11.4 public-ip paused', '52.20.11.9 public-ip paused', spare[1]],
      ].sort(),
    )
    expect((await world.store.reads.navigation()).held).toBe(6)
  })

  test('what is retained, though it runs (A7, A8)', async () => {
    const groupId = await world.create(config(), true)
    expect(
      await world.ask(groupId, {
        kind: 'edit',
        config: config({ pool: '10.0.3.6', publicIpPool: [LISTED[1] as string] }),
      }),
    ).toBe('ok')
    expect(await find('10.0.3.5')).toMatchObject({ why: 'retained', machineId: expect.any(String) })
    expect(await find('52.20.11.4')).toMatchObject({ why: 'retained' })
  })

  test('interfaces kept when their group was deleted, and those that bear our tag without being known', async () => {
    await keptInterface()
    await orphan('10.0.3.13')
    expect(await whyOf()).toEqual(
      expect.arrayContaining(['10.0.3.5 interface kept', '10.0.3.13 interface unknown']),
    )
    expect(await find('10.0.3.13')).toMatchObject({
      owner: { kind: 'tagged', instanceId: 'ssi-0123456789ab' },
    })
    expect((await world.store.reads.navigation()).held).toBe((await held()).length)
  })
})

describe('releasing', () => {
  test('a paused pool instance is refilled, a random one is not, and target is lowered by it', async () => {
    const groupId = await world.create(config({ pool: '10.0.3.5', publicIpPool: [] }), true)
    const [member, random] = await world.instances(groupId)
    const ids = [member?.id ?? '', random?.id ?? '']
    await world.ask(groupId, { kind: 'pause', instanceIds: ids })
    expect(await world.ask(groupId, { kind: 'release', instanceIds: ids })).toBe('ok')
    const after = await world.store.groupSnapshot(groupId)
    expect(after?.group.config.capacity.target).toBe(1)
    world.pass(301_000)
    await world.engine.settleDue()
    await world.settled()
    expect((await world.instances(groupId)).map((one) => [at(one), one.state, one.interfaceId])).toEqual([
      ['10.0.3.5', 'paused', null],
    ])
    expect((await held()).filter(({ what }) => what === 'interface')).toEqual([])
  })

  test('a running instance is not released from here', async () => {
    const groupId = await world.create(config(), true)
    const [first] = await world.instances(groupId)
    expect(await world.ask(groupId, { kind: 'release', instanceIds: [first?.id ?? ''] })).toBe('wrong-state')
  })

  test('a public IP is given back to its pool, and the instance stays as it is', async () => {
    const { groupId, ids } = await pausedRing()
    expect(await world.ask(groupId, { kind: 'give-back', instanceIds: [ids[0] ?? ''] })).toBe('ok')
    expect((await world.instances(groupId))[0]).toMatchObject({ state: 'paused', publicIpId: null })
    expect(await find('52.20.11.4')).toMatchObject({ why: 'pooled', owner: { kind: 'pool', groupId } })
    expect(await world.ask(groupId, { kind: 'resume', instanceIds: [ids[0] ?? ''] })).toBe('ok')
    expect((await world.instances(groupId))[0]).toMatchObject({ state: 'active', publicIpId: LISTED[0] })
  })

  test('one that the cloud refuses is tried again, later every time, until it goes', async () => {
    const { groupId, ids } = await pausedRing()
    await world.control.setFaults([
      { operation: 'DeleteNetworkInterface', effect: 'error', code: 'UnauthorizedOperation', remaining: 2 },
    ])
    await world.ask(groupId, { kind: 'release', instanceIds: [ids[0] ?? ''] })
    const failing = async () => (await world.store.reads.failedReleases()).map(({ attempts }) => attempts)
    expect((await world.instances(groupId))[0]).toMatchObject({ state: 'error', failedReleases: 1 })
    expect(await failing()).toEqual([1])
    const later = async (seconds: number) => {
      world.pass(seconds * 1_000)
      await world.engine.settleDue()
      await world.settled()
    }
    await later(61)
    expect(await failing()).toEqual([2])
    await later(61)
    expect(await failing()).toEqual([2])
    await later(61)
    expect(await failing()).toEqual([])
    expect(await find('10.0.3.5')).toBeUndefined()
  })
})

test('what a group that is being deleted still has is no stranger’s, however often the account is looked at', async () => {
  const { groupId } = await pausedRing()
  await world.control.setFaults([
    { operation: 'DeleteNetworkInterface', effect: 'error', code: 'UnauthorizedOperation', remaining: 9 },
  ])
  expect(await world.ask(groupId, { kind: 'delete-group', interfaces: 'delete' })).toBe('ok')
  const before = await whyOf()
  expect(before).toEqual(expect.arrayContaining(['10.0.3.5 interface failed', '10.0.3.6 interface failed']))
  for (let looks = 0; looks < 2; looks++) await world.check()
  expect(await whyOf()).toEqual(before)
  expect(await world.store.events({ kinds: ['foreign-held'], address: '10.0.3.5', limit: 5 })).toEqual([])
  expect(await world.store.openDrifts()).toEqual([])
})

describe('adopting', () => {
  test('a kept interface becomes a paused instance with the same address and interface, and runs again', async () => {
    const interfaceId = await keptInterface()
    const groupId = await world.create(config({ name: 'other', pool: '10.0.3.14', publicIpPool: [] }))
    const one = { interfaceId, subnetId: SUBNETS.edgeA.id, address: address('10.0.3.5') }
    expect(await world.ask(groupId, { kind: 'adopt', interfaces: [one] })).toBe('ok')
    const adopted = (await world.instances(groupId)).find((instance) => at(instance) === '10.0.3.5')
    expect(adopted).toMatchObject({ state: 'paused', interfaceId, retained: true, origin: 'random' })
    expect(await find('10.0.3.5')).toMatchObject({ why: 'retained', owner: { kind: 'instance', groupId } })
    await world.refresh()
    expect(await world.ask(groupId, { kind: 'resume', instanceIds: [adopted?.id ?? ''] })).toBe('ok')
    const running = (await world.instances(groupId)).find(({ id }) => id === adopted?.id)
    expect(running).toMatchObject({ state: 'active', interfaceId })
    expect(await world.ask(groupId, { kind: 'adopt', interfaces: [one] })).not.toBe('ok')
  })

  test('one whose address joins the pool is a pool instance from then on (A7)', async () => {
    const interfaceId = await orphan('10.0.3.13')
    const part = { publicIpPool: [], capacity: { ...capacity, target: 0 } }
    const groupId = await world.create(config(part))
    const one = { interfaceId, subnetId: SUBNETS.edgeA.id, address: address('10.0.3.13') }
    expect(await world.ask(groupId, { kind: 'adopt', interfaces: [one] })).toBe('ok')
    const pool = config({ ...part, pool: '10.0.3.5-6,10.0.3.13' })
    expect(await world.ask(groupId, { kind: 'edit', config: pool })).toBe('ok')
    const adopted = (await world.instances(groupId)).find((instance) => at(instance) === '10.0.3.13')
    expect(adopted).toMatchObject({ interfaceId, origin: 'pool', retained: false })
  })

  test('is refused in a group of another subnet, and where a deletion is under way', async () => {
    const interfaceId = await orphan('10.0.3.13')
    const elsewhere = await world.create(
      groupConfig({ name: 'far', pool: '10.0.1.40', subnetIds: [SUBNETS.prodA.id], capacity }),
    )
    const one = { interfaceId, subnetId: SUBNETS.edgeA.id, address: address('10.0.3.13') }
    expect(await world.ask(elsewhere, { kind: 'adopt', interfaces: [one] })).toBe('outside-group')
    const groupId = await world.create(config({ publicIpPool: [], capacity: { ...capacity, target: 0 } }))
    await world.control.setFaults([
      { operation: 'DeleteNetworkInterface', effect: 'error', code: 'UnauthorizedOperation', remaining: 500 },
    ])
    expect(await remove([interfaceId])).toMatchObject({ ok: true })
    expect(await world.apply(groupId, { kind: 'adopt', interfaces: [one] })).toMatchObject({
      refusal: { kind: 'busy' },
    })
    await world.control.setFaults([])
    await world.settled()
    expect(await world.ask(groupId, { kind: 'adopt', interfaces: [one] })).toBe('not-held')
  })
})

describe('deleting', () => {
  test('an orphan goes from the cloud and from the list, and its address rests', async () => {
    const interfaceId = await orphan('10.0.3.13')
    expect(await remove([interfaceId])).toMatchObject({ ok: true })
    await world.settled()
    expect(await find('10.0.3.13')).toBeUndefined()
    expect(await world.cloud.describeInterfaces({ ids: [interfaceId] })).toMatchObject({
      value: { items: [] },
    })
    const { subnets } = await world.store.networkSnapshot({ subnetIds: [SUBNETS.edgeA.id], publicIpIds: [] })
    expect(subnets.get(SUBNETS.edgeA.id)?.resting).toHaveLength(1)
    expect(await world.store.runningDisposals()).toEqual([])
    const told = await world.store.events({ interfaceId, limit: 9 })
    expect(told.map(({ kind }) => kind)).toEqual(['interface-deleted', 'deletion-asked', 'foreign-held'])
  })

  test('what an instance has, or a stranger, is not deleted', async () => {
    await pausedRing()
    const ours = (await find('10.0.3.5'))?.id ?? ''
    expect(await remove([ours])).toMatchObject({ refusal: { kind: 'held-unable', why: 'of-an-instance' } })
    const foreign = smallInventory().interfaces[0]?.id ?? ''
    expect(await remove([foreign])).toMatchObject({ refusal: { kind: 'held-unable', why: 'not-held' } })
    expect(await remove([PUBLIC_IPS[3].id])).toMatchObject({ refusal: { why: 'not-made-here' } })
  })

  test('asked twice at once it is done once; one that the cloud refuses is tried again and can be called off', async () => {
    const interfaceId = await orphan('10.0.3.13')
    await world.control.setFaults([
      { operation: 'DeleteNetworkInterface', effect: 'error', code: 'UnauthorizedOperation', remaining: 3 },
    ])
    const [first, second] = await Promise.all([remove([interfaceId]), remove([interfaceId])])
    expect([first, second].map((one) => (one.ok ? one.value.length : -1)).sort()).toEqual([0, 1])
    await world.settled()
    expect(await find('10.0.3.13')).toBeUndefined()
    const kinds = (await world.store.events({ interfaceId, limit: 9 })).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'step-retried')).toHaveLength(1)
    expect(await callOffDisposal(world.engine.allocation, 'dsp-0')).toMatchObject({ ok: false })
  })

  test.each(['before', 'after'] as const)(
    'a kill %s the call leaves it to the next process (B7)',
    async (when) => {
      const interfaceId = await orphan('10.0.3.13')
      const died = world.dieAt(1, when)
      await remove([interfaceId])
      await died
      await world.restart()
      await world.settled()
      expect(await find('10.0.3.13')).toBeUndefined()
      expect(await world.cloud.describeInterfaces({ ids: [interfaceId] })).toMatchObject({
        value: { items: [] },
      })
      expect(await world.store.runningDisposals()).toEqual([])
    },
  )
})

describe('retention', () => {
  test('what has been paused for as long as its group says is released, and says why', async () => {
    const part = { pool: '10.0.3.5', publicIpPool: [], retention: { days: 3, poolMembers: false } }
    const groupId = await world.create(config({ ...part, capacity: { ...capacity, target: 2 } }), true)
    expect(await world.ask(groupId, { kind: 'scale', target: 0, resumePaused: false })).toBe('ok')
    const [member, random] = await world.instances(groupId)
    expect([member?.state, random?.state]).toEqual(['paused', 'paused'])
    const later = async (hours: number) => {
      world.pass(hours * 3_600_000)
      await world.engine.settleDue()
      await world.settled()
      return (await world.instances(groupId)).map(({ id }) => id)
    }
    expect(await later(71)).toEqual([member?.id, random?.id])
    expect(await later(2)).toEqual([member?.id])
    expect(await find('10.0.3.5')).toMatchObject({ why: 'paused' })
    const told = await world.store.events({ instanceId: random?.id ?? '', limit: 20 })
    const release = told.find(({ kind }) => kind === 'instance-deallocating')
    expect(release).toMatchObject({ actor: 'holdfast', why: expect.stringContaining('paused for longer') })
  })
})

test('a public IP that was made for a VM which is gone is listed as orphaned, and deleted', async () => {
  const whole = await runWorld()
  const [nic] = azureInventory().interfaces
  const made = await whole.azure.createPublicIp({
    ...{ clientToken: 'stray', name: 'vmi-0123456789ab-eth0-ip', region: AZURE_REGION },
    ...{ resourceGroup: RESOURCE_GROUP, sku: 'standard', zones: [], instanceId: 'vmi-0123456789ab' },
    interfaceId: nic?.id ?? '',
  })
  if (!made.ok) throw new Error(made.refusal.message)
  await whole.refresh()
  const { publicIpId } = made.value
  const stray = async () => (await whole.store.heldForNobody()).find(({ id }) => id === publicIpId)
  expect(await stray()).toMatchObject({
    ...{ why: 'unknown', owner: { kind: 'tagged', instanceId: 'vmi-0123456789ab' } },
  })
  await beginDisposals(whole.engine.allocation, [publicIpId], whole.engine.disposing.begin)
  await whole.settled()
  await whole.refresh()
  expect(await stray()).toBeUndefined()
  await whole.close()
})

test('what is listed is all that the clouds have, and one that were not would be noticed', async () => {
  const interfaceId = await orphan('10.0.3.13')
  expect(await heldProblems(world)).toEqual([])
  const store: typeof world.store = Object.create(world.store, {
    heldForNobody: { value: async () => (await held()).filter(({ id }) => id !== interfaceId) },
  })
  expect(await heldProblems({ ...world, store })).toEqual([
    `B6: ${interfaceId}, made for ssi-0123456789ab, is used by nobody and listed nowhere`,
  ])
})
