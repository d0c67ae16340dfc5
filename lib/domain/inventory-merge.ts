import type { Inventory } from './inventory'
import type { InventoryUpdate } from './inventory-diff'

/** The inventory as it is once `update` is written: what goes is left out, what comes replaces its namesake. */
export function mergeInventory(
  before: Inventory,
  update: Pick<InventoryUpdate, 'upsert' | 'remove'>,
): Inventory {
  const merge = <K extends keyof Inventory>(kind: K): Inventory[K] => {
    const items: readonly { readonly id: string }[] = before[kind]
    const byId = new Map(items.map((item) => [item.id, item]))
    for (const id of update.remove[kind]) byId.delete(id)
    for (const item of update.upsert[kind]) byId.set(item.id, item)
    return [...byId.values()] as unknown as Inventory[K]
  }
  return {
    virtualNetworks: merge('virtualNetworks'),
    subnets: merge('subnets'),
    securityGroups: merge('securityGroups'),
    publicIps: merge('publicIps'),
    loadBalancers: merge('loadBalancers'),
    interfaces: merge('interfaces'),
  }
}
