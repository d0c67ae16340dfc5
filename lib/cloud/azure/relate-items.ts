import { cidrContains, cidrFirst, cidrLast, formatCidr } from '@/lib/domain/cidr'
import type { ImportProblem } from '@/lib/domain/import-problem'
import type { Inventory } from '@/lib/domain/inventory'
import type { SecurityGroup, VirtualNetwork } from '@/lib/domain/subnet'
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
  const ends = endsOf(facts, known)
  return {
    ...drafts,
    subnet: placedSubnets(drafts.subnet, networks, problems),
    'public-ip': drafts['public-ip'].map((draft) => withEnds(draft, ends)),
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

type Ends = {
  readonly privateAddress: (publicIpId: string, interfaceId: string) => string | null
  readonly machineId: (interfaceId: string) => string | null
}

/** What public IPs point at is told by the NICs of the import; without them, it stays as it is known. */
function endsOf({ targetOfPublicIp, addressOfConfig, machineOf }: AzureFacts, known: Inventory): Ends {
  const knownIps = new Map(known.publicIps.map((one) => [one.id, one.association]))
  const knownInterfaces = new Map(known.interfaces.map((one) => [one.id, one.machineId]))
  return {
    privateAddress: (id, interfaceId) => {
      const old = knownIps.get(id)
      const told = addressOfConfig.get(targetOfPublicIp.get(id) ?? '')
      return told ?? (old?.interfaceId === interfaceId ? old.privateAddress : null)
    },
    machineId: (interfaceId) => machineOf.get(interfaceId) ?? knownInterfaces.get(interfaceId) ?? null,
  }
}

/** The private address and the machine at the other end of a public IP. */
function withEnds(
  draft: Draft<DraftValues['public-ip']>,
  { privateAddress, machineId }: Ends,
): Draft<DraftValues['public-ip']> {
  const { association, id } = draft.value
  const interfaceId = association?.interfaceId ?? null
  if (!association || interfaceId === null) return draft
  const ends = {
    interfaceId,
    machineId: machineId(interfaceId),
    privateAddress: privateAddress(id, interfaceId),
  }
  return { ...draft, value: { ...draft.value, association: ends } }
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
