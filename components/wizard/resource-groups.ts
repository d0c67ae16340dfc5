import type { NetworkView } from '@/lib/api/views/network'
import { type Cloud, cloudRules } from '@/lib/domain/cloud-rules'

/** The resource groups in which the inventory has anything of this cloud. */
export function resourceGroupsOf(network: NetworkView, cloud: Cloud): string[] {
  const all = [...network.virtualNetworks, ...network.publicIps, ...network.loadBalancers]
  const ids = [...all.filter((one) => one.cloud === cloud), ...network.securityGroups].map(({ id }) => id)
  return [...new Set(ids.flatMap((id) => cloudRules[cloud].resourceGroupOf(id) ?? []))].sort()
}
