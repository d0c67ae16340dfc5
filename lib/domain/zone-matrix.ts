import { fitsPlace } from './choose-for-nic'
import type { Capacity, NicConfig, PooledPersistence } from './group'
import { isZoneRedundant, type PublicIpTraits } from './subnet'
import type { PublicIpSnapshot } from './world'

/*
 * What the pools of a pooled group can still give, zone by zone (Z6, Z9), and what to add where.
 *
 *   public pool of eth0      zone 1      zone 2      zone 3      zone-redundant, counted in every row, given once
 *   free members             a  b        –           c           r
 *   fits the next VM there   a b r       r           c r
 *   of the next 2 there      2           1           2           wherever they land: at least 1, at most 2
 *
 * The market chooses the zone and tells nobody its odds, so there is no probability here but 1 and 0: a VM gets a member
 * of the pool if one fits where it lands, and none if none does.
 */

/** Members of a pool by who has them. `ours`: VMs of this group; they count for the pool, not for the next VM. */
export type MemberCount = { readonly free: number; readonly ours: number; readonly others: number }

/** `zone` null: the region, for a group that is confined to no zone. */
export type ZoneRow = {
  readonly zone: string | null
  /** Members that fit here and nowhere else; in a regional group all that fit. */
  readonly zonal: MemberCount
  /** Members that fit every zone: the same ones in every row. */
  readonly redundant: MemberCount
  /** Does the next VM that is launched here get a member? */
  readonly next: boolean
  /** If all `launches` VMs that are missing to maximum were launched here at once, so many would get one. */
  readonly covered: number
  /** Members of this zone, or zone-redundant ones, that are missing here. */
  readonly add: number
}

export type PublicPoolMatrix = {
  readonly nic: string
  readonly size: number
  /** VMs that are missing to maximum. */
  readonly launches: number
  readonly zones: readonly ZoneRow[]
  /** Of those VMs, wherever they land: at least and at most so many get a member. */
  readonly covered: { readonly least: number; readonly most: number }
  /** Members that no VM of this group can have: of another SKU, region or zone, dynamic, or gone. */
  readonly unfit: number
  /** Z9: how many members there should be, and how many are missing in all. */
  readonly wanted: number
  readonly add: number
}

/** The same of a private IP pool, whose members fit every zone (Z5). */
export type PrivatePoolMatrix = {
  readonly nic: string
  readonly size: number
  readonly members: MemberCount
  readonly launches: number
  readonly next: boolean
  readonly covered: number
  readonly wanted: number
  readonly add: number
}

/** Z9: a replacement starts before the old VM is gone, so at worst every VM is there twice. */
const wantedFor = ({ maximum }: Capacity): number => 2 * maximum
const launchesOf = ({ maximum, target }: Capacity): number => Math.max(0, maximum - target)

/** `publicIps`: at least the members of this interface's pool; one that is not among them is gone. */
export function publicPoolMatrix(
  nic: NicConfig,
  group: {
    readonly id: string
    readonly capacity: Capacity
    readonly persistence: Pick<PooledPersistence, 'zones' | 'publicIpSku'>
  },
  publicIps: ReadonlyMap<string, PublicIpSnapshot>,
): PublicPoolMatrix {
  const { persistence, capacity } = group
  const members = nic.publicIpPool.flatMap((id) => publicIps.get(id) ?? [])
  const places: readonly (string | null)[] = persistence.zones.length === 0 ? [null] : persistence.zones
  const fitting = members.filter(({ publicIp }) =>
    places.some((zone) => fitsPlace(publicIp.traits, persistence, zone)),
  )
  const shared = fitting.filter(
    ({ publicIp }) => places[0] !== null && isZoneRedundant(publicIp.traits as PublicIpTraits),
  )
  const own = places.map((zone) =>
    fitting.filter((one) => !shared.includes(one) && fitsPlace(one.publicIp.traits, persistence, zone)),
  )
  const redundant = countMembers(shared, group.id)
  const zonal = own.map((some) => countMembers(some, group.id))
  const wanted = wantedFor(capacity)
  const missing = missingByZone(wanted, zonal.map(usable), usable(redundant))
  const launches = launchesOf(capacity)
  const zones = places.map((zone, at): ZoneRow => {
    const here = zonal[at] as MemberCount
    const fits = here.free + redundant.free
    return {
      ...{ zone, zonal: here, redundant, next: fits > 0 },
      ...{ covered: Math.min(launches, fits), add: missing[at] as number },
    }
  })
  const free = zonal.reduce((sum, here) => sum + here.free, redundant.free)
  return {
    ...{ nic: nic.name, size: nic.publicIpPool.length, launches, zones, wanted },
    covered: {
      least: Math.min(...zones.map(({ covered }) => covered)),
      most: Math.min(launches, free),
    },
    unfit: nic.publicIpPool.length - fitting.length,
    add: missing.reduce((sum, n) => sum + n, 0),
  }
}

export function privatePoolMatrix(nic: string, capacity: Capacity, members: MemberCount): PrivatePoolMatrix {
  const launches = launchesOf(capacity)
  const wanted = wantedFor(capacity)
  return {
    ...{ nic, members, launches, wanted },
    size: members.free + members.ours + members.others,
    next: members.free > 0,
    covered: Math.min(launches, members.free),
    add: Math.max(0, wanted - usable(members)),
  }
}

/** What others hold may never come back, so it is of no use to the group. */
const usable = ({ free, ours }: MemberCount): number => free + ours

function countMembers(members: readonly PublicIpSnapshot[], groupId: string): MemberCount {
  const free = members.filter(({ holder }) => holder === null).length
  const ours = members.filter(
    ({ holder }) => holder?.kind === 'instance' && holder.groupId === groupId,
  ).length
  return { free, ours, others: members.length - free - ours }
}

/**
 * How many members each zone lacks of its even share of `wanted`. Zone-redundant ones stand in where most is missing,
 * each once.
 */
function missingByZone(wanted: number, have: readonly number[], redundant: number): number[] {
  const share = Math.floor(wanted / have.length)
  const rest = wanted % have.length
  const missing = have.map((there, at) => Math.max(0, share + (at < rest ? 1 : 0) - there))
  for (let left = redundant; left > 0; left--) {
    const most = Math.max(...missing)
    if (most === 0) break
    missing[missing.indexOf(most)] = most - 1
  }
  return missing
}
