import type { CloudAnswer } from '@/lib/allocation/ports/cloud'
import { address, offsetAddress } from '@/lib/domain/address'
import { cidr, cidrFirst } from '@/lib/domain/cidr'
import type { Inventory } from '@/lib/domain/inventory'
import type { Subnet } from '@/lib/domain/subnet'
import type { CloudUnderTest } from '../cloud.contract'
import { localSimulatedCloud } from './cloud'
import { localSimulatorControl } from './control'
import type { Timing } from './settings'
import { openWorld } from './world'

// The small world that the tests of this folder share: one VPC with two subnets in two zones, two Elastic IPs.

const subnet = (id: string, zone: string, ...cidrs: string[]): Subnet => ({
  id,
  virtualNetworkId: 'vpc-0a0a0a0a0a0a0a0a0',
  cloud: 'aws',
  region: 'us-east-1',
  zone,
  name: `test ${zone}`,
  cidrs: cidrs.map(cidr),
})

export const SUBNET_A = subnet('subnet-0aaaaaaaaaaaaaaaa', 'us-east-1a', '10.0.1.0/24', '2001:db8:0:1::/64')
export const SUBNET_B = subnet('subnet-0bbbbbbbbbbbbbbbb', 'us-east-1b', '10.0.2.0/24')
const GROUP_ID = 'sg-01111111111111111'
export const EIP_1 = 'eipalloc-01111111111111111'
export const EIP_2 = 'eipalloc-02222222222222222'

const publicIp = (id: string, text: string) => ({
  id,
  cloud: 'aws' as const,
  region: 'us-east-1',
  address: text,
  name: '',
  traits: null,
  association: null,
})

export const SMALL_INVENTORY: Inventory = {
  virtualNetworks: [
    {
      id: 'vpc-0a0a0a0a0a0a0a0a0',
      cloud: 'aws',
      region: 'us-east-1',
      name: 'test',
      cidrs: [cidr('10.0.0.0/16'), cidr('2001:db8::/56')],
    },
  ],
  subnets: [SUBNET_A, SUBNET_B],
  securityGroups: [
    {
      id: GROUP_ID,
      virtualNetworkId: 'vpc-0a0a0a0a0a0a0a0a0',
      region: null,
      kind: 'network',
      name: 'default',
      description: 'default',
    },
  ],
  publicIps: [publicIp(EIP_1, '198.51.100.1'), publicIp(EIP_2, '198.51.100.2')],
  loadBalancers: [],
  interfaces: [],
}

/** A clock that only moves when told; milliseconds. */
export function handClock(start = Date.UTC(2030, 0, 1)) {
  let time = start
  const advance = (milliseconds: number): void => {
    time += milliseconds
  }
  return { now: () => time, advance }
}

/** A loaded world of this process with a hand clock, its cloud and its control. */
export async function smallWorld(options: { file?: string; timing?: Partial<Timing> } = {}) {
  const clock = handClock()
  const world = openWorld({ file: options.file ?? ':memory:', now: clock.now, timing: options.timing })
  const control = localSimulatorControl(world)
  await must(control.loadInventory(SMALL_INVENTORY))
  // Delays pass on the hand clock.
  const cloud = localSimulatedCloud(world, async (milliseconds) => clock.advance(milliseconds))
  return { world, cloud, control, clock }
}

/** What the contract needs besides the cloud itself, in the small world's first subnet. */
export function underTest(): Omit<CloudUnderTest, 'cloud' | 'pause' | 'close'> {
  const first = offsetAddress(cidrFirst(cidr('10.0.1.0/24')), 4)
  let given = 0
  return {
    subnet: SUBNET_A,
    securityGroupIds: [GROUP_ID],
    imageId: 'ami-0123456789abcdef0',
    instanceTypes: ['m5.large', 'm5a.large'],
    resourceGroup: null,
    publicIpIds: [EIP_1, EIP_2],
    missing: {
      subnetId: 'subnet-00000000000000000',
      interfaceId: 'eni-00000000000000000',
      machineId: 'i-00000000000000000',
      publicIpId: 'eipalloc-00000000000000000',
    },
    pooled: null,
    freeAddress: () => offsetAddress(first, given++),
  }
}

/** The parameters of an interface at `text` in subnet A, by a token made from it. */
export const interfaceAt = (text: string, instanceId = 'ssi-000000000001') => ({
  clientToken: `create ${text} ${instanceId}`,
  subnetId: SUBNET_A.id,
  address: address(text),
  securityGroupIds: [GROUP_ID],
  description: 'Holdfast',
  instanceId,
  resourceGroup: null,
})

export const machineOn = (
  interfaceId: string,
  instanceId = 'ssi-000000000001',
  clientToken = `launch ${interfaceId}`,
) => ({
  clientToken,
  interfaceIds: [interfaceId],
  zones: [],
  resourceGroup: null,
  imageId: 'ami-0123456789abcdef0',
  instanceTypes: ['m5.large'],
  instanceId,
})

/** The value of an answer that must be one. */
export async function must<T>(answer: CloudAnswer<T>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(`${result.refusal.kind}: ${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}

/** The error of an answer that must be refused, as `kind code`. */
export async function errorOf(answer: CloudAnswer<unknown>): Promise<string> {
  const result = await answer
  return result.ok ? 'no error' : `${result.refusal.kind} ${result.refusal.code}`
}
