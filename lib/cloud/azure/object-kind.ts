import type { Cloud } from '@/lib/domain/cloud-rules'
import { INVENTORY_KINDS, type InventoryKind } from '@/lib/domain/inventory-diff'
import { textAt } from '../cli/read-item'
import { typeOfId } from './resource-id'

/** The Azure CLI writes keys like `addressSpace`, the AWS CLI like `Vpcs`. */
export const startsObject = (firstKey: string): boolean => /^[a-z]/.test(firstKey)

/** Every kind of item may come from the Azure CLI. */
export const AZURE_KINDS: readonly InventoryKind[] = INVENTORY_KINDS

const KIND_OF_TYPE: ReadonlyMap<string, InventoryKind> = new Map([
  ['microsoft.network/virtualnetworks', 'virtual-network'],
  ['microsoft.network/virtualnetworks/subnets', 'subnet'],
  ['microsoft.network/networkinterfaces', 'interface'],
  ['microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces', 'interface'],
  ['microsoft.network/publicipaddresses', 'public-ip'],
  ['microsoft.network/networksecuritygroups', 'security-group'],
  ['microsoft.network/applicationsecuritygroups', 'security-group'],
  ['microsoft.network/loadbalancers', 'load-balancer'],
])

export const kindOfType = (type: string): InventoryKind | null => KIND_OF_TYPE.get(type) ?? null

/** Keys that only one kind of object has, for old versions of the CLI that leave the type out. */
const KIND_OF_KEY: readonly (readonly [key: string, kind: InventoryKind])[] = [
  ['addressSpace', 'virtual-network'],
  ['macAddress', 'interface'],
  ['publicIPAllocationMethod', 'public-ip'],
  ['publicIpAllocationMethod', 'public-ip'],
  ['defaultSecurityRules', 'security-group'],
  ['frontendIPConfigurations', 'load-balancer'],
  ['frontendIpConfigurations', 'load-balancer'],
]

const hasKey = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)

/** What an object is by its type, its id or its shape; null if it is none of ours. */
export function kindOfObject(value: unknown): InventoryKind | null {
  // Resource Manager's own form keeps everything under `properties`; the CLI's lists never do.
  if (hasKey(value, 'properties')) return null
  const type = textAt(value, 'type')?.toLowerCase() ?? typeOfId(textAt(value, 'id') ?? '')
  if (type !== null) return kindOfType(type)
  return KIND_OF_KEY.find(([key]) => hasKey(value, key))?.[1] ?? null
}

/** What an object that is not JSON was meant to be; the first type of a resource that is not within another one. */
export function kindInText(text: string): InventoryKind | null {
  const [, type] = /"type"\s*:\s*"(Microsoft\.Network\/[A-Za-z]+)"/i.exec(text) ?? []
  return (type && KIND_OF_TYPE.get(type.toLowerCase())) || null
}

/** What other commands of `az` print, by the type of the objects. */
const COMMAND_OF_TYPE: ReadonlyMap<string, string> = new Map([
  ['microsoft.compute/virtualmachines', 'az vm list'],
  ['microsoft.compute/virtualmachinescalesets', 'az vmss list'],
  ['microsoft.compute/disks', 'az disk list'],
  ['microsoft.resources/resourcegroups', 'az group list'],
  ['microsoft.network/natgateways', 'az network nat gateway list'],
  ['microsoft.network/routetables', 'az network route-table list'],
  ['microsoft.network/privateendpoints', 'az network private-endpoint list'],
  ['microsoft.network/applicationgateways', 'az network application-gateway list'],
  ['microsoft.network/virtualnetworkgateways', 'az network vnet-gateway list'],
  ['microsoft.network/bastionhosts', 'az network bastion list'],
  ['microsoft.network/azurefirewalls', 'az network firewall list'],
  ['microsoft.network/publicipprefixes', 'az network public-ip prefix list'],
  ['microsoft.network/virtualnetworks/virtualnetworkpeerings', 'az network vnet peering list'],
  ['microsoft.network/networksecuritygroups/securityrules', 'az network nsg rule list'],
])

/** And by a key where there is no type. */
const COMMAND_OF_KEY: readonly (readonly [key: string, command: string])[] = [
  ['newVNet', 'az network vnet create'],
  ['publicIp', 'az network public-ip create'],
  ['loadBalancer', 'az network lb create'],
  ['homeTenantId', 'az account list'],
  ['virtualMachine', 'az vm list-ip-addresses'],
  ['value', 'az rest'],
  ['properties', 'az rest or az resource list'],
]

/** Keys of our own objects: what is left of them with `--query`. */
const OBJECT_KEYS = ['name', 'location', 'resourceGroup', 'addressPrefix', 'privateIPAddress', 'ipAddress']

/** What an object that is none of ours is. */
export function foreignObject(value: unknown): {
  readonly key: string | null
  readonly command: string | null
  readonly queried: Cloud | null
} {
  const type = textAt(value, 'type')
  const ofType = COMMAND_OF_TYPE.get(type?.toLowerCase() ?? '')
  if (type !== null && ofType) return { key: type, command: ofType, queried: null }
  const [key, command] = COMMAND_OF_KEY.find(([one]) => hasKey(value, one)) ?? []
  if (key && command) return { key, command, queried: null }
  if (type !== null) return { key: type, command: null, queried: null }
  const isQueried = !hasKey(value, 'id') && OBJECT_KEYS.some((one) => hasKey(value, one))
  const [first = null] = typeof value === 'object' && value !== null ? Object.keys(value) : []
  return { key: first, command: null, queried: isQueried ? 'azure' : null }
}
