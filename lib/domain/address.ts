import ipaddr from 'ipaddr.js'
import type { AddressTextProblem } from './refusal'
import { ok, type Result, refuse } from './result'

export type Family = 4 | 6

/** One IP address: its number, and the family that says how wide the number is (32 or 128 bits). */
export type Address = { readonly family: Family; readonly value: bigint }

/** Bits in an address of the family. */
export const addressBits = (family: Family): number => (family === 4 ? 32 : 128)

/** The highest number that an address of the family can have. */
export const highestValue = (family: Family): bigint => (family === 4 ? HIGHEST_4 : HIGHEST_6)

const HIGHEST_4 = (1n << 32n) - 1n
const HIGHEST_6 = (1n << 128n) - 1n

/**
 * Reads one address, strictly: what two programs could read differently is refused.
 * `010.0.0.1` (octal to some) is `leading-zero`, `10.0.0.256` is `octet-too-large`, `fe80::1%eth0` is
 * `zone-id`. White space around the text is not part of an address.
 */
export function parseAddress(text: string): Result<Address, AddressTextProblem> {
  if (text.trim() === '') return refuse('empty')
  if (text.includes(':')) return parseIpv6(text)
  const value = readIpv4(text)
  return typeof value === 'number' ? ok({ family: 4, value: BigInt(value) }) : refuse(value)
}

/** An address written in source: tests, worlds. Throws on nonsense, so never for what a person typed. */
export function address(text: string): Address {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(`Not an address: ${JSON.stringify(text)} (${parsed.refusal})`)
  return parsed.value
}

/**
 * Dotted decimal to its number, in one pass without allocating: pools and inventories bring 65,536 at a time.
 * A library call per address costs about ten times as much.
 */
function readIpv4(text: string): number | AddressTextProblem {
  let value = 0
  let octet = 0
  let digits = 0
  let dots = 0
  let tooLarge = false
  let leadingZero = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 46) {
      if (digits === 0 || ++dots > 3) return 'not-an-address'
      value = value * 256 + octet
      octet = 0
      digits = 0
      continue
    }
    if (code < 48 || code > 57) return 'not-an-address'
    if (digits > 0 && octet === 0) leadingZero = true
    octet = octet * 10 + (code - 48)
    digits++
    if (octet > 255) tooLarge = true
  }
  if (dots !== 3 || digits === 0) return 'not-an-address'
  if (leadingZero) return 'leading-zero'
  return tooLarge ? 'octet-too-large' : value * 256 + octet
}

function parseIpv6(text: string): Result<Address, AddressTextProblem> {
  if (text.includes('%')) return refuse('zone-id')
  const plain = withoutDottedTail(text)
  if (!plain.ok) return plain
  if (!/^[0-9a-fA-F:]+$/.test(plain.value) || !ipaddr.IPv6.isValid(plain.value))
    return refuse('not-an-address')
  let value = 0n
  for (const part of ipaddr.IPv6.parse(plain.value).parts) value = (value << 16n) | BigInt(part)
  return ok({ family: 6, value })
}

/**
 * `::ffff:1.2.3.4` becomes `::ffff:102:304`. Done here because the library reads the dotted tail loosely
 * (octal, hexadecimal) and takes `::1.2.3.4` for `::ffff:1.2.3.4`.
 */
function withoutDottedTail(text: string): Result<string, AddressTextProblem> {
  if (!text.includes('.')) return ok(text)
  const start = text.lastIndexOf(':') + 1
  const tail = readIpv4(text.slice(start))
  if (typeof tail !== 'number') return refuse(tail)
  const high = Math.floor(tail / 65_536).toString(16)
  return ok(`${text.slice(0, start)}${high}:${(tail % 65_536).toString(16)}`)
}

/** The one canonical text: dotted decimal, or RFC 5952 for IPv6. What is stored, compared and shown. */
export function formatAddress(a: Address): string {
  if (a.family === 4) {
    const n = Number(a.value)
    return `${n >>> 24}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`
  }
  const parts: number[] = []
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((a.value >> shift) & 0xffffn))
  return new ipaddr.IPv6(parts).toString()
}

export const sameAddress = (a: Address, b: Address): boolean => a.value === b.value && a.family === b.family

/** For sorting: IPv4 before IPv6, then by number. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family !== b.family) return a.family - b.family
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

/** The address `by` places further on (or back). Throws where that leaves the family: a caller's bug. */
export function offsetAddress(a: Address, by: bigint | number): Address {
  const value = a.value + BigInt(by)
  if (value < 0n || value > highestValue(a.family))
    throw new RangeError(`${formatAddress(a)} + ${by} is no address`)
  return { family: a.family, value }
}
