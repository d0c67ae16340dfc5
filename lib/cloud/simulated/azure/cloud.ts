import { createHash } from 'node:crypto'
import type { Cloud, CloudAnswer, CloudError } from '@/lib/allocation/ports/cloud'
import { formatAddress, address as readAddress } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { ok, refuse } from '@/lib/domain/result'
import { type Answer, doneIfGone, pageOf } from '../answers'
import type { Input, Transport } from '../protocol'
import type { Endpoint } from '../transport'
import { byTimer, callCloud, httpTransport, localTransport } from '../transport'
import type { World } from '../world'
import { azureKindOf } from './azure-codes'
import { resourcePath, splitGroups, subscriptionOf } from './paths'
import type { Accepted, AzureOperation, NicMade, PublicIpMade, VmMade } from './protocol'
import {
  interfaceFrom,
  loadBalancerFrom,
  machineFrom,
  networkFrom,
  publicIpFrom,
  securityGroupFrom,
  subnetFrom,
} from './wire'

type Wait = (milliseconds: number) => Promise<void>
/** The requests that are accepted and go on as an operation. */
type Accepting = Extract<
  AzureOperation,
  | 'NetworkInterfaces_CreateOrUpdate'
  | 'NetworkInterfaces_Delete'
  | 'VirtualMachines_CreateOrUpdate'
  | 'VirtualMachines_Delete'
  | 'PublicIPAddresses_CreateOrUpdate'
  | 'PublicIPAddresses_Delete'
>

/** A long-running operation that is not done by then is looked for again, as one whose answer was lost. */
const MOST_POLLS = 1_000
/** Pages of network security groups come first, then those of application security groups. */
const APPLICATION_PAGES = 'application:'

const invalid = (message: string): CloudError => ({ kind: 'invalid', code: 'InvalidRequestFormat', message })

function cloudOver(transport: Transport, wait: Wait): Cloud {
  /** One request and, where it was accepted, its operation to the end. Null: there was nothing to do. */
  async function toTheEnd<T>(operation: Accepting, input: Input<Accepting>): CloudAnswer<T | null> {
    const accepted = (await callCloud(transport, operation, input)) as Answer<Accepted>
    if (!accepted.ok) return accepted
    const { operationId: id } = accepted.value
    if (id === null) return ok(null)
    let pause = accepted.value.retryAfterMs
    for (let poll = 0; poll < MOST_POLLS; poll++) {
      if (pause > 0) await wait(pause)
      const polled = await callCloud(transport, 'Operations_Get', { id })
      // It was accepted, so whatever keeps us from hearing its end says nothing about it.
      if (!polled.ok) return refuse({ ...polled.refusal, kind: 'outcome-unknown' })
      const { value: now } = polled
      if (now.status === 'Succeeded') return ok(now.result as T)
      if (now.status === 'Failed')
        return refuse({ kind: azureKindOf(now.error.code, now.error.message), ...now.error })
      pause = now.retryAfterMs
    }
    return refuse({
      kind: 'outcome-unknown',
      code: 'OperationTimedOut',
      message: `${operation} did not end.`,
    })
  }

  /** Changes the public IP of an interface as it is now; `decide` says to what, or that nothing is to be done. */
  async function changePublicIp(
    id: string,
    decide: (has: string | null) => Answer<{ readonly to: string | null } | null>,
  ): CloudAnswer<null> {
    const found = await callCloud(transport, 'NetworkInterfaces_Get', { id })
    if (!found.ok) return found
    const decided = decide(found.value.publicIpId)
    if (!decided.ok) return decided
    if (decided.value === null) return ok(null)
    const wanted = { ...found.value, publicIpId: decided.value.to }
    const changed = await toTheEnd<NicMade>('NetworkInterfaces_CreateOrUpdate', wanted)
    return changed.ok ? ok(null) : changed
  }

  return {
    async createInterface({ subnetId, address, securityGroupIds, description, instanceId, resourceGroup }) {
      const group = resourceGroup ?? cloudRules.azure.resourceGroupOf(subnetId)
      const subscription = subscriptionOf(subnetId)
      if (!group || !subscription) return refuse(invalid(`${subnetId} is not the id of a subnet.`))
      const kinds = splitGroups(securityGroupIds)
      if (kinds.network.length > 1)
        return refuse(invalid('A network interface takes one network security group.'))
      const made = await toTheEnd<NicMade>('NetworkInterfaces_CreateOrUpdate', {
        id: resourcePath(subscription, group, 'networkinterfaces', description),
        name: description,
        subnetId: subnetId.toLowerCase(),
        address: address && formatAddress(address),
        networkSecurityGroupId: kinds.network[0] ?? null,
        applicationSecurityGroupIds: kinds.application,
        ...{ instanceId, publicIpId: null, etag: null },
      })
      if (!made.ok) return made
      const nic = mustBe(made.value)
      return ok({ interfaceId: nic.id, address: readAddress(nic.address) })
    },
    deleteInterface: (id) => toTheEnd<null>('NetworkInterfaces_Delete', { id }),
    describeInterfaces: async ({ ids, instanceId, pageToken }) =>
      pageOf(
        await callCloud(transport, 'NetworkInterfaces_List', { ids: ids && [...ids], instanceId, pageToken }),
        interfaceFrom,
      ),
    async launchMachine({ clientToken, interfaceIds, imageId, instanceTypes, zones, ...rest }) {
      const [primary = ''] = interfaceIds
      const group = rest.resourceGroup ?? cloudRules.azure.resourceGroupOf(primary)
      const subscription = subscriptionOf(primary)
      if (!group || !subscription) return refuse(invalid(`${primary} is not the id of a network interface.`))
      const launched = await toTheEnd<VmMade>('VirtualMachines_CreateOrUpdate', {
        // The token names the VM, so that asking again finds it.
        id: resourcePath(subscription, group, 'virtualmachines', `vm-${digestOf(clientToken)}`),
        networkInterfaceIds: [...interfaceIds],
        imageId,
        sizes: [...instanceTypes],
        includeZones: [...zones],
        instanceId: rest.instanceId,
      })
      if (!launched.ok) return launched
      const { id, zone } = mustBe(launched.value)
      return ok({ machineId: id, zone })
    },
    terminateMachine: (id) => toTheEnd<null>('VirtualMachines_Delete', { id }),
    describeMachines: async ({ ids, pageToken }) =>
      pageOf(
        await callCloud(transport, 'VirtualMachines_List', { ids: ids && [...ids], pageToken }),
        machineFrom,
      ),
    async createPublicIp({ name, region, resourceGroup, sku, zones, instanceId, interfaceId }) {
      const subscription = subscriptionOf(interfaceId)
      if (!subscription) return refuse(invalid(`${interfaceId} is not the id of a network interface.`))
      const made = await toTheEnd<PublicIpMade>('PublicIPAddresses_CreateOrUpdate', {
        id: resourcePath(subscription, resourceGroup, 'publicipaddresses', name),
        ...{ name, region, sku, instanceId },
        zones: [...zones],
      })
      if (!made.ok) return made
      const { id, address } = mustBe(made.value)
      return ok({ publicIpId: id, publicAddress: address })
    },
    async deletePublicIp(id) {
      const found = await callCloud(transport, 'PublicIPAddresses_Get', { id })
      if (!found.ok) return doneIfGone(found, 'ResourceNotFound')
      if (found.value.instanceId === null)
        return refuse(invalid(`${id} does not carry Holdfast's tag, so it is not deleted.`))
      return toTheEnd<null>('PublicIPAddresses_Delete', { id })
    },
    associatePublicIp: ({ publicIpId, interfaceId }) =>
      changePublicIp(interfaceId, (has) => {
        if (has === publicIpId) return ok(null)
        if (has === null) return ok({ to: publicIpId })
        const message = `${interfaceId} has the public IP ${has}, and re-association was not asked for.`
        return refuse({ kind: 'public-ip-in-use', code: 'PublicIPAddressInUse', message })
      }),
    disassociatePublicIp: async ({ publicIpId, interfaceId }) =>
      doneIfGone(
        await changePublicIp(interfaceId, (has) => ok(has === publicIpId ? { to: null } : null)),
        'ResourceNotFound',
      ),
    describeVirtualNetworks: async (pageToken) =>
      pageOf(await callCloud(transport, 'VirtualNetworks_List', { pageToken }), networkFrom),
    describeSubnets: async (pageToken) =>
      pageOf(await callCloud(transport, 'Subnets_List', { pageToken }), subnetFrom),
    async describeSecurityGroups(pageToken) {
      if (pageToken?.startsWith(APPLICATION_PAGES)) {
        const token = pageToken.slice(APPLICATION_PAGES.length) || null
        const page = pageOf(
          await callCloud(transport, 'ApplicationSecurityGroups_List', { pageToken: token }),
          securityGroupFrom,
        )
        if (!page.ok || page.value.nextToken === null) return page
        return ok({ ...page.value, nextToken: APPLICATION_PAGES + page.value.nextToken })
      }
      const page = pageOf(
        await callCloud(transport, 'NetworkSecurityGroups_List', { pageToken }),
        securityGroupFrom,
      )
      return page.ok ? ok({ ...page.value, nextToken: page.value.nextToken ?? APPLICATION_PAGES }) : page
    },
    describePublicIps: async (pageToken, ids) =>
      pageOf(
        await callCloud(transport, 'PublicIPAddresses_List', { ids: ids && [...ids], pageToken }),
        publicIpFrom,
      ),
    describeLoadBalancers: async (pageToken) =>
      pageOf(await callCloud(transport, 'LoadBalancers_List', { pageToken }), loadBalancerFrom),
  }
}

/** Twelve digits, as many as the seed of an id of ours has. */
const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 12)

/** A creation always has something to do. */
function mustBe<T>(value: T | null): T {
  if (value === null) throw new Error('a creation ended without what it made')
  return value
}

/** The simulated Azure in its own process, over HTTP. */
export const simulatedAzure = (endpoint: Endpoint): Cloud => cloudOver(httpTransport(endpoint), byTimer)

/** A simulated world of this process; `wait` makes its delays and the pauses between polls (default: real time). */
export const localSimulatedAzure = (world: World, wait: Wait = byTimer): Cloud =>
  cloudOver(localTransport(world, wait), wait)
