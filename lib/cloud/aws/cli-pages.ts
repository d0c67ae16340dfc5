import type { Cloud } from '@/lib/domain/cloud-rules'
import type { InventoryKind } from '@/lib/domain/inventory-diff'

/** What the AWS CLI's five lists hold. */
export type AwsItemKind = Exclude<InventoryKind, 'load-balancer'>

const KIND_OF_KEY: ReadonlyMap<string, AwsItemKind> = new Map([
  ['Vpcs', 'virtual-network'],
  ['Subnets', 'subnet'],
  ['SecurityGroups', 'security-group'],
  ['Addresses', 'public-ip'],
  ['NetworkInterfaces', 'interface'],
])

/** The keys whose arrays hold items. */
export const WANTED_KEYS: ReadonlySet<string> = new Set(KIND_OF_KEY.keys())

/** What the items under one of the wanted keys are. */
export function kindOfKey(key: string): AwsItemKind {
  const kind = KIND_OF_KEY.get(key)
  if (!kind) throw new Error(`No kind of item stands under ${key}`)
  return kind
}

/** What other commands of `aws ec2`, and a few of its neighbours, print; and where Azure's write their keys alike. */
const COMMAND_OF_KEY: ReadonlyMap<string, string> = new Map([
  ['Reservations', 'aws ec2 describe-instances'],
  ['InstanceStatuses', 'aws ec2 describe-instance-status'],
  ['RouteTables', 'aws ec2 describe-route-tables'],
  ['InternetGateways', 'aws ec2 describe-internet-gateways'],
  ['NatGateways', 'aws ec2 describe-nat-gateways'],
  ['NetworkAcls', 'aws ec2 describe-network-acls'],
  ['VpcPeeringConnections', 'aws ec2 describe-vpc-peering-connections'],
  ['VpcEndpoints', 'aws ec2 describe-vpc-endpoints'],
  ['SecurityGroupRules', 'aws ec2 describe-security-group-rules'],
  ['PrefixLists', 'aws ec2 describe-prefix-lists'],
  ['AddressesAttribute', 'aws ec2 describe-addresses-attribute'],
  ['Images', 'aws ec2 describe-images'],
  ['Volumes', 'aws ec2 describe-volumes'],
  ['Regions', 'aws ec2 describe-regions'],
  ['AvailabilityZones', 'aws ec2 describe-availability-zones'],
  ['SpotInstanceRequests', 'aws ec2 describe-spot-instance-requests'],
  ['AutoScalingGroups', 'aws autoscaling describe-auto-scaling-groups'],
  ['LoadBalancers', 'aws elbv2 describe-load-balancers'],
  ['NewNIC', 'az network nic create'],
  ['NewNSG', 'az network nsg create'],
])

/** First keys of our own items: what `--query 'Vpcs'` leaves of a page. */
const ITEM_KEYS = new Set(['VpcId', 'SubnetId', 'NetworkInterfaceId', 'AllocationId', 'GroupId'])

/** What a page without any of our keys is, by the keys that it has. */
export function foreignPage(keys: readonly string[]): {
  readonly key: string | null
  readonly command: string | null
  /** The cloud whose items these are, cut down with `--query`. */
  readonly queried: Cloud | null
} {
  const key = keys.find((one) => COMMAND_OF_KEY.has(one) || WANTED_KEYS.has(one)) ?? keys[0] ?? null
  const command = (key !== null && COMMAND_OF_KEY.get(key)) || null
  const isQueried = command === null && keys.some((one) => ITEM_KEYS.has(one))
  return { key, command, queried: isQueried ? 'aws' : null }
}
