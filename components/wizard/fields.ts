import type { WizardValues } from '@/lib/api/schemas/wizard'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { atStart, many, wordsOf } from '@/lib/domain/cloud-words'

/**
 * Every field of the wizard: its path in the form's values, and its label, which is also the word that the original
 * uses (product.md). The order is the order on the screen, so that "the first thing to mend" is the topmost one.
 */
export type Field = { readonly path: string; readonly label: string }

/** In the order of the screen, over all clouds; those of the interfaces stand between the two lists. */
const BEFORE_NICS = [
  'general.cloud',
  'general.name',
  'general.region',
  'general.zones',
  'general.virtualNetworkId',
  'general.subnetIds',
  'general.capacity.minimum',
  'general.capacity.target',
  'general.capacity.maximum',
  'compute.resourceGroup',
  'compute.imageId',
  'compute.instanceTypes',
  'compute.securityGroupIds',
  'persistence.publicIpPool',
  'persistence.maintainPrivateIp',
  'persistence.privateIpPool',
  'persistence.overflow',
  'persistence.resumePoolOnCreate',
  'persistence.virtualNetworkId',
  'persistence.publicIpSku',
  'persistence.loadBalancerIds',
  'persistence.nics',
] as const
const AFTER_NICS = [
  'persistence.coolingSeconds',
  'persistence.releaseAfterDays',
  'persistence.releasePoolMembers',
] as const

type StaticPath = (typeof BEFORE_NICS)[number] | (typeof AFTER_NICS)[number]

/** The fields of one interface's card. */
const NIC_FIELDS = [
  { name: 'name', label: 'Name' },
  { name: 'primary', label: 'Primary' },
  { name: 'subnetId', label: 'Subnet' },
  { name: 'networkSecurityGroupId', label: 'Network security group' },
  { name: 'applicationSecurityGroupIds', label: 'Application security groups' },
  { name: 'privateIpPool', label: 'Private IP Pool' },
  { name: 'publicIp', label: 'Public IP' },
  { name: 'publicIpPool', label: 'Public IP pool' },
] as const

export type NicFieldName = (typeof NIC_FIELDS)[number]['name']

export const nicPath = <Name extends NicFieldName>(at: number, name: Name) =>
  `persistence.nics.${at}.${name}` as const

const NIC_PATH = /^persistence\.nics\.(\d+)(?:\.([A-Za-z]+))?/

/** Which interface a path is about, and which of its fields; null for a path of none. */
export function nicOfPath(path: string): { readonly at: number; readonly name: NicFieldName | null } | null {
  const found = NIC_PATH.exec(path)
  if (!found) return null
  return { at: Number(found[1]), name: NIC_FIELDS.find(({ name }) => name === found[2])?.name ?? null }
}

/** The labels, by the words of the cloud that is chosen. */
function labelsOf(values: WizardValues): Record<StaticPath, string> {
  const words = wordsOf(values.general.cloud)
  return {
    'general.cloud': 'Cloud',
    'general.name': 'Name',
    'general.region': 'Region',
    'general.zones': 'Zones',
    'general.virtualNetworkId': atStart(words.virtualNetwork),
    'general.subnetIds': atStart(many(words.subnet)),
    'general.capacity.minimum': 'Minimum',
    'general.capacity.target': 'Target',
    'general.capacity.maximum': 'Maximum',
    'compute.resourceGroup': 'Resource group',
    'compute.imageId': 'Image',
    'compute.instanceTypes': atStart(many(words.machineType)),
    'compute.securityGroupIds': atStart(many(words.securityGroup)),
    'persistence.publicIpPool': `${atStart(words.publicIp)} pool`,
    'persistence.maintainPrivateIp': 'Maintain private IP',
    'persistence.privateIpPool': 'Private IP Pool',
    'persistence.overflow': 'When target is larger than the pool',
    'persistence.resumePoolOnCreate': 'Resume pool instances up to target',
    'persistence.virtualNetworkId': atStart(words.virtualNetwork),
    'persistence.publicIpSku': 'Public IP SKU',
    'persistence.loadBalancerIds': 'Load balancers',
    'persistence.nics': 'Network interfaces',
    'persistence.coolingSeconds': 'Rest',
    'persistence.releaseAfterDays': 'Release what is paused after',
    'persistence.releasePoolMembers': 'Release pool instances, too',
  }
}

const COMMON: readonly StaticPath[] = [
  'general.cloud',
  'general.name',
  'general.region',
  'general.capacity.minimum',
  'general.capacity.target',
  'general.capacity.maximum',
  'compute.imageId',
  'compute.instanceTypes',
  'persistence.coolingSeconds',
]

const OWN: { readonly [kind in WizardValues['persistence']['kind']]: ReadonlySet<StaticPath> } = {
  stateful: new Set([
    ...COMMON,
    'general.virtualNetworkId',
    'general.subnetIds',
    'compute.securityGroupIds',
    'persistence.publicIpPool',
    'persistence.maintainPrivateIp',
    'persistence.privateIpPool',
    'persistence.overflow',
    'persistence.resumePoolOnCreate',
    'persistence.releaseAfterDays',
    'persistence.releasePoolMembers',
  ]),
  pooled: new Set([
    ...COMMON,
    'general.zones',
    'compute.resourceGroup',
    'persistence.virtualNetworkId',
    'persistence.publicIpSku',
    'persistence.loadBalancerIds',
    'persistence.nics',
  ]),
}

/** The fields that this form has, in the order of the screen. */
export function fieldsOf(values: WizardValues): Field[] {
  const { persistence } = values
  const own = OWN[persistence.kind]
  const labels = labelsOf(values)
  const listed = (paths: readonly StaticPath[]): Field[] =>
    paths.filter((path) => own.has(path)).map((path) => ({ path, label: labels[path] }))
  const nics = persistence.kind === 'pooled' ? persistence.nics : []
  const ofNics = nics.flatMap((nic, at) =>
    NIC_FIELDS.map(({ name, label }) => ({
      path: nicPath(at, name),
      label: `${nicName(nic.name, at)}: ${label}`,
    })),
  )
  return [...listed(BEFORE_NICS), ...ofNics, ...listed(AFTER_NICS)]
}

/** What an interface is called where it has no name yet. */
export const nicName = (name: string, at: number): string => name.trim() || `interface ${at + 1}`

/** `compute.instanceTypes.2` is the field `compute.instanceTypes`; a path of no field is its own. */
export function fieldOfPath(path: string): string {
  const nic = nicOfPath(path)
  if (nic) return nic.name ? nicPath(nic.at, nic.name) : 'persistence.nics'
  for (const field of [...BEFORE_NICS, ...AFTER_NICS])
    if (path === field || path.startsWith(`${field}.`)) return field
  return path
}

/** The step on which a field stands; what belongs to none is shown on the last. */
export function stepOfPath(path: string): WizardStep {
  const head = path.split('.', 1)[0]
  return WIZARD_STEPS.find((step) => step === head) ?? 'review'
}

export const labelOfPath = (values: WizardValues, path: string): string =>
  fieldsOf(values).find((field) => field.path === path)?.label ?? ''

/** Position on the screen, for sorting; unknown paths come last. */
export function orderOfPath(path: string): number {
  const nic = nicOfPath(path)
  const within = NIC_FIELDS.findIndex(({ name }) => name === nic?.name)
  if (nic) return BEFORE_NICS.length + nic.at + (within + 1) / (NIC_FIELDS.length + 1)
  const before = (BEFORE_NICS as readonly string[]).indexOf(path)
  if (before >= 0) return before
  return AFTER_NICS.some((field) => field === path) ? 10_000 : 20_000
}

/** The id of the element that takes the focus when this field is to be mended. */
export const fieldId = (path: string): string => `wizard-${path.replaceAll('.', '-')}`
