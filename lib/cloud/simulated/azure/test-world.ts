import { offsetAddress } from '@/lib/domain/address'
import { cidr, cidrFirst } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import type { PublicIp, PublicIpTraits, SecurityGroup, Subnet } from '@/lib/domain/subnet'
import type { CloudUnderTest } from '../../cloud.contract'
import { localSimulatorControl, type SimulatorControl } from '../control'
import type { Timing } from '../settings'
import { handClock, must } from '../test-world'
import { openWorld } from '../world'
import { localSimulatedAzure } from './cloud'

// The small Azure that the tests of this folder share: two networks in one region, public IPs of every sort.

const REGION = 'westeurope'
export const RESOURCE_GROUP = 'tests'
export const pathOf = (type: string, name: string): string =>
  `/subscriptions/0000/resourcegroups/${RESOURCE_GROUP}/providers/${type}/${name}`.toLowerCase()

export const NETWORK = pathOf('microsoft.network/virtualnetworks', 'one')
const OTHER_NETWORK = pathOf('microsoft.network/virtualnetworks', 'other')

const subnet = (virtualNetworkId: string, name: string, ...cidrs: string[]): Subnet => ({
  id: `${virtualNetworkId}/subnets/${name}`,
  ...{ virtualNetworkId, cloud: 'azure', region: REGION, zone: null, name },
  cidrs: cidrs.map(cidr),
})

export const MAIN = subnet(NETWORK, 'main', '10.1.0.0/22', 'fd00:1::/64')
export const EMPTY = subnet(NETWORK, 'empty', '10.1.8.0/24')
export const TINY = subnet(NETWORK, 'tiny', '10.1.9.0/29')
export const ELSEWHERE = subnet(OTHER_NETWORK, 'elsewhere', '10.2.0.0/24')

const group = (kind: SecurityGroup['kind'], name: string): SecurityGroup => ({
  id: pathOf(`microsoft.network/${kind}securitygroups`, name),
  ...{ virtualNetworkId: null, region: REGION, kind, name, description: '' },
})
export const NSG = group('network', 'nsg')
export const ASG_1 = group('application', 'asg-1')
const ASG_2 = group('application', 'asg-2')

const publicIp = (name: string, n: number, traits: Partial<PublicIpTraits> = {}): PublicIp => ({
  id: pathOf('microsoft.network/publicipaddresses', name),
  ...{ cloud: 'azure', region: REGION, address: `198.51.100.${n}`, name, association: null },
  traits: { sku: 'standard', zones: [], method: 'static', ...traits },
})
export const FREE_1 = publicIp('free-1', 1)
export const FREE_2 = publicIp('free-2', 2)
export const ZONAL = publicIp('zonal', 3, { zones: ['1'] })
export const REDUNDANT = publicIp('redundant', 4, { zones: ['1', '2', '3'] })
export const LEGACY = publicIp('legacy', 5, { sku: 'basic' })

export const AZURE_INVENTORY: Inventory = {
  ...EMPTY_INVENTORY,
  virtualNetworks: [NETWORK, OTHER_NETWORK].map((id) => ({
    ...{ id, cloud: 'azure', region: REGION, name: id.split('/').at(-1) ?? '' },
    cidrs: [cidr(id === NETWORK ? '10.1.0.0/16' : '10.2.0.0/16')],
  })),
  subnets: [MAIN, EMPTY, TINY, ELSEWHERE],
  securityGroups: [NSG, ASG_1, ASG_2],
  publicIps: [FREE_1, FREE_2, ZONAL, REDUNDANT, LEGACY],
  loadBalancers: [
    {
      id: pathOf('microsoft.network/loadbalancers', 'web'),
      ...{ cloud: 'azure', region: REGION, name: 'web', sku: 'standard' },
    },
  ],
}

/** A loaded Azure of this process with a hand clock, its cloud and its control. */
export async function smallAzure(options: { file?: string; timing?: Partial<Timing> } = {}) {
  const clock = handClock()
  const world = openWorld({ file: options.file ?? ':memory:', now: clock.now, timing: options.timing })
  const control = localSimulatorControl(world)
  await must(control.loadInventory(AZURE_INVENTORY))
  // Delays and the pauses between polls pass on the hand clock.
  const cloud = localSimulatedAzure(world, async (milliseconds) => clock.advance(milliseconds))
  return { world, cloud, control, clock }
}

const setZones = (control: SimulatorControl, of: (zone: string) => { weight?: number; capacity?: boolean }) =>
  must(control.setMarket({ zones: { '1': of('1'), '2': of('2'), '3': of('3') } }))

export const onlyZone = (control: SimulatorControl, wanted: string) =>
  setZones(control, (zone) => ({ weight: zone === wanted ? 1 : 0, capacity: true }))

/** What the contract needs besides the cloud itself. */
export function azureUnderTest(control: SimulatorControl): Omit<CloudUnderTest, 'cloud' | 'pause' | 'close'> {
  const first = offsetAddress(cidrFirst(cidr('10.1.0.0/22')), 300)
  let given = 0
  return {
    subnet: MAIN,
    securityGroupIds: [NSG.id],
    imageId: 'Canonical:ubuntu-24_04-lts:server:latest',
    instanceTypes: ['Standard_D8s_v5'],
    resourceGroup: RESOURCE_GROUP,
    publicIpIds: [FREE_1.id, FREE_2.id],
    missing: {
      subnetId: `${NETWORK}/subnets/nothing`,
      interfaceId: pathOf('microsoft.network/networkinterfaces', 'nothing'),
      machineId: pathOf('microsoft.compute/virtualmachines', 'nothing'),
      publicIpId: pathOf('microsoft.network/publicipaddresses', 'nothing'),
    },
    pooled: {
      emptySubnet: EMPTY,
      tinySubnet: TINY,
      otherNetwork: ELSEWHERE,
      networkGroupId: NSG.id,
      applicationGroupIds: [ASG_1.id, ASG_2.id],
      smallType: 'Standard_D2s_v5',
      zonalIpId: ZONAL.id,
      redundantIpId: REDUNDANT.id,
      legacyIpId: LEGACY.id,
      loadBalancer: { id: pathOf('microsoft.network/loadbalancers', 'web'), sku: 'standard' },
      onlyZone: async (zone) => void (await onlyZone(control, zone)),
      noCapacity: async () => void (await setZones(control, () => ({ capacity: false }))),
    },
    freeAddress: () => offsetAddress(first, given++),
  }
}

/** The parameters of an interface of ours; its address is dynamic unless one is given. */
export const nicWanted = (
  description: string,
  over: Partial<Parameters<ReturnType<typeof localSimulatedAzure>['createInterface']>[0]> = {},
) => ({
  ...{ clientToken: description, subnetId: MAIN.id, address: null, securityGroupIds: [], description },
  ...{ instanceId: 'vmi-000000000001', resourceGroup: RESOURCE_GROUP },
  ...over,
})

export const vmWanted = (interfaceIds: readonly string[], zones: readonly string[] = []) => ({
  ...{ clientToken: `launch ${interfaceIds.join()}`, interfaceIds, zones, resourceGroup: RESOURCE_GROUP },
  imageId: 'Canonical:ubuntu-24_04-lts:server:latest',
  ...{ instanceTypes: ['Standard_D8s_v5'], instanceId: 'vmi-000000000001' },
})
