import { type Cloud, cloudOfId } from '@/lib/domain/cloud-rules'
import type { Inventory } from '@/lib/domain/inventory'

/** An inventory, cloud by cloud: every id says whose it is. */
export function splitInventory(inventory: Inventory): Readonly<Record<Cloud, Inventory>> {
  const part = (cloud: Cloud): Inventory => {
    const ofCloud = <T extends { readonly id: string }>(items: readonly T[]): T[] =>
      items.filter((item) => cloudOfId(item.id) === cloud)
    return {
      virtualNetworks: ofCloud(inventory.virtualNetworks),
      subnets: ofCloud(inventory.subnets),
      securityGroups: ofCloud(inventory.securityGroups),
      publicIps: ofCloud(inventory.publicIps),
      loadBalancers: ofCloud(inventory.loadBalancers),
      interfaces: ofCloud(inventory.interfaces),
    }
  }
  return { aws: part('aws'), azure: part('azure') }
}
