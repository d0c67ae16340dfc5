import { type Address, addressBits, type Family, formatAddress, parseAddress } from './address'
import type { AddressRange } from './ranges'
import type { AddressTextProblem } from './refusal'
import { ok, type Result, refuse } from './result'

/** A block of 2^(bits − prefix) addresses whose first is `base`; `base` has no host bits. */
export type Cidr = { readonly family: Family; readonly base: bigint; readonly prefix: number }

/**
 * Reads `10.0.1.0/24` or `2001:db8::/64`. A base with host bits (`10.0.1.5/24`) is `host-bits-set`: whoever
 * wrote it meant either one address or the whole block, and only they know which.
 */
export function parseCidr(text: string): Result<Cidr, AddressTextProblem> {
  if (text.trim() === '') return refuse('empty')
  const slash = text.indexOf('/')
  if (slash < 0) return refuse('not-a-prefix')
  const base = parseAddress(text.slice(0, slash))
  if (!base.ok) return base.refusal === 'empty' ? refuse('not-an-address') : base
  const digits = text.slice(slash + 1)
  if (!/^(0|[1-9][0-9]{0,2})$/.test(digits)) return refuse('not-a-prefix')
  const { family, value } = base.value
  const prefix = Number(digits)
  if (prefix > addressBits(family)) return refuse('prefix-too-long')
  if ((value & hostMask(family, prefix)) !== 0n) return refuse('host-bits-set')
  return ok({ family, base: value, prefix })
}

/** A CIDR written in source: tests, worlds. Throws on nonsense. */
export function cidr(text: string): Cidr {
  const parsed = parseCidr(text)
  if (!parsed.ok) throw new Error(`Not a CIDR: ${JSON.stringify(text)} (${parsed.refusal})`)
  return parsed.value
}

export const formatCidr = (c: Cidr): string => `${formatAddress(cidrFirst(c))}/${c.prefix}`

/** How many addresses the block has. */
export const cidrSize = (c: Cidr): bigint => 1n << BigInt(addressBits(c.family) - c.prefix)

export const cidrFirst = (c: Cidr): Address => ({ family: c.family, value: c.base })

export const cidrLast = (c: Cidr): Address => ({
  family: c.family,
  value: c.base | hostMask(c.family, c.prefix),
})

export const sameCidr = (a: Cidr, b: Cidr): boolean =>
  a.base === b.base && a.prefix === b.prefix && a.family === b.family

export const cidrContains = (c: Cidr, a: Address): boolean =>
  a.family === c.family &&
  (a.value | hostMask(c.family, c.prefix)) === (c.base | hostMask(c.family, c.prefix))

/** Two blocks overlap exactly when the wider one holds the base of the other. */
export const cidrsOverlap = (a: Cidr, b: Cidr): boolean =>
  a.prefix <= b.prefix ? cidrContains(a, cidrFirst(b)) : cidrContains(b, cidrFirst(a))

/** The block of that prefix length that holds the address. */
export const blockOf = (a: Address, prefix: number): Cidr => ({
  family: a.family,
  base: a.value & ~hostMask(a.family, prefix),
  prefix,
})

/**
 * The fewest blocks that make up a range, in order: from the left, always the widest block that starts here
 * and ends inside.
 *
 *   10.0.0.3 ── 10.0.0.10    ▏.3/32▕▏ .4/30 ▕▏.8/31▕▏.10/32▕
 */
export function rangeToCidrs(range: AddressRange): Cidr[] {
  const bits = addressBits(range.family)
  const blocks: Cidr[] = []
  let next = range.first
  while (next <= range.last) {
    let width = 0
    while (width < bits) {
      const mask = (1n << BigInt(width + 1)) - 1n
      if ((next & mask) !== 0n || (next | mask) > range.last) break
      width++
    }
    blocks.push({ family: range.family, base: next, prefix: bits - width })
    next += 1n << BigInt(width)
  }
  return blocks
}

/** The bits below the prefix, all set. Looked up, because the allocator asks for every address it touches. */
function hostMask(family: Family, prefix: number): bigint {
  const mask = HOST_MASKS[addressBits(family) - prefix]
  if (mask === undefined) throw new RangeError(`No prefix /${prefix} in IPv${family}`)
  return mask
}

const HOST_MASKS: readonly bigint[] = Array.from({ length: 129 }, (_, bits) => (1n << BigInt(bits)) - 1n)
