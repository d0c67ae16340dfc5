import { cidr } from './cidr'
import type { CloudRules } from './cloud-rules'
import { intersectRanges, type RangeSet, rangeOf, rangesContain, toRangeSet, unionRanges } from './ranges'
import { firstFourAndLast, firstFourAndLastWhy } from './reserved-addresses'

/** Addresses that no machine can have, whatever subnet they lie in. The last is the platform's own (DNS, health). */
const NEVER_USABLE: readonly (readonly [block: string, why: string])[] = [
  ['224.0.0.0/4', 'multicast, which Azure does not carry'],
  ['255.255.255.255/32', 'the broadcast address'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['168.63.129.16/32', "Azure's own DNS and health address"],
]
const NEVER: RangeSet = toRangeSet(NEVER_USABLE.map(([block]) => rangeOf(cidr(block))))

const reservedWhy = firstFourAndLastWhy({
  first: ['network address', 'default gateway', 'Azure DNS', 'Azure DNS'],
  last: 'broadcast address, unused in a virtual network',
})

/** The id of a resource is its path; Azure answers it in any mixture of cases. */
const resource = (type: string): RegExp =>
  new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.${type}/[^/]+$`, 'i')

/**
 * Interfaces per VM by size (learn.microsoft.com, "Sizes for virtual machines"): two up to four cores, four at eight,
 * eight from sixteen; the B series has a little table of its own.
 */
function interfacesPerMachine(size: string): number | null {
  const found = /^Standard_([A-Z]+)(\d+)/i.exec(size)
  if (!found) return null
  const [, family, digits] = found as unknown as [string, string, string]
  const cores = Number(digits)
  if (/^B$/i.test(family)) return cores <= 1 ? 2 : cores <= 2 ? 3 : cores <= 8 ? 4 : cores <= 12 ? 6 : 8
  if (!/^(D|DC|E|EC|F|L|M|FX)$/i.test(family)) return null
  return cores <= 4 ? 2 : cores <= 8 ? 4 : 8
}

export const AZURE: CloudRules = {
  cloud: 'azure',
  label: 'Azure',
  words: {
    publicIp: 'public IP',
    interface: 'NIC',
    virtualNetwork: 'virtual network',
    subnet: 'subnet',
    machine: 'VM',
    machineType: 'VM size',
    securityGroup: 'network security group',
    image: 'image',
  },
  ids: {
    publicIp: resource('Network/publicIPAddresses'),
    interface: resource('Network/networkInterfaces'),
    virtualNetwork: resource('Network/virtualNetworks'),
    subnet:
      /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i,
    machine: resource('Compute/virtualMachines'),
    machineType: /^(?:Standard|Basic)_[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/i,
    securityGroup: resource('Network/(?:networkSecurityGroups|applicationSecurityGroups)'),
    // Publisher:offer:sku:version, or the path of an image.
    image:
      /^(?:[\w.-]+:[\w.-]+:[\w.-]+:[\w.-]+|\/subscriptions\/.+\/providers\/Microsoft\.Compute\/(?:images|galleries)\/.+)$/i,
  },
  examples: { image: 'Canonical:ubuntu-24_04-lts:server:latest', machineType: 'Standard_D4s_v5' },
  commonMachineTypes: [
    'Standard_D2s_v5',
    'Standard_D4s_v5',
    'Standard_D8s_v5',
    'Standard_D16s_v5',
    'Standard_D4as_v5',
    'Standard_D8as_v5',
    'Standard_E2s_v5',
    'Standard_E4s_v5',
    'Standard_E8s_v5',
    'Standard_E16s_v5',
    'Standard_F4s_v2',
    'Standard_F8s_v2',
    'Standard_F16s_v2',
    'Standard_L8s_v3',
    'Standard_L16s_v3',
    'Standard_B2s',
    'Standard_B4ms',
  ],
  regions: [
    { id: 'eastus', name: 'East US' },
    { id: 'eastus2', name: 'East US 2' },
    { id: 'centralus', name: 'Central US' },
    { id: 'northcentralus', name: 'North Central US' },
    { id: 'southcentralus', name: 'South Central US' },
    { id: 'westcentralus', name: 'West Central US' },
    { id: 'westus', name: 'West US' },
    { id: 'westus2', name: 'West US 2' },
    { id: 'westus3', name: 'West US 3' },
    { id: 'canadacentral', name: 'Canada Central' },
    { id: 'canadaeast', name: 'Canada East' },
    { id: 'mexicocentral', name: 'Mexico Central' },
    { id: 'brazilsouth', name: 'Brazil South' },
    { id: 'chilecentral', name: 'Chile Central' },
    { id: 'northeurope', name: 'North Europe (Ireland)' },
    { id: 'westeurope', name: 'West Europe (Netherlands)' },
    { id: 'uksouth', name: 'UK South' },
    { id: 'ukwest', name: 'UK West' },
    { id: 'francecentral', name: 'France Central' },
    { id: 'germanywestcentral', name: 'Germany West Central' },
    { id: 'switzerlandnorth', name: 'Switzerland North' },
    { id: 'austriaeast', name: 'Austria East' },
    { id: 'belgiumcentral', name: 'Belgium Central' },
    { id: 'italynorth', name: 'Italy North' },
    { id: 'spaincentral', name: 'Spain Central' },
    { id: 'polandcentral', name: 'Poland Central' },
    { id: 'norwayeast', name: 'Norway East' },
    { id: 'swedencentral', name: 'Sweden Central' },
    { id: 'israelcentral', name: 'Israel Central' },
    { id: 'uaenorth', name: 'UAE North' },
    { id: 'qatarcentral', name: 'Qatar Central' },
    { id: 'southafricanorth', name: 'South Africa North' },
    { id: 'centralindia', name: 'Central India' },
    { id: 'southindia', name: 'South India' },
    { id: 'westindia', name: 'West India' },
    { id: 'eastasia', name: 'East Asia (Hong Kong)' },
    { id: 'southeastasia', name: 'Southeast Asia (Singapore)' },
    { id: 'malaysiawest', name: 'Malaysia West' },
    { id: 'indonesiacentral', name: 'Indonesia Central' },
    { id: 'japaneast', name: 'Japan East' },
    { id: 'japanwest', name: 'Japan West' },
    { id: 'koreacentral', name: 'Korea Central' },
    { id: 'koreasouth', name: 'Korea South' },
    { id: 'australiaeast', name: 'Australia East' },
    { id: 'australiasoutheast', name: 'Australia Southeast' },
    { id: 'newzealandnorth', name: 'New Zealand North' },
  ],
  reservedIn: (block) => unionRanges(firstFourAndLast(block), intersectRanges(NEVER, [rangeOf(block)])),
  reservedWhy: (block, address) => {
    if (!rangesContain([rangeOf(block)], address)) return null
    const never = NEVER_USABLE.find(([text]) => rangesContain([rangeOf(cidr(text))], address))
    return never ? never[1] : reservedWhy(block, address)
  },
  subnetPrefix: { 4: { min: 2, max: 29 }, 6: { min: 64, max: 64 } },
  subnetZones: 'spans',
  zones: ['1', '2', '3'],
  persistence: 'pooled',
  publicIpsPerRegion: 1_000,
  publicIpSkus: [
    { id: 'standard', label: 'Standard', retired: null },
    { id: 'basic', label: 'Basic', retired: 'Azure retired Basic public IPs on 30 September 2025.' },
  ],
  idsPerDescribe: 1_000,
  applicationSecurityGroupsPerInterface: 20,
  interfacesPerMachine,
  ownsId: (id) => id.startsWith('/'),
  listingOf: (id) => /^\/subscriptions\/[^/]+\//i.exec(id)?.[0].toLowerCase() ?? '',
  resourceGroupOf: (id) => /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1] ?? null,
  cli: 'Azure CLI',
}
