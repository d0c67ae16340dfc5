import { cidrContains, cidrFirst, cidrLast, formatCidr } from '@/lib/domain/cidr'
import type { ImportProblem } from '@/lib/domain/import-problem'
import type { Inventory } from '@/lib/domain/inventory'
import type { PublicIp, SecurityGroup, VirtualNetwork } from '@/lib/domain/subnet'
import type { Draft, Drafts, DraftValues } from '../cli/drafts'
import type { AzureFacts } from './facts'

/** Fills in what items tell of each other, and leaves out subnets that their network has no room for. */
export function relateItems(
  drafts: Drafts,
  facts: AzureFacts,
  known: Inventory,
  problems: ImportProblem[],
): Drafts {
  const networks = networksById(drafts, known)
  const knownIps = new Map(known.publicIps.map((one) => [one.id, one.association]))
  return {
    ...drafts,
    subnet: placedSubnets(drafts.subnet, networks, problems),
    'public-ip': drafts['public-ip'].map((draft) => withPrivateAddress(draft, facts, knownIps)),
    'security-group': boundGroups(drafts['security-group'], facts, known, networks),
  }
}

type NetworkFacts = Pick<VirtualNetwork, 'id' | 'cidrs'> & { readonly region: string | null }

function networksById(drafts: Drafts, known: Inventory): ReadonlyMap<string, NetworkFacts> {
  const read = drafts['virtual-network'].map(({ value, region }): NetworkFacts => ({ ...value, region }))
  return new Map([...known.virtualNetworks, ...read].map((one) => [one.id, one]))
}

/** A subnet that is listed by itself has its network's region. Without a network it is left out, wherever it is. */
function placedSubnets(
  drafts: readonly Draft<DraftValues['subnet']>[],
  networks: ReadonlyMap<string, NetworkFacts>,
  problems: ImportProblem[],
): Draft<DraftValues['subnet']>[] {
  return drafts.filter((draft) => {
    const network = networks.get(draft.value.virtualNetworkId)
    draft.region ??= network?.region ?? ''
    if (!network) return true
    const outside = draft.value.cidrs.find(
      (block) =>
        !network.cidrs.some(
          (space) => cidrContains(space, cidrFirst(block)) && cidrContains(space, cidrLast(block)),
        ),
    )
    if (!outside) return true
    const cidrs = network.cidrs.map(formatCidr)
    const { item } = draft
    problems.push({
      kind: 'outside-network',
      item,
      cidr: formatCidr(outside),
      virtualNetworkId: network.id,
      cidrs,
    })
    return false
  })
}

/** The private address is the IP configuration's; without the NIC's file it stays as it is known. */
function withPrivateAddress(
  draft: Draft<DraftValues['public-ip']>,
  { targetOfPublicIp, addressOfConfig }: AzureFacts,
  knownIps: ReadonlyMap<string, PublicIp['association']>,
): Draft<DraftValues['public-ip']> {
  const { association, id } = draft.value
  if (!association) return draft
  const old = knownIps.get(id)
  const known = old?.interfaceId === association.interfaceId ? old.privateAddress : null
  const privateAddress = addressOfConfig.get(targetOfPublicIp.get(id) ?? '') ?? known
  return privateAddress === null
    ? draft
    : { ...draft, value: { ...draft.value, association: { ...association, privateAddress } } }
}

/**
 * An application security group is in the network of the NICs that are in it. Where no NIC of the import tells, it stays
 * in the one that it is known to be in. A known group of which only the NICs are imported is brought up to date.
 */
function boundGroups(
  drafts: readonly Draft<SecurityGroup>[],
  { networkOfGroup }: AzureFacts,
  known: Inventory,
  networks: ReadonlyMap<string, NetworkFacts>,
): Draft<SecurityGroup>[] {
  const knownGroups = new Map(known.securityGroups.map((one) => [one.id, one]))
  const networkOf = (id: string): string | null => {
    const networkId = networkOfGroup.get(id)?.networkId ?? knownGroups.get(id)?.virtualNetworkId ?? null
    return networkId !== null && networks.has(networkId) ? networkId : null
  }
  const bound = drafts.map((draft) => ({
    ...draft,
    value: { ...draft.value, virtualNetworkId: networkOf(draft.value.id) },
  }))
  const listed = new Set(drafts.map((draft) => draft.value.id))
  for (const [id, { item }] of networkOfGroup) {
    const old = knownGroups.get(id)
    const virtualNetworkId = networkOf(id)
    if (!old || listed.has(id) || old.virtualNetworkId === virtualNetworkId) continue
    bound.push({ item, value: { ...old, virtualNetworkId }, region: old.region, page: 0 })
  }
  return bound
}
