import { publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { GroupConfig } from '@/lib/domain/group'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import type { World } from '@/lib/domain/world'
import type { Books, GroupSnapshot, NetworkSnapshot } from './ports/store'
import type { Surroundings } from './ports/surroundings'

/** Everything a decision about one group is made from, and the network around it for checks. */
export type Observed = { readonly world: World; readonly network: NetworkSnapshot }

/** A group with what it has, or one about to be created (`unborn`, without anything). */
export type Members = Pick<GroupSnapshot, 'group' | 'instances' | 'vms'>

/**
 * Observes a group and its surroundings. `after` is the configuration that the decision leads to: its subnets and
 * public IPs are observed too.
 */
export async function readWorld(
  { store, surroundings }: { readonly store: Books; readonly surroundings: Surroundings },
  members: Members,
  after: GroupConfig | null,
): Promise<Observed> {
  const { group, instances, vms } = members
  const configs = after ? [group.config, after] : [group.config]
  const subnetIds = new Set(configs.flatMap(subnetIdsOf))
  const publicIpIds = new Set(configs.flatMap(publicIpPoolOf))
  addPlaces(members, subnetIds, publicIpIds)
  const network = await store.networkSnapshot({ subnetIds: [...subnetIds], publicIpIds: [...publicIpIds] })
  const { subnets, publicIps, seq } = network
  return { network, world: { seq, now: surroundings.now(), group, instances, vms, subnets, publicIps } }
}

/** Without lists in between: every command asks this of its group, and that may have thousands. */
function addPlaces({ instances, vms }: Members, subnetIds: Set<string>, publicIpIds: Set<string>): void {
  for (const { subnetId, publicIpId } of instances) {
    if (subnetId) subnetIds.add(subnetId)
    if (publicIpId) publicIpIds.add(publicIpId)
  }
  for (const { nics } of vms)
    for (const nic of nics) {
      subnetIds.add(nic.subnetId)
      const publicIpId = publicIpIdOf(nic)
      if (publicIpId) publicIpIds.add(publicIpId)
    }
}
