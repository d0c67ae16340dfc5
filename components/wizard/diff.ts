import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { WizardStep } from '@/lib/api/views/groups'
import type { NetworkView } from '@/lib/api/views/network'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { formatPoolEntry } from '@/lib/domain/pool'
import { rangesSize, subtractRanges } from '@/lib/domain/ranges'
import { fieldsOf, stepOfPath } from './fields'
import { alignNics } from './nic-list'
import { compactReadable, isSamePool, readReadable } from './pool-text'

/** One field that is no longer as it was, in words. */
export type Change = {
  readonly step: WizardStep
  readonly path: string
  readonly label: string
  readonly before: string
  readonly after: string
}

export const OVERFLOW_NAMES = { random: 'Random subnet addresses', wait: 'Wait', refuse: 'Refuse' } as const

/** What was changed in the form of an existing group, in the order of the screen. */
export function diffValues(before: WizardValues, after: WizardValues, network: NetworkView | null): Change[] {
  // An interface is compared with itself, wherever it stands by now; of which there are, the list itself tells.
  const was = alignNics(before, after)
  return fieldsOf(after).flatMap(({ path, label }) => {
    const old = path === NICS ? before : was
    if (isSameValue(old, after, path)) return []
    const words = isPool(path)
      ? describePools(textAt(was, path), textAt(after, path))
      : { before: showValue(old, path, network), after: showValue(after, path, network) }
    return [{ step: stepOfPath(path), path, label, ...words }]
  })
}

const NICS = 'persistence.nics'
const isPool = (path: string): boolean => path.endsWith('.privateIpPool')
const textAt = (values: WizardValues, path: string): string => String(valueAt(values, path) ?? '')

/** Where order has a meaning it counts (pools are handed out in order); elsewhere it does not. */
export function isSameValue(before: WizardValues, after: WizardValues, path: string): boolean {
  if (isPool(path)) return isSamePool(textAt(before, path), textAt(after, path))
  return compareText(before, path) === compareText(after, path)
}

function compareText(values: WizardValues, path: string): string {
  const value = path === NICS ? nicKeys(values) : valueAt(values, path)
  if (!Array.isArray(value)) return String(value).trim()
  return (path.endsWith('.publicIpPool') || path === NICS ? value : [...value].sort()).join('\n')
}

const nicsOf = ({ persistence }: WizardValues) => (persistence.kind === 'pooled' ? persistence.nics : [])
const nicKeys = (values: WizardValues): string[] => nicsOf(values).map(({ key }) => key)

export function valueAt(values: WizardValues, path: string): unknown {
  let node: unknown = values
  for (const key of path.split('.')) node = (node as Record<string, unknown> | undefined)?.[key]
  return node
}

/** A field's value in words. */
export function showValue(values: WizardValues, path: string, network: NetworkView | null): string {
  const value = valueAt(values, path)
  const rules = cloudRules[values.general.cloud]
  if (isPool(path)) return showPool(textAt(values, path))
  if (path === 'general.cloud') return rules.label
  if (path === 'general.zones')
    return values.general.zones.length === 0
      ? 'Regional'
      : values.general.zones.map((zone) => `Zone ${zone}`).join(', ')
  if (path === 'persistence.overflow') return OVERFLOW_NAMES[value as keyof typeof OVERFLOW_NAMES]
  if (path === 'persistence.publicIpSku')
    return rules.publicIpSkus.find(({ id }) => id === value)?.label ?? String(value)
  if (path === 'persistence.coolingSeconds') return `${String(value)} s`
  if (path === 'persistence.releaseAfterDays')
    return String(value).trim() === '' ? 'Never' : `${String(value)} days`
  if (path === NICS) return listed(nicsOf(values).map(({ name }) => name.trim() || 'unnamed'))
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) return listed(value.map((id) => nameOf(String(id), network)))
  const text = String(value).trim()
  return text === ''
    ? path.endsWith('.networkSecurityGroupId')
      ? 'None'
      : 'Not chosen'
    : nameOf(text, network)
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'None' : names.join(', '))

/** The name by which people know an id of the inventory; anything else is its own name. */
export function nameOf(id: string, network: NetworkView | null): string {
  if (!network) return id
  const vpc = network.virtualNetworks.find((item) => item.id === id)
  if (vpc) return vpc.name || vpc.id
  const subnet = network.subnets.find((item) => item.id === id)
  if (subnet) return subnet.cidrs[0] ?? subnet.name
  const publicIp = network.publicIps.find((item) => item.id === id)
  if (publicIp) return publicIp.address
  const named = [...network.securityGroups, ...network.loadBalancers].find((item) => item.id === id)
  return named ? named.name || named.id : id
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
function describePools(before: string, after: string): { before: string; after: string } {
  const old = readReadable(before).set
  const now = readReadable(after).set
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
