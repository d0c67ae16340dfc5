import { z } from 'zod'
import type { CloudRefusal, WirePage } from '../protocol'
import type { AZURE_OPERATIONS } from '../settings'

// Azure's part of the protocol: its REST operations by their own ids, so that faults are written in the words an
// operator finds in Azure's documentation. Ids are resource paths in lower case.

/** A path of Azure has several names of up to 90 characters in it. */
export const resourceId = z.string().min(1).max(600)
const ids = z.array(resourceId).max(1000)
const name = z.string().min(1).max(90)
const zone = z.string().min(1).max(8)
const sku = z.enum(['standard', 'basic'])
const pageToken = z.string().nullish()
const listed = z.object({ pageToken })

const wireNetwork = z.object({
  id: resourceId,
  region: z.string(),
  name: z.string(),
  cidrs: z.array(z.string()),
})
const wireSubnet = wireNetwork.extend({ virtualNetworkId: resourceId })
const wireSecurityGroup = z.object({
  id: resourceId,
  kind: z.enum(['network', 'application']),
  virtualNetworkId: resourceId.nullable(),
  region: z.string().nullable(),
  name: z.string(),
  description: z.string(),
})
const wireLoadBalancer = z.object({ id: resourceId, region: z.string(), name: z.string(), sku })
const wirePublicIp = z.object({
  id: resourceId,
  region: z.string(),
  address: z.string(),
  name: z.string(),
  sku,
  zones: z.array(zone),
  method: z.enum(['static', 'dynamic']),
  association: z
    .object({
      interfaceId: z.string().nullable(),
      machineId: z.string().nullable(),
      privateAddress: z.string().nullable(),
    })
    .nullable(),
})
const wireNic = z.object({
  id: resourceId,
  name: z.string(),
  subnetId: resourceId,
  isInUse: z.boolean(),
  addresses: z.array(z.string()),
  machineId: z.string().nullable(),
  instanceId: z.string().nullable(),
  /** On the way in: our tag on one that no record of ours knows. */
  taggedFor: z.string().optional(),
})

export type AzureNetwork = z.output<typeof wireNetwork>
export type AzureSubnet = z.output<typeof wireSubnet>
export type AzureSecurityGroup = z.output<typeof wireSecurityGroup>
export type AzureLoadBalancer = z.output<typeof wireLoadBalancer>
export type AzurePublicIp = z.output<typeof wirePublicIp>
export type AzureNic = z.output<typeof wireNic>

/** What the body of a network interface says; `instanceId` is the value of our tag. */
const nicContent = z.object({
  id: resourceId,
  name,
  subnetId: resourceId,
  /** Null: dynamic. */
  address: z.string().nullable(),
  networkSecurityGroupId: resourceId.nullable(),
  applicationSecurityGroupIds: ids,
  instanceId: z.string().min(1),
})
export type NicContent = z.output<typeof nicContent>

/** What each operation takes; a body that does not fit is refused with a sentence. */
export const AZURE_INPUTS = {
  /** `etag` null: it must not exist yet, or be the same. Else it is changed, and must have that etag. */
  NetworkInterfaces_CreateOrUpdate: nicContent.extend({
    publicIpId: resourceId.nullable(),
    etag: z.int().nullable(),
  }),
  NetworkInterfaces_Get: z.object({ id: resourceId }),
  NetworkInterfaces_Delete: z.object({ id: resourceId }),
  NetworkInterfaces_List: z.object({ ids: ids.optional(), instanceId: z.string().optional(), pageToken }),
  VirtualMachines_CreateOrUpdate: z.object({
    id: resourceId,
    /** Primary first. Each with the delete option Detach: it outlives the VM. */
    networkInterfaceIds: ids.min(1),
    imageId: z.string().min(1),
    sizes: z.array(z.string()).min(1),
    /** The zones that the market may choose among; empty: regional. */
    includeZones: z.array(zone),
    instanceId: z.string().min(1),
  }),
  VirtualMachines_Delete: z.object({ id: resourceId }),
  VirtualMachines_List: z.object({ ids: ids.optional(), pageToken }),
  PublicIPAddresses_CreateOrUpdate: z.object({
    id: resourceId,
    name,
    region: z.string(),
    sku,
    zones: z.array(zone),
    instanceId: z.string().min(1),
  }),
  PublicIPAddresses_Get: z.object({ id: resourceId }),
  PublicIPAddresses_Delete: z.object({ id: resourceId }),
  PublicIPAddresses_List: z.object({ ids: ids.optional(), pageToken }),
  Operations_Get: z.object({ id: z.string().min(1) }),
  VirtualNetworks_List: listed,
  Subnets_List: listed,
  NetworkSecurityGroups_List: listed,
  ApplicationSecurityGroups_List: listed,
  LoadBalancers_List: listed,
} satisfies Record<(typeof AZURE_OPERATIONS)[number], z.ZodType>

export const azureInventory = z.object({
  virtualNetworks: z.array(wireNetwork),
  subnets: z.array(wireSubnet),
  securityGroups: z.array(wireSecurityGroup),
  publicIps: z.array(wirePublicIp),
  loadBalancers: z.array(wireLoadBalancer),
  interfaces: z.array(wireNic),
})
export type AzureInventory = z.output<typeof azureInventory>

export type AzureOperation = keyof typeof AZURE_INPUTS
export type AzureInput<O extends AzureOperation> = z.output<(typeof AZURE_INPUTS)[O]>

/** 202: the work goes on as this operation; null: there was nothing to do. */
export type Accepted = { operationId: string | null; retryAfterMs: number }

export type OperationStatus =
  | { status: 'InProgress'; retryAfterMs: number }
  | { status: 'Succeeded'; result: unknown }
  | { status: 'Failed'; error: CloudRefusal }

/** What the operations end with. */
export type NicMade = { id: string; address: string }
export type PublicIpMade = { id: string; address: string }
export type VmMade = { id: string; zone: string | null }

export type VmState = 'Creating' | 'Running' | 'Deallocating'

export type AzureVm = {
  id: string
  state: VmState
  zone: string | null
  primaryInterfaceId: string | null
  instanceId: string | null
  stateReason: string | null
  since: string
}

/** A network interface as NetworkInterfaces_Get answers it: what a change of it must repeat. */
export type NicWithEtag = NicContent & { publicIpId: string | null; etag: number }

export type AzureOutputs = {
  NetworkInterfaces_CreateOrUpdate: Accepted
  NetworkInterfaces_Get: NicWithEtag
  NetworkInterfaces_Delete: Accepted
  NetworkInterfaces_List: WirePage<AzureNic>
  VirtualMachines_CreateOrUpdate: Accepted
  VirtualMachines_Delete: Accepted
  VirtualMachines_List: WirePage<AzureVm>
  PublicIPAddresses_CreateOrUpdate: Accepted
  PublicIPAddresses_Get: { id: string; instanceId: string | null }
  PublicIPAddresses_Delete: Accepted
  PublicIPAddresses_List: WirePage<AzurePublicIp>
  Operations_Get: OperationStatus
  VirtualNetworks_List: WirePage<AzureNetwork>
  Subnets_List: WirePage<AzureSubnet>
  NetworkSecurityGroups_List: WirePage<AzureSecurityGroup>
  ApplicationSecurityGroups_List: WirePage<AzureSecurityGroup>
  LoadBalancers_List: WirePage<AzureLoadBalancer>
}
