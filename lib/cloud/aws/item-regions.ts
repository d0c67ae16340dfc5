import type { ImportProblem } from '@/lib/domain/import-problem'
import type { Inventory } from '@/lib/domain/inventory'
import type { Draft, Drafts } from '../cli/drafts'

/**
 * Finds the region of every VPC, subnet and Elastic IP that does not tell it itself, in this order:
 *
 *   1. what belongs to it: its subnets, security groups, interfaces; for an Elastic IP its interface
 *   2. what Holdfast knows of it already
 *   3. its neighbours in the same JSON document, because one CLI call answers for one region
 *   4. the only region of the whole import, which is an assumption and reported as one
 *
 * What is left has `region` null and is reported too.
 */
export function findRegions(drafts: Drafts, known: Inventory): ImportProblem[] {
  const vpcRegions = regionsOfVpcs(drafts, known)
  const interfaceRegions = new Map(drafts.interface.map((draft) => [draft.item.id, draft.region]))
  const knownIps = new Map(known.publicIps.map((one) => [one.id, one.region]))
  for (const draft of drafts['virtual-network']) draft.region ??= vpcRegions.get(draft.value.id) ?? null
  for (const draft of drafts.subnet) draft.region ??= vpcRegions.get(draft.value.virtualNetworkId) ?? null
  for (const draft of drafts['public-ip']) {
    const through = interfaceRegions.get(draft.value.association?.interfaceId ?? null)
    draft.region ??= through ?? knownIps.get(draft.value.id) ?? null
  }
  const wanting = [...drafts['virtual-network'], ...drafts.subnet, ...drafts['public-ip']]
  fromNeighbours(wanting)
  for (const draft of drafts['security-group']) {
    draft.region ??= vpcRegions.get(draft.value.virtualNetworkId ?? '') ?? null
  }
  return assumeRest(wanting, Object.values(drafts).flat())
}

function regionsOfVpcs(drafts: Drafts, known: Inventory): Map<string, string> {
  const regions = new Map<string, string>()
  const vpcOfSubnet = new Map<string, string>()
  const tell = (vpcId: string | null | undefined, region: string | null) => {
    if (vpcId && region !== null && !regions.has(vpcId)) regions.set(vpcId, region)
  }
  for (const one of known.subnets) vpcOfSubnet.set(one.id, one.virtualNetworkId)
  for (const { value, region } of drafts.subnet) {
    vpcOfSubnet.set(value.id, value.virtualNetworkId)
    tell(value.virtualNetworkId, region)
  }
  for (const { value, region } of drafts['security-group']) tell(value.virtualNetworkId, region)
  for (const { value, region } of drafts.interface) tell(vpcOfSubnet.get(value.subnetId), region)
  for (const one of known.virtualNetworks) tell(one.id, one.region)
  return regions
}

function fromNeighbours(wanting: readonly Draft<unknown>[]): void {
  const regionOfPage = new Map<number, string>()
  for (const { page, region } of wanting) {
    if (region !== null && !regionOfPage.has(page)) regionOfPage.set(page, region)
  }
  for (const draft of wanting) draft.region ??= regionOfPage.get(draft.page) ?? null
}

function assumeRest(wanting: readonly Draft<unknown>[], all: readonly Draft<unknown>[]): ImportProblem[] {
  const told = new Set<string>()
  for (const { region } of all) if (region !== null) told.add(region)
  const [only = null] = told.size === 1 ? told : []
  return wanting
    .filter((draft) => draft.region === null)
    .map((draft) => {
      draft.region = only
      return { kind: 'unknown-region', item: draft.item, assumed: only }
    })
}
