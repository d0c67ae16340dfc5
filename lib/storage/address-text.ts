import { address } from '@/lib/domain/address'
import { type Cidr, cidrContains, cidrLast } from '@/lib/domain/cidr'
import { type AddressRange, singleRange, toRangeSet } from '@/lib/domain/ranges'

const DOT = 46
const COMMA = 44
const ZERO = 48

/**
 * The ranges inside `block` of addresses joined by commas, as the database groups them: canonical text, any order.
 *
 * A full /16 is 65,000 of them, read again whenever a map is looked at. So IPv4 is read digit by digit into plain
 * numbers, sorted there, and only the ranges that come out become values of the domain: for a busy subnet a few
 * hundred, for a pool a single one.
 */
export function rangesIn(text: string | null, block: Cidr): AddressRange[] {
  if (!text) return []
  if (block.family === 4) return joinRuns(readNumbers(text, block).sort())
  const inside = text
    .split(',')
    .filter((one) => one.includes(':'))
    .map(address)
    .filter((a) => cidrContains(block, a))
  return [...toRangeSet(inside.map(singleRange))]
}

function readNumbers(text: string, block: Cidr): Float64Array {
  const first = Number(block.base)
  const last = Number(cidrLast(block).value)
  const numbers = new Float64Array(Math.ceil(text.length / '0.0.0.0,'.length) + 1)
  let count = 0
  let value = 0
  let octet = 0
  let plain = true
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? COMMA : text.charCodeAt(at)
    if (code === COMMA) {
      const number = value * 256 + octet
      if (plain && number >= first && number <= last) numbers[count++] = number
      value = 0
      octet = 0
      plain = true
    } else if (code === DOT) {
      value = value * 256 + octet
      octet = 0
    } else if (code >= ZERO && code <= ZERO + 9) octet = octet * 10 + code - ZERO
    // An IPv6 address of the same subnet.
    else plain = false
  }
  return numbers.subarray(0, count)
}

function joinRuns(sorted: Float64Array): AddressRange[] {
  const ranges: AddressRange[] = []
  for (let at = 0; at < sorted.length; ) {
    let end = at + 1
    while (end < sorted.length && (sorted[end] as number) - (sorted[end - 1] as number) <= 1) end++
    ranges.push({ family: 4, first: BigInt(sorted[at] as number), last: BigInt(sorted[end - 1] as number) })
    at = end
  }
  return ranges
}
