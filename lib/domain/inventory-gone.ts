import { cloudOfId, cloudRules } from './cloud-rules'
import type { Inventory, ObservedInterface } from './inventory'
import type { DiffInput, InventoryKind } from './inventory-diff'
import type { Subnet } from './subnet'

/** What groups of ours rely on; it is never removed by an import. */
export type InUse = {
  readonly virtualNetworkIds: ReadonlySet<string>
  readonly subnetIds: ReadonlySet<string>
  readonly publicIpIds: ReadonlySet<string>
  readonly securityGroupIds?: ReadonlySet<string>
  readonly loadBalancerIds?: ReadonlySet<string>
}

export type Verdict = {
  readonly gone: ReadonlySet<string>
  /** Would be gone, if it were not used. */
  readonly kept: ReadonlySet<string>
}

type GoneInput = Pick<DiffInput, 'before' | 'after' | 'scope' | 'inUse' | 'ourHolds' | 'leftOut'>

/**
 * Which known items an import tells to be gone, by id over all kinds.
 *
 * An import covers the networks of which it holds anything, and whatever one listing of the cloud covers (its regions,
 * its subscriptions); outside them, silence means nothing. Inside, an item of a kind in its cloud's scope that the import
 * does not have is gone. What lies in something gone is gone with it, and what
 * the import still mentions, as the place of another item, is not gone.
 */
export function findGone(
  input: GoneInput,
  foreign: readonly ObservedInterface[],
  ours: readonly ObservedInterface[],
): Verdict {
  const { before, after, scope, inUse } = input
  const gone = new Set<string>()
  const kept = new Set<string>()
  const isListed = listedIn(input)
  const places = placesOf(input, ours, isListed)
  const covers = (kind: InventoryKind, { id }: { readonly id: string }, isCovered: boolean) =>
    isCovered && scope[cloudOfId(id)].has(kind)
  const judge = (id: string, isUsed: boolean) => (isUsed ? kept : gone).add(id)

  const listings = new Set([...after.virtualNetworks, ...after.subnets].map(listingOf))
  for (const one of before.virtualNetworks) {
    if (isListed(one.id) || places.mentionedNetworks.has(one.id)) continue
    if (covers('virtual-network', one, listings.has(listingOf(one))))
      judge(one.id, places.usedNetworks.has(one.id))
  }
  const covered = places.coveredNetworks
  for (const one of before.subnets) {
    if (isListed(one.id) || places.mentionedSubnets.has(one.id)) continue
    const isCovered = covers(
      'subnet',
      one,
      covered.has(one.virtualNetworkId) || kept.has(one.virtualNetworkId),
    )
    if (isCovered || gone.has(one.virtualNetworkId)) judge(one.id, places.usedSubnets.has(one.id))
  }
  const ofGroups = new Set([...listings, ...after.securityGroups.map(listingOf)])
  for (const one of before.securityGroups) {
    if (isListed(one.id)) continue
    const isCovered = covers(
      'security-group',
      one,
      one.region === null
        ? one.virtualNetworkId !== null &&
            (covered.has(one.virtualNetworkId) || kept.has(one.virtualNetworkId))
        : ofGroups.has(listingOf(one)),
    )
    if (isCovered || (one.virtualNetworkId !== null && gone.has(one.virtualNetworkId)))
      judge(one.id, inUse.securityGroupIds?.has(one.id) ?? false)
  }
  const ofPublicIps = listingsOfPublicIps(after)
  for (const one of before.publicIps) {
    if (isListed(one.id) || !covers('public-ip', one, ofPublicIps.has(listingOf(one)))) continue
    judge(one.id, inUse.publicIpIds.has(one.id))
  }
  const ofBalancers = new Set([...listings, ...after.loadBalancers.map(listingOf)])
  for (const one of before.loadBalancers) {
    if (isListed(one.id) || !covers('load-balancer', one, ofBalancers.has(listingOf(one)))) continue
    judge(one.id, inUse.loadBalancerIds?.has(one.id) ?? false)
  }
  const networkOf = new Map(before.subnets.map((one) => [one.id, one.virtualNetworkId]))
  for (const one of foreign) {
    if (isListed(one.id)) continue
    const network = networkOf.get(one.subnetId)
    const isCovered =
      network !== undefined && (covered.has(network) || gone.has(network) || kept.has(network))
    if (covers('interface', one, isCovered) || gone.has(one.subnetId)) gone.add(one.id)
  }
  return { gone, kept }
}

type Placed = { readonly id: string; readonly region: string | null }

/** The listing that an item would be in; null where only its network tells. */
const listingOf = ({ id, region }: Placed): string | null => {
  const cloud = cloudOfId(id)
  return region === null ? null : `${cloud} ${cloudRules[cloud].listingOf(id, region)}`
}

/** Where the import has no public IP of a cloud at all, its networks tell of which listing there is none. */
function listingsOfPublicIps({ virtualNetworks, subnets, publicIps }: Inventory): Set<string | null> {
  const clouds = new Set(publicIps.map((one) => cloudOfId(one.id)))
  const others = [...virtualNetworks, ...subnets].filter((one) => !clouds.has(cloudOfId(one.id)))
  return new Set([...publicIps, ...others].map(listingOf))
}

/** Is the id in the import, sound or not? */
function listedIn({ after, leftOut }: GoneInput): (id: string) => boolean {
  const listed = new Set<string>(leftOut)
  const lists: readonly (readonly { readonly id: string }[])[] = Object.values(after)
  for (const items of lists) for (const one of items) listed.add(one.id)
  return (id) => listed.has(id)
}

/** The networks and subnets that must stay as places of something, and the networks that the import covers. */
function placesOf(input: GoneInput, ours: readonly ObservedInterface[], isListed: (id: string) => boolean) {
  const { before, after, inUse, ourHolds, leftOut } = input
  const networkOf = new Map(
    [...before.subnets, ...after.subnets].map((one) => [one.id, one.virtualNetworkId]),
  )
  const isLeftOut = (one: { readonly id: string }) => leftOut?.has(one.id) ?? false
  const placed = [...after.interfaces, ...before.interfaces.filter(isLeftOut)]
  const mentionedSubnets = new Set(placed.map((one) => one.subnetId))
  const usedSubnets = new Set([
    ...inUse.subnetIds,
    ...ours.map((one) => one.subnetId),
    ...subnetsOfHolds(ourHolds),
  ])
  const networksOf = (subnetIds: Iterable<string>) =>
    [...subnetIds].flatMap((subnetId) => networkOf.get(subnetId) ?? [])
  const stillThere = (one: Subnet) => isListed(one.id) || mentionedSubnets.has(one.id)
  const mentionedNetworks = new Set([
    ...after.subnets.map((one) => one.virtualNetworkId),
    ...after.securityGroups.flatMap((one) => one.virtualNetworkId ?? []),
    ...before.subnets.filter(stillThere).map((one) => one.virtualNetworkId),
    ...before.securityGroups.filter(isLeftOut).flatMap((one) => one.virtualNetworkId ?? []),
  ])
  return {
    mentionedSubnets,
    mentionedNetworks,
    usedSubnets,
    usedNetworks: new Set([...inUse.virtualNetworkIds, ...networksOf(usedSubnets)]),
    coveredNetworks: new Set([...after.virtualNetworks.map((one) => one.id), ...mentionedNetworks]),
  }
}

function subnetsOfHolds(ourHolds: ReadonlyMap<string, unknown>): Set<string> {
  const ids = new Set<string>()
  for (const key of ourHolds.keys()) ids.add(key.slice(0, key.lastIndexOf(' ')))
  return ids
}
