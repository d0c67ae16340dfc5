import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, addressBits, formatAddress, highestValue } from './address'
import {
  blockOf,
  type Cidr,
  cidr,
  cidrContains,
  cidrFirst,
  cidrLast,
  cidrSize,
  cidrsOverlap,
  formatCidr,
  parseCidr,
  rangeToCidrs,
  sameCidr,
} from './cidr'
import { type AddressRange, formatRange, intersectRanges, rangeOf, toRangeSet } from './ranges'

const anyCidr = fc
  .constantFrom(4 as const, 6 as const)
  .chain((family) =>
    fc
      .tuple(
        fc.bigInt({ min: 0n, max: highestValue(family) }),
        fc.integer({ min: 0, max: addressBits(family) }),
      )
      .map(([value, prefix]): Cidr => blockOf({ family, value }, prefix)),
  )

describe('a block has a size, a first and a last address', () => {
  test.each([
    ['10.0.0.0/8', 16_777_216n, '10.0.0.0', '10.255.255.255'],
    ['10.0.0.0/16', 65_536n, '10.0.0.0', '10.0.255.255'],
    ['10.0.1.0/24', 256n, '10.0.1.0', '10.0.1.255'],
    ['10.0.1.8/29', 8n, '10.0.1.8', '10.0.1.15'],
    ['10.0.1.2/31', 2n, '10.0.1.2', '10.0.1.3'],
    ['10.0.1.7/32', 1n, '10.0.1.7', '10.0.1.7'],
    ['0.0.0.0/0', 1n << 32n, '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/64', 1n << 64n, '2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
    ['::1/128', 1n, '::1', '::1'],
  ])('%s', (text, size, first, last) => {
    const block = cidr(text)
    expect(cidrSize(block)).toBe(size)
    expect(formatAddress(cidrFirst(block))).toBe(first)
    expect(formatAddress(cidrLast(block))).toBe(last)
    expect(formatCidr(block)).toBe(text)
    expect(cidrContains(block, address(first)) && cidrContains(block, address(last))).toBe(true)
  })
})

describe('parseCidr refuses', () => {
  test.each([
    ['', 'empty'],
    ['10.0.0.0', 'not-a-prefix'],
    ['10.0.0.0/', 'not-a-prefix'],
    ['10.0.0.0/08', 'not-a-prefix'],
    ['10.0.0.0/-1', 'not-a-prefix'],
    ['10.0.0.0/8/8', 'not-a-prefix'],
    ['10.0.0.0/33', 'prefix-too-long'],
    ['::/129', 'prefix-too-long'],
    ['10.0.1.5/24', 'host-bits-set'],
    ['10.0.1.1/31', 'host-bits-set'],
    ['2001:db8::1/64', 'host-bits-set'],
    ['10.0.256.0/24', 'octet-too-large'],
    ['10.00.1.0/24', 'leading-zero'],
    ['/24', 'not-an-address'],
  ])('%j as %s', (text, why) => expect(parseCidr(text)).toEqual({ ok: false, refusal: why }))

  test('and cidr() throws', () => expect(() => cidr('10.0.1.5/24')).toThrow('host-bits-set'))
})

test('every block reads back as itself', () => {
  fc.assert(
    fc.property(anyCidr, (block) => {
      expect(sameCidr(cidr(formatCidr(block)), block)).toBe(true)
    }),
  )
})

describe('cidrContains', () => {
  test.each([
    ['10.0.1.0/24', '10.0.0.255', false],
    ['10.0.1.0/24', '10.0.2.0', false],
    ['10.0.1.7/32', '10.0.1.8', false],
    ['10.0.1.2/31', '10.0.1.4', false],
    ['0.0.0.0/0', '::', false],
    ['::/0', '10.0.0.1', false],
    ['2001:db8::/64', '2001:db8:0:1::', false],
  ])('%s %s: %s', (block, a, expected) => expect(cidrContains(cidr(block), address(a))).toBe(expected))
})

test('blocks overlap exactly when their ranges meet', () => {
  fc.assert(
    fc.property(anyCidr, anyCidr, (a, b) => {
      expect(cidrsOverlap(a, b)).toBe(intersectRanges([rangeOf(a)], [rangeOf(b)]).length > 0)
      expect(cidrsOverlap(a, blockOf(cidrLast(a), addressBits(a.family)))).toBe(true)
    }),
  )
  expect(cidrsOverlap(cidr('10.0.0.0/24'), cidr('10.0.1.0/24'))).toBe(false)
})

test('blockOf is the block around an address', () => {
  expect(formatCidr(blockOf(address('10.0.1.200'), 26))).toBe('10.0.1.192/26')
  expect(formatCidr(blockOf(address('2001:db8::1:2'), 112))).toBe('2001:db8::1:0/112')
  expect(formatCidr(blockOf(address('10.0.1.200'), 0))).toBe('0.0.0.0/0')
})

describe('rangeToCidrs', () => {
  const range = (first: string, last: string): AddressRange => ({
    family: address(first).family,
    first: address(first).value,
    last: address(last).value,
  })
  test.each([
    ['10.0.0.3', '10.0.0.10', ['10.0.0.3/32', '10.0.0.4/30', '10.0.0.8/31', '10.0.0.10/32']],
    ['10.0.0.0', '10.0.255.255', ['10.0.0.0/16']],
    ['0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
    ['255.255.255.255', '255.255.255.255', ['255.255.255.255/32']],
    ['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['::/0']],
    ['2001:db8::1', '2001:db8::2', ['2001:db8::1/128', '2001:db8::2/128']],
  ])('%s to %s', (first, last, blocks) => {
    expect(rangeToCidrs(range(first, last)).map(formatCidr)).toEqual(blocks)
  })

  test('covers the range, no more', () => {
    const ends = fc.tuple(fc.nat(100_000), fc.nat(100_000))
    fc.assert(
      fc.property(ends, ([a, b]) => {
        const whole: AddressRange = { family: 4, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) }
        const joined = toRangeSet(rangeToCidrs(whole).map(rangeOf))
        expect(joined.map(formatRange)).toEqual([formatRange(whole)])
      }),
    )
  })
})
