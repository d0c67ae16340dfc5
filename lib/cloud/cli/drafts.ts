import type { ImportItem } from '@/lib/domain/import-problem'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'

/** One item, read by itself. `region` is null until something else tells it; `page` numbers its JSON document. */
export type Draft<T> = {
  readonly item: ImportItem
  readonly value: T
  region: string | null
  readonly page: number
}

export type DraftValues = {
  'virtual-network': Omit<VirtualNetwork, 'region'>
  subnet: Omit<Subnet, 'region'>
  'security-group': SecurityGroup
  'public-ip': Omit<PublicIp, 'region'>
  'load-balancer': Omit<LoadBalancer, 'region'>
  interface: ObservedInterface
}

export type Drafts = { readonly [K in InventoryKind]: Draft<DraftValues[K]>[] }

/** Where an item stands: everything of an ImportItem but its id. */
export type Place = { readonly file: string; readonly line: number; readonly page: number }

export const noDrafts = (): Drafts => ({
  'virtual-network': [],
  subnet: [],
  'security-group': [],
  'public-ip': [],
  'load-balancer': [],
  interface: [],
})
