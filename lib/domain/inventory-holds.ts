import type { Address } from './address'
import { blockOf, type Cidr, cidrFirst } from './cidr'

/**
 * Who holds which addresses and blocks (delegated prefixes, a VPC's subnets), for asking about either. `within` is the
 * id of the subnet or network in which an address means one thing.
 *
 *   prefix      ▕████████████████▏   .16/28
 *   address          ▏                .21       asking for one finds the other
 *
 * The few prefix lengths that occur are told at the start. Every address is then also filed under its block of each
 * of these lengths, so that every question is a handful of look-ups, whatever the number of holds.
 */
export class HoldIndex<T> {
  private readonly exact = new Map<string, T>()
  private readonly prefixes = new Map<string, T>()
  private readonly inside = new Map<string, T>()
  private readonly lengths: Record<4 | 6, readonly number[]>

  /** `prefixes`: everything of several addresses that will ever be added or asked for. */
  constructor(prefixes: Iterable<Cidr>) {
    const lengths = { 4: new Set<number>(), 6: new Set<number>() }
    for (const prefix of prefixes) lengths[prefix.family].add(prefix.prefix)
    this.lengths = { 4: [...lengths[4]], 6: [...lengths[6]] }
  }

  addAddress(within: string, address: Address, holder: T): void {
    this.exact.set(addressKey(within, address), holder)
    for (const length of this.lengths[address.family]) this.file(within, blockOf(address, length), holder)
  }

  addPrefix(within: string, prefix: Cidr, holder: T): void {
    this.prefixes.set(blockKey(within, prefix), holder)
    for (const length of this.lengths[prefix.family]) {
      if (length < prefix.prefix) this.file(within, blockOf(cidrFirst(prefix), length), holder)
    }
  }

  /** Who holds the address, by itself or in a prefix. */
  ofAddress(within: string, address: Address): T | undefined {
    return this.exact.get(addressKey(within, address)) ?? this.around(within, address)
  }

  /** Who holds any address of the prefix. */
  ofPrefix(within: string, prefix: Cidr): T | undefined {
    return this.inside.get(blockKey(within, prefix)) ?? this.around(within, cidrFirst(prefix), prefix.prefix)
  }

  private around(within: string, address: Address, longest = 128): T | undefined {
    for (const length of this.lengths[address.family]) {
      if (length > longest) continue
      const holder = this.prefixes.get(blockKey(within, blockOf(address, length)))
      if (holder !== undefined) return holder
    }
    return undefined
  }

  private file(within: string, block: Cidr, holder: T): void {
    const key = blockKey(within, block)
    if (!this.inside.has(key)) this.inside.set(key, holder)
  }
}

const addressKey = (within: string, a: Address): string => `${within} ${a.family} ${a.value}`

const blockKey = (within: string, block: Cidr): string =>
  `${within} ${block.family} ${block.base}/${block.prefix}`
