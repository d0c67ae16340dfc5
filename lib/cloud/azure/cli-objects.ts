import { z } from 'zod'
import type { AddressTextProblem } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type FieldProblem, missing } from '../cli/fields'
import { normaliseId } from './resource-id'

/**
 * The objects that the Azure CLI prints, with the fields that Holdfast reads. Unknown keys are dropped. What is empty
 * is left out by newer versions and null in older ones, and these wrote `Ip` where newer ones write `IP`.
 */
const text = z.string().nullish()
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish()
const ref = z.object({ id: text }).nullish()
const sku = z.object({ name: text }).nullish()
const resource = { id: z.string().min(1), name: text, location: text }

export const networkObject = z.object({
  ...resource,
  addressSpace: z.object({ addressPrefixes: list(z.string()) }).nullish(),
  subnets: list(z.unknown()),
})

/** One block stands in `addressPrefix`, several in `addressPrefixes`; some versions write the one in both. */
export const subnetObject = z.object({
  id: z.string().min(1),
  name: text,
  addressPrefix: text,
  addressPrefixes: list(z.string()),
})

const ipConfiguration = z.object({
  id: text,
  primary: z.boolean().nullish(),
  privateIPAddress: text,
  privateIpAddress: text,
  subnet: ref,
  applicationSecurityGroups: list(z.object({ id: text })),
  loadBalancerBackendAddressPools: list(z.object({ id: text })),
})

export const interfaceObject = z.object({
  ...resource,
  ipConfigurations: list(ipConfiguration),
  virtualMachine: ref,
  privateEndpoint: ref,
  privateLinkService: ref,
  tags: z.record(z.string(), z.unknown()).nullish(),
})

export const publicIpObject = z.object({
  ...resource,
  sku,
  zones: list(z.union([z.string(), z.number()])),
  ipAddress: text,
  publicIPAllocationMethod: text,
  publicIpAllocationMethod: text,
  ipConfiguration: ref,
  natGateway: ref,
})

export const groupObject = z.object(resource)

const frontend = z.object({
  id: text,
  privateIPAddress: text,
  privateIpAddress: text,
  subnet: ref,
})

export const balancerObject = z.object({
  ...resource,
  sku,
  frontendIPConfigurations: list(frontend),
  frontendIpConfigurations: list(frontend),
})

export type NetworkObject = z.infer<typeof networkObject>
export type SubnetObject = z.infer<typeof subnetObject>
export type InterfaceObject = z.infer<typeof interfaceObject>
export type IpConfiguration = z.infer<typeof ipConfiguration>
export type PublicIpObject = z.infer<typeof publicIpObject>
export type GroupObject = z.infer<typeof groupObject>
export type BalancerObject = z.infer<typeof balancerObject>
export type FrontendObject = z.infer<typeof frontend>

/** The id of something that is mentioned; null where there is nothing. */
export const idOfRef = (mentioned: { readonly id?: string | null } | null | undefined): string | null =>
  mentioned?.id ? normaliseId(mentioned.id) : null

/** "West Europe" and "westeurope" are one region; `az` prints the second, templates often the first. */
export function readRegion(location: string | null | undefined): Result<string, FieldProblem> {
  if (!location) return missing('location')
  const region = location.toLowerCase().replace(/[\s_-]/g, '')
  const why: AddressTextProblem | null = null
  return /^[a-z]+[a-z0-9]*$/.test(region)
    ? ok(region)
    : refuse({ field: 'location', found: JSON.stringify(location), why })
}
