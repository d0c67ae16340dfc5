import { skuWord } from '@/lib/api/nic-messages'
import type { PooledValues } from '@/lib/api/schemas/wizard'
import type { NetworkView } from '@/lib/api/views/network'

/**
 * Z4: what the chosen SKU changes: which pool members no longer fit, and which load balancers no longer apply. `without`
 * is the form without these `count`. `sentence` null: nothing.
 */
export function skuConsequences(
  values: PooledValues,
  { publicIps, loadBalancers }: Pick<NetworkView, 'publicIps' | 'loadBalancers'>,
): { readonly sentence: string | null; readonly count: number; readonly without: PooledValues } {
  const { publicIpSku, nics, loadBalancerIds } = values
  const otherIp = (id: string): boolean => {
    const traits = publicIps.find((ip) => ip.id === id)?.traits
    return traits != null && traits.sku !== publicIpSku
  }
  const otherBalancer = (id: string): boolean => {
    const found = loadBalancers.find((one) => one.id === id)
    return found !== undefined && found.sku !== publicIpSku
  }
  const members = nics.flatMap((nic) =>
    nic.publicIpPool
      .filter(otherIp)
      .map((id) => `${publicIps.find((ip) => ip.id === id)?.address || id} (${nic.name.trim()})`),
  )
  const balancers = loadBalancerIds
    .filter(otherBalancer)
    .map((id) => loadBalancers.find((one) => one.id === id)?.name ?? id)
  const parts = [
    members.length > 0
      ? `${members.length === 1 ? 'one pool member does' : `${members.length} pool members do`} not fit: ${members.join(', ')}`
      : '',
    balancers.length > 0
      ? `${balancers.length === 1 ? 'one load balancer does' : `${balancers.length} load balancers do`} not apply: ${balancers.join(', ')}`
      : '',
  ].filter((part) => part !== '')
  return {
    count: members.length + balancers.length,
    sentence: parts.length === 0 ? null : `With ${skuWord(publicIpSku)}, ${parts.join('; and ')}.`,
    without: {
      ...values,
      loadBalancerIds: loadBalancerIds.filter((id) => !otherBalancer(id)),
      nics: nics.map((nic) => ({ ...nic, publicIpPool: nic.publicIpPool.filter((id) => !otherIp(id)) })),
    },
  }
}
