import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, type Family, formatAddress } from './address'
import { cidr } from './cidr'
import {
  type AddressRange,
  clipRanges,
  eachAddress,
  formatRange,
  intersectRanges,
  nthAddress,
  type RangeSet,
  rangeHolding,
  rangeOf,
  rangeSize,
  rangesContain,
  rangesSize,
  singleRange,
  subtractRanges,
  toRangeSet,
  unionRanges,
} from './ranges'

/** Small numbers, so that ranges meet, touch and hold each other often. */
const anyRange = fc
  .tuple(fc.constantFrom<Family>(4, 6), fc.nat(60), fc.nat(9))
  .map(
    ([family, first, more]): AddressRange => ({ family, first: BigInt(first), last: BigInt(first + more) }),
  )
const anyRanges = fc.array(anyRange, { maxLength: 12 })

/** The naive model: a set of single addresses. */
const model = (ranges: readonly AddressRange[]): Set<string> => {
  const members = new Set<string>()
  for (const { family, value } of eachAddress(ranges)) members.add(`${family}:${value}`)
  return members
}

const sorted = (members: Iterable<string>): string[] => [...members].sort()

function expectNormal(set: RangeSet): void {
  for (let i = 1; i < set.length; i++) {
    const before = set[i - 1] as AddressRange
    const range = set[i] as AddressRange
    expect(before.family < range.family || before.last + 1n < range.first).toBe(true)
  }
  for (const range of set) expect(range.first <= range.last).toBe(true)
}

describe('set algebra agrees with a set of single addresses', () => {
  test('toRangeSet', () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        const set = toRangeSet(ranges)
        expectNormal(set)
        expect(sorted(model(set))).toEqual(sorted(model(ranges)))
        expect(rangesSize(set)).toBe(BigInt(model(ranges).size))
      }),
    )
  })

  test('union, intersection, difference', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, (left, right) => {
        const [a, b] = [toRangeSet(left), toRangeSet(right)]
        const [inA, inB] = [model(a), model(b)]
        for (const set of [unionRanges(a, b), intersectRanges(a, b), subtractRanges(a, b)]) expectNormal(set)
        expect(sorted(model(unionRanges(a, b)))).toEqual(sorted(new Set([...inA, ...inB])))
        expect(sorted(model(intersectRanges(a, b)))).toEqual(sorted([...inA].filter((m) => inB.has(m))))
        expect(sorted(model(subtractRanges(a, b)))).toEqual(sorted([...inA].filter((m) => !inB.has(m))))
      }),
      { numRuns: 500 },
    )
  })

  test('clipping to one range, finding, counting', () => {
    fc.assert(
      fc.property(anyRanges, anyRange, fc.nat(140), (ranges, range, n) => {
        const set = toRangeSet(ranges)
        expect(clipRanges(set, range)).toEqual(intersectRanges(set, [range]))
        const probe = { family: range.family, value: range.first }
        expect(rangesContain(set, probe)).toBe(model(set).has(`${probe.family}:${probe.value}`))
        const around = rangeHolding(set, probe)
        if (around) expect(set).toContain(around)
        expect(nthAddress(set, BigInt(n))).toEqual([...eachAddress(set)][n] ?? null)
      }),
      { numRuns: 500 },
    )
  })
})

test('neighbours across an octet merge, families do not', () => {
  const set = toRangeSet([
    rangeOf(cidr('10.0.1.0/24')),
    rangeOf(cidr('10.0.0.0/24')),
    singleRange(address('::')),
  ])
  expect(set.map(formatRange)).toEqual(['10.0.0.0-10.0.1.255', '::'])
})

test('the ends of the number line are ordinary', () => {
  const all = toRangeSet([rangeOf(cidr('0.0.0.0/0')), rangeOf(cidr('::/0'))])
  const ends = toRangeSet(['0.0.0.0', '255.255.255.255', '::'].map((text) => singleRange(address(text))))
  expect(subtractRanges(all, ends).map(formatRange)).toEqual([
    '0.0.0.1-255.255.255.254',
    '::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  ])
  expect(rangesSize(all)).toBe((1n << 32n) + (1n << 128n))
  expect(rangeSize(rangeOf(cidr('10.0.0.0/8')))).toBe(16_777_216n)
})

test('addresses come lazily, in order, across ranges', () => {
  const walk = eachAddress([rangeOf(cidr('2001:db8::/64'))])
  expect([walk.next().value, walk.next().value].map((a) => a && formatAddress(a))).toEqual([
    '2001:db8::',
    '2001:db8::1',
  ])
  expect(nthAddress([rangeOf(cidr('10.0.1.2/31')), rangeOf(cidr('10.0.9.9/32'))], 2n)).toEqual(
    address('10.0.9.9'),
  )
  expect(nthAddress([rangeOf(cidr('10.0.1.7/32'))], 1n)).toBeNull()
  expect(nthAddress([], 0n)).toBeNull()
  expect(nthAddress([rangeOf(cidr('10.0.1.7/32'))], -1n)).toBeNull()
})

test('formatRange shows one address as itself', () => {
  expect(formatRange(singleRange(address('10.0.1.10')))).toBe('10.0.1.10')
  expect(formatRange(rangeOf(cidr('10.0.1.2/31')))).toBe('10.0.1.2-10.0.1.3')
})
