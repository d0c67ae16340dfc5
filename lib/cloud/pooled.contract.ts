import { expect, test } from 'vitest'
import type { CloudError } from '@/lib/allocation/ports/cloud'
import { formatAddress, offsetAddress } from '@/lib/domain/address'
import { cidrFirst } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { primaryCidr, type Subnet } from '@/lib/domain/subnet'
import { everyPage, mustAnswer, refusalOf } from './answers.fixtures'
import type { CloudBench } from './cloud.contract'

/** What the contract of pooled clouds needs besides. */
export type PooledUnderTest = {
  /** Of the same network as the subnet under test, and nothing in it. */
  readonly emptySubnet: Subnet
  /** So small that it is full with three interfaces; empty. */
  readonly tinySubnet: Subnet
  /** Of another network. */
  readonly otherNetwork: Subnet
  readonly networkGroupId: string
  readonly applicationGroupIds: readonly [string, string]
  /** A type that takes two interfaces. */
  readonly smallType: string
  /** Static and free; the first of zone 1, the second of all zones. */
  readonly zonalIpId: string
  readonly redundantIpId: string
  /** Of the SKU that is not sold any more, static and free. */
  readonly legacyIpId: string
  readonly loadBalancer: { readonly id: string; readonly sku: 'standard' | 'basic' }
  /** The market offers only this zone from now on. */
  onlyZone(zone: string): Promise<void>
  /** No zone has capacity from now on; `onlyZone` ends it. */
  noCapacity(): Promise<void>
}

/** What a cloud keeps to whose groups borrow from pools. */
export function pooledContract(makeBench: () => CloudBench): void {
  const bench = () => {
    const made = makeBench()
    const { it, created, unique } = made
    if (!it.pooled) throw new Error('a pooled cloud says what it has besides')
    const { cloud, pooled } = it
    const kindOf = async (answer: Parameters<typeof refusalOf>[0]): Promise<CloudError['kind']> =>
      (await refusalOf(answer)).kind
    const nic = async (over: Parameters<typeof created>[0] = {}) =>
      mustAnswer(cloud.createInterface(created({ address: null, ...over })))
    const publicIp = (interfaceId: string, zones: readonly string[] = []) => ({
      ...{ clientToken: unique('public'), name: unique('public'), region: it.subnet.region },
      ...{ resourceGroup: it.resourceGroup ?? '', sku: 'standard' as const, zones },
      ...{ instanceId: unique('vmi'), interfaceId },
    })
    return { ...made, cloud, pooled, kindOf, nic, publicIp }
  }

  test('a dynamic address is the lowest free one of the subnet, and is told', async () => {
    const { pooled, created, cloud, nic, seeInterface } = bench()
    const subnetId = pooled.emptySubnet.id
    const at = (offset: number) => offsetAddress(cidrFirst(primaryCidr(pooled.emptySubnet)), offset)
    const first = await nic({ subnetId })
    expect(formatAddress(first.address)).toBe(formatAddress(at(4)))
    expect((await seeInterface(first.interfaceId))?.addresses.map(formatAddress)).toEqual([
      formatAddress(at(4)),
    ])
    await mustAnswer(cloud.createInterface(created({ subnetId, address: at(5) })))
    const third = await nic({ subnetId })
    expect(formatAddress(third.address)).toBe(formatAddress(at(6)))
    await mustAnswer(cloud.deleteInterface(first.interfaceId))
    expect(formatAddress((await nic({ subnetId })).address)).toBe(formatAddress(at(4)))
    expect(formatAddress((await nic({ subnetId })).address)).toBe(formatAddress(at(7)))
  })

  test('asking again for a dynamic address answers the same one', async () => {
    const { cloud, created } = bench()
    const wanted = created({ address: null })
    const first = await mustAnswer(cloud.createInterface(wanted))
    expect(await mustAnswer(cloud.createInterface(wanted))).toEqual(first)
  })

  test('a full subnet has no capacity', async () => {
    const { pooled, nic, kindOf, cloud, created } = bench()
    const subnetId = pooled.tinySubnet.id
    for (let i = 0; i < 3; i++) await nic({ subnetId })
    expect(await kindOf(cloud.createInterface(created({ address: null, subnetId })))).toBe('capacity')
  })

  test('the id of an interface ends with its name, and it is described by it', async () => {
    const { nic, unique, seeInterface } = bench()
    const description = unique('vmi-ABC-eth0')
    const { interfaceId } = await nic({ description })
    expect(interfaceId.endsWith(`/networkinterfaces/${description.toLowerCase()}`)).toBe(true)
    expect((await seeInterface(interfaceId))?.description).toBe(description)
  })

  test('groups of an interface exist, and application groups are of its network', async () => {
    const { pooled, nic, kindOf, cloud, created, unique } = bench()
    const securityGroupIds = [pooled.networkGroupId, ...pooled.applicationGroupIds]
    await nic({ securityGroupIds })
    const refused = (over: Parameters<typeof created>[0]) =>
      kindOf(cloud.createInterface(created({ address: null, ...over })))
    const missing = pooled.networkGroupId.replace(/[^/]+$/, unique('nothing'))
    expect(await refused({ securityGroupIds: [missing] })).toBe('invalid')
    // An application group belongs to the network of the first interface in it.
    expect(await refused({ securityGroupIds, subnetId: pooled.otherNetwork.id })).toBe('invalid')
  })

  test('a machine has several interfaces, the primary first, and leaves them behind', async () => {
    const { it, nic, launched, cloud, running, gone, seeInterface } = bench()
    const primary = await nic()
    const second = await nic({ subnetId: it.pooled?.emptySubnet.id ?? '' })
    const interfaceIds = [primary.interfaceId, second.interfaceId]
    const wanted = { ...launched(primary.interfaceId), interfaceIds }
    const { machineId, zone } = await mustAnswer(cloud.launchMachine(wanted))
    expect(zone).toBeNull()
    for (const id of interfaceIds)
      expect(await seeInterface(id)).toMatchObject({ status: 'in-use', machineId })
    const { items } = await mustAnswer(cloud.describeMachines({ ids: [machineId] }))
    expect(items[0]?.interfaceId).toBe(primary.interfaceId)
    await gone(machineId)
    for (const id of interfaceIds)
      expect(await seeInterface(id)).toMatchObject({ status: 'available', machineId: null })
    expect(await running(second.interfaceId)).not.toBe(machineId)
  })

  test('interfaces of a machine are of one network, and no more than its type takes', async () => {
    const { pooled, nic, launched, cloud, kindOf } = bench()
    const ids = async (...subnetIds: string[]) => {
      const made: string[] = []
      for (const subnetId of subnetIds) made.push((await nic({ subnetId })).interfaceId)
      return made
    }
    const { id: here } = pooled.emptySubnet
    const apart = await ids(here, pooled.otherNetwork.id)
    const launch = (interfaceIds: string[]) =>
      kindOf(
        cloud.launchMachine({
          ...launched(interfaceIds[0] ?? ''),
          ...{ interfaceIds, instanceTypes: [pooled.smallType] },
        }),
      )
    expect(await launch(apart)).toBe('invalid')
    expect(await launch(await ids(here, here, here))).toBe('invalid')
  })

  test('the market answers one of the asked zones, and it is described', async () => {
    const { pooled, nic, launched, cloud, gone } = bench()
    await pooled.onlyZone('2')
    const { interfaceId } = await nic()
    const wanted = { ...launched(interfaceId), zones: ['1', '2', '3'] }
    const { machineId, zone } = await mustAnswer(cloud.launchMachine(wanted))
    expect(zone).toBe('2')
    expect(await mustAnswer(cloud.launchMachine(wanted))).toEqual({ machineId, zone })
    const { items } = await mustAnswer(cloud.describeMachines({ ids: [machineId] }))
    expect(items[0]?.zone).toBe('2')
    await gone(machineId)
  })

  test('a zone without capacity launches nothing, and asking later succeeds', async () => {
    const { pooled, nic, launched, cloud, kindOf, seeInterface, gone } = bench()
    const { interfaceId } = await nic()
    await pooled.noCapacity()
    for (const zones of [[], ['3'], ['1', '3']])
      expect(await kindOf(cloud.launchMachine({ ...launched(interfaceId), zones }))).toBe('capacity')
    expect((await seeInterface(interfaceId))?.status).toBe('available')
    await pooled.onlyZone('3')
    const wanted = { ...launched(interfaceId), zones: ['1', '3'] }
    const { machineId, zone } = await mustAnswer(cloud.launchMachine(wanted))
    expect(zone).toBe('3')
    await gone(machineId)
  })

  test('a public IP is made, found by its name, and deleted when nothing has it', async () => {
    const { cloud, nic, publicIp, seePublicIp, kindOf } = bench()
    const { interfaceId } = await nic()
    const wanted = publicIp(interfaceId, ['1'])
    const { publicIpId, publicAddress } = await mustAnswer(cloud.createPublicIp(wanted))
    expect(publicIpId.endsWith(`/publicipaddresses/${wanted.name}`)).toBe(true)
    expect(await mustAnswer(cloud.createPublicIp(wanted))).toEqual({ publicIpId, publicAddress })
    expect(await kindOf(cloud.createPublicIp({ ...wanted, zones: [] }))).toBe('invalid')
    expect(await seePublicIp(publicIpId)).toMatchObject({
      name: wanted.name,
      address: publicAddress,
      traits: { sku: 'standard', zones: ['1'], method: 'static' },
      association: null,
    })
    await mustAnswer(cloud.associatePublicIp({ publicIpId, interfaceId }))
    expect(await kindOf(cloud.deletePublicIp(publicIpId))).toBe('public-ip-in-use')
    await mustAnswer(cloud.disassociatePublicIp({ publicIpId, interfaceId }))
    await mustAnswer(cloud.deletePublicIp(publicIpId))
    expect(await seePublicIp(publicIpId)).toBeUndefined()
    expect(await cloud.deletePublicIp(publicIpId)).toMatchObject({ ok: true })
  })

  test('a public IP that is not ours is never deleted, and none of a retired SKU is made', async () => {
    const { cloud, pooled, nic, publicIp, seePublicIp, kindOf } = bench()
    expect(await kindOf(cloud.deletePublicIp(pooled.redundantIpId))).toBe('invalid')
    expect(await seePublicIp(pooled.redundantIpId)).toBeDefined()
    const wanted = publicIp((await nic()).interfaceId)
    expect(await kindOf(cloud.createPublicIp({ ...wanted, sku: 'basic' }))).toBe('invalid')
    expect(await kindOf(cloud.createPublicIp({ ...wanted, zones: ['9'] }))).toBe('invalid')
  })

  test('a public IP fits machines of its zone, a zone-redundant one all, one of no zone only regional ones', async () => {
    const { cloud, pooled, nic, launched, publicIp, kindOf, gone } = bench()
    await pooled.onlyZone('3')
    const { interfaceId } = await nic()
    const { machineId } = await mustAnswer(cloud.launchMachine({ ...launched(interfaceId), zones: ['3'] }))
    const associate = (publicIpId: string) => cloud.associatePublicIp({ publicIpId, interfaceId })
    expect(await kindOf(associate(pooled.zonalIpId))).toBe('invalid')
    const noZone = await mustAnswer(cloud.createPublicIp(publicIp(interfaceId)))
    expect(await kindOf(associate(noZone.publicIpId))).toBe('invalid')
    await mustAnswer(associate(pooled.redundantIpId))
    await mustAnswer(cloud.disassociatePublicIp({ publicIpId: pooled.redundantIpId, interfaceId }))
    const ofZone = await mustAnswer(cloud.createPublicIp(publicIp(interfaceId, ['3'])))
    await mustAnswer(associate(ofZone.publicIpId))
    await gone(machineId)
  })

  test('public IPs of one machine are of one SKU', async () => {
    const { cloud, pooled, nic, launched, publicIp, kindOf, gone } = bench()
    const [first, second] = [await nic(), await nic()]
    const interfaceIds = [first.interfaceId, second.interfaceId]
    const wanted = { ...launched(first.interfaceId), interfaceIds }
    const { machineId } = await mustAnswer(cloud.launchMachine(wanted))
    const standard = await mustAnswer(cloud.createPublicIp(publicIp(first.interfaceId)))
    await mustAnswer(
      cloud.associatePublicIp({ publicIpId: standard.publicIpId, interfaceId: first.interfaceId }),
    )
    const basic = { publicIpId: pooled.legacyIpId, interfaceId: second.interfaceId }
    expect(await kindOf(cloud.associatePublicIp(basic))).toBe('invalid')
    await gone(machineId)
  })

  test('load balancers are described with their SKU', async () => {
    const { cloud, pooled } = bench()
    const balancers = await everyPage((token) => cloud.describeLoadBalancers(token))
    expect(balancers).toContainEqual(expect.objectContaining(pooled.loadBalancer))
    const skus = cloudRules[balancers[0]?.cloud ?? 'azure'].publicIpSkus.map((sku) => sku.id)
    for (const { sku } of balancers) expect(skus).toContain(sku)
  })

  test('groups of both kinds are described, each once', async () => {
    const { cloud, pooled } = bench()
    const groups = await everyPage((token) => cloud.describeSecurityGroups(token))
    const kinds = new Map(groups.map((group) => [group.id, group.kind]))
    expect(kinds.size).toBe(groups.length)
    expect(kinds.get(pooled.networkGroupId)).toBe('network')
    expect(kinds.get(pooled.applicationGroupIds[0])).toBe('application')
  })
}
