import { cloudRules } from '@/lib/domain/cloud-rules'
import { publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { GroupConfig } from '@/lib/domain/group'
import type { LoadBalancer, Subnet } from '@/lib/domain/subnet'
import type { Holdfast } from '@/lib/server/compose'

/** The resources that a configuration names by id, as other programs name them. */
export type Named = {
  readonly subnets: readonly Subnet[]
  readonly loadBalancers: readonly LoadBalancer[]
  /** By id; what is not in the inventory any more is absent. */
  readonly names: ReadonlyMap<string, string>
}

export async function readNamed({ store }: Holdfast, config: GroupConfig): Promise<Named> {
  const network = await store.networkSnapshot({
    subnetIds: subnetIdsOf(config),
    publicIpIds: publicIpPoolOf(config),
  })
  const subnets = [...network.subnets.values()].map(({ subnet }) => subnet)
  const publicIps = [...network.publicIps.values()].map(({ publicIp }) => publicIp)
  const { loadBalancers, securityGroups, virtualNetworks } = network
  const all = [...subnets, ...publicIps, ...loadBalancers, ...securityGroups, ...virtualNetworks]
  return { subnets, loadBalancers, names: new Map(all.map(({ id, name }) => [id, name])) }
}

export const NOTHING_NAMED: Named = { subnets: [], loadBalancers: [], names: new Map() }

/** A resource by its resource group and name, as the cloud's programming interface refers to it. */
export type ResourceRef = { readonly resourceGroupName: string; readonly name: string }

export const refOf = (config: GroupConfig, { names }: Named, id: string): ResourceRef => ({
  resourceGroupName: cloudRules[config.cloud].resourceGroupOf(id) ?? '',
  name: nameOf(names, id),
})

/** Of what the inventory does not know any more the last part of its id. */
const nameOf = (names: Named['names'], id: string): string =>
  names.get(id) || id.slice(id.lastIndexOf('/') + 1)
