import type { Cloud, CloudError } from '@/lib/allocation/ports/cloud'
import { formatAddress } from '@/lib/domain/address'
import { ok, refuse } from '@/lib/domain/result'
import { doneIfGone, pageOf } from './answers'
import type { Transport } from './protocol'
import type { Endpoint } from './transport'
import { callCloud, httpTransport, localTransport } from './transport'
import { interfaceFrom, networkFrom, publicIpFrom, securityGroupFrom, subnetFrom } from './wire'
import type { World } from './world'

const invalid = (message: string): CloudError => ({ kind: 'invalid', code: 'InvalidParameterValue', message })
const NO_DYNAMIC_ADDRESSES = invalid('An interface is created with the address that its instance keeps.')
const ONE_INTERFACE = invalid('An instance is launched with the one interface that it keeps.')
const NO_DYNAMIC_PUBLIC_IPS = invalid('Elastic IPs are allocated by the operator, not by a group.')

function cloudOver(transport: Transport): Cloud {
  return {
    async createInterface({ address, resourceGroup: _, ...wanted }) {
      if (address === null) return refuse(NO_DYNAMIC_ADDRESSES)
      const made = await callCloud(transport, 'CreateNetworkInterface', {
        ...wanted,
        address: formatAddress(address),
        securityGroupIds: [...wanted.securityGroupIds],
      })
      return made.ok ? ok({ ...made.value, address }) : made
    },
    deleteInterface: async (interfaceId) =>
      doneIfGone(
        await callCloud(transport, 'DeleteNetworkInterface', { interfaceId }),
        'InvalidNetworkInterfaceID.NotFound',
      ),
    describeInterfaces: async ({ ids, instanceId, pageToken }) =>
      pageOf(
        await callCloud(transport, 'DescribeNetworkInterfaces', {
          ids: ids && [...ids],
          instanceId,
          pageToken,
        }),
        interfaceFrom,
      ),
    async launchMachine({ clientToken, interfaceIds, imageId, instanceTypes, instanceId }) {
      const [interfaceId] = interfaceIds
      if (interfaceId === undefined || interfaceIds.length > 1) return refuse(ONE_INTERFACE)
      const launched = await callCloud(transport, 'RunInstances', {
        ...{ clientToken, interfaceId, imageId, instanceId },
        instanceTypes: [...instanceTypes],
      })
      // The subnet of the interface says the zone.
      return launched.ok ? ok({ ...launched.value, zone: null }) : launched
    },
    terminateMachine: async (machineId) =>
      doneIfGone(
        await callCloud(transport, 'TerminateInstances', { machineId }),
        'InvalidInstanceID.NotFound',
      ),
    describeMachines: async ({ ids, pageToken }) =>
      pageOf(
        await callCloud(transport, 'DescribeInstances', { ids: ids && [...ids], pageToken }),
        (wire) => wire,
      ),
    createPublicIp: async () => refuse(NO_DYNAMIC_PUBLIC_IPS),
    deletePublicIp: async () => refuse(NO_DYNAMIC_PUBLIC_IPS),
    associatePublicIp: (wanted) => callCloud(transport, 'AssociateAddress', wanted),
    disassociatePublicIp: async (wanted) =>
      doneIfGone(await callCloud(transport, 'DisassociateAddress', wanted), 'InvalidAssociationID.NotFound'),
    describeVirtualNetworks: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeVpcs', { pageToken }), networkFrom),
    describeSubnets: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeSubnets', { pageToken }), subnetFrom),
    describeSecurityGroups: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeSecurityGroups', { pageToken }), securityGroupFrom),
    describePublicIps: async (pageToken, ids) =>
      pageOf(
        await callCloud(transport, 'DescribeAddresses', { ids: ids && [...ids], pageToken }),
        publicIpFrom,
      ),
    // EC2 describes none, and no rule of its groups asks for one.
    describeLoadBalancers: async () => ok({ items: [], nextToken: null }),
  }
}

/** The simulated cloud in its own process, over HTTP. */
export const simulatedCloud = (endpoint: Endpoint): Cloud => cloudOver(httpTransport(endpoint))

/** A simulated world of this process; `wait` makes its delays (default: real time). */
export const localSimulatedCloud = (world: World, wait?: (milliseconds: number) => Promise<void>): Cloud =>
  cloudOver(localTransport(world, wait))
