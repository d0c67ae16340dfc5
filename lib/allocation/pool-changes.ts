import { publicIpPoolOf } from '@/lib/domain/config-parts'
import type { GroupConfig } from '@/lib/domain/group'
import { poolOf } from '@/lib/domain/pool-members'
import {
  eachAddress,
  intersectRanges,
  type RangeSet,
  rangeOf,
  subtractRanges,
  toRangeSet,
} from '@/lib/domain/ranges'
import { forEachSliced, mapSliced, type Sliced } from '@/lib/domain/slices'
import type { Subnet } from '@/lib/domain/subnet'
import type { World } from '@/lib/domain/world'
import type { Commit, NewAllocation } from './ports/commit'

/** The members that come and go when the group is configured so; `position` is the place in the list. */
export function* poolChanges(
  world: World,
  groupId: string,
  after: GroupConfig,
): Sliced<Pick<Commit, 'pooled' | 'unpooled' | 'publicPooled' | 'publicUnpooled'>> {
  const born = world.group.version === 0
  const oldPool = born ? [] : toRangeSet(poolOf(world.group.config))
  const newPool = toRangeSet(poolOf(after))
  const subnets = [...world.subnets.values()].map((snapshot) => snapshot.subnet)
  const newPublic = publicIpPoolOf(after)
  const oldPublic = born ? [] : publicIpPoolOf(world.group.config)
  return {
    pooled: yield* mapSliced(
      yield* placedMembers(subtractRanges(newPool, oldPool), subnets),
      (placed, position) => ({
        ...placed,
        groupId,
        position,
      }),
    ),
    unpooled: yield* placedMembers(subtractRanges(oldPool, newPool), subnets),
    publicPooled: newPublic.flatMap((publicIpId, position) =>
      oldPublic.includes(publicIpId) ? [] : [{ groupId, publicIpId, position }],
    ),
    publicUnpooled: oldPublic.filter((id) => !newPublic.includes(id)).map((publicIpId) => ({ publicIpId })),
  }
}

function* placedMembers(
  ranges: RangeSet,
  subnets: readonly Subnet[],
): Sliced<Pick<NewAllocation, 'subnetId' | 'address'>[]> {
  const placed: Pick<NewAllocation, 'subnetId' | 'address'>[] = []
  for (const { id, cidrs } of subnets)
    for (const cidr of cidrs)
      yield* forEachSliced(eachAddress(intersectRanges(ranges, [rangeOf(cidr)])), (address) =>
        placed.push({ subnetId: id, address }),
      )
  return placed
}
