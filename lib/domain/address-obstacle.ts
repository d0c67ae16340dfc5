import type { Address } from './address'
import { formatCidr } from './cidr'
import { cloudRules } from './cloud-rules'
import type { DrawnFrom, Obstacle } from './explanation'
import { eachAddress, rangesSize } from './ranges'
import { isReserved, primaryCidr } from './subnet'
import type { SubnetSnapshot } from './world'

/** Azure never uses multicast ranges, which are larger than anybody's subnet; of those nothing is looked up one by one. */
const FEW = 16n

/**
 * What a draw finds in a subnet: every address is free, or counted once, by the first of held, resting, reserved and
 * pooled that is true of it. What is left over is pooled: the set of what is unavailable has no other reason.
 * `planned`: taken earlier in the same change.
 */
export function drawnFromOf(snapshot: SubnetSnapshot, free: bigint, planned: bigint): DrawnFrom {
  const { subnet, held, resting } = snapshot
  const cidr = primaryCidr(subnet)
  const ranges = cloudRules[subnet.cloud].reservedIn(cidr)
  let reserved = rangesSize(ranges)
  if (reserved <= FEW) for (const address of eachAddress(ranges)) if (held.has(address)) reserved -= 1n
  const rests = BigInt(resting.filter(({ address }) => !held.has(address)).length)
  const pooled = held.size - free - held.takenCount - planned - rests - reserved
  return {
    subnetId: subnet.id,
    cidr: formatCidr(cidr),
    ...{ size: String(held.size), free: String(free), held: String(held.takenCount) },
    planned: String(planned),
    ...{ resting: String(rests), reserved: String(reserved), pooled: String(pooled) },
  }
}

/** The first reason, in the same order. */
export function obstacleTo(
  { subnet, held, pooled, unavailable }: SubnetSnapshot,
  address: Address,
  restsUntil: string | null,
): Obstacle | null {
  if (held.has(address)) return { kind: 'held', holder: null }
  if (restsUntil !== null) return { kind: 'resting', until: restsUntil }
  if (isReserved(subnet, address)) return { kind: 'reserved' }
  return pooled.has(address) || unavailable.has(address) ? { kind: 'pooled' } : null
}
