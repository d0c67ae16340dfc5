import { describe, expect, test } from 'vitest'
import { address, offsetAddress } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import {
  EIP_1,
  EIP_2,
  errorOf,
  interfaceAt,
  must,
  SMALL_INVENTORY,
  SUBNET_A,
  SUBNET_B,
  smallWorld,
} from './test-world'

const foreign = (id: string, text: string, over: Partial<ObservedInterface> = {}): ObservedInterface => ({
  id,
  subnetId: SUBNET_A.id,
  status: 'in-use',
  addresses: [address(text)],
  prefixes: [],
  machineId: null,
  description: 'Someone else’s',
  instanceId: null,
  ...over,
})

const only = (...interfaces: ObservedInterface[]): Inventory => ({ ...EMPTY_INVENTORY, interfaces })

async function idsOf(w: Awaited<ReturnType<typeof smallWorld>>) {
  return (await must(w.cloud.describeInterfaces({}))).items.map((item) => item.id)
}

describe('loading an inventory', () => {
  test('twice changes nothing', async () => {
    const w = await smallWorld()
    const inventory = {
      ...SMALL_INVENTORY,
      interfaces: [foreign('eni-1', '10.0.1.20'), foreign('eni-2', '10.0.1.21')],
    }
    await must(w.control.loadInventory(inventory))
    const before = await must(w.cloud.describeInterfaces({}))
    await must(w.control.loadInventory(inventory, { replace: true }))
    expect(await must(w.cloud.describeInterfaces({}))).toEqual(before)
    expect((await must(w.cloud.describeSubnets())).items).toEqual(SMALL_INVENTORY.subnets)
    expect((await must(w.cloud.describeVirtualNetworks())).items).toEqual(SMALL_INVENTORY.virtualNetworks)
    expect((await must(w.cloud.describePublicIps())).items).toEqual(SMALL_INVENTORY.publicIps)
    expect((await must(w.cloud.describeSecurityGroups())).items).toEqual(SMALL_INVENTORY.securityGroups)
  })

  test('lets two interfaces swap addresses', async () => {
    const w = await smallWorld()
    await must(w.control.loadInventory(only(foreign('eni-1', '10.0.1.20'), foreign('eni-2', '10.0.1.21'))))
    await must(w.control.loadInventory(only(foreign('eni-1', '10.0.1.21'), foreign('eni-2', '10.0.1.20'))))
    const [first] = (await must(w.cloud.describeInterfaces({ ids: ['eni-1'] }))).items
    expect(first?.addresses).toEqual([address('10.0.1.21')])
  })

  test('skips what cannot be, with a reason, and loads the rest', async () => {
    const w = await smallWorld()
    const ours = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    const report = await must(
      w.control.loadInventory(
        only(
          foreign('eni-held', '10.0.1.10'),
          foreign('eni-outside', '10.0.9.1'),
          foreign('eni-nowhere', '10.0.1.30', { subnetId: 'subnet-0' }),
          foreign(ours.interfaceId, '10.0.1.31'),
          foreign('eni-tagged', '10.0.1.32', { instanceId: 'ssi-9' }),
          foreign('eni-around', '10.0.1.40', { prefixes: [cidr('10.0.1.0/28')] }),
          foreign('eni-odd', '10.0.1.41', { prefixes: [cidr('10.0.1.64/27')] }),
          foreign('eni-good', '10.0.1.33'),
          foreign('eni-good', '10.0.1.34'),
        ),
      ),
    )
    expect(report.loaded.interfaces).toBe(1)
    expect(report.skippedCount).toBe(8)
    expect(report.skipped).toEqual([
      { id: ours.interfaceId, why: 'It is one of ours; this world knows it better.' },
      { id: 'eni-tagged', why: 'It is one of ours; this world knows it better.' },
      { id: 'eni-good', why: 'It is listed twice.' },
      { id: 'eni-held', why: 'Its address 10.0.1.10 is already held.' },
      { id: 'eni-outside', why: `Its address 10.0.9.1 is outside ${SUBNET_A.id}.` },
      { id: 'eni-nowhere', why: 'Its subnet subnet-0 is not known.' },
      { id: 'eni-around', why: 'Its prefix 10.0.1.0/28 holds an address that is already held.' },
      { id: 'eni-odd', why: 'Its prefix 10.0.1.64/27 is neither a /28 nor an IPv6 /80.' },
    ])
    expect(await idsOf(w)).toEqual([ours.interfaceId, 'eni-good'])
    expect(await errorOf(w.cloud.createInterface(interfaceAt('10.0.1.40', 'ssi-2')))).toBe('no error')
  })

  test('replacing removes what is not listed, but nothing that ours use', async () => {
    const w = await smallWorld()
    const ours = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    await must(w.cloud.associatePublicIp({ publicIpId: EIP_1, interfaceId: ours.interfaceId }))
    await must(w.control.loadInventory(only(foreign('eni-1', '10.0.1.20'))))
    const report = await must(w.control.loadInventory(EMPTY_INVENTORY, { replace: true }))
    expect(report.removed).toEqual({ interfaces: 1, publicIps: 1, subnets: 1 })
    expect(await idsOf(w)).toEqual([ours.interfaceId])
    expect((await must(w.cloud.describeSubnets())).items).toEqual([SUBNET_A])
    expect((await must(w.cloud.describeVirtualNetworks())).items).toHaveLength(1)
    expect((await must(w.cloud.describeSecurityGroups())).items).toHaveLength(1)
    expect((await must(w.cloud.describePublicIps())).items.map((ip) => ip.id)).toEqual([EIP_1])
  })

  test('neither makes nor ends an association of ours, and follows those of others', async () => {
    const w = await smallWorld()
    const ours = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    await must(w.cloud.associatePublicIp({ publicIpId: EIP_1, interfaceId: ours.interfaceId }))
    const [first, second] = SMALL_INVENTORY.publicIps
    if (!first || !second) throw new Error('The small inventory has two Elastic IPs')
    const theirs = { interfaceId: 'eni-1', machineId: 'i-0aa', privateAddress: '10.0.1.20' }
    const interfaces = [foreign('eni-1', '10.0.1.20', { machineId: 'i-0aa' })]
    const told = { ...EMPTY_INVENTORY, interfaces }
    await must(
      w.control.loadInventory({
        ...told,
        publicIps: [
          { ...first, association: theirs },
          { ...second, association: theirs },
        ],
      }),
    )
    const see = async (id: string) =>
      (await must(w.cloud.describePublicIps())).items.find((ip) => ip.id === id)?.association
    expect((await see(EIP_1))?.interfaceId).toBe(ours.interfaceId)
    expect(await see(EIP_2)).toEqual(theirs)
    const stale = { ...theirs, interfaceId: ours.interfaceId }
    await must(w.control.loadInventory({ ...told, publicIps: [{ ...second, association: stale }] }))
    expect(await see(EIP_2)).toBeNull()
  })

  test('50,000 interfaces load and page through', async () => {
    const w = await smallWorld()
    const big = { ...SUBNET_B, id: 'subnet-0cccccccccccccccc', cidrs: [cidr('10.1.0.0/16')] }
    const first = address('10.1.0.4')
    const interfaces = Array.from({ length: 50_000 }, (_, i) =>
      foreign(`eni-${i}`, '10.1.0.4', { subnetId: big.id, addresses: [offsetAddress(first, i)] }),
    )
    const report = await must(w.control.loadInventory({ ...EMPTY_INVENTORY, subnets: [big], interfaces }))
    expect(report).toMatchObject({ loaded: { interfaces: 50_000 }, skippedCount: 0 })
    const seen = new Set<string>()
    let pageToken: string | null = null
    do {
      const page: { items: readonly ObservedInterface[]; nextToken: string | null } = await must(
        w.cloud.describeInterfaces({ pageToken }),
      )
      for (const item of page.items) seen.add(item.id)
      pageToken = page.nextToken
    } while (pageToken !== null)
    expect(seen.size).toBe(50_000)
  })
})
