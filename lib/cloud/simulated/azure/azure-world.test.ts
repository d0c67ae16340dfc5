import { describe, expect, test } from 'vitest'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { errorOf, must } from '../test-world'
import {
  ASG_1,
  ELSEWHERE,
  EMPTY,
  FREE_1,
  FREE_2,
  LEGACY,
  MAIN,
  NSG,
  nicWanted,
  onlyZone,
  pathOf,
  REDUNDANT,
  smallAzure,
  TINY,
  vmWanted,
  ZONAL,
} from './test-world'
import { EVICTED } from './vms'

type Small = Awaited<ReturnType<typeof smallAzure>>

const nic = async (w: Small, name: string, over: Parameters<typeof nicWanted>[1] = {}) =>
  (await must(w.cloud.createInterface(nicWanted(name, over)))).interfaceId

async function runningVm(w: Small, name: string, zones: readonly string[] = []) {
  const interfaceId = await nic(w, name)
  const { machineId } = await must(w.cloud.launchMachine(vmWanted([interfaceId], zones)))
  w.clock.advance(1500)
  return { interfaceId, machineId }
}

const vm = async (w: Small, id: string) => (await must(w.cloud.describeMachines({ ids: [id] }))).items[0]
const seen = async (w: Small, id: string) => (await must(w.cloud.describeInterfaces({ ids: [id] }))).items[0]

describe('long-running operations', () => {
  test('take the time that is set, and are polled to their end', async () => {
    const w = await smallAzure({ timing: { operationMs: 400 } })
    const began = w.clock.now()
    await nic(w, 'one')
    expect(w.clock.now() - began).toBe(400)
  })

  test('a request whose answer is lost may have been accepted, and asking again finds what it made', async () => {
    const w = await smallAzure()
    await must(
      w.control.setFaults([
        { operation: 'NetworkInterfaces_CreateOrUpdate', effect: 'timeout-before', remaining: 1 },
        { operation: 'NetworkInterfaces_CreateOrUpdate', effect: 'timeout-after', remaining: 1 },
      ]),
    )
    const lost = 'outcome-unknown RequestTimeout'
    expect(await errorOf(w.cloud.createInterface(nicWanted('one')))).toBe(lost)
    expect((await must(w.cloud.describeInterfaces({}))).items).toEqual([])
    expect(await errorOf(w.cloud.createInterface(nicWanted('one')))).toBe(lost)
    const [made] = (await must(w.cloud.describeInterfaces({}))).items
    expect(await nic(w, 'one')).toBe(made?.id)
    expect((await must(w.cloud.describeInterfaces({}))).items).toHaveLength(1)
  })

  test.each([
    ['timeout-before', 'outcome-unknown RequestTimeout'],
    ['timeout-after', 'outcome-unknown RequestTimeout'],
    ['throttle', 'outcome-unknown TooManyRequests'],
    ['error', 'outcome-unknown InternalServerError'],
  ] as const)(
    'a poll that meets %s leaves the outcome open, and asking again finds it',
    async (effect, error) => {
      const w = await smallAzure()
      const interfaceId = await nic(w, 'one')
      const fault = () => w.control.setFaults([{ operation: 'Operations_Get', effect, remaining: 1 }])
      await must(fault())
      expect(await errorOf(w.cloud.launchMachine(vmWanted([interfaceId])))).toBe(error)
      const [launched] = (await must(w.cloud.describeMachines({}))).items
      const again = await must(w.cloud.launchMachine(vmWanted([interfaceId])))
      expect(again.machineId).toBe(launched?.id)
      await must(fault())
      expect(await errorOf(w.cloud.terminateMachine(again.machineId))).toBe(error)
      expect((await vm(w, again.machineId))?.state).toBe('shutting-down')
      expect(await w.cloud.terminateMachine(again.machineId)).toMatchObject({ ok: true })
    },
  )

  test('a failed one leaves nothing behind', async () => {
    const w = await smallAzure()
    const interfaceId = await nic(w, 'one')
    await must(w.control.setMarket({ zones: { '2': { capacity: false } } }))
    const wanted = vmWanted([interfaceId], ['2'])
    expect(await errorOf(w.cloud.launchMachine(wanted))).toBe('capacity ZonalAllocationFailed')
    expect((await must(w.cloud.describeMachines({}))).items).toEqual([])
    expect((await seen(w, interfaceId))?.status).toBe('available')
    await must(w.control.setMarket({ zones: { '2': { capacity: true } } }))
    expect((await must(w.cloud.launchMachine(wanted))).zone).toBe('2')
  })

  test('a look that is lost or throttled is asked again', async () => {
    const w = await smallAzure()
    await must(
      w.control.setFaults([
        { operation: 'NetworkInterfaces_List', effect: 'timeout-before', remaining: 1 },
        { operation: 'NetworkInterfaces_List', effect: 'throttle', remaining: 1 },
      ]),
    )
    expect(await errorOf(w.cloud.describeInterfaces({}))).toBe('transient RequestTimeout')
    expect(await errorOf(w.cloud.describeInterfaces({}))).toBe('throttled TooManyRequests')
  })
})

describe('addresses', () => {
  test('are refused in Azure’s words', async () => {
    const w = await smallAzure()
    const at = (text: string) => errorOf(w.cloud.createInterface(nicWanted(text, { address: address(text) })))
    await nic(w, 'first', { address: address('10.1.0.4') })
    expect(await at('10.1.0.4')).toBe('address-in-use PrivateIPAddressIsAllocated')
    expect(await at('10.1.0.3')).toBe('address-invalid PrivateIPAddressInReservedRange')
    expect(await at('10.1.3.255')).toBe('address-invalid PrivateIPAddressInReservedRange')
    expect(await at('10.1.4.0')).toBe('address-invalid PrivateIPAddressNotInSubnet')
    expect(await at('fd00:1::4')).toBe('no error')
  })

  test('that are never usable are refused, and passed over', async () => {
    const w = await smallAzure()
    const around = { ...EMPTY, id: `${EMPTY.id}-around`, name: 'around', cidrs: [cidr('168.63.129.0/27')] }
    await must(w.control.loadInventory({ ...EMPTY_INVENTORY, subnets: [around] }))
    const dynamic = { subnetId: around.id }
    const given: string[] = []
    for (let n = 4; n <= 16; n++)
      given.push(
        formatAddress((await must(w.cloud.createInterface(nicWanted(`around-${n}`, dynamic)))).address),
      )
    expect(given.slice(-2)).toEqual(['168.63.129.15', '168.63.129.17'])
    const platform = nicWanted('platform', { ...dynamic, address: address('168.63.129.16') })
    expect(await errorOf(w.cloud.createInterface(platform))).toMatch(/^address-invalid/)
  })

  test('run out', async () => {
    const w = await smallAzure()
    for (const name of ['a', 'b', 'c']) await nic(w, name, { subnetId: TINY.id })
    const full = nicWanted('d', { subnetId: TINY.id })
    expect(await errorOf(w.cloud.createInterface(full))).toBe('capacity SubnetIsFull')
    await must(w.cloud.deleteInterface(pathOf('microsoft.network/networkinterfaces', 'b')))
    expect(formatAddress((await must(w.cloud.createInterface(full))).address)).toBe('10.1.9.5')
  })
})

describe('interfaces', () => {
  test('keep their tag, their name in its own case, and an id in lower case', async () => {
    const w = await smallAzure()
    const id = await nic(w, 'VMI-One-Eth0')
    expect(id).toBe(pathOf('microsoft.network/networkinterfaces', 'vmi-one-eth0'))
    expect(await seen(w, id)).toMatchObject({ description: 'VMI-One-Eth0', instanceId: 'vmi-000000000001' })
  })

  test('are refused with groups that are not there or of another network, and with more than one network group', async () => {
    const w = await smallAzure()
    const create = (name: string, securityGroupIds: readonly string[], subnetId = MAIN.id) =>
      errorOf(w.cloud.createInterface(nicWanted(name, { securityGroupIds, subnetId })))
    expect(await create('one', [NSG.id, ASG_1.id])).toBe('no error')
    expect(await create('two', [ASG_1.id], ELSEWHERE.id)).toBe(
      'invalid ApplicationSecurityGroupsNotInSameVnet',
    )
    expect(await create('three', [`${NSG.id}-gone`])).toBe('invalid InvalidResourceReference')
    expect(await create('four', [NSG.id, `${NSG.id}-2`])).toBe('invalid InvalidRequestFormat')
    const many = Array.from({ length: 21 }, () => ASG_1.id)
    expect(await create('five', many)).toBe('invalid TooManyApplicationSecurityGroups')
    // The group is of no network any more when nothing is in it.
    await must(w.cloud.deleteInterface(pathOf('microsoft.network/networkinterfaces', 'one')))
    expect(await create('two', [ASG_1.id], ELSEWHERE.id)).toBe('no error')
  })

  test('that a VM has are in use', async () => {
    const w = await smallAzure()
    const { interfaceId } = await runningVm(w, 'one')
    expect(await errorOf(w.cloud.deleteInterface(interfaceId))).toBe('interface-in-use NicInUse')
    const other = { ...vmWanted([interfaceId]), clientToken: 'other' }
    expect(await errorOf(w.cloud.launchMachine(other))).toBe('interface-in-use NicInUse')
  })
})

describe('VMs', () => {
  test('take their time to start and to stop, and then are not there any more', async () => {
    const w = await smallAzure({ timing: { operationMs: 0 } })
    const interfaceId = await nic(w, 'one')
    const { machineId } = await must(w.cloud.launchMachine(vmWanted([interfaceId])))
    expect(machineId).toMatch(/\/virtualmachines\/vm-[0-9a-f]{12}$/)
    w.clock.advance(1499)
    expect((await vm(w, machineId))?.state).toBe('pending')
    w.clock.advance(1)
    expect((await vm(w, machineId))?.state).toBe('running')
    await must(w.cloud.terminateMachine(machineId))
    w.clock.advance(999)
    expect((await vm(w, machineId))?.state).toBe('shutting-down')
    w.clock.advance(1)
    expect(await vm(w, machineId)).toBeUndefined()
    expect(await seen(w, interfaceId)).toMatchObject({ status: 'available', machineId: null })
  })

  test('that are evicted say so before they vanish, and leave interface and public IP behind', async () => {
    const w = await smallAzure()
    const { interfaceId, machineId } = await runningVm(w, 'one')
    await must(w.cloud.associatePublicIp({ publicIpId: FREE_1.id, interfaceId }))
    expect(await must(w.control.interrupt({ machineIds: [machineId] }))).toEqual({ interrupted: [machineId] })
    expect(await vm(w, machineId)).toMatchObject({ state: 'shutting-down', stateReason: EVICTED })
    expect(await must(w.control.interrupt({ machineIds: [machineId] }))).toEqual({ interrupted: [] })
    w.clock.advance(1000)
    expect(await vm(w, machineId)).toBeUndefined()
    const publicIps = (await must(w.cloud.describePublicIps())).items
    expect(publicIps.find(({ id }) => id === FREE_1.id)?.association).toMatchObject({
      interfaceId,
      machineId: null,
    })
  })

  test('of one zone are interrupted by share', async () => {
    const w = await smallAzure()
    const inZone = async (zone: string, name: string) => {
      await onlyZone(w.control, zone)
      return (await runningVm(w, name, ['1', '2', '3'])).machineId
    }
    const ofOne = [await inZone('1', 'a'), await inZone('1', 'b')]
    const ofTwo = await inZone('2', 'c')
    const { interrupted } = await must(w.control.interruptShare({ zone: '1', share: 1, seed: 3 }))
    expect([...interrupted].sort()).toEqual([...ofOne].sort())
    expect((await vm(w, ofTwo))?.state).toBe('running')
    const left = await must(w.control.interruptShare({ zone: null, share: 0.5, seed: 3 }))
    expect(left.interrupted).toEqual([ofTwo])
  })

  test('are in zones that follow from the market’s seed', async () => {
    const zonesOf = async () => {
      const w = await smallAzure()
      await must(w.control.setMarket({ seed: 7 }))
      const zones: (string | null | undefined)[] = []
      for (let n = 0; n < 12; n++)
        zones.push((await vm(w, (await runningVm(w, `vm-${n}`, ['1', '2', '3'])).machineId))?.zone)
      return zones
    }
    const zones = await zonesOf()
    expect(await zonesOf()).toEqual(zones)
    expect(new Set(zones).size).toBe(3)
  })

  test('are refused in Azure’s words', async () => {
    const w = await smallAzure()
    const ids = await Promise.all(['a', 'b', 'c'].map((name) => nic(w, name)))
    const small = { ...vmWanted(ids), instanceTypes: ['Standard_D2s_v5'] }
    expect(await errorOf(w.cloud.launchMachine(small))).toBe('invalid NetworkInterfaceCountExceeded')
    const apart = [ids[0] ?? '', await nic(w, 'elsewhere', { subnetId: ELSEWHERE.id })]
    expect(await errorOf(w.cloud.launchMachine(vmWanted(apart)))).toBe('invalid SubnetsNotInSameVnet')
    const missing = pathOf('microsoft.network/networkinterfaces', 'nothing')
    expect(await errorOf(w.cloud.launchMachine(vmWanted([missing])))).toBe(
      'interface-missing InvalidResourceReference',
    )
  })
})

describe('public IPs', () => {
  test('are refused in Azure’s words', async () => {
    const w = await smallAzure()
    const [mine, theirs] = [await nic(w, 'mine'), await nic(w, 'theirs')]
    const associate = (publicIpId: string, interfaceId = mine) =>
      errorOf(w.cloud.associatePublicIp({ publicIpId, interfaceId }))
    expect(await associate(FREE_1.id)).toBe('no error')
    expect(await associate(FREE_2.id)).toBe('public-ip-in-use PublicIPAddressInUse')
    expect(await associate(FREE_1.id, theirs)).toBe('public-ip-in-use PublicIPAddressInUse')
    expect(await associate(`${FREE_1.id}-gone`, theirs)).toBe('public-ip-missing InvalidResourceReference')
    expect(await associate(FREE_2.id, `${mine}-gone`)).toBe('interface-missing ResourceNotFound')
    await onlyZone(w.control, '3')
    const { interfaceId } = await runningVm(w, 'zonal', ['3'])
    const misfit = 'invalid ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint'
    expect(await associate(ZONAL.id, interfaceId)).toBe(misfit)
    expect(await associate(LEGACY.id, interfaceId)).toBe(misfit)
    expect(await associate(REDUNDANT.id, interfaceId)).toBe('no error')
  })

  test('that two ask for at once go to one of them', async () => {
    const w = await smallAzure()
    const ids = await Promise.all(['a', 'b', 'c', 'd'].map((name) => nic(w, name)))
    const answers = await Promise.all(
      ids.map((interfaceId) => errorOf(w.cloud.associatePublicIp({ publicIpId: FREE_1.id, interfaceId }))),
    )
    expect(answers.filter((one) => one === 'no error')).toHaveLength(1)
    expect(answers.filter((one) => one.startsWith('public-ip-in-use'))).toHaveLength(3)
  })

  test('are made until the region’s quota is reached', async () => {
    const w = await smallAzure()
    const interfaceId = await nic(w, 'one')
    const create = (name: string) =>
      w.cloud.createPublicIp({
        ...{ clientToken: name, name, region: 'westeurope', resourceGroup: 'tests', sku: 'standard' },
        ...{ zones: [], instanceId: 'vmi-000000000001', interfaceId },
      })
    const loaded = (await must(w.cloud.describePublicIps())).items.length
    const addresses = new Set<string>()
    for (let n = loaded; n < 1000; n++) addresses.add((await must(create(`ip-${n}`))).publicAddress)
    expect(addresses.size).toBe(1000 - loaded)
    expect(await errorOf(create('one-more'))).toBe('capacity PublicIPCountLimitReached')
  })
})
