import { type Address, parseAddress } from '@/lib/domain/address'
import { type Cidr, cidrSize, parseCidr } from '@/lib/domain/cidr'
import { type ObservedInterface, OWNER_TAG } from '@/lib/domain/inventory'
import { ok, type Result } from '@/lib/domain/result'
import { type FieldProblem, missing, readAll } from '../cli/fields'
import type { Made } from '../cli/read-item'
import {
  type FrontendObject,
  type InterfaceObject,
  type IpConfiguration,
  idOfRef,
  readRegion,
} from './cli-objects'
import { nameInId, normaliseId } from './resource-id'

export const addressOf = (one: IpConfiguration | FrontendObject): string | null =>
  one.privateIPAddress || one.privateIpAddress || null

/** The primary one first; the only one need not say that it is. */
const inOrder = (configurations: readonly IpConfiguration[]): IpConfiguration[] => [
  ...configurations.filter((one) => one.primary),
  ...configurations.filter((one) => !one.primary),
]

/**
 * A NIC with the addresses of all its IP configurations. A machine of a scale set and a private endpoint have NICs too:
 * they are others'.
 */
export function interfaceDraft(object: InterfaceObject): Made<ObservedInterface> {
  const configurations = inOrder(object.ipConfigurations ?? [])
  const [first] = configurations
  if (!first) return missing('ipConfigurations')
  const subnetId = idOfRef(first.subnet)
  if (subnetId === null) return missing('ipConfigurations[0].subnet.id')
  const holds = readHolds(configurations)
  if (!holds.ok) return holds
  const region = readRegion(object.location)
  if (!region.ok) return region
  const machineId = idOfRef(object.virtualMachine)
  const serves = idOfRef(object.privateEndpoint) ?? idOfRef(object.privateLinkService)
  const value: ObservedInterface = {
    id: normaliseId(object.id),
    subnetId,
    status: machineId === null && serves === null ? 'available' : 'in-use',
    ...holds.value,
    machineId,
    description: descriptionOf(object),
    instanceId: ownerOf(object),
  }
  return ok({ value, region: region.value })
}

/** A block larger than this is kept as one: nobody draws its addresses one by one. */
const LARGEST_LISTED = 256n

/**
 * An address, or a block where the NIC was given one (`10.0.1.16/28`), which stands for all the addresses in it. A
 * configuration that still waits for its own holds nothing.
 */
function readHolds(
  configurations: readonly IpConfiguration[],
): Result<{ addresses: Address[]; prefixes: Cidr[] }, FieldProblem> {
  const texts = configurations.flatMap((one) => addressOf(one) ?? [])
  const field = 'privateIPAddress'
  if (texts.length === 0) return missing(`ipConfigurations[0].${field}`)
  const isBlock = (text: string) => text.includes('/')
  const addresses = readAll(
    texts.filter((one) => !isBlock(one)),
    field,
    parseAddress,
  )
  if (!addresses.ok) return addresses
  const blocks = readAll(texts.filter(isBlock), field, parseCidr)
  if (!blocks.ok) return blocks
  const listed = blocks.value.filter((one) => cidrSize(one) <= LARGEST_LISTED)
  return ok({
    addresses: [...addresses.value, ...listed.flatMap(addressesIn)],
    prefixes: blocks.value.filter((one) => cidrSize(one) > LARGEST_LISTED),
  })
}

const addressesIn = (block: Cidr): Address[] =>
  Array.from({ length: Number(cidrSize(block)) }, (_, n) => ({
    family: block.family,
    value: block.base + BigInt(n),
  }))

/** `web-1-nic`, and what it is for where that is not a VM: `pe-nic (private endpoint orders-db)`. */
function descriptionOf(object: InterfaceObject): string {
  const name = object.name || nameInId(object.id)
  const endpoint = object.privateEndpoint?.id
  if (endpoint) return `${name} (private endpoint ${nameInId(endpoint)})`
  const service = object.privateLinkService?.id
  if (service) return `${name} (private link service ${nameInId(service)})`
  const [, set] = /\/virtualMachineScaleSets\/([^/]+)\//i.exec(object.id) ?? []
  if (set) return `${name} (scale set ${set})`
  const pools = (object.ipConfigurations ?? []).flatMap((one) => one.loadBalancerBackendAddressPools ?? [])
  const [, balancer] = /\/loadBalancers\/([^/]+)\//i.exec(pools[0]?.id ?? '') ?? []
  return balancer ? `${name} (behind load balancer ${balancer})` : name
}

/** Azure keeps the letters of a tag's name as they were written, and means the same by all of them. */
function ownerOf({ tags }: InterfaceObject): string | null {
  const [, value] = Object.entries(tags ?? {}).find(([key]) => key.toLowerCase() === OWNER_TAG) ?? []
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * The private address that a load balancer answers on. It is in no list of NICs, and would be drawn as free; so it
 * stands as an interface of the load balancer's. Null for one with a public address.
 */
export function frontendDraft(
  frontend: FrontendObject,
  balancer: { readonly name: string; readonly region: string },
): Made<ObservedInterface> | null {
  const [text, subnetId] = [addressOf(frontend), idOfRef(frontend.subnet)]
  if (text === null || subnetId === null || !frontend.id) return null
  const addresses = readAll([text], 'privateIPAddress', parseAddress)
  if (!addresses.ok) return addresses
  const value: ObservedInterface = {
    id: normaliseId(frontend.id),
    subnetId,
    status: 'in-use',
    addresses: addresses.value,
    prefixes: [],
    machineId: null,
    description: `load balancer ${balancer.name}`,
    instanceId: null,
  }
  return ok({ value, region: balancer.region })
}
