import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, type Family, formatAddress } from './address'
import {
  addToPool,
  compactPool,
  eachMember,
  formatPool,
  formatPoolEntry,
  type PoolEntry,
  parsePool,
  poolHas,
  poolSize,
  removeFromPool,
} from './pool'
import { splitRepeats } from './pool-repeats'
import { formatRange, rangesSize, singleRange, toRangeSet } from './ranges'

const read = (text: string): PoolEntry[] => {
  const { entries, unreadable } = parsePool(text)
  expect(unreadable).toEqual([])
  return entries
}

const members = (entries: readonly PoolEntry[]): string[] => [...eachMember(entries)].map(formatAddress)

describe('parsePool reads (B2)', () => {
  test.each([
    ['10.0.1.7', ['10.0.1.7']],
    ['10.0.1.10-40', ['10.0.1.10-10.0.1.40']],
    ['10.0.1.10-10.0.2.40', ['10.0.1.10-10.0.2.40']],
    ['10.0.2.0/28', ['10.0.2.0-10.0.2.15']],
    ['10.0.2.7/32', ['10.0.2.7']],
    ['10.0.2.6/31', ['10.0.2.6-10.0.2.7']],
    ['10.0.0.0/16', ['10.0.0.0-10.0.255.255']],
    ['10.0.1.10 - 40', ['10.0.1.10-10.0.1.40']],
    ['10.0.1.10–40', ['10.0.1.10-10.0.1.40']],
    ['10.0.1.10-10', ['10.0.1.10']],
    ['10.0.1.9, 10.0.1.8;10.0.1.7\t10.0.1.6\r\n10.0.1.5', [9, 8, 7, 6, 5].map((n) => `10.0.1.${n}`)],
    ['[\n  "10.0.1.7",\n  "10.0.1.9"\n]\n', ['10.0.1.7', '10.0.1.9']],
    ["'10.0.1.7','10.0.1.10–12',", ['10.0.1.7', '10.0.1.10-10.0.1.12']],
    ['\u200b10.0.1.7\u200d \ufeff10.0.1.9', ['10.0.1.7', '10.0.1.9']],
    [' ,,\n ', []],
    ['', []],
    ['2001:db8::10-1f', ['2001:db8::10-2001:db8::1f']],
    ['2001:db8::10-2001:db8::1:0', ['2001:db8::10-2001:db8::1:0']],
    ['2001:db8::/126', ['2001:db8::-2001:db8::3']],
  ])('%j', (text, expected) => expect(read(text).map(formatRange)).toEqual(expected))
})

test('B2: a paste with very long runs of white space is read in its length, not in its square', () => {
  const gap = ' \t'.repeat(200_000)
  expect(read(`10.0.1.7${gap}-${gap}9${gap}10.0.1.12${gap}`).map(formatRange)).toEqual([
    '10.0.1.7-10.0.1.9',
    '10.0.1.12',
  ])
})

describe('parsePool sets aside', () => {
  test.each([
    ['10.0.1.40-10', 'range-reversed'],
    ['10.0.1.40-10.0.1.10', 'range-reversed'],
    ['10.0.1.1-::5', 'mixed-families'],
    ['10.0.1.1-300', 'octet-too-large'],
    ['10.0.1.1-07', 'leading-zero'],
    ['10.0.1.5/24', 'host-bits-set'],
    ['10.0.1.0/33', 'prefix-too-long'],
    ['10.0.1.0/x', 'not-a-prefix'],
    ['10.0.1.1-', 'not-an-address'],
    ['-40', 'not-an-address'],
    ['10.0.1.1-2-3', 'not-an-address'],
    ['10.0.1.1-2.3', 'not-an-address'],
    ['web-1', 'not-an-address'],
    ['fe80::1%eth0', 'zone-id'],
  ])('%j as %s', (text, why) => {
    expect(parsePool(`10.0.9.9\n${text}`)).toEqual({
      entries: [singleRange(address('10.0.9.9'))],
      unreadable: [{ text, why }],
    })
  })
})

describe('formatPoolEntry is short', () => {
  test.each([
    ['10.0.1.7', '10.0.1.7'],
    ['10.0.1.10-10.0.1.40', '10.0.1.10-40'],
    ['10.0.1.250-10.0.2.5', '10.0.1.250-10.0.2.5'],
    ['10.0.2.0-10.0.2.15', '10.0.2.0/28'],
    ['10.0.2.8-10.0.2.15', '10.0.2.8-15'],
    ['10.0.2.8-10.0.2.23', '10.0.2.8-23'],
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['2001:db8::a-2001:db8::1f', '2001:db8::a-1f'],
    ['2001:db8::/64', '2001:db8::/64'],
  ])('%s as %s', (text, short) => expect(read(text).map(formatPoolEntry)).toEqual([short]))
})

const anyEntry = fc
  .tuple(fc.constantFrom<Family>(4, 6), fc.nat(70_000), fc.oneof(fc.constant(0), fc.nat(20), fc.nat(70_000)))
  .map(([family, first, more]): PoolEntry => {
    const base = family === 4 ? 0x0a00_0000n : 0x20010db8n << 96n
    return { family, first: base + BigInt(first), last: base + BigInt(first + more) }
  })

test('a pool written as text reads back as the same entries in the same order', () => {
  fc.assert(
    fc.property(fc.array(anyEntry), (entries) => {
      expect(read(formatPool(entries))).toEqual(entries)
    }),
    { numRuns: 300 },
  )
})

/** Few numbers, so that entries repeat each other often. */
const smallEntry = fc
  .tuple(fc.nat(40), fc.nat(6))
  .map(([first, more]): PoolEntry => ({ family: 4, first: BigInt(first), last: BigInt(first + more) }))
const smallPool = fc.array(smallEntry, { maxLength: 12 })

test('splitRepeats: each address is fresh exactly once, where it is first listed', () => {
  fc.assert(
    fc.property(smallPool, (entries) => {
      const seen = new Set<string>()
      splitRepeats(entries).forEach(({ fresh, again }, i) => {
        const entry = entries[i] as PoolEntry
        expect(members(fresh)).toEqual(members([entry]).filter((m) => !seen.has(m)))
        expect(members(again)).toEqual(members([entry]).filter((m) => seen.has(m)))
        for (const m of members([entry])) seen.add(m)
      })
    }),
    { numRuns: 500 },
  )
})

test('adding keeps what there is, in order, and appends only what is new', () => {
  fc.assert(
    fc.property(smallPool, smallPool, (listed, added) => {
      const pool = addToPool([], listed)
      expect(members(pool)).toEqual([...new Set(members(listed))])
      expect(members(addToPool(pool, added))).toEqual([...new Set([...members(pool), ...members(added)])])
      expect(addToPool(pool, pool)).toEqual(pool)
    }),
  )
})

test('removing keeps the order of the rest', () => {
  fc.assert(
    fc.property(smallPool, smallEntry, (entries, gone) => {
      const left = removeFromPool(entries, gone)
      expect(members(left)).toEqual(members(entries).filter((m) => !poolHas([gone], address(m))))
      expect(poolSize(left)).toBe(members(left).length)
    }),
  )
})

test('compacting changes neither members nor their order', () => {
  fc.assert(
    fc.property(smallPool, (entries) => {
      const compact = compactPool(entries)
      expect(members(compact)).toEqual(members(entries))
      expect(compact.length).toBeLessThanOrEqual(entries.length)
    }),
  )
  expect(compactPool(read('10.0.1.1 10.0.1.2 10.0.1.3 10.0.1.5 10.0.1.4')).map(formatPoolEntry)).toEqual([
    '10.0.1.1-3',
    '10.0.1.5',
    '10.0.1.4',
  ])
})

test('removing from the middle of a /16 leaves two entries', () => {
  const left = removeFromPool(read('10.0.0.0/16'), singleRange(address('10.0.7.7')))
  expect(left.map(formatRange)).toEqual(['10.0.0.0-10.0.7.6', '10.0.7.8-10.0.255.255'])
})

test('sizes count members, and a /64 is as cheap as a single one', () => {
  expect(poolSize(read('10.0.0.0/16 10.1.0.1'))).toBe(65_537)
  expect(poolSize(read('2001:db8::/64'))).toBe(2 ** 64)
  expect(poolHas(read('2001:db8::/64'), address('2001:db8::7'))).toBe(true)
  expect(poolHas(read('10.0.1.1-3'), address('10.0.1.4'))).toBe(false)
  expect(poolHas(read('0.0.0.1'), address('::1'))).toBe(false)
})

test('65,536 single lines with a repeat at the end are divided without delay', () => {
  const base = address('10.0.0.0').value
  const singles = Array.from({ length: 65_536 }, (_, i): PoolEntry => {
    const value = base + BigInt((i * 40_503) % 65_536)
    return { family: 4, first: value, last: value }
  })
  const whole = { family: 4 as const, first: base, last: base + 65_535n }
  const parts = splitRepeats([...singles, singles[7] as PoolEntry, whole])
  expect(parts.slice(-2)).toEqual([
    { fresh: [], again: [singles[7]] },
    { fresh: [], again: [whole] },
  ])
  expect(rangesSize(toRangeSet(parts.flatMap((part) => part.fresh)))).toBe(65_536n)
})
