import type { PublicIpTraits } from '@/lib/domain/subnet'
import type { FoundPublicIp } from './public-ip-choice'

export type PublicIpGroup = { readonly label: string; readonly rows: readonly FoundPublicIp[] }

/** "Zone 1", "Zone-redundant", "No zone": which VMs of a zonal group it fits (Z6). */
export function zoneLabel(traits: PublicIpTraits | null): string {
  const zones = traits?.zones ?? []
  if (zones.length === 0) return 'No zone'
  return zones.length === 1 ? `Zone ${zones[0]}` : 'Zone-redundant'
}

/** In the order of the region's zones, then those of every zone and those of none; empty groups are left out. */
export function groupByZone(found: readonly FoundPublicIp[], zones: readonly string[]): PublicIpGroup[] {
  const labels = [...zones.map((zone) => `Zone ${zone}`), 'Zone-redundant', 'No zone']
  return labels
    .map((label) => ({ label, rows: found.filter(({ ip }) => zoneLabel(ip.traits) === label) }))
    .filter(({ rows }) => rows.length > 0)
}
