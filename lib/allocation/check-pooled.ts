import { nicProblems, publicIpMisfit } from '@/lib/domain/check-nics'
import { capacityProblem } from '@/lib/domain/config-problem'
import type { NicConfig, PooledConfig } from '@/lib/domain/group'
import type { NicProblem } from '@/lib/domain/nic-problem'
import type { Holder, PublicIpProblem, Refusal } from '@/lib/domain/refusal'
import type { World } from '@/lib/domain/world'
import { checkPoolNow } from './check-config'
import type { Books, NetworkSnapshot } from './ports/store'

type Checked = { readonly world: World; readonly network: NetworkSnapshot; readonly config: PooledConfig }

/** Everything about a pooled configuration that depends on the world (B2, Z1–Z4, Z8). Null: nothing to refuse. */
export async function checkPooled(store: Books, checked: Checked): Promise<Refusal | null> {
  const { network, config } = checked
  const { cloud, virtualNetworkId, region } = config
  const capacity = capacityProblem(config.capacity)
  if (capacity) return capacity
  const found = network.virtualNetworks.find((one) => one.id === virtualNetworkId)
  if (!found) return { kind: 'unknown-virtual-network', cloud, virtualNetworkId }
  if (found.region !== region)
    return {
      ...{ kind: 'network-of-other-region', cloud },
      name: found.name,
      region: found.region,
      wanted: region,
    }
  const problems: NicProblem[] = [
    ...nicProblems(config, {
      subnets: new Map([...network.subnets].map(([id, { subnet }]) => [id, subnet])),
      securityGroups: new Map(network.securityGroups.map((one) => [one.id, one])),
      loadBalancers: new Map(network.loadBalancers.map((one) => [one.id, one])),
    }),
  ]
  const seen = new Map<string, string>()
  let total = problems.length
  for (const nic of config.persistence.interfaces) {
    const ofPublic = await publicPoolProblems(store, checked, nic, seen)
    const ofPrivate = await privatePoolProblems(store, checked, nic)
    problems.push(...ofPublic, ...ofPrivate.problems)
    total += ofPublic.length + ofPrivate.total
  }
  return problems.length > 0 ? { kind: 'nics', cloud, problems, total } : null
}

async function privatePoolProblems(
  store: Books,
  { world, network }: Checked,
  nic: NicConfig,
): Promise<{ problems: NicProblem[]; total: number }> {
  if (nic.privateIpPool.length === 0 || !network.subnets.has(nic.subnetId)) return { problems: [], total: 0 }
  const typed = { world, entries: nic.privateIpPool, unreadable: [], subnetIds: [nic.subnetId] }
  const check = await checkPoolNow(store, typed)
  return {
    problems: check.problems.map((problem) => ({ nic: nic.name, problem })),
    total: check.total,
  }
}

/** Z8 and B2 for public IPs. `seen` collects members over all interfaces: one may be listed once in a group. */
async function publicPoolProblems(
  store: Books,
  { world, network, config }: Checked,
  nic: NicConfig,
  seen: Map<string, string>,
): Promise<NicProblem[]> {
  if (!nic.publicIp) return []
  const problems: NicProblem[] = []
  const at = (problem: PublicIpProblem): void => void problems.push({ nic: nic.name, problem })
  for (const publicIpId of nic.publicIpPool) {
    if (seen.has(publicIpId)) at({ kind: 'public-ip-listed-twice', publicIpId })
    seen.set(publicIpId, nic.name)
    const known = network.publicIps.get(publicIpId)
    if (!known) {
      at({ kind: 'unknown-public-ip', publicIpId })
      continue
    }
    const { publicIp, holder, poolGroupId } = known
    const { address } = publicIp
    const misfit = publicIpMisfit(config, publicIp)
    if (misfit) at(misfit)
    else if (poolGroupId && poolGroupId !== world.group.id)
      at({
        ...{ kind: 'public-ip-other-pool', publicIpId, address, groupId: poolGroupId },
        groupName: (await store.groupSnapshot(poolGroupId))?.group.config.name ?? poolGroupId,
      })
    // One that somebody else took since is passed over (Z6), as a private member is.
    else if (holder && poolGroupId === null && !isOwn(holder, world.group.id))
      at({ kind: 'public-ip-held', publicIpId, address, holder })
  }
  return problems
}

const isOwn = (holder: Holder, groupId: string): boolean =>
  holder.kind === 'instance' && holder.groupId === groupId
