import { matchesText } from '@/lib/api/table-order'
import type { PublicIpView } from '@/lib/api/views/network'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { plural } from '@/lib/domain/plural'
import {
  PUBLIC_IP_STATES,
  type PublicIpState,
  ZONE_SECTIONS,
  type ZoneSection,
  zoneSection,
} from '@/lib/domain/public-ip-state'
import { addressOrder } from '../shell/table-order'
import { publicIpText } from './public-ips-words'

/** How a state is called, and which mark of the map it carries: what is alike looks alike everywhere. */
export const STATE_LOOKS: Record<PublicIpState, { readonly label: string; readonly status: AddressStatus }> =
  {
    'pool-free': { label: 'Pool, free', status: 'pool' },
    'pool-held': { label: 'Pool, held', status: 'active' },
    dynamic: { label: 'Dynamic, made for a VM', status: 'random' },
    other: { label: 'Held by others', status: 'foreign' },
    unused: { label: 'Unused', status: 'free' },
  }

const SECTION_LABELS: Record<ZoneSection, string> = {
  '1': 'Zone 1',
  '2': 'Zone 2',
  '3': 'Zone 3',
  redundant: 'Zone-redundant',
  none: 'No zone',
}

export type StateCounts = Readonly<Record<PublicIpState, number>>

export type Section = {
  readonly key: ZoneSection
  readonly label: string
  /** What the filter leaves, by address. */
  readonly shown: readonly PublicIpView[]
  readonly total: number
  readonly counts: StateCounts
}

export type ZoneFilter = { readonly q: string; readonly group: string; readonly state: PublicIpState | '' }

/** Those of clouds whose public IPs are of zones. */
export const zonedIps = (ips: readonly PublicIpView[]): PublicIpView[] =>
  ips.filter((ip) => cloudRules[ip.cloud].zones.length > 0)

/** The regions that they are in, with what the cloud calls them, by name. */
export function zonedRegions(ips: readonly PublicIpView[]): { value: string; label: string }[] {
  const known = new Map(zonedIps(ips).map((ip) => [ip.region, ip.cloud]))
  return [...known]
    .map(([value, cloud]) => {
      const { label, regions } = cloudRules[cloud]
      return { value, label: `${label} · ${regions.find(({ id }) => id === value)?.name ?? value}` }
    })
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** The public IPs of one region by zone: every section, also an empty one, because there a VM finds none. */
export function sectionsOf(ips: readonly PublicIpView[], filter: ZoneFilter): Section[] {
  return ZONE_SECTIONS.map((key) => {
    const all = ips.filter((ip) => (ip.traits ? zoneSection(ip.traits) : 'none') === key)
    const shown = all.filter((ip) => isShown(ip, filter)).sort(byAddress)
    return { key, label: SECTION_LABELS[key], shown, total: all.length, counts: countStates(all) }
  })
}

const byAddress = (a: PublicIpView, b: PublicIpView): number => {
  const [left, right] = [addressOrder(a.address), addressOrder(b.address)]
  return left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : 1
}

const isShown = (ip: PublicIpView, { q, group, state }: ZoneFilter): boolean =>
  (state === '' || ip.state === state) &&
  (group === '' || groupsOf(ip).some(({ id }) => id === group)) &&
  (q.trim() === '' || matchesText(publicIpText(ip), q))

/** The group whose pool lists it, and the one that holds it. */
function groupsOf({ pool, holder }: PublicIpView): { id: string; name: string }[] {
  const held = holder?.kind === 'instance' ? [{ id: holder.groupId, name: holder.groupName }] : []
  return pool ? [pool, ...held] : held
}

/** For the filter by group: each once, by name. */
export function groupChoices(ips: readonly PublicIpView[]): { value: string; label: string }[] {
  const names = new Map(ips.flatMap(groupsOf).map(({ id, name }) => [id, name]))
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

export function countStates(ips: readonly PublicIpView[]): StateCounts {
  const counts = Object.fromEntries(PUBLIC_IP_STATES.map((state) => [state, 0])) as Record<
    PublicIpState,
    number
  >
  for (const ip of ips) counts[ip.state]++
  return counts
}

/** "3 addresses, 1 pool, free, 2 unused": a section in words. */
export function sectionText({ shown, total, counts }: Section): string {
  if (total === 0) return 'No address'
  const parts = PUBLIC_IP_STATES.filter((state) => counts[state] > 0).map(
    (state) => `${counts[state].toLocaleString('en')} ${STATE_LOOKS[state].label.toLowerCase()}`,
  )
  const size = plural(total, 'address', 'addresses')
  const cut = shown.length === total ? '' : `, ${shown.length.toLocaleString('en')} shown`
  return `${size}${cut}: ${parts.join('; ')}`
}

/** "Basic, retired", and why; null where the cloud still sells the SKU, or has one kind only (Z4). */
export function retiredSku(ip: PublicIpView): { readonly label: string; readonly why: string } | null {
  const rule = cloudRules[ip.cloud].publicIpSkus.find(({ id }) => id === ip.traits?.sku)
  return rule?.retired ? { label: `${rule.label}, retired`, why: rule.retired } : null
}

/** "Standard", "Basic, retired" */
export function skuText(ip: PublicIpView): string | null {
  const rule = cloudRules[ip.cloud].publicIpSkus.find(({ id }) => id === ip.traits?.sku)
  return rule ? (retiredSku(ip)?.label ?? rule.label) : null
}

/** "Zone 1", "Zone-redundant", "No zone"; null in a cloud whose public IPs are of no zones. */
export const zoneText = (ip: PublicIpView): string | null =>
  ip.traits ? SECTION_LABELS[zoneSection(ip.traits)] : null

/**
 * Where an arrow key leads among the columns that have something: up and down within one, left and right to the same
 * place of the next, or its last.
 */
export function nextCell(columns: readonly (readonly string[])[], at: string, key: string): string | null {
  const filled = columns.filter((column) => column.length > 0)
  const x = filled.findIndex((column) => column.includes(at))
  const column = filled[x]
  if (!column) return filled[0]?.[0] ?? null
  const y = column.indexOf(at)
  const beside = (to: number) => filled[to]?.[Math.min(y, (filled[to]?.length ?? 1) - 1)] ?? null
  switch (key) {
    case 'ArrowDown':
      return column[y + 1] ?? null
    case 'ArrowUp':
      return column[y - 1] ?? null
    case 'ArrowRight':
      return beside(x + 1)
    case 'ArrowLeft':
      return beside(x - 1)
    case 'Home':
      return column[0] ?? null
    case 'End':
      return column.at(-1) ?? null
    default:
      return null
  }
}
