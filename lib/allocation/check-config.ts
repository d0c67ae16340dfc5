import { type Address, formatAddress } from '@/lib/domain/address'
import type { AddressSet } from '@/lib/domain/address-set'
import { isPooled, publicIpPoolOf, securityGroupIdsOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { GroupConfig } from '@/lib/domain/group'
import { MAXIMUM_POOL_MEMBERS } from '@/lib/domain/group'
import type { PoolEntry, UnreadableEntry } from '@/lib/domain/pool'
import { checkPool, type PoolCheck } from '@/lib/domain/pool-check'
import { poolOf } from '@/lib/domain/pool-members'
import {
  eachAddress,
  intersectRanges,
  type RangeSet,
  rangeSize,
  singleRange,
  subtractRanges,
  toRangeSet,
} from '@/lib/domain/ranges'
import type { Holder, PublicIpProblem, Refusal } from '@/lib/domain/refusal'
import type { World } from '@/lib/domain/world'
import { checkPooled } from './check-pooled'
import type { Books, NetworkSnapshot } from './ports/store'

type Checked = { readonly world: World; readonly network: NetworkSnapshot; readonly config: GroupConfig }

/** Everything about a configuration that depends on the world (B2). Null: nothing to refuse. */
export async function checkConfig(store: Books, checked: Checked): Promise<Refusal | null> {
  const { config, ...around } = checked
  if (isPooled(config)) return checkPooled(store, { ...around, config })
  return (
    networkProblem(checked) ?? (await publicIpProblem(store, checked)) ?? (await poolProblem(store, checked))
  )
}

function networkProblem({ network, config }: Checked): Refusal | null {
  const { cloud, virtualNetworkId } = config
  if (!network.virtualNetworks.some((one) => one.id === virtualNetworkId && one.region === config.region))
    return { kind: 'unknown-virtual-network', cloud, virtualNetworkId }
  for (const subnetId of subnetIdsOf(config)) {
    const subnet = network.subnets.get(subnetId)?.subnet
    if (!subnet) return { kind: 'unknown-subnet', subnetId }
    if (subnet.virtualNetworkId !== virtualNetworkId)
      return { kind: 'subnet-elsewhere', cloud, subnetId, virtualNetworkId }
  }
  for (const securityGroupId of securityGroupIdsOf(config))
    if (
      !network.securityGroups.some(
        (one) =>
          one.id === securityGroupId &&
          (one.virtualNetworkId === null
            ? one.region === config.region
            : one.virtualNetworkId === virtualNetworkId),
      )
    )
      return { kind: 'unknown-security-group', cloud, securityGroupId }
  return null
}

/** A8, B2 for public IPs: known, of the region, listed once, in no other pool, and held by nobody else. */
async function publicIpProblem(store: Books, { world, network, config }: Checked): Promise<Refusal | null> {
  const problems: PublicIpProblem[] = []
  const seen = new Set<string>()
  for (const publicIpId of publicIpPoolOf(config)) {
    if (seen.has(publicIpId)) problems.push({ kind: 'public-ip-listed-twice', publicIpId })
    seen.add(publicIpId)
    const known = network.publicIps.get(publicIpId)
    if (!known) {
      problems.push({ kind: 'unknown-public-ip', publicIpId })
      continue
    }
    const { publicIp, holder, poolGroupId } = known
    const { address, region } = publicIp
    if (region !== config.region) problems.push({ kind: 'public-ip-other-region', publicIpId, region })
    else if (poolGroupId && poolGroupId !== world.group.id)
      problems.push({
        kind: 'public-ip-other-pool',
        publicIpId,
        address,
        groupId: poolGroupId,
        groupName: (await store.groupSnapshot(poolGroupId))?.group.config.name ?? poolGroupId,
      })
    else if (holder && !isOwn(holder, world.group.id))
      problems.push({ kind: 'public-ip-held', publicIpId, address, holder })
  }
  return problems.length > 0 ? { kind: 'public-ips', cloud: config.cloud, problems } : null
}

const isOwn = (holder: Holder, groupId: string): boolean =>
  holder.kind === 'instance' && holder.groupId === groupId

async function poolProblem(store: Books, { world, config }: Checked): Promise<Refusal | null> {
  const pool = poolOf(config)
  if (pool.length === 0) return null
  // Of an IPv6 block a plain number would be rounded.
  const members = pool.reduce((sum, entry) => sum + rangeSize(entry), 0n)
  const most = BigInt(MAXIMUM_POOL_MEMBERS)
  if (members > most) {
    const message = `A pool has ${most.toLocaleString('en')} members at most; this one has ${members.toLocaleString('en')}. Remove ${(members - most).toLocaleString('en')}.`
    return { kind: 'invalid', problems: [{ path: 'persistence.privateIpPool', message }] }
  }
  const check = await checkPoolNow(store, {
    world,
    entries: pool,
    unreadable: [],
    subnetIds: subnetIdsOf(config),
  })
  return check.problems.length > 0 ? { kind: 'members', problems: check.problems, total: check.total } : null
}

/**
 * B2 for a pool as typed, with holders looked up for just the members that are held. The group's own instances and
 * its own pool never stand in its way.
 */
export async function checkPoolNow(
  store: Pick<Books, 'holdersOf' | 'poolsOf'>,
  typed: {
    readonly world: World
    readonly entries: readonly PoolEntry[]
    readonly unreadable: readonly UnreadableEntry[]
    readonly subnetIds: readonly string[]
    /** What other pools of the same group list; it is never suggested. */
    readonly siblings?: readonly PoolEntry[]
  },
): Promise<PoolCheck> {
  const { world, entries } = typed
  const wanted = toRangeSet(entries)
  const ownPool = world.group.version === 0 ? [] : toRangeSet(poolOf(world.group.config))
  const own = [...ownAddresses(world), ...addressesOf(passedOver(world, typed.subnetIds))]
  const subnets = typed.subnetIds.flatMap((id) => world.subnets.get(id) ?? [])
  const heldByOthers = new Map<string, AddressSet>()
  const holders = new Map<string, Holder>()
  const otherPools = new Map<string, { groupId: string; groupName: string; addresses: Address[] }>()
  const cooling = new Map<string, { until: string; groupId: string | null }>()
  for (const { subnet, held, pooled, resting } of subnets) {
    const others = held.without(own)
    heldByOthers.set(subnet.id, others)
    const inTheWay = addressesOf(intersectRanges(others.takenRanges(), wanted))
    if (inTheWay.length > 0)
      for (const [text, holder] of await store.holdersOf(subnet.id, inTheWay)) holders.set(text, holder)
    const listed = addressesOf(subtractRanges(intersectRanges(pooled.takenRanges(), wanted), ownPool))
    if (listed.length > 0) {
      const pools = await store.poolsOf(subnet.id, listed)
      for (const address of listed) {
        const pool = pools.get(formatAddress(address))
        if (!pool || pool.groupId === world.group.id) continue
        const known = otherPools.get(pool.groupId) ?? { ...pool, addresses: [] }
        known.addresses.push(address)
        otherPools.set(pool.groupId, known)
      }
    }
    for (const rest of resting)
      if (rest.until > world.now)
        cooling.set(formatAddress(rest.address), { until: rest.until, groupId: rest.groupId })
  }
  return checkPool({
    groupId: world.group.version === 0 ? null : world.group.id,
    entries,
    unreadable: typed.unreadable,
    siblings: typed.siblings ?? [],
    subnets: subnets.map((snapshot) => snapshot.subnet),
    heldByOthers,
    holders,
    otherPools: [...otherPools.values()].map(({ groupId, groupName, addresses }) => ({
      groupId,
      groupName,
      entries: toRangeSet(addresses.map(singleRange)),
    })),
    cooling,
  })
}

const ownAddresses = (world: World): Address[] => [
  ...world.instances.flatMap((instance) => instance.address ?? []),
  ...world.vms.flatMap((vm) => vm.nics.flatMap((nic) => nic.private.address ?? [])),
]

/**
 * Z5: members of a pooled group that others hold by now. They stay members, so that changing anything else of the group
 * is not refused for their sake, and are passed over while they are held; whoever adds one is told its holder (B2).
 */
export function passedOver(world: World, subnetIds: readonly string[]): RangeSet {
  const { group } = world
  if (group.version === 0 || !isPooled(group.config)) return []
  const members = toRangeSet(poolOf(group.config))
  const own = ownAddresses(world)
  const held = subnetIds.flatMap((id) => world.subnets.get(id)?.held.without(own).takenRanges() ?? [])
  return intersectRanges(members, toRangeSet(held))
}

const addressesOf = (ranges: RangeSet): Address[] => [...eachAddress(ranges)]
