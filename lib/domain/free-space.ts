import type { Address } from './address'
import { PAGE_SIZE, type Page } from './address-page'
import { type Cidr, cidrSize } from './cidr'
import { type AddressRange, type RangeSet, rangeHolding, rangesSize, toRangeSet, unionRanges } from './ranges'

/**
 * One stretch of a CIDR of which something is taken, by offset: a page, or (page null) a range taken as a
 * whole.
 */
type Stretch = { readonly first: bigint; readonly last: bigint; readonly page: Page | null }

/**
 * What can be asked of the taken addresses of one CIDR, however they came to be: `AddressSet` (never changes)
 * and `AddressDraft` (a plan in the making) both are a `FreeSpace`.
 *
 *   offset   0          65,536      131,072                            size
 *            ▕  page 0  ▏           ▕ page 2 ▏    ▕▒▒▒ whole ▒▒▒▒▏
 *                         untouched:                taken entirely: a range,
 *                         no page, all free          however many pages wide
 *
 * An IPv6 /80 that is delegated to one interface is 2^48 addresses: one range, not 2^32 pages.
 */
export abstract class FreeSpace {
  readonly cidr: Cidr
  /** Addresses in the CIDR. */
  readonly size: bigint
  protected pages: Map<number, Page>
  /** How many addresses the pages say are taken. */
  protected paged: number
  /**
   * Taken as a whole, in multiples of a page; disjoint from the pages. Only where there is more than one
   * page.
   */
  protected whole: RangeSet
  /** One page is enough: up to a /16. */
  protected readonly fitsPage: boolean
  private order: readonly number[] | null = null

  protected constructor(cidr: Cidr, pages: Map<number, Page>, paged: number, whole: RangeSet) {
    this.cidr = cidr
    this.size = cidrSize(cidr)
    this.fitsPage = this.size <= PAGE
    this.pages = pages
    this.paged = paged
    this.whole = whole
  }

  abstract readonly takenCount: bigint
  abstract readonly freeCount: bigint

  /** Is the address taken? False for addresses outside the CIDR. */
  has(a: Address): boolean {
    const offset = this.offsetOf(a)
    if (offset < 0n) return false
    if (this.fitsPage) return this.pages.get(0)?.has(Number(offset)) ?? false
    const page = this.pages.get(Number(offset / PAGE))
    return page ? page.has(Number(offset % PAGE)) : rangeHolding(this.whole, a) !== null
  }

  /** The n-th free address, counted from 0; null if fewer are free. */
  nthFree(n: bigint): Address | null {
    if (n < 0n || n >= this.freeCount) return null
    if (this.fitsPage) {
      const page = this.pages.get(0)
      return this.at(page ? BigInt(page.nthFree(Number(n))) : n)
    }
    let left = n
    let next = 0n
    for (const stretch of this.stretches()) {
      const gap = stretch.first - next
      if (left < gap) break
      left -= gap
      if (stretch.page) {
        const free = PAGE_SIZE - stretch.page.taken
        if (left < free) return this.at(stretch.first + BigInt(stretch.page.nthFree(Number(left))))
        left -= BigInt(free)
      }
      next = stretch.last + 1n
    }
    return this.at(next + left)
  }

  /** The first free address at `from` or above; null if there is none. Does not wrap. */
  nextFree(from: Address): Address | null {
    if (from.family !== this.cidr.family) return null
    let offset = from.value < this.cidr.base ? 0n : from.value - this.cidr.base
    while (offset < this.size) {
      const page = this.pages.get(Number(offset / PAGE))
      if (page) {
        const found = page.nextFree(Number(offset % PAGE))
        if (found >= 0) return this.at((offset / PAGE) * PAGE + BigInt(found))
        offset = (offset / PAGE + 1n) * PAGE
      } else {
        const range = rangeHolding(this.whole, this.at(offset))
        if (!range) return this.at(offset)
        offset = range.last + 1n - this.cidr.base
      }
    }
    return null
  }

  /** The first free address at `from` or below; null if there is none. */
  previousFree(from: Address): Address | null {
    if (from.family !== this.cidr.family) return null
    let offset = from.value - this.cidr.base
    if (offset >= this.size) offset = this.size - 1n
    while (offset >= 0n) {
      const page = this.pages.get(Number(offset / PAGE))
      if (page) {
        const found = page.previousFree(Number(offset % PAGE))
        if (found >= 0) return this.at((offset / PAGE) * PAGE + BigInt(found))
        offset = (offset / PAGE) * PAGE - 1n
      } else {
        const range = rangeHolding(this.whole, this.at(offset))
        if (!range) return this.at(offset)
        offset = range.first - 1n - this.cidr.base
      }
    }
    return null
  }

  /** Everything that is taken, as ranges. */
  takenRanges(): RangeSet {
    const { family, base } = this.cidr
    const runs: AddressRange[] = []
    for (const number of this.pageOrder()) {
      const start = base + BigInt(number) * PAGE
      for (const [first, last] of this.pages.get(number)?.runs() ?? []) {
        runs.push({ family, first: start + BigInt(first), last: start + BigInt(last) })
      }
    }
    return unionRanges(toRangeSet(runs), this.whole)
  }

  protected countTaken(): bigint {
    const paged = BigInt(this.paged)
    return this.whole.length === 0 ? paged : paged + rangesSize(this.whole)
  }

  /** Offset within the CIDR; −1 if the address lies outside. */
  protected offsetOf(a: Address): bigint {
    if (a.family !== this.cidr.family) return -1n
    const offset = a.value - this.cidr.base
    return offset < this.size ? offset : -1n
  }

  protected at(offset: bigint): Address {
    return { family: this.cidr.family, value: this.cidr.base + offset }
  }

  /** To be called whenever a page comes or goes. */
  protected forgetOrder(): void {
    this.order = null
  }

  private pageOrder(): readonly number[] {
    this.order ??= [...this.pages.keys()].sort((a, b) => a - b)
    return this.order
  }

  /** Pages and whole ranges, merged in order. */
  private *stretches(): Generator<Stretch> {
    let i = 0
    const upTo = function* (space: FreeSpace, limit: bigint): Generator<Stretch> {
      for (let range = space.whole[i]; range; range = space.whole[++i]) {
        const first = range.first - space.cidr.base
        if (first >= limit) return
        yield { first, last: range.last - space.cidr.base, page: null }
      }
    }
    for (const number of this.pageOrder()) {
      const first = BigInt(number) * PAGE
      yield* upTo(this, first)
      yield { first, last: first + PAGE - 1n, page: this.pages.get(number) ?? null }
    }
    yield* upTo(this, this.size)
  }
}

const PAGE = BigInt(PAGE_SIZE)
