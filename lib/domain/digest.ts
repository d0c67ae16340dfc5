import { forEachSliced, type Sliced } from './slices'

/**
 * A short fingerprint of any JSON-like value (bigints allowed): equal values give equal text, whatever the order of
 * their keys. 106 bits. Not for secrets.
 */
export function digestOf(value: unknown): string {
  const mixer = new Mixer(1)
  mix(value, mixer)
  return mixer.first().toString(36) + mixer.second().toString(36)
}

/**
 * The digest of `[list, ...others]`, with pauses in the list: the same text as of the whole at once.
 */
export function* digestOfList(list: readonly unknown[], ...others: readonly unknown[]): Sliced<string> {
  const mixer = new Mixer(1)
  mixer.code(MARK.list)
  mixer.code(MARK.list)
  yield* forEachSliced(list, (one) => mix(one, mixer))
  mixer.code(MARK.end)
  for (const other of others) mix(other, mixer)
  mixer.code(MARK.end)
  return mixer.first().toString(36) + mixer.second().toString(36)
}

/** `digits` hexadecimal digits (13 at most) that depend on all of `parts`; for ids made inside a plan. */
export function hexOf(digits: number, ...parts: readonly (string | number)[]): string {
  const mixer = new Mixer(3)
  for (const part of parts) mix(part, mixer)
  return hexadecimal(mixer.first()).slice(-digits)
}

/** What a piece is. A list or row ends with a mark of its own, so that no two values are the same series of pieces. */
const MARK = { text: 1, number: 2, bigint: 3, plain: 4, list: 5, row: 6, end: 7 } as const

/** Piece by piece, with sorted keys: as one text, a plan of ten thousand changes would be two million characters. */
function mix(value: unknown, into: Mixer): void {
  if (typeof value === 'string') into.text(MARK.text, value)
  else if (typeof value === 'number') into.text(MARK.number, String(value))
  else if (typeof value === 'bigint') into.text(MARK.bigint, String(value))
  else if (value === null || typeof value !== 'object') into.text(MARK.plain, String(value))
  else if (Array.isArray(value)) {
    into.code(MARK.list)
    for (const inner of value) mix(inner, into)
    into.code(MARK.end)
  } else mixRow(value as Readonly<Record<string, unknown>>, into)
}

function mixRow(row: Readonly<Record<string, unknown>>, into: Mixer): void {
  into.code(MARK.row)
  for (const key of Object.keys(row).sort()) {
    const inner = row[key]
    if (inner === undefined) continue
    into.text(MARK.text, key)
    mix(inner, into)
  }
  into.code(MARK.end)
}

/** Four 32-bit multiply-xor lanes; each pair of them is joined to 53 bits. */
class Mixer {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: number) {
    this.a = 0xdead_beef ^ seed
    this.b = 0x41c6_ce57 ^ seed
    this.c = 0x9e37_79b9 ^ seed
    this.d = 0x85eb_ca6b ^ seed
  }

  code(code: number): void {
    this.a = Math.imul(this.a ^ code, 2_654_435_761)
    this.b = Math.imul(this.b ^ code, 1_597_334_677)
    this.c = Math.imul(this.c ^ code, 2_246_822_519)
    this.d = Math.imul(this.d ^ code, 3_266_489_917)
  }

  /** With its length, so that it is known where it ends. */
  text(mark: number, text: string): void {
    this.code(mark)
    this.code(text.length)
    let { a, b, c, d } = this
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      a = Math.imul(a ^ code, 2_654_435_761)
      b = Math.imul(b ^ code, 1_597_334_677)
      c = Math.imul(c ^ code, 2_246_822_519)
      d = Math.imul(d ^ code, 3_266_489_917)
    }
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }

  first(): number {
    return joined(this.a, this.b)
  }

  second(): number {
    return joined(this.c, this.d)
  }
}

function joined(a: number, b: number): number {
  const high = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  const low = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** 14 digits of a whole number. Byte by byte, because `toString(16)` is slow beyond 32 bits. */
function hexadecimal(number: number): string {
  const high = Math.floor(number / 4_294_967_296)
  const low = number >>> 0
  return `${hexByte(high, 16)}${hexByte(high, 8)}${hexByte(high, 0)}${hexByte(low, 24)}${hexByte(low, 16)}${hexByte(low, 8)}${hexByte(low, 0)}`
}

const hexByte = (bits: number, shift: number): string => BYTES[(bits >>> shift) & 255] as string
