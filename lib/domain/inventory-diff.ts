import type { Cloud } from './cloud-rules'
import type { NewEvent } from './event'
import { claimHolds, type HoldConflict, withoutClaimed } from './foreign-holds'
import type { Inventory, ObservedInterface } from './inventory'
import { inventoryEvents } from './inventory-events'
import { findGone, type InUse } from './inventory-gone'
import { findStranded, type StrandedHold } from './inventory-stranded'
import {
  describeChange,
  describeItem,
  INTERFACE_WORDS,
  type ItemWords,
  LOAD_BALANCER_WORDS,
  NETWORK_WORDS,
  PUBLIC_IP_WORDS,
  SECURITY_GROUP_WORDS,
  SUBNET_WORDS,
} from './inventory-words'
import type { Holder } from './refusal'

export type InventoryKind =
  | 'virtual-network'
  | 'subnet'
  | 'security-group'
  | 'public-ip'
  | 'load-balancer'
  | 'interface'

export const INVENTORY_KINDS: readonly InventoryKind[] = [
  'virtual-network',
  'subnet',
  'security-group',
  'public-ip',
  'load-balancer',
  'interface',
]

/** The kinds that an import has completely, cloud by cloud: a full list of one cloud's tells nothing of the other's. */
export type InventoryScope = { readonly [cloud in Cloud]: ReadonlySet<InventoryKind> }

export const inEveryCloud = (kinds: Iterable<InventoryKind>): InventoryScope => {
  const set = new Set(kinds)
  return { aws: set, azure: set }
}

/** One line of the plan of an import. `what`: its facts where it comes or goes, what differs where it changed. */
export type DiffEntry = {
  readonly kind: InventoryKind
  readonly id: string
  readonly label: string
  readonly what: readonly string[]
}

/** What the store is asked to write; the same shape as the `InventoryChange` of its port. */
export type InventoryUpdate = {
  readonly at: string
  readonly requestId: string
  readonly upsert: Inventory
  readonly remove: { readonly [list in keyof Inventory]: readonly string[] }
  readonly events: readonly NewEvent[]
}

export type InventoryDiff = {
  readonly added: readonly DiffEntry[]
  readonly changed: readonly DiffEntry[]
  readonly gone: readonly DiffEntry[]
  /** Not in the import any more, but groups or interfaces of ours rely on them, so they stay. */
  readonly keptBecauseUsed: readonly DiffEntry[]
  /** Known subnets that stay, because the import has them where addresses of ours are not. */
  readonly stranded: readonly StrandedHold[]
  /** Foreign interfaces on addresses that Holdfast holds. These addresses are not written. */
  readonly conflicts: readonly HoldConflict[]
  readonly change: InventoryUpdate
  /** Items of the import that are known just so, our own interfaces included. */
  readonly unchanged: number
}

export type DiffInput = {
  readonly before: Inventory
  /** What was imported: sound, each id once, no address held twice. */
  readonly after: Inventory
  /** Nothing of a kind outside it is gone, unless what it lies in is. */
  readonly scope: InventoryScope
  /** ISO 8601, UTC. */
  readonly at: string
  readonly requestId: string
  readonly inUse: InUse
  /** Live holds of ours, by `${subnetId} ${canonical address}`. */
  readonly ourHolds: ReadonlyMap<string, Holder>
  /** Interfaces that Holdfast has on record as its own. */
  readonly ourInterfaceIds: ReadonlySet<string>
  /** Ids that the import mentions but could not read: known ones are left as they are. */
  readonly leftOut?: ReadonlySet<string>
}

/**
 * What an import would change (B3): nothing is written, the caller shows it and hands `change` to the store.
 *
 *   in before only, where the import covers it   gone, or kept because it is used
 *   in after only                                added
 *   in both, different                           changed
 *
 * A subnet stays as it is, and so does what is in it, where the change would strand an address of ours.
 * Interfaces of ours are neither added, changed nor removed. An address that the import gives to an interface is taken
 * from any other foreign one that is known to have it. Linear in the size of both inventories.
 */
export function diffInventory(input: DiffInput): InventoryDiff {
  const { before, after, at, requestId } = input
  const { ours, foreign } = divide(before.interfaces, input.ourInterfaceIds)
  const ourIds = new Set([...input.ourInterfaceIds, ...ours.map((one) => one.id)])
  const stranded = findStranded(input)
  const placed = after.interfaces.filter((one) => !stranded.has(one.subnetId))
  const claim = claimHolds(placed, input.ourHolds, ourIds)
  const { gone, kept } = findGone(input, foreign, ours)
  const claimed = new Set(claim.interfaces.map((one) => one.id))
  const staying = foreign.filter((one) => !gone.has(one.id) && !claimed.has(one.id))
  const interfacesAfter = [...claim.interfaces, ...withoutClaimed(staying, claim.interfaces)]

  const verdict = { gone, kept }
  const networks = compare(NETWORK_WORDS, before.virtualNetworks, after.virtualNetworks, verdict)
  const standing = after.subnets.filter((one) => !stranded.has(one.id))
  const subnets = compare(SUBNET_WORDS, before.subnets, standing, verdict)
  const groups = compare(SECURITY_GROUP_WORDS, before.securityGroups, after.securityGroups, verdict)
  const publicIps = compare(PUBLIC_IP_WORDS, before.publicIps, after.publicIps, verdict)
  const balancers = compare(LOAD_BALANCER_WORDS, before.loadBalancers, after.loadBalancers, verdict)
  const interfaces = compare(INTERFACE_WORDS, foreign, interfacesAfter, verdict)

  const all = [networks, subnets, groups, publicIps, balancers, interfaces]
  const lines = {
    added: all.flatMap((one) => one.added),
    changed: all.flatMap((one) => one.changed),
    gone: all.flatMap((one) => one.gone),
  }
  const isEmpty = lines.added.length + lines.changed.length + lines.gone.length === 0
  return {
    ...lines,
    keptBecauseUsed: all.flatMap((one) => one.kept),
    stranded: [...stranded.values()],
    conflicts: claim.conflicts,
    unchanged: all.reduce((sum, one) => sum + one.unchanged, claim.ours),
    change: {
      at,
      requestId,
      upsert: {
        virtualNetworks: networks.upsert,
        subnets: subnets.upsert,
        securityGroups: groups.upsert,
        publicIps: publicIps.upsert,
        loadBalancers: balancers.upsert,
        interfaces: interfaces.upsert,
      },
      remove: {
        virtualNetworks: networks.remove,
        subnets: subnets.remove,
        securityGroups: groups.remove,
        publicIps: publicIps.remove,
        loadBalancers: balancers.remove,
        interfaces: interfaces.remove,
      },
      // Nothing happened, so nothing is remembered, and plans made before stay fresh.
      events: isEmpty ? [] : inventoryEvents({ at, requestId }, lines, interfaces.pairs),
    },
  }
}

/** An interface is ours if it is on record, or was stored with our tag. */
function divide(interfaces: readonly ObservedInterface[], ourIds: ReadonlySet<string>) {
  const ours: ObservedInterface[] = []
  const foreign: ObservedInterface[] = []
  for (const one of interfaces) (one.instanceId !== null || ourIds.has(one.id) ? ours : foreign).push(one)
  return { ours, foreign }
}

type Comparison<T> = {
  readonly added: DiffEntry[]
  readonly changed: DiffEntry[]
  readonly gone: DiffEntry[]
  readonly kept: DiffEntry[]
  readonly upsert: T[]
  readonly remove: string[]
  /** One per line of added, changed and gone; null where there is no before or no after. */
  readonly pairs: { readonly before: T | null; readonly after: T | null }[]
  unchanged: number
}

function compare<T extends { readonly id: string }>(
  words: ItemWords<T>,
  before: readonly T[],
  after: readonly T[],
  verdict: { readonly gone: ReadonlySet<string>; readonly kept: ReadonlySet<string> },
): Comparison<T> {
  const sheet: Comparison<T> = {
    added: [],
    changed: [],
    gone: [],
    kept: [],
    upsert: [],
    remove: [],
    pairs: [],
    unchanged: 0,
  }
  const entry = (item: T, what: string[]): DiffEntry => ({
    kind: words.kind,
    id: item.id,
    label: words.label(item),
    what,
  })
  const known = new Map(before.map((item) => [item.id, item]))
  for (const item of after) {
    const old = known.get(item.id) ?? null
    if (old && words.same(old, item)) {
      sheet.unchanged++
      continue
    }
    if (old) sheet.changed.push(entry(item, describeChange(words, old, item)))
    else sheet.added.push(entry(item, describeItem(words, item)))
    sheet.upsert.push(item)
    sheet.pairs.push({ before: old, after: item })
  }
  for (const item of before) {
    if (verdict.kept.has(item.id)) sheet.kept.push(entry(item, describeItem(words, item)))
    if (!verdict.gone.has(item.id)) continue
    sheet.gone.push(entry(item, describeItem(words, item)))
    sheet.remove.push(item.id)
    sheet.pairs.push({ before: item, after: null })
  }
  return sheet
}
