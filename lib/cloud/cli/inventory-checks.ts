import { type Address, formatAddress } from '@/lib/domain/address'
import { type Cidr, cidrContains, cidrFirst, cidrLast, formatCidr } from '@/lib/domain/cidr'
import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import type { ObservedInterface } from '@/lib/domain/inventory'
import { HoldIndex } from '@/lib/domain/inventory-holds'
import type { Subnet } from '@/lib/domain/subnet'
import type { Draft, Drafts, DraftValues } from './drafts'

/**
 * One draft per id. The same item again, word for word, is no problem: files overlap. With other content the two were
 * printed at different times, and nobody can tell which is newer.
 */
export function withoutRepeats(drafts: Drafts, problems: ImportProblem[]): Drafts {
  return {
    'virtual-network': unrepeated(drafts['virtual-network'], problems),
    subnet: unrepeated(drafts.subnet, problems),
    'security-group': unrepeated(drafts['security-group'], problems),
    'public-ip': unrepeated(drafts['public-ip'], problems),
    'load-balancer': unrepeated(drafts['load-balancer'], problems),
    interface: unrepeated(drafts.interface, problems),
  }
}

function unrepeated<T>(drafts: readonly Draft<T>[], problems: ImportProblem[]): Draft<T>[] {
  const byId = new Map<string | null, Draft<T>>()
  for (const draft of drafts) {
    const first = byId.get(draft.item.id)
    if (!first) byId.set(draft.item.id, draft)
    else if (asText(first.value) !== asText(draft.value)) {
      problems.push({ kind: 'duplicate-id', item: draft.item, first: first.item })
    }
  }
  return [...byId.values()]
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))

/** Collects the items of one file that miss the same parent, so that 50,000 of them are one problem. */
export class MissingParents {
  private readonly found = new Map<string, { parent: string; file: string; items: ImportItem[] }>()

  add(parent: string, item: ImportItem): void {
    const key = `${parent}\n${item.file}`
    const entry = this.found.get(key)
    if (entry) entry.items.push(item)
    else this.found.set(key, { parent, file: item.file, items: [item] })
  }

  vpcs(leftOut: ReadonlySet<string>): ImportProblem[] {
    return [...this.found.values()].map(({ parent, file, items }) => ({
      kind: 'unknown-vpc',
      file,
      virtualNetworkId: parent,
      leftOut: leftOut.has(parent),
      items,
    }))
  }

  subnets(leftOut: ReadonlySet<string>): ImportProblem[] {
    return [...this.found.values()].map(({ parent, file, items }) => ({
      kind: 'unknown-subnet',
      file,
      subnetId: parent,
      leftOut: leftOut.has(parent),
      items,
    }))
  }
}

type SubnetDraft = Draft<DraftValues['subnet']>

/** The subnets that overlap no earlier one of their VPC. */
export function withoutOverlaps(drafts: readonly SubnetDraft[], problems: ImportProblem[]): SubnetDraft[] {
  const taken = new HoldIndex<{ readonly item: ImportItem; readonly block: Cidr }>(
    drafts.flatMap((draft) => draft.value.cidrs),
  )
  return drafts.filter(({ item, value: { virtualNetworkId, cidrs } }) => {
    for (const block of cidrs) {
      const first = taken.ofPrefix(virtualNetworkId, block)
      if (!first) continue
      const [cidr, firstCidr] = [formatCidr(block), formatCidr(first.block)]
      problems.push({
        kind: 'overlapping-subnets',
        item,
        first: first.item,
        cidr,
        firstCidr,
        virtualNetworkId,
      })
      return false
    }
    for (const block of cidrs) taken.addPrefix(virtualNetworkId, block, { item, block })
    return true
  })
}

type InterfaceDraft = Draft<ObservedInterface>

/**
 * What each interface holds inside its subnet and before anybody else; an interface that keeps nothing of what it
 * listed is left out. Every address is judged by itself: the rest of the interface's addresses are held all the same,
 * and leaving them out would show them as free.
 */
export class HoldCheck {
  private readonly holds: HoldIndex<ImportItem>

  constructor(
    drafts: readonly InterfaceDraft[],
    private readonly subnets: ReadonlyMap<string, Subnet>,
    private readonly problems: ImportProblem[],
  ) {
    this.holds = new HoldIndex(drafts.flatMap((draft) => draft.value.prefixes))
  }

  /** The interface with what is sound of it; null if that is nothing, or its subnet is unknown. */
  check({ value, item }: InterfaceDraft): ObservedInterface | null {
    const subnet = this.subnets.get(value.subnetId)
    if (!subnet) return null
    const addresses = value.addresses.filter((one) => this.keepAddress(subnet, one, item))
    const prefixes = value.prefixes.filter((one) => this.keepPrefix(subnet, one, item))
    if (addresses.length === value.addresses.length && prefixes.length === value.prefixes.length) return value
    return addresses.length + prefixes.length === 0 ? null : { ...value, addresses, prefixes }
  }

  private keepAddress(subnet: Subnet, address: Address, item: ImportItem): boolean {
    if (!subnet.cidrs.some((block) => cidrContains(block, address))) {
      return this.outside(subnet, formatAddress(address), item)
    }
    const first = this.holds.ofAddress(subnet.id, address)
    if (first && first !== item) return this.held(subnet, formatAddress(address), item, first)
    this.holds.addAddress(subnet.id, address, item)
    return true
  }

  private keepPrefix(subnet: Subnet, prefix: Cidr, item: ImportItem): boolean {
    const isInside = subnet.cidrs.some(
      (block) => cidrContains(block, cidrFirst(prefix)) && cidrContains(block, cidrLast(prefix)),
    )
    if (!isInside) return this.outside(subnet, formatCidr(prefix), item)
    const first = this.holds.ofPrefix(subnet.id, prefix)
    if (first && first !== item) return this.held(subnet, formatCidr(prefix), item, first)
    this.holds.addPrefix(subnet.id, prefix, item)
    return true
  }

  /** False, as what is reported is not kept. */
  private outside(subnet: Subnet, address: string, item: ImportItem): false {
    const cidrs = subnet.cidrs.map(formatCidr)
    this.problems.push({ kind: 'outside-subnet', item, address, subnetId: subnet.id, cidrs })
    return false
  }

  private held(subnet: Subnet, address: string, item: ImportItem, first: ImportItem): false {
    this.problems.push({ kind: 'duplicate-address', item, first, address, subnetId: subnet.id })
    return false
  }
}
