import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { address, formatAddress } from '@/lib/domain/address'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import { localSimulatedCloud } from '../cloud'
import { localSimulatorControl } from '../control'
import { errorOf, handClock, must, SMALL_INVENTORY, SUBNET_A } from '../test-world'
import { openWorld } from '../world'
import { AZURE_TABLES } from './schema'
import {
  AZURE_INVENTORY,
  EMPTY,
  FREE_1,
  MAIN,
  NSG,
  nicWanted,
  pathOf,
  smallAzure,
  vmWanted,
} from './test-world'

const foreign = (name: string, ...texts: string[]): ObservedInterface => ({
  id: pathOf('microsoft.network/networkinterfaces', name),
  ...{ subnetId: EMPTY.id, status: 'in-use', prefixes: [], description: name, instanceId: null },
  addresses: texts.map(address),
  machineId: pathOf('microsoft.compute/virtualmachines', `${name}-vm`),
})

const withInterfaces = (...interfaces: ObservedInterface[]): Inventory => ({ ...AZURE_INVENTORY, interfaces })

/** Both inventories in one, as the demo loads them. */
const BOTH: Inventory = {
  virtualNetworks: [...SMALL_INVENTORY.virtualNetworks, ...AZURE_INVENTORY.virtualNetworks],
  subnets: [...SMALL_INVENTORY.subnets, ...AZURE_INVENTORY.subnets],
  securityGroups: [...SMALL_INVENTORY.securityGroups, ...AZURE_INVENTORY.securityGroups],
  publicIps: [...SMALL_INVENTORY.publicIps, ...AZURE_INVENTORY.publicIps],
  loadBalancers: AZURE_INVENTORY.loadBalancers,
  interfaces: [foreign('other', '10.1.8.9')],
}

describe('loading an inventory', () => {
  test('puts each item into the world of its cloud', async () => {
    const w = await smallAzure()
    const report = await must(w.control.loadInventory(BOTH, { replace: true }))
    expect(report.loaded).toEqual({ interfaces: 1, publicIps: 7, subnets: 6 })
    expect(report.skipped).toEqual([])
    const aws = localSimulatedCloud(w.world)
    const idsOf = async (cloud: typeof aws) => ({
      subnets: (await must(cloud.describeSubnets())).items.map(({ id }) => id),
      publicIps: (await must(cloud.describePublicIps())).items.length,
      interfaces: (await must(cloud.describeInterfaces({}))).items.length,
    })
    expect(await idsOf(aws)).toMatchObject({ publicIps: 2, interfaces: 0 })
    expect((await idsOf(aws)).subnets).toContain(SUBNET_A.id)
    expect(await idsOf(w.cloud)).toMatchObject({ publicIps: 5, interfaces: 1 })
    expect((await idsOf(w.cloud)).subnets).toContain(MAIN.id)
  })

  test('keeps what is ours, and what our interfaces use', async () => {
    const w = await smallAzure()
    const { interfaceId } = await must(
      w.cloud.createInterface(nicWanted('mine', { securityGroupIds: [NSG.id], subnetId: EMPTY.id })),
    )
    await must(w.cloud.associatePublicIp({ publicIpId: FREE_1.id, interfaceId }))
    const { machineId } = await must(w.cloud.launchMachine(vmWanted([interfaceId])))
    const report = await must(
      w.control.loadInventory({ ...SMALL_INVENTORY, interfaces: [] }, { replace: true }),
    )
    expect(report.removed).toMatchObject({ interfaces: 0, publicIps: 4, subnets: 3 })
    const left = (await must(w.cloud.describePublicIps())).items
    expect(left.map(({ id, association }) => [id, association?.interfaceId])).toEqual([
      [FREE_1.id, interfaceId],
    ])
    expect((await must(w.cloud.describeMachines({}))).items.map(({ id }) => id)).toEqual([machineId])
    const groups = (await must(w.cloud.describeSecurityGroups())).items
    expect(groups.map(({ id }) => id)).toEqual([NSG.id])
  })

  test('two interfaces may have swapped addresses, and one that cannot be is skipped with a reason', async () => {
    const w = await smallAzure()
    await must(w.control.loadInventory(withInterfaces(foreign('a', '10.1.8.10'), foreign('b', '10.1.8.11'))))
    const swapped = withInterfaces(
      foreign('a', '10.1.8.11'),
      foreign('b', '10.1.8.10'),
      foreign('c', '10.1.8.10'),
      foreign('d', '10.9.9.9'),
    )
    const report = await must(w.control.loadInventory(swapped))
    expect(report.loaded.interfaces).toBe(2)
    expect(report.skipped.map(({ why }) => why)).toEqual([
      'Its address 10.1.8.10 is already held.',
      `Its address 10.9.9.9 is outside ${EMPTY.id}.`,
    ])
    const { items } = await must(w.cloud.describeInterfaces({}))
    expect(items.map((one) => [one.description, ...one.addresses.map(formatAddress)])).toEqual([
      ['a', '10.1.8.11'],
      ['b', '10.1.8.10'],
    ])
  })

  test('an address that is free again is the next dynamic one', async () => {
    const w = await smallAzure()
    await must(w.control.loadInventory(withInterfaces(foreign('a', '10.1.8.4'))))
    const dynamic = async (name: string) =>
      formatAddress((await must(w.cloud.createInterface(nicWanted(name, { subnetId: EMPTY.id })))).address)
    expect(await dynamic('one')).toBe('10.1.8.5')
    await must(w.control.loadInventory(AZURE_INVENTORY, { replace: true }))
    expect(await dynamic('two')).toBe('10.1.8.4')
  })
})

describe('what others do', () => {
  test('somebody takes an address and gives it back', async () => {
    const w = await smallAzure()
    const wanted = { subnetId: EMPTY.id, address: address('10.1.8.40'), description: 'theirs' }
    const { interfaceId } = await must(w.control.takeAddress(wanted))
    expect(await errorOf(w.control.takeAddress(wanted))).toBe('address-in-use PrivateIPAddressIsAllocated')
    expect((await must(w.cloud.describeInterfaces({ ids: [interfaceId] }))).items[0]).toMatchObject({
      status: 'in-use',
      instanceId: null,
      description: 'theirs',
    })
    expect(await errorOf(w.cloud.deleteInterface(interfaceId))).toBe('interface-in-use NicInUse')
    await must(w.control.releaseForeign(interfaceId))
    expect((await must(w.cloud.describeInterfaces({}))).items).toEqual([])
  })

  test('somebody deletes an interface of ours that no VM has', async () => {
    const w = await smallAzure()
    const { interfaceId } = await must(w.cloud.createInterface(nicWanted('mine')))
    expect(await errorOf(w.control.releaseForeign(interfaceId))).toBe('invalid AuthorizationFailed')
    const { machineId } = await must(w.cloud.launchMachine(vmWanted([interfaceId])))
    expect(await errorOf(w.control.deleteInterface(interfaceId))).toBe('interface-in-use NicInUse')
    await must(w.cloud.terminateMachine(machineId))
    w.clock.advance(1000)
    await must(w.control.deleteInterface(interfaceId))
    expect((await must(w.cloud.describeInterfaces({}))).items).toEqual([])
  })

  test('somebody moves a public IP to an interface of theirs', async () => {
    const w = await smallAzure()
    const { interfaceId } = await must(w.cloud.createInterface(nicWanted('mine')))
    const mine = { publicIpId: FREE_1.id, interfaceId }
    await must(w.cloud.associatePublicIp(mine))
    const { interfaceId: theirs } = await must(w.control.associateElsewhere(FREE_1.id))
    expect(theirs).not.toBe(interfaceId)
    expect(await errorOf(w.cloud.associatePublicIp(mine))).toBe('public-ip-in-use PublicIPAddressInUse')
    expect(await w.cloud.disassociatePublicIp(mine)).toMatchObject({ ok: true })
    const publicIps = (await must(w.cloud.describePublicIps())).items
    expect(publicIps.find(({ id }) => id === FREE_1.id)?.association?.interfaceId).toBe(theirs)
  })
})

test('a state file from before Azure is opened with its AWS as it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-state-'))
  const file = join(folder, 'state.db')
  const open = () => openWorld({ file, now: handClock().now })
  const first = open()
  await must(localSimulatorControl(first).loadInventory(SMALL_INVENTORY))
  first.close()
  const db = new Database(file)
  for (const table of AZURE_TABLES) db.exec(`drop table ${table}`)
  db.pragma('user_version = 1')
  db.close()
  const again = open()
  expect((await must(localSimulatedCloud(again).describeSubnets())).items).toContainEqual(SUBNET_A)
  const report = await must(localSimulatorControl(again).loadInventory(AZURE_INVENTORY))
  expect(report.loaded.subnets).toBe(4)
  again.close()
  rmSync(folder, { recursive: true })
})
