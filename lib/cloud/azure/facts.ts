import type { ImportItem } from '@/lib/domain/import-problem'

/** What Azure's objects tell of each other, over all files. Every id is in lower case. */
export type AzureFacts = {
  /** The documents that are lists, by number: only these tell what there is not. */
  readonly lists: Set<number>
  /** By document, type and subscription: the longest path that all its ids have in common. */
  readonly containers: Map<string, Container>
  /** The private address of an IP configuration. */
  readonly addressOfConfig: Map<string, string>
  /** What holds addresses in a subnet and is in no list, by the subnet. */
  readonly holdersOf: Map<string, { readonly item: ImportItem; readonly ids: readonly string[] }>
  /** The machine of a NIC, by the NIC. */
  readonly machineOf: Map<string, string>
  /** The IP configuration, or whatever else it is, that a public IP is associated with. */
  readonly targetOfPublicIp: Map<string, string>
  /** The network of the interfaces that are in an application security group, and one of them. */
  readonly networkOfGroup: Map<string, { readonly networkId: string; readonly item: ImportItem }>
}

export type Container = {
  readonly page: number
  readonly type: string
  readonly path: string
}

export const noFacts = (): AzureFacts => ({
  lists: new Set(),
  containers: new Map(),
  addressOfConfig: new Map(),
  holdersOf: new Map(),
  machineOf: new Map(),
  targetOfPublicIp: new Map(),
  networkOfGroup: new Map(),
})
