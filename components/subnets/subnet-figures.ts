/** Figures and words about subnets that both the list and its bars use. */

import { statusWords } from '@/lib/api/status-words'
import type { SubnetRowView } from '@/lib/api/views/network'
import { parseCidr } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { SHARED_WORDS } from '@/lib/domain/cloud-words'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { plural } from '@/lib/domain/plural'
import { idName } from '@/lib/domain/short-id'
import { formatCount } from '../map/describe'
import { LEGEND_ORDER } from '../map/legend-order'

/** A count of addresses; what only IPv6 has so many of, as a power of two. */
export const countText = (n: number): string => formatCount(BigInt(Math.round(n)))

/** Addresses that somebody or something has: all that are neither free nor merely in a pool. */
export const heldOf = (row: SubnetRowView): number =>
  row.counts.active + row.counts.paused + row.counts.random + row.counts.foreign

/** "14%": how much of a subnet is held. What is there is never called nothing, and what has room never full. */
export function shareText(row: SubnetRowView): string {
  const held = heldOf(row)
  if (held === 0 || row.size === 0) return '0%'
  const percent = (held / row.size) * 100
  if (percent < 1) return 'under 1%'
  return `${held === row.size ? 100 : Math.min(99, Math.round(percent))}%`
}

/** Sorts CIDRs by number, not by text: 10.0.2.0 before 10.0.10.0. Fixed width, so that text order is number order. */
export function addressOrder(cidr: string): string {
  const parsed = parseCidr(cidr)
  if (!parsed.ok) return cidr
  const { family, base, prefix } = parsed.value
  return `${family}:${base.toString(16).padStart(32, '0')}/${String(prefix).padStart(3, '0')}`
}

/** The statuses that a bar shows, with their share of the subnet, largest room last. */
export const sharesOf = (row: SubnetRowView): { status: AddressStatus; count: number; share: number }[] =>
  LEGEND_ORDER.filter((status) => status !== 'free' && row.counts[status] > 0).map((status) => ({
    status,
    count: row.counts[status],
    share: row.size === 0 ? 0 : row.counts[status] / row.size,
  }))

const ours = (row: SubnetRowView): number => row.counts.active + row.counts.paused + row.counts.random

/** "12 held, 26 by others": what the bar says, in words. */
export function utilisationText(row: SubnetRowView): string {
  const parts: string[] = []
  if (ours(row) > 0) parts.push(`${countText(ours(row))} held`)
  if (row.counts.foreign > 0) parts.push(`${countText(row.counts.foreign)} by others`)
  if (row.counts.pool > 0) parts.push(`${countText(row.counts.pool)} in pools`)
  if (row.counts.cooling > 0) parts.push(`${countText(row.counts.cooling)} resting`)
  return parts.length === 0 ? 'Nothing held' : parts.join(', ')
}

export const sharesText = (row: SubnetRowView): string =>
  sharesOf(row)
    .map(({ status, count }) => `${statusWords(status, row.cloud)} ${countText(count)}`)
    .join(', ')

/** "14 subnets in 2 virtual networks, 48,212 IPv4 addresses free" */
export function totalsText(rows: readonly SubnetRowView[]): string {
  const networks = new Set(rows.map(({ virtualNetwork }) => virtualNetwork.id)).size
  // A single IPv6 subnet has more than all others together: its free addresses say nothing.
  const counted = rows.filter((row) => !row.cidrs[0]?.includes(':'))
  const free = counted.reduce((sum, row) => sum + row.free, 0)
  return `${plural(rows.length, 'subnet')} in ${plural(networks, SHARED_WORDS.virtualNetwork)}, ${free.toLocaleString('en')} IPv4 addresses free`
}

/** "us-east-1a", or that it spans the zones of its region; the rule is its cloud's. */
export const zoneText = ({ cloud, zone }: Pick<SubnetRowView, 'cloud' | 'zone'>): string =>
  zone ?? (cloudRules[cloud].subnetZones === 'spans' ? 'spans zones' : '')

/** The zone, or the region and that all of its zones are spanned: "westeurope, spans zones". */
export const placeText = (subnet: Pick<SubnetRowView, 'cloud' | 'region' | 'zone'>): string =>
  subnet.zone ?? [subnet.region, zoneText(subnet)].filter(Boolean).join(', ')

/** Everything that a subnet is found by. */
export const subnetText = (row: SubnetRowView): string =>
  [
    idName(row.id),
    row.name,
    ...row.cidrs,
    row.virtualNetwork.name,
    idName(row.virtualNetwork.id),
    row.region,
    row.zone ?? '',
    row.cloudLabel,
    ...row.groups.map(({ name }) => name),
  ].join(' ')
