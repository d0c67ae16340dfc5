/**
 * A short fingerprint of any JSON-like value (bigints allowed): equal values give equal text, whatever the order of
 * their keys. 106 bits: two 53-bit mixes of every character with different seeds. Not for secrets.
 */
export function digestOf(value: unknown): string {
  const first = new Mixer(1)
  const second = new Mixer(2)
  write(value, (text) => {
    first.add(text)
    second.add(text)
  })
  return first.done().toString(36) + second.done().toString(36)
}

/** `digits` hexadecimal digits (13 at most) that depend on all of `parts`; for ids made inside a plan. */
export function hexOf(digits: number, ...parts: readonly (string | number)[]): string {
  const mixer = new Mixer(3)
  mixer.add(parts.join('\u0000'))
  return mixer.done().toString(16).padStart(14, '0').slice(-digits)
}

/**
 * The value as one text with sorted keys, handed on piece by piece: of a plan of ten thousand changes it would be two
 * million characters, which nobody needs at once.
 */
function write(value: unknown, out: (text: string) => void): void {
  if (typeof value === 'string') out(quoted(value))
  else if (typeof value === 'bigint') out(`${value}n`)
  else if (value === null || typeof value !== 'object') out(JSON.stringify(value) ?? 'undefined')
  else if (Array.isArray(value)) {
    out('[')
    for (const inner of value) {
      write(inner, out)
      out(',')
    }
    out(']')
  } else writeRow(value as Readonly<Record<string, unknown>>, out)
}

function writeRow(row: Readonly<Record<string, unknown>>, out: (text: string) => void): void {
  out('{')
  for (const key of Object.keys(row).sort()) {
    const inner = row[key]
    if (inner === undefined) continue
    out(quoted(key))
    out(':')
    write(inner, out)
    out(',')
  }
  out('}')
}

/** As JSON writes it; ids, addresses and keys need no escapes. */
const quoted = (text: string): string => (/^[\w.:\- ]*$/.test(text) ? `"${text}"` : JSON.stringify(text))

/** Two 32-bit multiply-xor lanes, joined to 53 bits. */
class Mixer {
  private high: number
  private low: number

  constructor(seed: number) {
    this.high = 0xdead_beef ^ seed
    this.low = 0x41c6_ce57 ^ seed
  }

  add(text: string): void {
    let { high, low } = this
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      high = Math.imul(high ^ code, 2_654_435_761)
      low = Math.imul(low ^ code, 1_597_334_677)
    }
    this.high = high
    this.low = low
  }

  done(): number {
    let { high, low } = this
    high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
    low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
    return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
  }
}
