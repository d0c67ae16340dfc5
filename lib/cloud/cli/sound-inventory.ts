import { setImmediate as pause } from 'node:timers/promises'
import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'
import type { Draft, Drafts } from './drafts'
import { HoldCheck, MissingParents, withoutOverlaps } from './inventory-checks'

/** So many interfaces are checked before other work gets its turn: about a millisecond's worth. */
const CHECKED_PER_TURN = 1000

/**
 * Checks the items against each other and against what is `known`: every item has a region, its parent and no rival.
 * What has not is reported in `problems`. `leftOut` names what could not be read at all.
 */
export async function soundInventory(
  drafts: Drafts,
  known: Inventory,
  { problems, leftOut }: { readonly problems: ImportProblem[]; readonly leftOut: ReadonlySet<string> },
): Promise<Inventory> {
  const vpcs = sound<VirtualNetwork>(withRegion(drafts['virtual-network']))
  const vpcIds = new Set([...vpcs, ...known.virtualNetworks].map((vpc) => vpc.id))
  const lostVpcs = new Set([...leftOut, ...drafts['virtual-network'].map((draft) => draft.value.id)])
  const orphans = new MissingParents()
  const hasVpc = <T extends { readonly virtualNetworkId: string | null }>(draft: Draft<T>): boolean => {
    const { virtualNetworkId: id } = draft.value
    // Some security groups are in no network.
    if (id === null || vpcIds.has(id)) return true
    orphans.add(id, draft.item)
    return false
  }
  const subnetDrafts = withRegion(drafts.subnet).filter(hasVpc)
  const subnets = sound<Subnet>(withoutOverlaps(subnetDrafts, problems))
  const groups = drafts['security-group'].filter(hasVpc)
  problems.push(...orphans.vpcs(lostVpcs))
  return {
    virtualNetworks: vpcs,
    subnets,
    securityGroups: groups.map((draft): SecurityGroup => draft.value),
    publicIps: soundPublicIps(drafts, problems),
    loadBalancers: sound<LoadBalancer>(withRegion(drafts['load-balancer'])),
    interfaces: await soundInterfaces(
      drafts,
      subnetsById(drafts, subnets, known, leftOut),
      problems,
      leftOut,
    ),
  }
}

const withRegion = <T>(drafts: readonly Draft<T>[]): Draft<T>[] =>
  drafts.filter((draft) => draft.region !== null)

/** The values with their regions. Only for drafts that have one. */
const sound = <T extends { readonly region: string }>(drafts: readonly Draft<Omit<T, 'region'>>[]): T[] =>
  drafts.map((draft) => ({ ...draft.value, region: draft.region }) as T)

function soundPublicIps(drafts: Drafts, problems: ImportProblem[]): PublicIp[] {
  const holders = new Map<string, ImportItem>()
  const kept = withRegion(drafts['public-ip']).filter(({ item, value: { address } }) => {
    const first = holders.get(address)
    if (first) problems.push({ kind: 'duplicate-address', item, first, address, subnetId: null })
    else holders.set(address, item)
    return !first
  })
  return sound<PublicIp>(kept)
}

/** The subnets that an interface may be in. */
function subnetsById(
  drafts: Drafts,
  subnets: readonly Subnet[],
  known: Inventory,
  lost: ReadonlySet<string>,
): Map<string, Subnet> {
  // A subnet that the files have, but with a problem, is not replaced by an older version of itself.
  const read = new Set(drafts.subnet.map((draft) => draft.value.id))
  const older = known.subnets.filter((subnet) => !lost.has(subnet.id) && !read.has(subnet.id))
  return new Map([...older, ...subnets].map((subnet) => [subnet.id, subnet]))
}

async function soundInterfaces(
  drafts: Drafts,
  subnets: ReadonlyMap<string, Subnet>,
  problems: ImportProblem[],
  leftOut: ReadonlySet<string>,
): Promise<ObservedInterface[]> {
  const orphans = new MissingParents()
  const check = new HoldCheck(drafts.interface, subnets, problems)
  const kept: ObservedInterface[] = []
  for (const [i, draft] of drafts.interface.entries()) {
    if (i % CHECKED_PER_TURN === CHECKED_PER_TURN - 1) await pause()
    if (!subnets.has(draft.value.subnetId)) orphans.add(draft.value.subnetId, draft.item)
    const held = check.check(draft)
    if (held) kept.push(held)
  }
  problems.push(...orphans.subnets(new Set([...leftOut, ...drafts.subnet.map((draft) => draft.value.id)])))
  return kept
}
