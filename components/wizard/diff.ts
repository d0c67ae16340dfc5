import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { WizardStep } from '@/lib/api/views/groups'
import type { NetworkView } from '@/lib/api/views/network'
import { formatPoolEntry } from '@/lib/domain/pool'
import { rangesSize, subtractRanges } from '@/lib/domain/ranges'
import { type FieldPath, labelOfPath, stepOfPath, WIZARD_FIELDS } from './fields'
import { compactReadable, isSamePool, readReadable } from './pool-text'

/** One field that is no longer as it was, in words. */
export type Change = {
  readonly step: WizardStep
  readonly path: FieldPath
  readonly label: string
  readonly before: string
  readonly after: string
}

export const OVERFLOW_NAMES = { random: 'Random subnet addresses', wait: 'Wait', refuse: 'Refuse' } as const

/** What was changed in the form of an existing group, in the order of the screen. */
export function diffValues(before: WizardValues, after: WizardValues, network: NetworkView | null): Change[] {
  return WIZARD_FIELDS.flatMap(({ path }) => {
    if (isSameValue(before, after, path)) return []
    const words =
      path === 'persistence.privateIpPool'
        ? describePools(before, after)
        : { before: showValue(before, path, network), after: showValue(after, path, network) }
    return [{ step: stepOfPath(path), path, label: labelOfPath(path), ...words }]
  })
}

/** Where order has a meaning it counts (pools are handed out in order); elsewhere it does not. */
export function isSameValue(before: WizardValues, after: WizardValues, path: FieldPath): boolean {
  if (path === 'persistence.privateIpPool')
    return isSamePool(before.persistence.privateIpPool, after.persistence.privateIpPool)
  return compareText(before, path) === compareText(after, path)
}

function compareText(values: WizardValues, path: FieldPath): string {
  const value = valueAt(values, path)
  if (!Array.isArray(value)) return String(value).trim()
  return (path === 'persistence.publicIpPool' ? value : [...value].sort()).join('\n')
}

export function valueAt(values: WizardValues, path: FieldPath): unknown {
  let node: unknown = values
  for (const key of path.split('.')) node = (node as Record<string, unknown>)[key]
  return node
}

/** A field's value in words. */
export function showValue(values: WizardValues, path: FieldPath, network: NetworkView | null): string {
  const value = valueAt(values, path)
  if (path === 'persistence.privateIpPool') return showPool(values.persistence.privateIpPool)
  if (path === 'persistence.overflow') return OVERFLOW_NAMES[values.persistence.overflow]
  if (path === 'persistence.coolingSeconds') return `${String(value)} s`
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value))
    return value.length === 0 ? 'None' : value.map((id) => nameOf(String(id), network)).join(', ')
  const text = String(value).trim()
  return text === '' ? 'Not chosen' : nameOf(text, network)
}

/** The name by which people know an id of the inventory; anything else is its own name. */
export function nameOf(id: string, network: NetworkView | null): string {
  if (!network) return id
  const vpc = network.virtualNetworks.find((item) => item.id === id)
  if (vpc) return vpc.name || vpc.id
  const subnet = network.subnets.find((item) => item.id === id)
  if (subnet) return subnet.cidrs[0] ?? subnet.name
  const publicIp = network.publicIps.find((item) => item.id === id)
  if (publicIp) return publicIp.address
  const group = network.securityGroups.find((item) => item.id === id)
  return group ? group.name || group.id : id
}

const LISTED = 6

function showPool(text: string): string {
  const entries = compactReadable(text)
  if (entries.length === 0) return 'None'
  const more = entries.length > LISTED ? ` and ${(entries.length - LISTED).toLocaleString('en')} more` : ''
  return `${addresses(rangesSize(readReadable(text).set))}: ${entries.slice(0, LISTED).map(formatPoolEntry).join(', ')}${more}`
}

const addresses = (n: bigint): string => `${n.toLocaleString('en')} ${n === 1n ? 'address' : 'addresses'}`

/** A pool of thousands is told by what came and went. */
function describePools(before: WizardValues, after: WizardValues): { before: string; after: string } {
  const old = readReadable(before.persistence.privateIpPool).set
  const now = readReadable(after.persistence.privateIpPool).set
  const told = (verb: string, from: typeof old, without: typeof old): string => {
    const ranges = subtractRanges(from, without)
    if (ranges.length === 0) return ''
    return `, ${verb} ${ranges.slice(0, LISTED).map(formatPoolEntry).join(', ')}${ranges.length > LISTED ? ` and ${(ranges.length - LISTED).toLocaleString('en')} more` : ''}`
  }
  const came = told('added', now, old)
  const went = told('removed', old, now)
  const moved = came === '' && went === '' ? ', in another order' : ''
  return { before: addresses(rangesSize(old)), after: `${addresses(rangesSize(now))}${came}${went}${moved}` }
}
