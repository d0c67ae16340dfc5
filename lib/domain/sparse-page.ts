import type { Page } from './address-page'
import { DensePage } from './dense-page'

/** How many taken addresses a list may hold before a bitmap is smaller and faster. */
const SPARSE_MOST = 128

/**
 * A sorted list of the few addresses that are taken. IPv6 addresses lie scattered over a /64, nearly each in
 * a page of its own; a bitmap for each would cost 8 KB per address.
 */
export class SparsePage implements Page {
  constructor(
    private readonly length: number,
    private offsets: readonly number[] = [],
  ) {}

  get taken(): number {
    return this.offsets.length
  }

  /** False when with `more` of them a bitmap is the better page. */
  hasRoom(more: number): boolean {
    return this.offsets.length + more <= SPARSE_MOST
  }

  copy(): SparsePage {
    return new SparsePage(this.length, this.offsets)
  }

  toDense(): DensePage {
    const dense = DensePage.empty(this.length)
    for (const offset of this.offsets) dense.take(offset)
    return dense
  }

  /** Index of the first taken offset at or above `offset`. */
  private place(offset: number): number {
    let low = 0
    let high = this.offsets.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.offsets[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  has(offset: number): boolean {
    return this.offsets[this.place(offset)] === offset
  }

  take(offset: number): boolean {
    const at = this.place(offset)
    if (this.offsets[at] === offset) return false
    this.offsets = this.offsets.toSpliced(at, 0, offset)
    return true
  }

  give(offset: number): boolean {
    const at = this.place(offset)
    if (this.offsets[at] !== offset) return false
    this.offsets = this.offsets.toSpliced(at, 1)
    return true
  }

  takeRange(first: number, last: number): void {
    for (let offset = first; offset <= last; offset++) this.take(offset)
  }

  nthFree(n: number): number {
    let offset = n
    for (const taken of this.offsets) {
      if (taken > offset) break
      offset++
    }
    return offset
  }

  nextFree(from: number): number {
    let offset = from
    for (let at = this.place(from); this.offsets[at] === offset; at++) offset++
    return offset < this.length ? offset : -1
  }

  previousFree(from: number): number {
    let offset = from
    for (let at = this.place(from); this.offsets[at] === offset; at--) offset--
    return offset
  }

  *runs(): Generator<readonly [number, number]> {
    let first = -1
    let last = -2
    for (const offset of this.offsets) {
      if (offset !== last + 1) {
        if (first >= 0) yield [first, last]
        first = offset
      }
      last = offset
    }
    if (first >= 0) yield [first, last]
  }
}
