import type { Address, Family } from './address'
import { type Cidr, cidrContains, cidrLast } from './cidr'
import { lowerOf, type RangeSet, toRangeSet } from './ranges'

export type Cloud = 'aws'

export const CLOUDS: readonly [Cloud, ...Cloud[]] = ['aws']

/** What the cloud calls the things that Holdfast keeps, as it stands inside a sentence (`cloud-words` makes labels of it). */
export type CloudWords = {
  readonly publicIp: string
  readonly interface: string
  readonly virtualNetwork: string
  readonly subnet: string
  readonly machine: string
  readonly securityGroup: string
  readonly image: string
}

/** How the ids of one cloud look, one pattern per kind of thing. */
export type CloudIds = { readonly [kind in keyof CloudWords]: RegExp }

/** Everything in which one cloud differs from another. Nobody above asks which cloud it is. */
export type CloudRules = {
  readonly cloud: Cloud
  readonly label: string
  readonly words: CloudWords
  readonly ids: CloudIds
  readonly regions: readonly { readonly id: string; readonly name: string }[]
  /** The addresses of a subnet's block that the cloud keeps back. */
  readonly reservedIn: (block: Cidr) => RangeSet
  /** What the cloud keeps this address of the block for, as a short noun; null if it does not. */
  readonly reservedWhy: (block: Cidr, address: Address) => string | null
  /** Allowed prefix lengths of a subnet, by family; `min` is the shortest, so the largest subnet. */
  readonly subnetPrefix: { readonly [family in Family]: { readonly min: number; readonly max: number } }
  /** Does a subnet lie in one zone, with its interfaces and addresses, or span the zones of its region? */
  readonly subnetZones: 'one' | 'spans'
  /** How many public IPs an account has per region, unless the cloud raised it on request. */
  readonly publicIpsPerRegion: number
}

/** AWS keeps the first four addresses and the last of every subnet, in both families. */
const AWS_RESERVED_FIRST = 4n

function awsReservedIn(block: Cidr): RangeSet {
  const { family, base } = block
  const last = cidrLast(block).value
  const head = base + AWS_RESERVED_FIRST - 1n
  return toRangeSet([
    { family, first: base, last: lowerOf(head, last) },
    { family, first: last, last },
  ])
}

const AWS_RESERVED_WHY = ['network address', 'VPC router', 'DNS server', 'kept for future use'] as const

function awsReservedWhy(block: Cidr, address: Address): string | null {
  if (!cidrContains(block, address)) return null
  const offset = address.value - block.base
  const isLast = address.value === cidrLast(block).value
  if (offset >= AWS_RESERVED_FIRST && !isLast) return null
  if (block.family === 6) return 'kept back in every IPv6 subnet'
  return AWS_RESERVED_WHY[Number(offset)] ?? 'broadcast address, unused in a VPC'
}

const awsId = (prefix: string): RegExp => new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`)

const AWS: CloudRules = {
  cloud: 'aws',
  label: 'AWS',
  words: {
    publicIp: 'Elastic IP',
    interface: 'ENI',
    virtualNetwork: 'VPC',
    subnet: 'subnet',
    machine: 'instance',
    securityGroup: 'security group',
    image: 'AMI',
  },
  ids: {
    publicIp: awsId('eipalloc'),
    interface: awsId('eni'),
    virtualNetwork: awsId('vpc'),
    subnet: awsId('subnet'),
    machine: awsId('i'),
    securityGroup: awsId('sg'),
    image: awsId('ami'),
  },
  regions: [
    { id: 'us-east-1', name: 'US East (N. Virginia)' },
    { id: 'us-east-2', name: 'US East (Ohio)' },
    { id: 'us-west-1', name: 'US West (N. California)' },
    { id: 'us-west-2', name: 'US West (Oregon)' },
    { id: 'af-south-1', name: 'Africa (Cape Town)' },
    { id: 'ap-east-1', name: 'Asia Pacific (Hong Kong)' },
    { id: 'ap-northeast-1', name: 'Asia Pacific (Tokyo)' },
    { id: 'ap-northeast-2', name: 'Asia Pacific (Seoul)' },
    { id: 'ap-northeast-3', name: 'Asia Pacific (Osaka)' },
    { id: 'ap-south-1', name: 'Asia Pacific (Mumbai)' },
    { id: 'ap-south-2', name: 'Asia Pacific (Hyderabad)' },
    { id: 'ap-southeast-1', name: 'Asia Pacific (Singapore)' },
    { id: 'ap-southeast-2', name: 'Asia Pacific (Sydney)' },
    { id: 'ap-southeast-3', name: 'Asia Pacific (Jakarta)' },
    { id: 'ap-southeast-4', name: 'Asia Pacific (Melbourne)' },
    { id: 'ca-central-1', name: 'Canada (Central)' },
    { id: 'ca-west-1', name: 'Canada West (Calgary)' },
    { id: 'eu-central-1', name: 'Europe (Frankfurt)' },
    { id: 'eu-central-2', name: 'Europe (Zurich)' },
    { id: 'eu-north-1', name: 'Europe (Stockholm)' },
    { id: 'eu-south-1', name: 'Europe (Milan)' },
    { id: 'eu-south-2', name: 'Europe (Spain)' },
    { id: 'eu-west-1', name: 'Europe (Ireland)' },
    { id: 'eu-west-2', name: 'Europe (London)' },
    { id: 'eu-west-3', name: 'Europe (Paris)' },
    { id: 'il-central-1', name: 'Israel (Tel Aviv)' },
    { id: 'me-central-1', name: 'Middle East (UAE)' },
    { id: 'me-south-1', name: 'Middle East (Bahrain)' },
    { id: 'mx-central-1', name: 'Mexico (Central)' },
    { id: 'sa-east-1', name: 'South America (São Paulo)' },
  ],
  reservedIn: awsReservedIn,
  reservedWhy: awsReservedWhy,
  subnetPrefix: { 4: { min: 16, max: 28 }, 6: { min: 64, max: 64 } },
  subnetZones: 'one',
  publicIpsPerRegion: 5,
}

export const cloudRules: Record<Cloud, CloudRules> = { aws: AWS }
