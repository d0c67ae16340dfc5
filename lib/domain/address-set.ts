import type { Address } from './address'
import { PAGE_SIZE, type Page } from './address-page'
import { type Cidr, cidrSize, formatCidr } from './cidr'
import { DensePage } from './dense-page'
import { FreeSpace } from './free-space'
import {
  type AddressRange,
  clipRanges,
  lowerOf,
  type RangeSet,
  rangeOf,
  subtractRanges,
  unionRanges,
} from './ranges'
import { SparsePage } from './sparse-page'

/**
 * Which addresses of one CIDR are taken: the allocator's memory.
 *
 * A value: it never changes. `with` and `without` answer a new set that shares every page they did not touch,
 * so a snapshot costs nothing and a decision that is thrown away leaves no trace. Addresses outside the CIDR
 * are passed over, and so is taking what is taken, or giving back what is free.
 */
export class AddressSet extends FreeSpace {
  override readonly takenCount: bigint
  override readonly freeCount: bigint

  /** For `AddressDraft.done`; everybody else starts with `AddressSet.of`. */
  constructor(cidr: Cidr, pages: Map<number, Page>, paged: number, whole: RangeSet) {
    super(cidr, pages, paged, whole)
    this.takenCount = this.countTaken()
    this.freeCount = this.size - this.takenCount
  }

  /** The set of `taken` addresses and of `ranges` (usually the reserved ones) within the CIDR. */
  static of(cidr: Cidr, taken: Iterable<Address> = [], ranges: RangeSet = []): AddressSet {
    if (cidrSize(cidr) > LARGEST) throw new RangeError(`${formatCidr(cidr)} is too large for an AddressSet`)
    const draft = new AddressDraft(cidr, new Map(), 0, [])
    for (const range of ranges) draft.takeRange(range)
    for (const a of taken) draft.take(a)
    return draft.done()
  }

  with(addresses: Iterable<Address>): AddressSet {
    const draft = this.draft()
    for (const a of addresses) draft.take(a)
    return draft.done()
  }

  without(addresses: Iterable<Address>): AddressSet {
    const draft = this.draft()
    for (const a of addresses) draft.give(a)
    return draft.done()
  }

  withRange(range: AddressRange): AddressSet {
    const draft = this.draft()
    draft.takeRange(range)
    return draft.done()
  }

  /** A working copy for a plan that takes many; this set stays as it is. */
  draft(): AddressDraft {
    return new AddressDraft(this.cidr, this.pages, this.paged, this.whole)
  }
}

/**
 * A set in the making. Pages are copied at the first write to each and written in place after that:
 *
 *   set      ▕ p0 ▏▕ p1 ▏▕ p2 ▏
 *               │     ╲     │
 *   draft    ▕ p0 ▏▕ p1'▏▕ p2 ▏     after take(an address of page 1)
 */
export class AddressDraft extends FreeSpace {
  /** Pages that belong to this draft alone, so may be written. */
  private own = new Set<number>()
  private ownsMap = false

  get takenCount(): bigint {
    return this.countTaken()
  }

  get freeCount(): bigint {
    return this.size - this.countTaken()
  }

  /** For `AddressSet`; everybody else calls `AddressSet.draft`. */
  constructor(cidr: Cidr, pages: Map<number, Page>, paged: number, whole: RangeSet) {
    super(cidr, pages, paged, whole)
  }

  /** False if it was taken already, or lies outside the CIDR. */
  take(a: Address): boolean {
    const offset = this.offsetOf(a)
    if (offset < 0n || this.has(a)) return false
    this.writable(Number(offset / PAGE), 1).take(Number(offset % PAGE))
    this.paged++
    return true
  }

  /** False if it was free already, or lies outside the CIDR. */
  give(a: Address): boolean {
    const offset = this.offsetOf(a)
    if (offset < 0n || !this.has(a)) return false
    const number = Number(offset / PAGE)
    if (!this.pages.has(number)) this.divideWhole(number)
    this.writable(number, 0).give(Number(offset % PAGE))
    this.paged--
    return true
  }

  /** Takes every address of the range that lies in the CIDR. */
  takeRange(range: AddressRange): void {
    const [inside] = clipRanges([rangeOf(this.cidr)], range)
    if (!inside) return
    const first = inside.first - this.cidr.base
    const last = inside.last - this.cidr.base
    const firstWhole = (first + PAGE - 1n) / PAGE
    const lastWhole = (last + 1n) / PAGE - 1n
    if (this.fitsPage) this.takeInPage(0, Number(first), Number(last))
    else if (first / PAGE === last / PAGE && firstWhole > lastWhole) {
      this.takeInPage(Number(first / PAGE), Number(first % PAGE), Number(last % PAGE))
    } else {
      if (firstWhole > first / PAGE)
        this.takeInPage(Number(first / PAGE), Number(first % PAGE), PAGE_SIZE - 1)
      if (lastWhole < last / PAGE) this.takeInPage(Number(last / PAGE), 0, Number(last % PAGE))
      if (firstWhole <= lastWhole) this.takeWhole(firstWhole, lastWhole)
    }
  }

  /** The set as it stands. The draft may be used further without changing it. */
  done(): AddressSet {
    this.own = new Set()
    this.ownsMap = false
    return new AddressSet(this.cidr, this.pages, this.paged, this.whole)
  }

  private takeInPage(number: number, first: number, last: number): void {
    if (!this.pages.has(number) && this.has(this.at(BigInt(number) * PAGE))) return
    const page = this.writable(number, last - first + 1)
    const before = page.taken
    page.takeRange(first, last)
    this.paged += page.taken - before
  }

  private takeWhole(first: bigint, last: bigint): void {
    for (const [number, page] of this.pages) {
      if (number < first || number > last) continue
      this.paged -= page.taken
      this.ownMap().delete(number)
      this.own.delete(number)
    }
    this.forgetOrder()
    this.whole = unionRanges(this.whole, [this.pageRange(first, last)])
  }

  /**
   * Turns one page of a range that is taken as a whole into a page of its own, so that one can be given back.
   */
  private divideWhole(number: number): void {
    this.whole = subtractRanges(this.whole, [this.pageRange(BigInt(number), BigInt(number))])
    const page = DensePage.empty(PAGE_SIZE)
    page.takeRange(0, PAGE_SIZE - 1)
    this.put(number, page)
    this.paged += PAGE_SIZE
  }

  private pageRange(first: bigint, last: bigint): AddressRange {
    const { family, base } = this.cidr
    return { family, first: base + first * PAGE, last: base + (last + 1n) * PAGE - 1n }
  }

  /** The page, written by nobody else, with room for `more` addresses. */
  private writable(number: number, more: number): Page {
    let page = this.pages.get(number)
    if (page && this.own.has(number) && !(page instanceof SparsePage)) return page
    if (!page) page = this.emptyPage()
    else if (!this.own.has(number)) page = page.copy()
    if (page instanceof SparsePage && !page.hasRoom(more)) page = page.toDense()
    this.put(number, page)
    return page
  }

  private emptyPage(): Page {
    if (this.cidr.family === 6 && !this.fitsPage) return new SparsePage(PAGE_SIZE)
    return DensePage.empty(Number(lowerOf(this.size, PAGE)))
  }

  private put(number: number, page: Page): void {
    if (!this.pages.has(number)) this.forgetOrder()
    this.ownMap().set(number, page)
    this.own.add(number)
  }

  private ownMap(): Map<number, Page> {
    if (!this.ownsMap) this.pages = new Map(this.pages)
    this.ownsMap = true
    return this.pages
  }
}

const PAGE = BigInt(PAGE_SIZE)

/**
 * Page numbers are plain numbers, exact up to 2^53. The largest subnet of any cloud, an IPv6 /64, has 2^48
 * pages.
 */
const LARGEST = PAGE << 53n
