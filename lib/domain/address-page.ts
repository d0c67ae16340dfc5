/**
 * A page: which of up to 65,536 neighbouring addresses are taken. Offsets are 0 … length − 1.
 * `DensePage` is a bitmap, `SparsePage` a short list; the caller need not know which it has.
 */
export type Page = {
  readonly taken: number
  has(offset: number): boolean
  /** Both say whether anything changed. */
  take(offset: number): boolean
  give(offset: number): boolean
  /** Takes every address of the inclusive range. */
  takeRange(first: number, last: number): void
  /** Offset of the n-th free one from 0; the caller knows that there are more than n. */
  nthFree(n: number): number
  /** The first free one at `from` or above, or at `from` or below; −1 if there is none in this page. */
  nextFree(from: number): number
  previousFree(from: number): number
  /** Inclusive ranges of what is taken, in order. */
  runs(): Iterable<readonly [number, number]>
  copy(): Page
}

export const PAGE_SIZE = 65_536
