import { OWNER_TAG } from '@/lib/domain/inventory'
import { addressIn } from '../aws/sample-inventory'
import {
  COMPUTE_GROUP,
  etag,
  INTERFACES_PER_SUBNET,
  NETWORK_GROUP,
  resourceId,
  type SampleSubnet,
  SUBSCRIPTION,
  sampleGuid,
} from './sample-ids'

/** Who the NICs of an ordinary subscription belong to, in turn. */
const KINDS = ['vm', 'balanced', 'dual', 'endpoint', 'vm', 'free'] as const

const kindOf = (n: number) => KINDS[n % KINDS.length] ?? 'vm'

/** Azure keeps the first four addresses of a subnet. */
export const FIRST_USABLE = 4
/** Primary ones lie below; secondary ones are drawn from here. */
const SECONDARY = 3600

const nameOf = (n: number): string => {
  const kind = kindOf(n)
  if (kind === 'endpoint') return `pe-orders-db-${n}.nic.${sampleGuid(n)}`
  return kind === 'free' ? `nic-spare-${n}` : `orders-${n}-nic`
}

const interfaceId = (n: number): string => resourceId(COMPUTE_GROUP, `networkInterfaces/${nameOf(n)}`)

/** The id of the NIC at a place of a subnet. */
export const idAt = (subnet: SampleSubnet, at: number): string =>
  interfaceId(subnet.index * INTERFACES_PER_SUBNET + at)

const mentioned = (group: string, path: string) => ({ id: resourceId(group, path), resourceGroup: group })

/**
 * One NIC as the CLI prints it. `offset` is its place among those of its subnet:
 *
 *   4 … 3503 primary   3600 … 4093 secondary of dual ones
 */
export function sampleInterface(subnet: SampleSubnet, n: number, offset: number) {
  const kind = kindOf(n)
  const isMachine = kind === 'vm' || kind === 'balanced' || kind === 'dual'
  return {
    auxiliaryMode: 'None',
    auxiliarySku: 'None',
    disableTcpStateTracking: false,
    dnsSettings: {
      appliedDnsServers: [],
      dnsServers: [],
      internalDomainNameSuffix: 'kf3rmmnvv5xebcwu4o1qd0xqfc.ax.internal.cloudapp.net',
    },
    enableAcceleratedNetworking: isMachine,
    enableIPForwarding: false,
    etag: etag(n + 1000),
    hostedWorkloads: [],
    id: interfaceId(n),
    ipConfigurations: configurations(subnet, n, offset),
    location: subnet.location,
    ...(isMachine && { macAddress: macAddress(n) }),
    name: nameOf(n),
    ...(kind === 'balanced' && {
      networkSecurityGroup: mentioned(NETWORK_GROUP, 'networkSecurityGroups/nsg-web'),
    }),
    nicType: 'Standard',
    primary: isMachine,
    ...(kind === 'endpoint' && {
      privateEndpoint: mentioned(COMPUTE_GROUP, `privateEndpoints/pe-orders-db-${n}`),
    }),
    provisioningState: 'Succeeded',
    resourceGroup: COMPUTE_GROUP,
    resourceGuid: sampleGuid(n + 2000),
    tags: n % 600 === 4 ? { [OWNER_TAG]: `vmi-${n.toString(16).padStart(8, '0')}` } : {},
    tapConfigurations: [],
    type: 'Microsoft.Network/networkInterfaces',
    ...(isMachine && { virtualMachine: machine(n) }),
    vnetEncryptionSupported: false,
  }
}

/** The CLI writes the resource group of a machine in capitals. */
const machine = (n: number) => ({
  id: `${SUBSCRIPTION}/resourceGroups/${COMPUTE_GROUP.toUpperCase()}/providers/Microsoft.Compute/virtualMachines/orders-${n}`,
  resourceGroup: COMPUTE_GROUP.toUpperCase(),
})

const macAddress = (n: number): string =>
  [
    '00',
    '0D',
    '3A',
    ...[16, 8, 0].map((shift) => ((n >>> shift) & 255).toString(16).toUpperCase().padStart(2, '0')),
  ].join('-')

function configurations(subnet: SampleSubnet, n: number, offset: number) {
  const [ipv4 = '', other] = subnet.prefixes
  const primary = configuration(subnet, n, 'ipconfig1', addressIn(ipv4, offset + FIRST_USABLE))
  if (kindOf(n) !== 'dual') return [primary]
  const secondary =
    offset < 2900
      ? [configuration(subnet, n, 'ipconfig2', addressIn(ipv4, SECONDARY + Math.floor(offset / 6)))]
      : []
  const ipv6 = other?.includes(':')
    ? [configuration(subnet, n, 'ipconfig-v6', addressIn(other, offset + FIRST_USABLE))]
    : []
  // The CLI prints them in the order in which they were added, so the primary one may stand anywhere.
  return [...secondary, primary, ...ipv6]
}

function configuration(subnet: SampleSubnet, n: number, name: string, address: string) {
  const kind = kindOf(n)
  const isPrimary = name === 'ipconfig1'
  const hasPublicIp = isPrimary && kind === 'vm' && n % 12 === 0
  return {
    ...(kind === 'balanced' && {
      applicationSecurityGroups: [mentioned(NETWORK_GROUP, 'applicationSecurityGroups/asg-web')],
    }),
    etag: etag(n + 1000),
    id: `${interfaceId(n)}/ipConfigurations/${name}`,
    ...(kind === 'balanced' && {
      loadBalancerBackendAddressPools: [
        mentioned(NETWORK_GROUP, 'loadBalancers/lb-web/backendAddressPools/pool-web'),
      ],
    }),
    name,
    primary: isPrimary,
    privateIPAddress: address,
    privateIPAddressVersion: address.includes(':') ? 'IPv6' : 'IPv4',
    privateIPAllocationMethod: kind === 'dual' ? 'Static' : 'Dynamic',
    provisioningState: 'Succeeded',
    ...(hasPublicIp && {
      publicIPAddress: mentioned(COMPUTE_GROUP, `publicIPAddresses/pip-orders-${n / 2}`),
    }),
    resourceGroup: COMPUTE_GROUP,
    subnet: { id: subnet.id, resourceGroup: NETWORK_GROUP },
    type: 'Microsoft.Network/networkInterfaces/ipConfigurations',
  }
}

/** The IP configuration of a machine with a public IP of its own. */
export const configurationOf = (n: number): string => `${interfaceId(n)}/ipConfigurations/ipconfig1`
