import { describe, expect, test } from 'vitest'
import { address, formatAddress } from '@/lib/domain/address'
import {
  EIP_1,
  EIP_2,
  errorOf,
  interfaceAt,
  machineOn,
  must,
  SUBNET_A,
  SUBNET_B,
  smallWorld,
} from './test-world'

/** An interface at `text` with a machine that runs, in a world whose machines start in 1500 ms. */
async function runningAt(w: Awaited<ReturnType<typeof smallWorld>>, text: string, instanceId?: string) {
  const { interfaceId } = await must(w.cloud.createInterface(interfaceAt(text, instanceId)))
  const { machineId } = await must(w.cloud.launchMachine(machineOn(interfaceId, instanceId)))
  w.clock.advance(1500)
  return { interfaceId, machineId }
}

const machine = async (w: Awaited<ReturnType<typeof smallWorld>>, id: string) =>
  (await must(w.cloud.describeMachines({ ids: [id] }))).items[0]

describe('machines', () => {
  test('take their time to start and to stop, and are forgotten an hour later', async () => {
    const w = await smallWorld()
    const started = w.clock.now()
    const iso = (after: number) => new Date(started + after).toISOString()
    const { interfaceId } = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    const { machineId } = await must(w.cloud.launchMachine(machineOn(interfaceId)))
    expect(await machine(w, machineId)).toMatchObject({ state: 'pending', since: iso(0) })
    w.clock.advance(1499)
    expect(await machine(w, machineId)).toMatchObject({ state: 'pending' })
    w.clock.advance(1)
    expect(await machine(w, machineId)).toMatchObject({ state: 'running', since: iso(1500), interfaceId })
    await must(w.cloud.terminateMachine(machineId))
    w.clock.advance(999)
    expect(await machine(w, machineId)).toMatchObject({
      state: 'shutting-down',
      since: iso(1500),
      stateReason: 'Client.UserInitiatedShutdown: User initiated shutdown',
    })
    expect((await must(w.cloud.describeInterfaces({ ids: [interfaceId] }))).items[0]?.status).toBe('in-use')
    w.clock.advance(1)
    expect(await machine(w, machineId)).toMatchObject({
      state: 'terminated',
      since: iso(2500),
      interfaceId: null,
    })
    expect((await must(w.cloud.describeInterfaces({ ids: [interfaceId] }))).items[0]?.status).toBe(
      'available',
    )
    w.clock.advance(60 * 60_000 - 1)
    expect(await machine(w, machineId)).toBeDefined()
    w.clock.advance(1)
    expect(await machine(w, machineId)).toBeUndefined()
  })

  test('changed durations hold for the transitions that begin after the change', async () => {
    const w = await smallWorld()
    const { interfaceId } = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    const { machineId } = await must(w.cloud.launchMachine(machineOn(interfaceId)))
    expect(await must(w.control.setTiming({ startMs: 5, stopMs: 5 }))).toMatchObject({
      startMs: 5,
      pageSize: 1000,
    })
    w.clock.advance(1499)
    expect((await machine(w, machineId))?.state).toBe('pending')
    await must(w.cloud.terminateMachine(machineId))
    w.clock.advance(5)
    expect((await machine(w, machineId))?.state).toBe('terminated')
  })

  test('a refused launch leaves its token unused', async () => {
    const w = await smallWorld()
    const { interfaceId, machineId } = await runningAt(w, '10.0.1.10')
    const again = machineOn(interfaceId, 'ssi-000000000001', 'second')
    expect(await errorOf(w.cloud.launchMachine(again))).toBe('interface-in-use InvalidNetworkInterface.InUse')
    await must(w.cloud.terminateMachine(machineId))
    w.clock.advance(1000)
    expect((await must(w.cloud.launchMachine(again))).machineId).not.toBe(machineId)
  })

  test('need an image id and a type', async () => {
    const w = await smallWorld()
    const { interfaceId } = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    const wanted = machineOn(interfaceId)
    expect(await errorOf(w.cloud.launchMachine({ ...wanted, imageId: 'debian' }))).toBe(
      'invalid InvalidAMIID.Malformed',
    )
    expect(await errorOf(w.cloud.launchMachine({ ...wanted, instanceTypes: [] }))).toBe(
      'invalid MissingParameter',
    )
  })
})

describe('addresses', () => {
  test('secondary addresses and delegated prefixes are in use', async () => {
    const w = await smallWorld()
    const foreign = {
      id: 'eni-0f0f0f0f0f0f0f0f0',
      subnetId: SUBNET_A.id,
      status: 'in-use' as const,
      addresses: ['10.0.1.50', '10.0.1.51', '2001:db8:0:1::50'].map(address),
      prefixes: [
        { family: 4 as const, base: address('10.0.1.64').value, prefix: 28 },
        { family: 6 as const, base: address('2001:db8:0:1:8000::').value, prefix: 80 },
      ],
      machineId: 'i-0f0f0f0f0f0f0f0f0',
      description: 'Worker',
      instanceId: null,
    }
    const empty = { virtualNetworks: [], subnets: [], securityGroups: [], publicIps: [], loadBalancers: [] }
    await must(w.control.loadInventory({ ...empty, interfaces: [foreign] }))
    expect((await must(w.cloud.describeInterfaces({ ids: [foreign.id] }))).items).toEqual([foreign])
    for (const text of ['10.0.1.50', '10.0.1.51', '10.0.1.64', '10.0.1.79', '2001:db8:0:1:8000::7']) {
      expect(await errorOf(w.cloud.createInterface(interfaceAt(text)))).toBe(
        'address-in-use InvalidIPAddress.InUse',
      )
    }
    for (const text of ['10.0.1.63', '10.0.1.80', '2001:db8:0:1:8001::7']) {
      expect(await errorOf(w.cloud.createInterface(interfaceAt(text)))).toBe('no error')
    }
  })

  test('an unreadable address, an unknown group and a group of another VPC are refused in EC2’s words', async () => {
    const w = await smallWorld()
    const wanted = interfaceAt('10.0.1.10')
    const group = {
      ...{ id: 'sg-0999', virtualNetworkId: 'vpc-0999', region: null, name: 'other', description: '' },
      kind: 'network' as const,
    }
    const empty = { virtualNetworks: [], subnets: [], publicIps: [], loadBalancers: [], interfaces: [] }
    await must(w.control.loadInventory({ ...empty, securityGroups: [group] }))
    expect(await errorOf(w.cloud.createInterface({ ...wanted, securityGroupIds: ['sg-0123'] }))).toBe(
      'invalid InvalidGroup.NotFound',
    )
    expect(await errorOf(w.cloud.createInterface({ ...wanted, securityGroupIds: ['sg-0999'] }))).toBe(
      'invalid InvalidParameter',
    )
    const { kind } = w.world
      .receive('CreateNetworkInterface', { ...wanted, address: '10.0.1', securityGroupIds: [] })
      .run()
    expect(kind).toBe('refused')
  })
})

describe('what others do', () => {
  test('a spot interruption ends the machine and says so; the interface outlives it', async () => {
    const w = await smallWorld()
    const { interfaceId, machineId } = await runningAt(w, '10.0.1.10')
    expect(await must(w.control.interrupt({ machineIds: [machineId, 'i-unknown'] }))).toEqual({
      interrupted: [machineId],
    })
    expect(await machine(w, machineId)).toMatchObject({
      state: 'shutting-down',
      stateReason: 'Server.SpotInstanceTermination: Spot instance termination',
    })
    expect(await must(w.control.interrupt({ machineIds: [machineId] }))).toEqual({ interrupted: [] })
    w.clock.advance(1000)
    expect((await must(w.cloud.describeInterfaces({ ids: [interfaceId] }))).items[0]).toMatchObject({
      status: 'available',
      machineId: null,
    })
  })

  test('a share of a zone is drawn by its seed', async () => {
    const draw = async (seed: number, zone: string | null, share: number) => {
      const w = await smallWorld()
      for (let i = 10; i < 30; i++) await runningAt(w, `10.0.1.${i}`, `ssi-${i}`)
      const { interrupted } = await must(w.control.interruptShare({ zone, share, seed }))
      return interrupted
    }
    const some = await draw(7, 'us-east-1a', 0.25)
    expect(some).toHaveLength(5)
    expect(await draw(7, 'us-east-1a', 0.25)).toEqual(some)
    expect(await draw(8, 'us-east-1a', 0.25)).not.toEqual(some)
    expect(new Set(await draw(7, null, 1)).size).toBe(20)
    expect(await draw(7, 'us-east-1b', 1)).toEqual([])
    expect(await draw(7, null, 0)).toEqual([])
    expect(await draw(7, null, 0.001)).toHaveLength(1)
  })

  test('an interface is deleted behind our back when it is available only', async () => {
    const w = await smallWorld()
    const { interfaceId, machineId } = await runningAt(w, '10.0.1.10')
    expect(await errorOf(w.control.deleteInterface(interfaceId))).toBe(
      'interface-in-use InvalidNetworkInterface.InUse',
    )
    await must(w.cloud.terminateMachine(machineId))
    w.clock.advance(1000)
    await must(w.control.deleteInterface(interfaceId))
    expect(await errorOf(w.control.deleteInterface(interfaceId))).toBe(
      'interface-missing InvalidNetworkInterfaceID.NotFound',
    )
  })

  test('someone takes an address and gives it back', async () => {
    const w = await smallWorld()
    const taken = address('10.0.1.10')
    const wanted = { subnetId: SUBNET_A.id, address: taken, description: 'Lambda' }
    const { interfaceId } = await must(w.control.takeAddress(wanted))
    expect((await must(w.cloud.describeInterfaces({ ids: [interfaceId] }))).items[0]).toMatchObject({
      instanceId: null,
      description: 'Lambda',
      addresses: [taken],
    })
    expect(await errorOf(w.control.takeAddress(wanted))).toBe('address-in-use InvalidIPAddress.InUse')
    expect(await errorOf(w.cloud.createInterface(interfaceAt('10.0.1.10')))).toMatch('address-in-use')
    await must(w.control.releaseForeign(interfaceId))
    const ours = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    expect(await errorOf(w.control.releaseForeign(ours.interfaceId))).toBe('invalid OperationNotPermitted')
  })

  test('someone takes an Elastic IP, onto an interface of theirs that had none', async () => {
    const w = await smallWorld()
    const { interfaceId } = await runningAt(w, '10.0.1.10')
    await must(w.cloud.associatePublicIp({ publicIpId: EIP_1, interfaceId }))
    const made = await must(w.control.associateElsewhere(EIP_1))
    const theirs = (await must(w.cloud.describeInterfaces({ ids: [made.interfaceId] }))).items[0]
    expect(theirs).toMatchObject({ instanceId: null, subnetId: SUBNET_A.id })
    const other = { subnetId: SUBNET_B.id, address: address('10.0.2.9'), description: 'NAT' }
    const nat = await must(w.control.takeAddress(other))
    expect(await must(w.control.associateElsewhere(EIP_2))).toEqual(nat)
    const [first, second] = (await must(w.cloud.describePublicIps())).items
    expect(first?.association?.interfaceId).toBe(made.interfaceId)
    const private1 = theirs?.addresses[0]
    expect(first?.association?.privateAddress).toBe(private1 && formatAddress(private1))
    expect(second?.association).toEqual({ ...nat, machineId: null, privateAddress: '10.0.2.9' })
    expect(await errorOf(w.cloud.associatePublicIp({ publicIpId: EIP_1, interfaceId }))).toBe(
      'public-ip-in-use Resource.AlreadyAssociated',
    )
  })

  test('an Elastic IP does not leave its region', async () => {
    const w = await smallWorld()
    const { interfaceId } = await runningAt(w, '10.0.1.10')
    const elsewhere = {
      id: 'eipalloc-0eeee',
      cloud: 'aws' as const,
      region: 'eu-west-1',
      address: '203.0.113.9',
      name: '',
      traits: null,
      association: null,
    }
    const empty = { virtualNetworks: [], subnets: [], securityGroups: [], loadBalancers: [], interfaces: [] }
    await must(w.control.loadInventory({ ...empty, publicIps: [elsewhere] }))
    expect(await errorOf(w.cloud.associatePublicIp({ publicIpId: elsewhere.id, interfaceId }))).toBe(
      'public-ip-missing InvalidAllocationID.NotFound',
    )
  })

  test('the overview counts what there is', async () => {
    const w = await smallWorld()
    const first = await runningAt(w, '10.0.1.10', 'ssi-a')
    const second = await runningAt(w, '10.0.1.11', 'ssi-b')
    await must(w.control.interrupt({ machineIds: [first.machineId] }))
    const overview = await must(w.control.overview(1))
    expect(overview).toMatchObject({
      machineCounts: { pending: 0, running: 1, 'shutting-down': 1, terminated: 0 },
      zones: [
        { zone: 'us-east-1a', pending: 0, running: 1, shuttingDown: 1 },
        { zone: 'us-east-1b', pending: 0, running: 0, shuttingDown: 0 },
      ],
      interfaces: { ours: 2, oursInUse: 2, foreign: 0 },
      publicIps: { total: 2, associated: 0 },
      subnets: 2,
      faults: [],
    })
    expect(overview.machines.map((m) => m.id)).toEqual([second.machineId])
  })

  test('reset empties the world and keeps its timing', async () => {
    const w = await smallWorld({ timing: { startMs: 7 } })
    await runningAt(w, '10.0.1.10')
    await must(w.control.setFaults([{ operation: '*', effect: 'throttle' }]))
    await must(w.control.reset())
    expect(await must(w.control.overview())).toMatchObject({
      machines: [],
      subnets: 0,
      faults: [],
      timing: { startMs: 7 },
    })
    expect((await must(w.cloud.describeInterfaces({}))).items).toEqual([])
  })
})
