import type { ImportItem } from '@/lib/domain/import-problem'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import type { PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'

/** One item, read by itself. `region` is null until something else tells it; `page` numbers its JSON document. */
export type Draft<T> = {
  readonly item: ImportItem
  readonly value: T
  region: string | null
  readonly page: number
}

/** What the AWS CLI's five lists hold. */
export type AwsItemKind = Exclude<InventoryKind, 'load-balancer'>

export type DraftValues = {
  'virtual-network': Omit<VirtualNetwork, 'region'>
  subnet: Omit<Subnet, 'region'>
  'security-group': SecurityGroup & { readonly virtualNetworkId: string }
  'public-ip': Omit<PublicIp, 'region'>
  interface: ObservedInterface
}

export type Drafts = { readonly [K in AwsItemKind]: Draft<DraftValues[K]>[] }

/** Where an item stands: everything of an ImportItem but its id. */
export type Place = { readonly file: string; readonly line: number; readonly page: number }

export const noDrafts = (): Drafts => ({
  'virtual-network': [],
  subnet: [],
  'security-group': [],
  'public-ip': [],
  interface: [],
})
