import type { Address, Family } from './address'
import { AWS } from './aws-rules'
import { AZURE } from './azure-rules'
import type { Cidr } from './cidr'
import type { RangeSet } from './ranges'

export type Cloud = 'aws' | 'azure'

export const CLOUDS: readonly [Cloud, ...Cloud[]] = ['aws', 'azure']

/** What the cloud calls the things that Holdfast keeps, as it stands inside a sentence (`cloud-words` makes labels of it). */
export type CloudWords = {
  readonly publicIp: string
  readonly interface: string
  readonly virtualNetwork: string
  readonly subnet: string
  readonly machine: string
  readonly machineType: string
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
  /** How an image and a machine type may look, for whoever types one. */
  readonly examples: { readonly image: string; readonly machineType: string }
  /** Machine types that people run databases and queues on; any other can be typed. */
  readonly commonMachineTypes: readonly string[]
  readonly regions: readonly { readonly id: string; readonly name: string }[]
  /** The addresses of a subnet's block that the cloud keeps back. */
  readonly reservedIn: (block: Cidr) => RangeSet
  /** What the cloud keeps this address of the block for, as a short noun; null if it does not. */
  readonly reservedWhy: (block: Cidr, address: Address) => string | null
  /** Allowed prefix lengths of a subnet, by family; `min` is the shortest, so the largest subnet. */
  readonly subnetPrefix: { readonly [family in Family]: { readonly min: number; readonly max: number } }
  /** Does a subnet lie in one zone, with its interfaces and addresses, or span the zones of its region? */
  readonly subnetZones: 'one' | 'spans'
  /** The zones that a group may be confined to; empty where its subnets decide. */
  readonly zones: readonly string[]
  /** What its groups keep: an identity with its address, or pools that machines borrow from. */
  readonly persistence: 'stateful' | 'pooled'
  /** How many public IPs an account has per region, unless the cloud raised it on request. */
  readonly publicIpsPerRegion: number
  /** The kinds of public IP it sells; empty where there is one kind only. */
  readonly publicIpSkus: readonly PublicIpSkuRule[]
  /** The most ids that one describe call takes. */
  readonly idsPerDescribe: number
  /** How many application security groups one interface may be in. */
  readonly applicationSecurityGroupsPerInterface: number
  /** How many interfaces a machine of this type takes; null: not known, so the cloud will say. */
  readonly interfacesPerMachine: (machineType: string) => number | null
  /** Does the id look like one of this cloud's, whatever it names? Every id is exactly one cloud's. */
  readonly ownsId: (id: string) => boolean
  /** What one listing of the cloud has all of, as a key: things of a region, or of a subscription whatever the region. */
  readonly listingOf: (id: string, region: string) => string
  /** The resource group that an id names; null where the cloud has none. */
  readonly resourceGroupOf: (id: string) => string | null
  /** The program whose output is imported. */
  readonly cli: string
}

export type PublicIpSku = 'standard' | 'basic'

/** `retired`: why it can't be chosen for a new group, as a sentence; null while it is sold (Z4). */
export type PublicIpSkuRule = {
  readonly id: PublicIpSku
  readonly label: string
  readonly retired: string | null
}

export const cloudRules: Record<Cloud, CloudRules> = { aws: AWS, azure: AZURE }

/** Whose id this is: what has no cloud of its own on record (interfaces, security groups) tells it by its id. */
export const cloudOfId = (id: string): Cloud =>
  CLOUDS.find((cloud) => cloudRules[cloud].ownsId(id)) ?? CLOUDS[0]
