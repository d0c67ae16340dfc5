import type { Address } from './address'
import type { NicConfig, PooledConfig } from './group'
import { poolSize } from './pool'
import { higherOf, lowerOf, rangeSize } from './ranges'
import { isZoneRedundant, type PublicIpTraits, primaryCidr, type Subnet } from './subnet'

/**
 * Z9: what would make the pools of one interface last. A replacement starts before the old VM is gone, so a pool wants
 * twice the maximum; it should be spread evenly over the group's zones; and a zone-redundant member fits every zone.
 * Advice, never a refusal: without a free member a VM has a dynamic address (Z5, Z6).
 */
export type Advice =
  | {
      readonly kind: 'twice-maximum'
      readonly pool: 'private' | 'public'
      readonly size: number
      readonly wanted: number
    }
  | {
      readonly kind: 'uneven-zones'
      /** Members that fit VMs of the zone and of no other. */
      readonly zones: readonly { readonly zone: string; readonly members: number }[]
    }
  | { readonly kind: 'prefer-zone-redundant'; readonly zonal: number }
  /** The cloud gives dynamic addresses from the start of a subnet: members there are the first to be taken by others. */
  | { readonly kind: 'pool-at-start'; readonly members: number; readonly from: Address }

/** Above this many members of the lowest addresses a subnet's dynamic ones soon run into the pool. */
const START = 16n

/** `traits` of the public pool's members, in list order; members that are not known are left out. */
export function adviceFor(
  config: PooledConfig,
  nic: NicConfig,
  around: { readonly subnet: Subnet | null; readonly traits: readonly PublicIpTraits[] },
): readonly Advice[] {
  const wanted = 2 * config.capacity.maximum
  const size = poolSize(nic.privateIpPool)
  const advice: Advice[] = []
  if (size > 0 && size < wanted) advice.push({ kind: 'twice-maximum', pool: 'private', size, wanted })
  if (size > 0 && around.subnet) advice.push(...atStart(nic, around.subnet))
  const members = nic.publicIpPool.length
  if (!nic.publicIp || members === 0) return advice
  if (members < wanted) advice.push({ kind: 'twice-maximum', pool: 'public', size: members, wanted })
  return [...advice, ...zoneAdvice(config.persistence.zones, around.traits)]
}

function zoneAdvice(zones: readonly string[], traits: readonly PublicIpTraits[]): Advice[] {
  if (zones.length === 0) return []
  const zonal = traits.filter((one) => !isZoneRedundant(one))
  const counts = zones.map((zone) => ({
    zone,
    members: zonal.filter((one) => one.zones.includes(zone)).length,
  }))
  const members = counts.map((one) => one.members)
  const uneven =
    Math.max(...members) - Math.min(...members) > 1 ||
    (Math.min(...members) === 0 && Math.max(...members) > 0)
  return [
    ...(uneven && zones.length > 1 ? [{ kind: 'uneven-zones', zones: counts } as const] : []),
    ...(zonal.length > 0 ? [{ kind: 'prefer-zone-redundant', zonal: zonal.length } as const] : []),
  ]
}

function atStart(nic: NicConfig, subnet: Subnet): Advice[] {
  const block = primaryCidr(subnet)
  const first = block.base
  const last = first + START - 1n
  const inside = nic.privateIpPool.reduce((sum, entry) => {
    if (entry.family !== block.family) return sum
    const range = {
      family: entry.family,
      first: higherOf(entry.first, first),
      last: lowerOf(entry.last, last),
    }
    return range.first > range.last ? sum : sum + rangeSize(range)
  }, 0n)
  if (inside === 0n) return []
  return [
    { kind: 'pool-at-start', members: Number(inside), from: { family: block.family, value: last + 1n } },
  ]
}
