import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cloud } from '@/lib/allocation/ports/cloud'
import type { Address } from '@/lib/domain/address'
import { formatAddress, offsetAddress } from '@/lib/domain/address'
import { cidrFirst, cidrLast } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { ObservedInterface } from '@/lib/domain/inventory'
import { eachAddress } from '@/lib/domain/ranges'
import { type PublicIp, primaryCidr, type Subnet } from '@/lib/domain/subnet'
import { everyPage, mustAnswer, refusalOf } from './answers.fixtures'
import { describingContract } from './describing.contract'
import { type PooledUnderTest, pooledContract } from './pooled.contract'
import { publicIpContract } from './public-ip.contract'
import { statefulContract } from './stateful.contract'

/** One cloud, with a subnet in it that the contract may fill and leave things in. */
export type CloudUnderTest = {
  readonly cloud: Cloud
  readonly subnet: Subnet
  readonly securityGroupIds: readonly string[]
  readonly imageId: string
  readonly instanceTypes: readonly string[]
  /** Null in a cloud without resource groups. */
  readonly resourceGroup: string | null
  /** Two of the subnet's region that nothing is associated with. */
  readonly publicIpIds: readonly [string, string]
  /** Ids of nothing. */
  readonly missing: {
    readonly subnetId: string
    readonly interfaceId: string
    readonly machineId: string
    readonly publicIpId: string
  }
  /** What a cloud whose groups borrow from pools has besides; null elsewhere. */
  readonly pooled: PooledUnderTest | null
  /** A free address of the subnet, another one each time. */
  freeAddress(): Address
  /** Lets a little of the cloud's time pass. */
  pause(): Promise<void>
  close(): Promise<void>
}

/** What the parts of the contract work with: the cloud, what is asked of it, and looking at what came of it. */
export type CloudBench = {
  readonly it: CloudUnderTest
  unique(what: string): string
  created(over?: Partial<Create>): Create
  create(over?: Partial<Create>): Promise<string>
  launched(interfaceId: string): Launch
  /** Launches with it and waits until the machine runs. */
  running(interfaceId: string): Promise<string>
  /** Ends the machine and waits until it has. */
  gone(machineId: string): Promise<void>
  seeInterface(id: string): Promise<ObservedInterface | undefined>
  seePublicIp(id: string): Promise<PublicIp | undefined>
}

type Create = Parameters<Cloud['createInterface']>[0]
type Launch = Parameters<Cloud['launchMachine']>[0]

/** A minute of pauses in a real cloud; simulated ones need a few. */
const MOST_PAUSES = 600

/** What every adapter of the Cloud port must do. */
export function cloudContract(
  name: string,
  kind: 'stateful' | 'pooled',
  makeCloud: () => Promise<CloudUnderTest>,
): void {
  describe(`${name} keeps the cloud contract`, () => {
    let it: CloudUnderTest
    let count = 0
    const unique = (what: string) => `${what}-${++count}`

    beforeAll(async () => {
      it = await makeCloud()
    })
    afterAll(async () => {
      await it?.close()
    })

    const created = (over: Partial<Create> = {}) => ({
      clientToken: unique('create'),
      subnetId: it.subnet.id,
      address: it.freeAddress(),
      securityGroupIds: it.securityGroupIds,
      description: unique('nic'),
      instanceId: unique('ssi'),
      resourceGroup: it.resourceGroup,
      ...over,
    })
    const create = async (over: Partial<Create> = {}) =>
      (await mustAnswer(it.cloud.createInterface(created(over)))).interfaceId
    const launched = (interfaceId: string) => ({
      clientToken: unique('launch'),
      interfaceIds: [interfaceId],
      zones: [],
      resourceGroup: it.resourceGroup,
      imageId: it.imageId,
      instanceTypes: it.instanceTypes,
      instanceId: unique('ssi'),
    })
    const seeInterface = async (id: string) =>
      (await mustAnswer(it.cloud.describeInterfaces({ ids: [id] }))).items[0]
    const seeMachine = async (id: string) =>
      (await mustAnswer(it.cloud.describeMachines({ ids: [id] }))).items[0]
    const seePublicIp = async (id: string) =>
      (await everyPage((token) => it.cloud.describePublicIps(token))).find((ip) => ip.id === id)
    const until = async (done: () => Promise<boolean>) => {
      for (let i = 0; i < MOST_PAUSES; i++) {
        if (await done()) return
        await it.pause()
      }
      throw new Error('The cloud did not get there')
    }
    const running = async (interfaceId: string) => {
      const { machineId } = await mustAnswer(it.cloud.launchMachine(launched(interfaceId)))
      await until(async () => (await seeMachine(machineId))?.state === 'running')
      return machineId
    }
    const gone = async (machineId: string) => {
      expect(await it.cloud.terminateMachine(machineId)).toMatchObject({ ok: true })
      await until(async () => ((await seeMachine(machineId))?.state ?? 'terminated') === 'terminated')
    }

    test('a created interface has its address, its owner, and is available', async () => {
      const wanted = created()
      const { interfaceId } = await mustAnswer(it.cloud.createInterface(wanted))
      const seen = {
        id: interfaceId,
        subnetId: it.subnet.id,
        status: 'available',
        addresses: [wanted.address],
        prefixes: [],
        machineId: null,
        description: wanted.description,
        instanceId: wanted.instanceId,
      }
      expect(await seeInterface(interfaceId)).toEqual(seen)
      const byOwner = await mustAnswer(it.cloud.describeInterfaces({ instanceId: wanted.instanceId }))
      expect(byOwner.items).toEqual([seen])
    })

    test('creating again with the same token makes one interface', async () => {
      const wanted = created()
      const first = await mustAnswer(it.cloud.createInterface(wanted))
      expect(await mustAnswer(it.cloud.createInterface(wanted))).toEqual(first)
      const byOwner = await mustAnswer(it.cloud.describeInterfaces({ instanceId: wanted.instanceId }))
      expect(byOwner.items).toHaveLength(1)
    })

    test('a token with other parameters is refused', async () => {
      const wanted = created()
      await mustAnswer(it.cloud.createInterface(wanted))
      const error = await refusalOf(it.cloud.createInterface({ ...wanted, address: it.freeAddress() }))
      expect(error.kind).toBe('invalid')
    })

    test('an address has one interface', async () => {
      const address = it.freeAddress()
      await create({ address })
      expect(await refusalOf(it.cloud.createInterface(created({ address })))).toMatchObject({
        kind: 'address-in-use',
      })
    })

    test('reserved addresses and those outside the subnet are invalid', async () => {
      const block = primaryCidr(it.subnet)
      const reserved = [...eachAddress(cloudRules[it.subnet.cloud].reservedIn(block))]
      expect(reserved.length).toBeGreaterThan(0)
      for (const address of [
        ...reserved,
        offsetAddress(cidrFirst(block), -1),
        offsetAddress(cidrLast(block), 1),
      ]) {
        const error = await refusalOf(it.cloud.createInterface(created({ address })))
        expect([formatAddress(address), error.kind]).toEqual([formatAddress(address), 'address-invalid'])
      }
    })

    test('an unknown subnet is invalid', async () => {
      const error = await refusalOf(it.cloud.createInterface(created({ subnetId: it.missing.subnetId })))
      expect(error.kind).toBe('invalid')
    })

    test('a deleted interface gives its address back, and deleting it again succeeds', async () => {
      const address = it.freeAddress()
      const id = await create({ address })
      expect(await it.cloud.deleteInterface(id)).toMatchObject({ ok: true })
      expect(await seeInterface(id)).toBeUndefined()
      expect(await it.cloud.deleteInterface(id)).toMatchObject({ ok: true })
      expect(await it.cloud.deleteInterface(it.missing.interfaceId)).toMatchObject({ ok: true })
      expect(await create({ address })).not.toBe(id)
    })

    test('a machine runs in the subnet’s zone with the interface as its own', async () => {
      const interfaceId = await create()
      const wanted = launched(interfaceId)
      const { machineId } = await mustAnswer(it.cloud.launchMachine(wanted))
      expect((await seeInterface(interfaceId))?.status).toBe('in-use')
      await until(async () => (await seeMachine(machineId))?.state === 'running')
      expect(await seeMachine(machineId)).toMatchObject({
        id: machineId,
        interfaceId,
        instanceId: wanted.instanceId,
        zone: it.subnet.zone,
        stateReason: null,
      })
      expect(await seeInterface(interfaceId)).toMatchObject({ status: 'in-use', machineId })
      await gone(machineId)
    })

    test('launching again with the same token makes one machine', async () => {
      const wanted = launched(await create())
      const first = await mustAnswer(it.cloud.launchMachine(wanted))
      expect(await mustAnswer(it.cloud.launchMachine(wanted))).toEqual(first)
      const other = await refusalOf(it.cloud.launchMachine({ ...wanted, instanceId: unique('ssi') }))
      expect(other.kind).toBe('invalid')
      await gone(first.machineId)
    })

    test('an interface in use can neither be deleted nor be given to a second machine', async () => {
      const interfaceId = await create()
      const machineId = await running(interfaceId)
      expect((await refusalOf(it.cloud.deleteInterface(interfaceId))).kind).toBe('interface-in-use')
      expect((await refusalOf(it.cloud.launchMachine(launched(interfaceId)))).kind).toBe('interface-in-use')
      await gone(machineId)
    })

    test('a missing interface cannot be launched with', async () => {
      const error = await refusalOf(it.cloud.launchMachine(launched(it.missing.interfaceId)))
      expect(error.kind).toBe('interface-missing')
    })

    test('an interface becomes available only after its machine has gone, and serves the next one', async () => {
      const address = it.freeAddress()
      const interfaceId = await create({ address })
      const first = await running(interfaceId)
      expect(await it.cloud.terminateMachine(first)).toMatchObject({ ok: true })
      await until(async () => {
        if ((await seeInterface(interfaceId))?.status !== 'available') return false
        expect((await seeMachine(first))?.state ?? 'terminated').toBe('terminated')
        return true
      })
      const second = await running(interfaceId)
      expect(second).not.toBe(first)
      expect(await seeInterface(interfaceId)).toMatchObject({ machineId: second, addresses: [address] })
      await gone(second)
    })

    test('terminating what is going or gone succeeds', async () => {
      const machineId = await running(await create())
      expect(await it.cloud.terminateMachine(machineId)).toMatchObject({ ok: true })
      expect(await it.cloud.terminateMachine(machineId)).toMatchObject({ ok: true })
      await gone(machineId)
      expect(await it.cloud.terminateMachine(it.missing.machineId)).toMatchObject({ ok: true })
    })

    const bench = (): CloudBench => ({
      ...{ it, create, created, launched, unique, seeInterface, seePublicIp, running, gone },
    })
    publicIpContract(bench)
    describingContract(bench)
    if (kind === 'stateful') statefulContract(bench)
    else pooledContract(bench)
  })
}
