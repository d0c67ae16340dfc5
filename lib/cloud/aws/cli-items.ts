import { z } from 'zod'

/**
 * The items that the AWS CLI prints, with the fields that Holdfast reads. Unknown keys are dropped; what the CLI
 * leaves out when it is empty may be missing or null.
 */
const text = z.string().nullish()
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish()
const tags = list(z.object({ Key: z.string(), Value: text }))
const blockState = z.object({ State: text }).nullish()

export const vpcItem = z.object({
  VpcId: z.string().min(1),
  CidrBlock: text,
  CidrBlockAssociationSet: list(z.object({ CidrBlock: z.string(), CidrBlockState: blockState })),
  Ipv6CidrBlockAssociationSet: list(
    z.object({ Ipv6CidrBlock: z.string(), Ipv6CidrBlockState: blockState, NetworkBorderGroup: text }),
  ),
  Tags: tags,
})

export const subnetItem = z.object({
  SubnetId: z.string().min(1),
  VpcId: z.string().min(1),
  AvailabilityZone: text,
  SubnetArn: text,
  CidrBlock: text,
  Ipv6CidrBlockAssociationSet: list(z.object({ Ipv6CidrBlock: z.string(), Ipv6CidrBlockState: blockState })),
  Tags: tags,
})

export const securityGroupItem = z.object({
  GroupId: z.string().min(1),
  GroupName: z.string(),
  VpcId: z.string().min(1),
  Description: text,
  SecurityGroupArn: text,
})

export const addressItem = z.object({
  AllocationId: text,
  /** Missing in Wavelength zones, where the carrier's address stands in CarrierIp. */
  PublicIp: text,
  CarrierIp: text,
  NetworkBorderGroup: text,
  AssociationId: text,
  InstanceId: text,
  NetworkInterfaceId: text,
  PrivateIpAddress: text,
  Tags: tags,
})

export const interfaceItem = z.object({
  NetworkInterfaceId: z.string().min(1),
  SubnetId: z.string().min(1),
  Status: z.string(),
  AvailabilityZone: text,
  Attachment: z.object({ InstanceId: text }).nullish(),
  Description: text,
  InterfaceType: text,
  PrivateIpAddress: text,
  PrivateIpAddresses: list(z.object({ Primary: z.boolean().nullish(), PrivateIpAddress: z.string() })),
  Ipv4Prefixes: list(z.object({ Ipv4Prefix: z.string() })),
  Ipv6Addresses: list(z.object({ Ipv6Address: z.string() })),
  Ipv6Prefixes: list(z.object({ Ipv6Prefix: z.string() })),
  TagSet: tags,
})

export type VpcItem = z.infer<typeof vpcItem>
export type SubnetItem = z.infer<typeof subnetItem>
export type SecurityGroupItem = z.infer<typeof securityGroupItem>
export type AddressItem = z.infer<typeof addressItem>
export type InterfaceItem = z.infer<typeof interfaceItem>

/** The value of a tag; null without it. */
export const tagValue = (items: VpcItem['Tags'], key: string): string | null =>
  items?.find((tag) => tag.Key === key)?.Value ?? null

/** The Name tag, or the id where there is none. */
export const nameOf = (items: VpcItem['Tags'], id: string): string => tagValue(items, 'Name')?.trim() || id

/**
 * The region that a zone, a border group or an ARN tells: `us-east-1a`, `us-west-2-lax-1a` (a local zone),
 * `us-gov-west-1b`, `arn:aws:ec2:eu-central-1:…`. Null if it tells none.
 */
export function regionIn(zoneOrArn: string | null | undefined): string | null {
  if (!zoneOrArn) return null
  const place = zoneOrArn.startsWith('arn:') ? (zoneOrArn.split(':')[3] ?? '') : zoneOrArn
  return /^[a-z]{2}(?:-[a-z]+)+?-\d+/.exec(place)?.[0] ?? null
}
