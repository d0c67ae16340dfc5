import type { Page } from './address-page'

const GROUP = 4_096
const BLOCK = 256
const WORD = 32
/**
 * With this many free, or fewer, they are listed: the n-th is then one look-up, and to keep the list up is
 * cheap.
 */
const CROWDED = 2_048

/**
 * One bit per address, and how many are taken per 4,096 and per 256 of them, so that the n-th free one is
 * found by skipping: at most 16 groups, 16 blocks, 8 words and the bits of one word.
 *
 *   group  ▕4096 taken▏▕4096▏▕4090▏ …         skip while n ≥ free
 *   block                ▕256▏▕251▏ …         skip while n ≥ free
 *   word                   ▕32▏▕30▏ …         then look at the bits
 *
 * A crowded page also lists its free addresses: `SparsePage` the other way round.
 */
export class DensePage implements Page {
  private constructor(
    private readonly length: number,
    private readonly words: Uint32Array,
    private readonly perBlock: Uint16Array,
    private readonly perGroup: Uint16Array,
    public taken: number,
    private free: Uint16Array | null = null,
  ) {}

  /** A page of `length` addresses, all free. Bits past the end stay free and are never reached. */
  static empty(length: number): DensePage {
    return new DensePage(
      length,
      new Uint32Array(Math.ceil(length / WORD)),
      new Uint16Array(Math.ceil(length / BLOCK)),
      new Uint16Array(Math.ceil(length / GROUP)),
      0,
    )
  }

  copy(): DensePage {
    return new DensePage(
      this.length,
      this.words.slice(),
      this.perBlock.slice(),
      this.perGroup.slice(),
      this.taken,
      this.free?.slice() ?? null,
    )
  }

  has(offset: number): boolean {
    return (((this.words[offset >>> 5] as number) >>> (offset & 31)) & 1) === 1
  }

  take(offset: number): boolean {
    if (this.has(offset)) return false
    this.relist(offset, this.length - this.taken, false)
    this.words[offset >>> 5] = (this.words[offset >>> 5] as number) | (1 << (offset & 31))
    this.count(offset, 1)
    return true
  }

  give(offset: number): boolean {
    if (!this.has(offset)) return false
    this.relist(offset, this.length - this.taken, true)
    this.words[offset >>> 5] = (this.words[offset >>> 5] as number) & ~(1 << (offset & 31))
    this.count(offset, -1)
    return true
  }

  /** Word by word: the bits of the first and last word are cut to the range. */
  takeRange(first: number, last: number): void {
    this.free = null
    for (let word = first >>> 5; word <= last >>> 5; word++) {
      const start = word * WORD
      const from = Math.max(first - start, 0)
      const to = Math.min(last - start, WORD - 1)
      const mask = (0xffff_ffff >>> (WORD - 1 - to + from)) << from
      const old = this.words[word] as number
      this.words[word] = old | mask
      this.count(start, bitCount(~old & mask))
    }
  }

  private count(offset: number, by: number): void {
    this.perBlock[offset >>> 8] = (this.perBlock[offset >>> 8] as number) + by
    this.perGroup[offset >>> 12] = (this.perGroup[offset >>> 12] as number) + by
    this.taken += by
  }

  nthFree(n: number): number {
    if (this.length - this.taken <= CROWDED) return this.freeList()[n] as number
    let left = n
    let group = 0
    for (let free = this.freeInGroup(0); left >= free; free = this.freeInGroup(++group)) left -= free
    let block = group * (GROUP / BLOCK)
    for (let free = this.freeInBlock(block); left >= free; free = this.freeInBlock(++block)) left -= free
    let word = block * (BLOCK / WORD)
    for (let free = this.freeInWord(word); left >= free; free = this.freeInWord(++word)) left -= free
    let bits = ~(this.words[word] as number)
    while (left-- > 0) bits &= bits - 1
    return word * WORD + lowestBit(bits)
  }

  private freeInGroup(group: number): number {
    return GROUP - (this.perGroup[group] as number)
  }

  private freeInBlock(block: number): number {
    return BLOCK - (this.perBlock[block] as number)
  }

  private freeInWord(word: number): number {
    return WORD - bitCount(this.words[word] as number)
  }

  /**
   * Made when first asked for, then kept up to date by `take` and `give`. A cache: reading makes it, nobody
   * sees it.
   */
  private freeList(): Uint16Array {
    if (this.free) return this.free
    const free = new Uint16Array(Math.min(CROWDED, this.length))
    let count = 0
    for (let at = this.nextFree(0); at >= 0; at = at + 1 < this.length ? this.nextFree(at + 1) : -1) {
      free[count++] = at
    }
    this.free = free
    return free
  }

  /** Takes the offset out of the list, or puts it in; `count` is how many were free before. */
  private relist(offset: number, count: number, nowFree: boolean): void {
    if (!this.free) return
    if (nowFree && count >= this.free.length) {
      this.free = null
      return
    }
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.free[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    if (nowFree) {
      this.free.copyWithin(low + 1, low, count)
      this.free[low] = offset
    } else this.free.copyWithin(low, low + 1, count)
  }

  nextFree(from: number): number {
    let word = from >>> 5
    let bits = ~(this.words[word] as number) & (-1 << (from & 31))
    while (bits === 0) {
      word++
      if (word % 8 === 0) while (this.perBlock[word >>> 3] === BLOCK) word += 8
      if (word >= this.words.length) return -1
      bits = ~(this.words[word] as number)
    }
    const offset = word * WORD + lowestBit(bits)
    return offset < this.length ? offset : -1
  }

  previousFree(from: number): number {
    let word = from >>> 5
    let bits = ~(this.words[word] as number) & (-1 >>> (31 - (from & 31)))
    while (bits === 0) {
      if (word === 0) return -1
      if (word % 8 === 0) while (word > 8 && this.perBlock[(word >>> 3) - 1] === BLOCK) word -= 8
      word--
      bits = ~(this.words[word] as number)
    }
    return word * WORD + 31 - Math.clz32(bits)
  }

  *runs(): Generator<readonly [number, number]> {
    let open = -1
    for (let word = 0; word < this.words.length; word++) {
      const bits = this.words[word] as number
      if (open < 0 ? bits === 0 : bits === 0xffff_ffff) continue
      for (let bit = 0; bit < WORD; bit++) {
        const taken = ((bits >>> bit) & 1) === 1
        if (taken === open >= 0) continue
        if (taken) open = word * WORD + bit
        else {
          yield [open, word * WORD + bit - 1]
          open = -1
        }
      }
    }
    if (open >= 0) yield [open, this.words.length * WORD - 1]
  }
}

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits)

/** How many bits of a 32-bit word are set. */
function bitCount(word: number): number {
  let n = word - ((word >>> 1) & 0x5555_5555)
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}
