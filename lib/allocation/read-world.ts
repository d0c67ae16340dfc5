import type { Group, GroupConfig } from '@/lib/domain/group'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { World } from '@/lib/domain/world'
import type { NetworkSnapshot, Store, Surroundings } from './ports'

/** Everything a decision about one group is made from, and the network around it for checks. */
export type Observed = { readonly world: World; readonly network: NetworkSnapshot }

/**
 * Observes a stored group, or the surroundings of one about to be created (`unborn`, without instances). `after` is
 * the configuration that the decision leads to: its subnets and public IPs are observed too.
 */
export async function readWorld(
  { store, surroundings }: { readonly store: Store; readonly surroundings: Surroundings },
  group: Group,
  instances: readonly StatefulInstance[],
  after: GroupConfig | null,
): Promise<Observed> {
  const configs = after ? [group.config, after] : [group.config]
  const network = await store.networkSnapshot({
    subnetIds: [
      ...new Set(configs.flatMap((config) => config.persistence.subnetIds).concat(subnetsOf(instances))),
    ],
    publicIpIds: [
      ...new Set(configs.flatMap((config) => config.persistence.publicIpPool).concat(publicIpsOf(instances))),
    ],
  })
  const { subnets, publicIps, seq } = network
  return { network, world: { seq, now: surroundings.now(), group, instances, subnets, publicIps } }
}

const subnetsOf = (instances: readonly StatefulInstance[]): string[] =>
  instances.flatMap((one) => one.subnetId ?? [])

const publicIpsOf = (instances: readonly StatefulInstance[]): string[] =>
  instances.flatMap((one) => one.publicIpId ?? [])
