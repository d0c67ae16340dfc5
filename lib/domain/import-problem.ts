import type { Cloud } from './cloud-rules'
import type { InventoryKind } from './inventory-diff'
import type { AddressTextProblem } from './refusal'

/** One item of an import: by its id where it has one, always by the line (from 1) on which it begins. */
export type ImportItem = {
  readonly file: string
  readonly cloud: Cloud
  readonly kind: InventoryKind
  readonly id: string | null
  readonly line: number
}

/** Nothing of the file, or nothing beyond a point of it, could be read. */
export type ImportFileProblem =
  | { readonly kind: 'empty-file'; readonly file: string }
  | { readonly kind: 'too-large'; readonly file: string; readonly characters: number; readonly limit: number }
  | { readonly kind: 'binary'; readonly file: string; readonly looksLike: 'utf-16' | 'compressed' | null }
  | {
      readonly kind: 'wrong-format'
      readonly file: string
      readonly format: 'yaml' | 'table' | 'text' | 'colours'
    }
  /**
   * The file holds what the command line tool says when it fails. `operation` is what it was not let do, e.g.
   * 'DescribeVpcs' or 'Microsoft.Network/virtualNetworks/read'.
   */
  | {
      readonly kind: 'cli-error'
      readonly cloud: Cloud
      readonly file: string
      readonly code: string | null
      readonly operation: string | null
      readonly message: string
    }
  /**
   * A page of something else. `key` is the first key found (null: none), `command` the one that prints it if
   * known; `queried`: the cloud of which it looks like one of ours, cut down with `--query`.
   */
  | {
      readonly kind: 'wrong-command'
      readonly file: string
      readonly line: number
      readonly key: string | null
      readonly command: string | null
      readonly queried: Cloud | null
    }
  /**
   * `rest: 'item'`: one item is left out and reading went on behind it. `rest: 'file'`: nothing behind this place
   * was read. `kept` counts the items before it.
   */
  | {
      readonly kind: 'not-json'
      readonly file: string
      readonly line: number
      readonly column: number
      readonly found: string
      readonly rest: 'item' | 'file'
      readonly kept: number
    }
  | { readonly kind: 'truncated'; readonly file: string; readonly line: number; readonly kept: number }
  /** The last page of a listing says that more follow, and they are not in the import. */
  | { readonly kind: 'missing-pages'; readonly file: string; readonly itemKind: InventoryKind }

/**
 * 'no-address': a public IP that has none while nothing uses it. 'gateway': a load balancer in front of network
 * appliances. 'sku': a SKU that no group can use.
 */
export type NotImported =
  | { readonly kind: 'no-address' | 'gateway' }
  | { readonly kind: 'sku'; readonly sku: string }

/** One item, or one address of it, is left out. */
export type ImportItemProblem =
  | { readonly kind: 'missing-field'; readonly item: ImportItem; readonly field: string }
  /** `field` is empty where the item as a whole is meant; `found` is ready to be quoted in a sentence. */
  | {
      readonly kind: 'bad-field'
      readonly item: ImportItem
      readonly field: string
      readonly found: string
      readonly why: AddressTextProblem | null
    }
  /** Nothing is wrong with it, but Holdfast has no place for it. */
  | { readonly kind: 'not-imported'; readonly item: ImportItem; readonly why: NotImported }
  /** A public IP without the id by which it could be associated with an interface in a virtual network. */
  | { readonly kind: 'no-allocation-id'; readonly item: ImportItem; readonly address: string }
  /** `assumed` is the only region of the rest of the import; null: none, and the item is left out. */
  | { readonly kind: 'unknown-region'; readonly item: ImportItem; readonly assumed: string | null }
  /**
   * Items of one file whose virtual network is missing. `leftOut`: it is in the import, but has a problem itself.
   * `items` is never empty.
   */
  | {
      readonly kind: 'unknown-vpc'
      readonly file: string
      readonly virtualNetworkId: string
      readonly leftOut: boolean
      readonly items: readonly ImportItem[]
    }
  | {
      readonly kind: 'unknown-subnet'
      readonly file: string
      readonly subnetId: string
      readonly leftOut: boolean
      readonly items: readonly ImportItem[]
    }
  /** `address` is an address or, for a delegated prefix, a CIDR. */
  | {
      readonly kind: 'outside-subnet'
      readonly item: ImportItem
      readonly address: string
      readonly subnetId: string
      readonly cidrs: readonly string[]
    }
  /**
   * The subnet is sound, but some of its addresses are held by what no list tells. `type` is the cloud's own word in
   * lower case: `applicationgateways`.
   */
  | {
      readonly kind: 'unlisted-holders'
      readonly subnet: ImportItem
      readonly holders: readonly { readonly type: string; readonly count: number }[]
    }
  /** A block of a subnet is in none of its network's. */
  | {
      readonly kind: 'outside-network'
      readonly item: ImportItem
      readonly cidr: string
      readonly virtualNetworkId: string
      readonly cidrs: readonly string[]
    }
  /** The same id with other content; the first one, in `first`, is used. */
  | { readonly kind: 'duplicate-id'; readonly item: ImportItem; readonly first: ImportItem }
  /** Two items hold one address; `first` keeps it. `subnetId` is null for public addresses. */
  | {
      readonly kind: 'duplicate-address'
      readonly item: ImportItem
      readonly first: ImportItem
      readonly address: string
      readonly subnetId: string | null
    }
  /** Two subnets of one virtual network overlap; `first` stays. */
  | {
      readonly kind: 'overlapping-subnets'
      readonly item: ImportItem
      readonly first: ImportItem
      readonly cidr: string
      readonly firstCidr: string
      readonly virtualNetworkId: string
    }

/** Everything that an import can find wrong. `lib/api/import-messages.ts` holds the sentences. */
export type ImportProblem = ImportFileProblem | ImportItemProblem
