import { formatAddress } from './address'
import type { CloudLook } from './cloud-look'
import { cloudRules } from './cloud-rules'
import { publicIpPoolOf, subnetIdsOf } from './config-parts'
import type { Drift, DriftFacts, DriftKind, RepairKind } from './drift'
import type { Ours } from './drift-ours'
import type { Group } from './group'
import { poolOf } from './pool-members'
import {
  type AddressRange,
  formatRange,
  intersectRanges,
  rangeOf,
  rangesContain,
  subtractRanges,
  toRangeSet,
} from './ranges'
import { forEachSliced, type Sliced } from './slices'
import type { Subnet } from './subnet'

/**
 * What the cloud has otherwise of what a group relies on: its networks and its pools. Members that somebody of ours has
 * are told of whoever has them; those of a subnet that is gone, with the subnet.
 *
 *   virtual network ──▶ subnets ──▶ private pools: reserved, outside every block, a stranger's ──▶ public pools
 *
 * `known`: the group's subnets as they were known before the look.
 */
export function* findGroupDrift(
  group: Group,
  look: CloudLook,
  ours: Ours,
  known: ReadonlyMap<string, Subnet>,
): Sliced<Drift[]> {
  const { virtualNetworkId, region } = group.config
  const tell = teller(group)
  if (look.lacksNetwork(virtualNetworkId, region))
    return [tell('network-gone', { virtualNetwork: virtualNetworkId }, { virtualNetwork: null }, [])]
  const subnetIds = subnetIdsOf(group.config)
  const gone = subnetIds.filter((id) => look.lacksSubnet(id, virtualNetworkId))
  const standing = subnetIds.flatMap((id) =>
    gone.includes(id) ? [] : (look.subnet(id) ?? known.get(id) ?? []),
  )
  const members = yield* findMemberDrift(group, { look, ours, standing, lost: blocksOf(gone, known) })
  return [
    ...gone.map((subnetId) =>
      tell('subnet-gone', { subnet: subnetId }, { subnet: null }, canLose(group, subnetId), { subnetId }),
    ),
    ...members,
    ...publicIpPoolOf(group.config)
      .filter((id) => !ours.holdsPublicIp(id) && look.lacksPublicIp(id, region))
      .map((id) =>
        tell('public-member-gone', { publicIp: id }, { publicIp: null }, ['remove-public-member'], {
          publicIpId: id,
        }),
      ),
  ]
}

/** A subnet that a pooled group's interface is in, or the last one, cannot just be left out. */
const canLose = ({ config: { persistence } }: Group, subnetId: string): RepairKind[] =>
  persistence.kind === 'stateful' && persistence.subnetIds.some((id) => id !== subnetId)
    ? ['remove-subnet']
    : []

const blocksOf = (ids: readonly string[], known: ReadonlyMap<string, Subnet>): AddressRange[] =>
  ids.flatMap((id) => known.get(id)?.cidrs.map(rangeOf) ?? [])

type Around = {
  readonly look: CloudLook
  readonly ours: Ours
  readonly standing: readonly Subnet[]
  readonly lost: readonly AddressRange[]
}

function* findMemberDrift(group: Group, { look, ours, standing, lost }: Around): Sliced<Drift[]> {
  const pool = toRangeSet(poolOf(group.config))
  if (pool.length === 0) return []
  const tell = teller(group)
  const found: Drift[] = []
  const { label } = cloudRules[group.config.cloud]
  for (const subnet of standing)
    for (const block of subnet.cidrs)
      for (const range of intersectRanges(pool, cloudRules[subnet.cloud].reservedIn(block)))
        found.push(
          tell(
            'member-reserved',
            membersOf(range),
            { ...membersOf(range), heldBy: `kept back by ${label}` },
            REMOVE,
            {
              ...{ subnetId: subnet.id, address: firstOf(range) },
            },
          ),
        )
  const blocks = toRangeSet([...standing.flatMap((subnet) => subnet.cidrs.map(rangeOf)), ...lost])
  // Nothing is known of where its subnets lie: then nothing lies outside them.
  for (const range of blocks.length === 0 ? [] : subtractRanges(pool, blocks))
    found.push(
      tell('member-outside', membersOf(range), { subnet: null }, REMOVE, { address: firstOf(range) }),
    )
  for (const { id: subnetId } of standing)
    yield* forEachSliced(look.interfacesIn(subnetId), (one) => {
      if (ours.hasInterface(one.id)) return
      for (const address of one.addresses) {
        if (!rangesContain(pool, address) || ours.holdsAddress(subnetId, address)) continue
        // Made for one of ours so lately that it is not on record yet.
        if (one.instanceId !== null && ours.member(one.instanceId)) continue
        const text = formatAddress(address)
        found.push(
          tell(
            'member-taken',
            { members: text, heldBy: null },
            {
              ...{ members: text, heldBy: one.description || null },
              ...{ interface: one.id, attachedTo: one.machineId },
            },
            REMOVE,
            { subnetId, address: text },
          ),
        )
      }
    })
  return found
}

const REMOVE: readonly RepairKind[] = ['remove-member']

const membersOf = (range: AddressRange): DriftFacts => ({ members: formatRange(range) })

const firstOf = ({ family, first }: AddressRange): string => formatAddress({ family, value: first })

function teller({ id: groupId, config: { cloud } }: Group) {
  return (
    kind: DriftKind,
    recorded: DriftFacts,
    found: DriftFacts,
    repairs: readonly RepairKind[],
    about: Partial<Pick<Drift, 'subnetId' | 'address' | 'publicIpId'>> = {},
  ): Drift => ({
    ...{ kind, cloud, groupId, instanceId: null, nic: null, subnetId: null, address: null },
    ...{ interfaceId: null, machineId: null, publicIpId: null },
    ...about,
    ...{ recorded, found, repairs },
  })
}
