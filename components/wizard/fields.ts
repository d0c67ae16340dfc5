import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'

/**
 * Every field of the wizard: its path in the form's values, and its label, which is also the word that the original
 * uses (product.md). The order is the order on the screen, so that "the first thing to mend" is the topmost one.
 */
export const WIZARD_FIELDS = [
  { path: 'general.name', label: 'Name' },
  { path: 'general.region', label: 'Region' },
  { path: 'general.virtualNetworkId', label: 'VPC' },
  { path: 'general.subnetIds', label: 'Subnets' },
  { path: 'general.capacity.minimum', label: 'Minimum' },
  { path: 'general.capacity.target', label: 'Target' },
  { path: 'general.capacity.maximum', label: 'Maximum' },
  { path: 'compute.imageId', label: 'Image' },
  { path: 'compute.instanceTypes', label: 'Instance types' },
  { path: 'compute.securityGroupIds', label: 'Security groups' },
  { path: 'persistence.publicIpPool', label: 'Elastic IP pool' },
  { path: 'persistence.maintainPrivateIp', label: 'Maintain private IP' },
  { path: 'persistence.privateIpPool', label: 'Private IP Pool' },
  { path: 'persistence.overflow', label: 'When target is larger than the pool' },
  { path: 'persistence.resumePoolOnCreate', label: 'Resume pool instances up to target' },
  { path: 'persistence.coolingSeconds', label: 'Rest' },
] as const

export type FieldPath = (typeof WIZARD_FIELDS)[number]['path']

/** `compute.instanceTypes.2` is the field `compute.instanceTypes`; a path of no field is its own. */
export function fieldOfPath(path: string): string {
  for (const field of WIZARD_FIELDS) {
    if (path === field.path || path.startsWith(`${field.path}.`)) return field.path
  }
  return path
}

/** The step on which a field stands; what belongs to none is shown on the last. */
export function stepOfPath(path: string): WizardStep {
  const head = path.split('.', 1)[0]
  return WIZARD_STEPS.find((step) => step === head) ?? 'review'
}

export const labelOfPath = (path: string): string =>
  WIZARD_FIELDS.find((field) => field.path === path)?.label ?? ''

/** Position on the screen, for sorting; unknown paths come last. */
export function orderOfPath(path: string): number {
  const at = WIZARD_FIELDS.findIndex((field) => field.path === path)
  return at < 0 ? WIZARD_FIELDS.length : at
}

/** The id of the element that takes the focus when this field is to be mended. */
export const fieldId = (path: string): string => `wizard-${path.replaceAll('.', '-')}`
