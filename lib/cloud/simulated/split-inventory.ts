import type { Cloud } from '@/lib/domain/cloud-rules'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Inventory } from '@/lib/domain/inventory'

/** An inventory, cloud by cloud. What does not say its cloud says it by its id. */
export function splitInventory(inventory: Inventory): Readonly<Record<Cloud, Inventory>> {
  const { ids } = cloudRules.azure
  const part = (cloud: Cloud): Inventory => {
    const ofCloud = <T extends { readonly cloud: Cloud }>(items: readonly T[]): T[] =>
      items.filter((item) => item.cloud === cloud)
    const byId = <T extends { readonly id: string }>(items: readonly T[], pattern: RegExp): T[] =>
      items.filter((item) => pattern.test(item.id) === (cloud === 'azure'))
    return {
      virtualNetworks: ofCloud(inventory.virtualNetworks),
      subnets: ofCloud(inventory.subnets),
      securityGroups: byId(inventory.securityGroups, ids.securityGroup),
      publicIps: ofCloud(inventory.publicIps),
      loadBalancers: ofCloud(inventory.loadBalancers),
      interfaces: byId(inventory.interfaces, ids.interface),
    }
  }
  return { aws: part('aws'), azure: part('azure') }
}
