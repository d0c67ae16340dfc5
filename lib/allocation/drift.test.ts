import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import type { DriftKind, DriftRecord, RepairKind } from '@/lib/domain/drift'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { INVENTORY_KINDS, type InventoryKind, inEveryCloud } from '@/lib/domain/inventory-diff'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { AZURE_PUBLIC_IPS, azureGroupConfig, azureNic } from '@/lib/testing/azure-worlds'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { demoInventory, groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { compareImport } from './compare-drift'
import { lookForDrift } from './look-for-drift'
import { EMPTY_COMMIT } from './ports/commit'
import { applyRepair, planRepair } from './repair-drift'
import { storeImportDrift } from './store-drift'
import { describeEverything } from './take-inventory'

let world: RunningWorld

beforeEach(async () => {
  // Nobody else's interfaces: what a test needs of strangers it makes.
  world = await runWorld({ ...demoInventory(), interfaces: [] })
})

afterEach(() => world.close())

const capacity = { minimum: 0, target: 1, maximum: 3 }

async function look(): Promise<readonly DriftRecord[]> {
  await world.check()
  await world.settled()
  return world.store.openDrifts()
}

/** Plans, applies with the plan's proof, and looks again. */
async function repair(drift: DriftRecord | undefined, kind: RepairKind): Promise<readonly DriftRecord[]> {
  const { allocation } = world.engine
  const plan = await planRepair(allocation, drift?.id ?? '', kind)
  if (!plan.ok) throw new Error(`refused: ${plan.refusal.kind}`)
  const { seed, seen, digest } = plan.value
  const proof = { seed, seq: seen.seq, digest }
  const applied = await applyRepair(allocation, drift?.id ?? '', kind, {
    ...{ requestKey: null, actor: 'operator', proof },
  })
  expect(applied.ok).toBe(true)
  await world.settled()
  return look()
}

const done = async (answer: Promise<{ readonly ok: boolean }>) => expect((await answer).ok).toBe(true)

async function closed(): Promise<readonly (string | null)[]> {
  const events = await world.store.events({ kinds: ['drift-repaired', 'drift-vanished'], limit: 10 })
  return events.map((event) => event.kind)
}

describe('drift of a stateful group', () => {
  const create = (over: Parameters<typeof groupConfig>[0] = {}) =>
    world.create(
      groupConfig({
        pool: '10.0.1.40',
        capacity,
        publicIpPool: [PUBLIC_IPS[0].id, PUBLIC_IPS[1].id],
        ...over,
      }),
      true,
    )
  const first = async (id: string) => {
    const [one] = await world.instances(id)
    if (!one) throw new Error('no instance')
    return one
  }

  test('a world without damage has none, however often it is looked at, and nothing is written', async () => {
    await create()
    expect(await look()).toEqual([])
    const seq = await world.store.lastSeq()
    expect(await look()).toEqual([])
    expect(await world.store.lastSeq()).toBe(seq)
  })

  test('found once, told once: the same row, one event, and the sentence on the instance', async () => {
    const id = await create()
    const { publicIpId, id: instanceId } = await first(id)
    await done(world.control.damage({ kind: 'disassociate', id: publicIpId ?? '' }))
    const [found] = await look()
    expect(found).toMatchObject({ kind: 'public-ip-disassociated', groupId: id, instanceId, source: 'cloud' })
    expect((await first(id)).drift).toBe('Its Elastic IP is associated with nothing.')
    expect(await look()).toEqual([found])
    expect(await world.store.events({ kinds: ['drift-found'], limit: 10 })).toHaveLength(1)
  })

  test('what is as recorded again by itself is closed with an event', async () => {
    const id = await create()
    const { interfaceId, publicIpId } = await first(id)
    await done(world.control.damage({ kind: 'disassociate', id: publicIpId ?? '' }))
    expect(await look()).toHaveLength(1)
    await done(
      world.cloud.associatePublicIp({ publicIpId: publicIpId ?? '', interfaceId: interfaceId ?? '' }),
    )
    expect(await look()).toEqual([])
    expect(await closed()).toEqual(['drift-vanished'])
    expect((await first(id)).drift).toBeNull()
  })

  test('A8: the same Elastic IP is associated again while the machine runs on', async () => {
    const id = await create()
    const before = await first(id)
    await done(world.control.damage({ kind: 'disassociate', id: before.publicIpId ?? '' }))
    const [found] = await look()
    expect(await repair(found, 'associate-public-ip')).toEqual([])
    const { publicIpId, machineId, state, drift } = await first(id)
    expect({ publicIpId, machineId, state, drift }).toEqual({
      ...{ publicIpId: before.publicIpId, machineId: before.machineId, state: 'active', drift: null },
    })
    expect(await closed()).toContain('drift-repaired')
  })

  test('A8: one that somebody took meanwhile is not taken back, and the instance runs on', async () => {
    const id = await create()
    const { publicIpId } = await first(id)
    await done(world.control.damage({ kind: 'disassociate', id: publicIpId ?? '' }))
    const [found] = await look()
    await done(world.control.associateElsewhere(publicIpId ?? ''))
    const left = await repair(found, 'associate-public-ip')
    expect(left.map(({ kind }) => kind)).toEqual(['public-ip-moved'])
    const now = await first(id)
    expect(now).toMatchObject({ state: 'active', publicIpId })
    expect(now.reason).toContain('could not be associated')
  })

  test('a released Elastic IP leaves pool and instance, and the next free member is taken by a plan', async () => {
    const id = await create()
    const before = await first(id)
    await done(world.control.damage({ kind: 'release', id: before.publicIpId ?? '' }))
    const [found] = await look()
    expect(found?.kind).toBe('public-ip-released')
    expect(await repair(found, 'take-next-public-ip')).toEqual([])
    const now = await first(id)
    expect(now).toMatchObject({ publicIpId: PUBLIC_IPS[1].id, machineId: before.machineId, state: 'active' })
    const group = await world.store.reads.groupRecord(id)
    expect(group?.config.persistence).toMatchObject({ publicIpPool: [PUBLIC_IPS[1].id] })
  })

  test('an interface on nothing is put right by a new machine on it; one on a foreign machine rolls back', async () => {
    const id = await create()
    const before = await first(id)
    await done(world.control.damage({ kind: 'detach', id: before.interfaceId ?? '' }))
    const [detached] = await look()
    expect(detached?.kind).toBe('interface-detached')
    expect(await repair(detached, 'recycle')).toEqual([])
    const recycled = await first(id)
    expect(recycled).toMatchObject({ state: 'active', interfaceId: before.interfaceId })
    expect(at(recycled)).toBe('10.0.1.40')
    await done(world.control.damage({ kind: 'move', id: before.interfaceId ?? '' }))
    const [moved] = await look()
    expect(moved?.kind).toBe('interface-moved')
    const left = await repair(moved, 'roll-back')
    expect(left.map(({ kind, repairs }) => [kind, repairs])).toEqual([['interface-moved', ['let-go']]])
    const back = await first(id)
    expect(back).toMatchObject({ state: 'paused', desired: 'paused', machineId: null })
    expect(at(back)).toBe('10.0.1.40')
    expect(back.reason).toContain('Its interface is on')
  })

  test('A10: an interface deleted under a running machine comes back with the same address', async () => {
    const id = await create()
    const before = await first(id)
    await done(world.control.damage({ kind: 'detach', id: before.interfaceId ?? '' }))
    await done(world.control.deleteInterface(before.interfaceId ?? ''))
    const [deleted] = await look()
    expect(deleted?.kind).toBe('interface-deleted')
    expect(await repair(deleted, 'recreate-interface')).toEqual([])
    const now = await first(id)
    expect(at(now)).toBe('10.0.1.40')
    expect(now.state).toBe('active')
    expect(now.interfaceId).not.toBe(before.interfaceId)
  })

  test('an address that a stranger took before the first resume is found; its member leaves by a plan', async () => {
    const id = await create({ pool: '10.0.1.40-41' })
    await done(
      world.control.takeAddress({
        subnetId: SUBNETS.prodA.id,
        address: address('10.0.1.41'),
        description: 'bastion-2',
      }),
    )
    const [taken] = await look()
    expect(taken).toMatchObject({ kind: 'address-taken', address: '10.0.1.41', interfaceId: null })
    expect((await world.instances(id))[1]?.drift).toContain('(bastion-2)')
    expect(await repair(taken, 'remove-member')).toEqual([])
    expect((await world.instances(id)).map(at)).toEqual(['10.0.1.40'])
  })

  test('a repair that needs no work in the cloud is looked at at once', async () => {
    const id = await create({ pool: '10.0.1.40-41' })
    await done(
      world.control.takeAddress({
        ...{ subnetId: SUBNETS.prodA.id, address: address('10.0.1.41'), description: 'bastion-2' },
      }),
    )
    const [taken] = await look()
    const how = { requestKey: null, actor: 'operator', proof: null } as const
    await done(applyRepair(world.engine.allocation, taken?.id ?? '', 'remove-member', how))
    world.engine.repairBegun(id)
    await expect.poll(() => world.store.openDrifts(), { interval: 20, timeout: 10_000 }).toEqual([])
  })

  test('a machine with a tag of somebody else is recycled only when asked', async () => {
    const id = await create()
    const before = await first(id)
    await done(world.control.damage({ kind: 'retag', id: before.machineId ?? '' }))
    const [foreign] = await look()
    expect(foreign?.kind).toBe('machine-foreign')
    expect(await repair(foreign, 'recycle')).toEqual([])
    expect((await first(id)).machineId).not.toBe(before.machineId)
  })

  test('B6: an interface with our tag that nobody has on record is listed', async () => {
    await create()
    const made = await world.cloud.createInterface({
      ...{
        clientToken: 'lost',
        address: address('10.0.1.99'),
        subnetId: SUBNETS.prodA.id,
        securityGroupIds: [],
      },
      ...{ description: 'lost', instanceId: 'ssi-0000000000ff', resourceGroup: null },
    })
    expect(made.ok).toBe(true)
    expect((await look()).map(({ kind, address: a }) => [kind, a])).toEqual([
      ['unknown-interface', '10.0.1.99'],
    ])
  })

  test('a subnet that is gone leaves the group by a plan', async () => {
    const id = await create({ subnetIds: [SUBNETS.prodA.id, SUBNETS.prodB.id] })
    await done(world.control.damage({ kind: 'drop-subnet', id: SUBNETS.prodB.id }))
    const [gone] = await look()
    expect(gone).toMatchObject({ kind: 'subnet-gone', groupId: id, instanceId: null })
    expect(await repair(gone, 'remove-subnet')).toEqual([])
    const group = await world.store.reads.groupRecord(id)
    expect(group?.config.persistence).toMatchObject({ subnetIds: [SUBNETS.prodA.id] })
  })

  test('a repair that begins while a look is under way is what that look finds done', async () => {
    const id = await create({ subnetIds: [SUBNETS.prodA.id, SUBNETS.prodB.id] })
    await done(world.control.damage({ kind: 'drop-subnet', id: SUBNETS.prodB.id }))
    const [gone] = await look()
    world.pass(1)
    const { allocation } = world.engine
    const taken = await describeEverything(world.cloud)
    if (!taken.ok) throw new Error(taken.refusal.message)
    let begun = false
    // The look has read what is open when somebody else repairs it.
    const repairing = async (groupId?: string) => {
      const open = await world.store.openDrifts(groupId)
      const how = { requestKey: null, actor: 'operator', proof: null } as const
      if (!begun) await done(applyRepair(allocation, gone?.id ?? '', 'remove-subnet', how))
      begun = true
      return open
    }
    const store = new Proxy(world.store, {
      get: (real, name) => {
        if (name === 'openDrifts') return repairing
        const own: unknown = Reflect.get(real, name, real)
        return typeof own === 'function' ? own.bind(real) : own
      },
    })
    const read = { taken: taken.value, began: world.now() }
    await lookForDrift({ ...allocation, store }, 'aws', world.cloud, read)
    expect(await world.store.closedDrifts(1)).toMatchObject([
      { id: gone?.id, groupId: id, outcome: 'repaired', repair: 'remove-subnet', repairBy: 'operator' },
    ])
    expect(await closed()).toEqual(['drift-repaired'])
  })

  test('B3: a repair whose world moved since its plan is refused', async () => {
    const id = await create()
    const { publicIpId } = await first(id)
    await done(world.control.damage({ kind: 'disassociate', id: publicIpId ?? '' }))
    const [found] = await look()
    await world.ask(id, { kind: 'pause', instanceIds: [found?.instanceId ?? ''] })
    const plan = await planRepair(world.engine.allocation, found?.id ?? '', 'associate-public-ip')
    expect(plan).toMatchObject({ ok: false, refusal: { kind: 'drift-over' } })
  })

  test('what may be repaired without asking is, and nothing else', async () => {
    const id = await create()
    const before = await first(id)
    await world.store.commit({
      ...EMPTY_COMMIT,
      settings: [
        {
          name: 'repairByItself',
          value: ['public-ip-disassociated', 'interface-detached'] satisfies DriftKind[],
        },
      ],
    })
    await done(world.control.damage({ kind: 'disassociate', id: before.publicIpId ?? '' }))
    await done(world.control.damage({ kind: 'detach', id: before.interfaceId ?? '' }))
    await look()
    const left = await look()
    expect(left.map(({ kind }) => kind)).toEqual(['interface-detached'])
    expect((await first(id)).machineId).toBe(before.machineId)
  })
})

describe('drift that imported files reveal', () => {
  const scopeOf = (kinds: readonly InventoryKind[]) => inEveryCloud(kinds)

  test('a stranger on an address of ours is told offline; what files do not list is not missed', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40-41', capacity }), true)
    world.pass(1)
    const stranger = {
      ...{ id: 'eni-0aa11bb22cc33dd44', subnetId: SUBNETS.prodA.id, status: 'in-use' as const, prefixes: [] },
      ...{ machineId: null, description: 'imported', instanceId: null, addresses: [address('10.0.1.41')] },
    }
    const inventory = { ...EMPTY_INVENTORY, interfaces: [stranger] }
    const taken = {
      inventory,
      scope: scopeOf(['interface', 'public-ip', 'subnet']),
      from: 'operator',
    } as const
    const found = await compareImport(world.engine.allocation, taken)
    expect(found.map(({ kind, address: a }) => [kind, a])).toEqual([['address-taken', '10.0.1.41']])
    expect(await world.store.openDrifts()).toEqual([])
    await storeImportDrift(world.engine.allocation, found)
    expect(await world.store.openDrifts()).toMatchObject([{ source: 'import', groupId: id }])
    // The account has no such interface: the look is newer than the files.
    expect(await look()).toEqual([])
    expect(await closed()).toEqual(['drift-vanished'])
  })

  test('a complete list of a network tells what is missing in it', async () => {
    await world.create(groupConfig({ pool: '10.0.1.40', capacity }), true)
    world.pass(1)
    const { interfaces: _, ...rest } = await world.store.inventory()
    const taken = {
      inventory: { ...rest, interfaces: [] },
      scope: scopeOf(INVENTORY_KINDS),
      from: 'operator',
    } as const
    const found = await compareImport(world.engine.allocation, taken)
    expect(found.map(({ kind }) => kind)).toEqual(['interface-deleted'])
  })
})

describe('drift of a pooled group', () => {
  const { zone1, zone2 } = AZURE_PUBLIC_IPS
  const create = (publicIpPool: readonly string[] = []) =>
    world.create(
      azureGroupConfig({
        capacity,
        interfaces: [azureNic({ pool: '10.20.1.140-145', publicIp: true, publicIpPool })],
      }),
    )
  const first = async (id: string) => {
    const vm = (await world.store.groupSnapshot(id))?.vms[0]
    const nic = vm?.nics[0]
    if (!vm || !nic) throw new Error('no VM')
    return { vm, nic, publicIpId: publicIpIdOf(nic) }
  }

  test('an interface on no VM is put right by another VM, launched first', async () => {
    const id = await create()
    const { vm, nic } = await first(id)
    expect(await look()).toEqual([])
    await done(world.control.damage({ kind: 'detach', id: nic.interfaceId ?? '' }))
    const [detached] = await look()
    expect(detached).toMatchObject({ kind: 'interface-detached', instanceId: vm.id, nic: nic.name })
    expect((await first(id)).vm.drift).toContain('Its interface is on no')
    expect(await repair(detached, 'replace-vm')).toEqual([])
    const now = (await first(id)).vm
    expect([now.id === vm.id, now.state, now.drift]).toEqual([false, 'active', null])
  })

  test('an interface with another address is no VM of the record any more: another VM takes its place', async () => {
    const id = await create()
    const { vm, nic } = await first(id)
    await done(world.control.damage({ kind: 'readdress', id: nic.interfaceId ?? '', address: '10.20.1.200' }))
    const [moved] = await look()
    expect(moved).toMatchObject({ kind: 'interface-readdressed', found: { privateIp: '10.20.1.200' } })
    expect(await repair(moved, 'replace-vm')).toEqual([])
    expect((await first(id)).vm.id).not.toBe(vm.id)
  })

  test('A8: the same public IP again; one that was released is followed by the next member', async () => {
    const id = await create([zone1.id, zone2.id])
    const before = await first(id)
    expect(before.publicIpId).toBe(zone1.id)
    await done(world.control.damage({ kind: 'disassociate', id: zone1.id }))
    const [lost] = await look()
    expect(lost).toMatchObject({ kind: 'public-ip-disassociated', publicIpId: zone1.id })
    expect(await repair(lost, 'associate-public-ip')).toEqual([])
    expect((await first(id)).vm).toMatchObject({ id: before.vm.id, state: 'active' })
    await done(world.control.damage({ kind: 'release', id: zone1.id }))
    const [released] = await look()
    expect(await repair(released, 'take-next-public-ip')).toEqual([])
    const now = await first(id)
    expect([now.vm.id, now.vm.state, now.publicIpId]).toEqual([before.vm.id, 'active', zone2.id])
  })

  test('A8: a dynamic public IP that somebody has is left to them; one that is gone is made again', async () => {
    const id = await create()
    const before = await first(id)
    expect(before.nic.public.kind).toBe('dynamic')
    await done(world.control.associateElsewhere(before.publicIpId ?? ''))
    const [moved] = await look()
    expect(moved?.kind).toBe('public-ip-moved')
    expect(moved?.repairs).toEqual(['replace-vm', 'forget-public-ip'])
    await done(world.control.damage({ kind: 'release', id: before.publicIpId ?? '' }))
    const [released] = await look()
    expect(await repair(released, 'take-next-public-ip')).toEqual([])
    const now = await first(id)
    expect(now.vm).toMatchObject({ id: before.vm.id, state: 'active' })
    expect(now.nic.public).toMatchObject({ kind: 'dynamic' })
  })

  test('a pool member that a stranger has is told of the group', async () => {
    const id = await create()
    const subnetId = (await first(id)).nic.subnetId
    await done(
      world.control.takeAddress({ subnetId, address: address('10.20.1.145'), description: 'printer' }),
    )
    const [taken] = await look()
    expect(taken).toMatchObject({
      kind: 'member-taken',
      groupId: id,
      instanceId: null,
      address: '10.20.1.145',
    })
    expect(await repair(taken, 'remove-member')).toEqual([])
  })
})
