import type { Cloud, CloudError, Page } from '@/lib/allocation/ports'
import { formatAddress } from '@/lib/domain/address'
import type { Result } from '@/lib/domain/result'
import { ok } from '@/lib/domain/result'
import type { Transport, WirePage } from './protocol'
import type { Endpoint } from './transport'
import { callCloud, httpTransport, localTransport } from './transport'
import { interfaceFrom, networkFrom, publicIpFrom, securityGroupFrom, subnetFrom } from './wire'
import type { World } from './world'

type Answer<T> = Result<T, CloudError>

const pageOf = <W, T>(answer: Answer<WirePage<W>>, shape: (wire: W) => T): Answer<Page<T>> =>
  answer.ok
    ? ok({ items: answer.value.items.map(shape), nextToken: answer.value.nextToken })
    : { ok: false, refusal: answer.refusal }

/** Removing what is gone is done: the port promises success for it. */
const doneIfGone = (answer: Answer<null>, code: string): Answer<null> =>
  !answer.ok && answer.refusal.code === code ? ok(null) : answer

function cloudOver(transport: Transport): Cloud {
  return {
    createInterface: (wanted) =>
      callCloud(transport, 'CreateNetworkInterface', {
        ...wanted,
        address: formatAddress(wanted.address),
        securityGroupIds: [...wanted.securityGroupIds],
      }),
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
    launchMachine: (wanted) =>
      callCloud(transport, 'RunInstances', { ...wanted, instanceTypes: [...wanted.instanceTypes] }),
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
    associatePublicIp: (wanted) => callCloud(transport, 'AssociateAddress', wanted),
    disassociatePublicIp: async (wanted) =>
      doneIfGone(await callCloud(transport, 'DisassociateAddress', wanted), 'InvalidAssociationID.NotFound'),
    describeVirtualNetworks: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeVpcs', { pageToken }), networkFrom),
    describeSubnets: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeSubnets', { pageToken }), subnetFrom),
    describeSecurityGroups: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeSecurityGroups', { pageToken }), securityGroupFrom),
    describePublicIps: async (pageToken) =>
      pageOf(await callCloud(transport, 'DescribeAddresses', { pageToken }), publicIpFrom),
  }
}

/** The simulated cloud in its own process, over HTTP. */
export const simulatedCloud = (endpoint: Endpoint): Cloud => cloudOver(httpTransport(endpoint))

/** A simulated world of this process; `wait` makes its delays (default: real time). */
export const localSimulatedCloud = (world: World, wait?: (milliseconds: number) => Promise<void>): Cloud =>
  cloudOver(localTransport(world, wait))
