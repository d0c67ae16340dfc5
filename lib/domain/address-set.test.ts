import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Address, address, formatAddress, offsetAddress } from './address'
import { AddressSet } from './address-set'
import { type Cidr, cidr, cidrFirst, cidrLast, cidrSize } from './cidr'
import { type AddressRange, formatRange, rangeOf, rangesContain, singleRange, toRangeSet } from './ranges'

/** The naive model: the numbers that are taken, and the whole CIDR walked for every question. */
class Model {
  constructor(
    readonly block: Cidr,
    readonly taken = new Set<bigint>(),
  ) {}

  all(): Address[] {
    return Array.from({ length: Number(cidrSize(this.block)) }, (_, i) =>
      offsetAddress(cidrFirst(this.block), i),
    )
  }

  free(): Address[] {
    return this.all().filter((a) => !this.taken.has(a.value))
  }

  copy(): Model {
    return new Model(this.block, new Set(this.taken))
  }
}

function expectSame(set: AddressSet, model: Model, probe: Address): void {
  const free = model.free()
  expect(set.takenCount).toBe(BigInt(model.taken.size))
  expect(set.freeCount).toBe(BigInt(free.length))
  expect(set.has(probe)).toBe(model.taken.has(probe.value))
  expect(free.map((_, n) => set.nthFree(BigInt(n)))).toEqual(free)
  expect(set.nthFree(BigInt(free.length))).toBeNull()
  expect(set.nextFree(probe)).toEqual(free.find((a) => a.value >= probe.value) ?? null)
  expect(set.previousFree(probe)).toEqual(free.findLast((a) => a.value <= probe.value) ?? null)
  const taken = [...model.taken].map((value) => singleRange({ family: model.block.family, value }))
  expect(set.takenRanges()).toEqual(toRangeSet(taken))
}

type Step = { kind: 'with' | 'without' | 'withRange'; offset: number; more: number }

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('with', 'without', 'withRange'),
  offset: fc.integer({ min: -3, max: 300 }),
  more: fc.nat(90),
})

function run(set: AddressSet, step: Step, range: AddressRange): AddressSet {
  if (step.kind === 'withRange') return set.withRange(range)
  const single = [{ family: range.family, value: range.first }]
  return step.kind === 'with' ? set.with(single) : set.without(single)
}

function runOnModel(model: Model, step: Step, range: AddressRange): Model {
  const next = model.copy()
  const inside = (value: bigint): boolean =>
    rangesContain([rangeOf(model.block)], { family: range.family, value })
  if (step.kind === 'without') next.taken.delete(range.first)
  else {
    const last = step.kind === 'with' ? range.first : range.last
    for (let value = range.first; value <= last; value++) if (inside(value)) next.taken.add(value)
  }
  return next
}

describe('AddressSet agrees with a set of single addresses, and no version changes after it was made', () => {
  test.each(['10.0.1.0/24', '10.0.1.16/28', '10.0.1.8/29', '10.0.1.2/31', '10.0.1.7/32', '2001:db8::/120'])(
    '%s',
    (text) => {
      const block = cidr(text)
      fc.assert(
        fc.property(fc.array(anyStep, { maxLength: 8 }), fc.nat(255), (steps, at) => {
          const probe = offsetAddress(cidrFirst(block), at % Number(cidrSize(block)))
          const versions: [AddressSet, Model][] = [[AddressSet.of(block), new Model(block)]]
          for (const step of steps) {
            const [set, model] = versions.at(-1) as [AddressSet, Model]
            const first = block.base + BigInt(step.offset)
            const range = { family: block.family, first, last: first + BigInt(step.more) }
            versions.push([run(set, step, range), runOnModel(model, step, range)])
          }
          for (const [set, model] of versions) expectSame(set, model, probe)
        }),
        { numRuns: 30 },
      )
    },
  )
})

describe('over several pages', () => {
  const block = cidr('10.0.0.0/14')
  const edges = ['10.0.0.0', '10.0.255.255', '10.1.0.0', '10.2.255.255', '10.3.0.0', '10.3.255.255'].map(
    address,
  )

  test('edges of pages are taken, found and given back', () => {
    const set = AddressSet.of(block, edges)
    expect(set.takenCount).toBe(6n)
    for (const a of edges) expect(set.has(a)).toBe(true)
    expect(set.nthFree(0n)).toEqual(address('10.0.0.1'))
    expect(set.nthFree(65_534n)).toEqual(address('10.1.0.1'))
    expect(set.nthFree(set.freeCount - 1n)).toEqual(address('10.3.255.254'))
    expect(set.nextFree(address('10.0.255.255'))).toEqual(address('10.1.0.1'))
    expect(set.previousFree(address('10.1.0.0'))).toEqual(address('10.0.255.254'))
    expect(set.nextFree(address('10.3.255.255'))).toBeNull()
    expect(set.takenRanges().map(formatRange)).toEqual([
      '10.0.0.0',
      '10.0.255.255-10.1.0.0',
      '10.2.255.255-10.3.0.0',
      '10.3.255.255',
    ])
    expect(set.without(edges).takenCount).toBe(0n)
  })

  test('a range over whole pages swallows what was taken in them, and can be opened again', () => {
    const wide = { family: 4 as const, first: address('10.0.255.0').value, last: address('10.3.0.9').value }
    const set = AddressSet.of(block, edges).withRange(wide)
    expect(set.takenRanges().map(formatRange)).toEqual(['10.0.0.0', '10.0.255.0-10.3.0.9', '10.3.255.255'])
    expect(set.takenCount).toBe(256n + 2n * 65_536n + 10n + 2n)
    expect(set.nextFree(address('10.1.7.7'))).toEqual(address('10.3.0.10'))
    expect(set.previousFree(address('10.1.7.7'))).toEqual(address('10.0.254.255'))
    const opened = set.without([address('10.1.7.7')])
    expect(opened.nextFree(address('10.1.0.0'))).toEqual(address('10.1.7.7'))
    expect(opened.nthFree(65_536n - 256n - 1n)).toEqual(address('10.1.7.7'))
    expect(opened.takenCount).toBe(set.takenCount - 1n)
    expect(opened.with([address('10.1.7.7')]).takenRanges()).toEqual(set.takenRanges())
    expect(set.withRange(wide).takenCount).toBe(set.takenCount)
    expect(set.withRange(rangeOf(cidr('10.0.0.0/8'))).freeCount).toBe(0n)
  })
})

describe('IPv6 /64', () => {
  const block = cidr('2001:db8::/64')
  const last = cidrLast(block)

  test('scattered addresses cost no bitmap each', () => {
    const scattered = Array.from({ length: 2_000 }, (_, i) =>
      offsetAddress(cidrFirst(block), BigInt(i) << 50n),
    )
    const set = AddressSet.of(block, [...scattered, last])
    expect(set.takenCount).toBe(2_001n)
    expect(set.freeCount).toBe((1n << 64n) - 2_001n)
    expect(set.nthFree(set.freeCount - 1n)).toEqual(offsetAddress(last, -1))
    expect(set.nthFree(1n << 50n)).toEqual(offsetAddress(cidrFirst(block), (1n << 50n) + 2n))
    expect(set.nextFree(last)).toBeNull()
    expect(set.without(scattered).takenRanges()).toEqual([singleRange(last)])
  })

  test('a delegated /80 is one range', () => {
    const set = AddressSet.of(block).withRange(rangeOf(cidr('2001:db8::/80')))
    expect(set.takenCount).toBe(1n << 48n)
    expect(set.nthFree(0n)).toEqual(address('2001:db8::1:0:0:0'))
    expect(set.previousFree(address('2001:db8::5'))).toBeNull()
    expect(set.without([address('2001:db8::5')]).nthFree(0n)).toEqual(address('2001:db8::5'))
  })

  test('a page that fills goes over to a bitmap without losing any', () => {
    const run = { family: 6 as const, first: block.base, last: block.base + 126n }
    let set = AddressSet.of(block, [], [run])
    for (let i = 127; i < 400; i++) set = set.with([offsetAddress(cidrFirst(block), i)])
    expect(set.takenRanges()).toEqual([{ ...run, last: block.base + 399n }])
    expect(set.nthFree(0n)).toEqual(offsetAddress(cidrFirst(block), 400))
  })
})

describe('a crowded /16 lists its free addresses, and keeps the list right', () => {
  const block = cidr('10.0.0.0/16')
  const at = (i: number): Address => offsetAddress(cidrFirst(block), i)

  test('while they come and go', () => {
    const draft = AddressSet.of(block, [], [rangeOf(block)]).draft()
    const free: number[] = []
    for (let i = 0; i < 2_060; i++) {
      const offset = (i * 40_503) % 65_536
      draft.give(at(offset))
      free.push(offset)
      if (i % 3 === 0) expect(draft.nthFree(BigInt(free.length - 1))).toEqual(at(Math.max(...free)))
    }
    free.sort((a, b) => a - b)
    while (free.length > 0) {
      const n = ((free.length * 7) % free.length) >> 1
      const found = draft.nthFree(BigInt(n))
      expect(found).toEqual(at(free[n] as number))
      expect(draft.take(found as Address)).toBe(true)
      free.splice(n, 1)
    }
    expect(draft.nthFree(0n)).toBeNull()
    expect(draft.nextFree(at(0))).toBeNull()
    expect(draft.previousFree(at(65_535))).toBeNull()
  })
})

test('a draft leaves the set it came from as it is, and done() leaves the draft usable', () => {
  const base = AddressSet.of(cidr('10.0.1.0/24'), [address('10.0.1.9')])
  const draft = base.draft()
  expect(draft.take(address('10.0.1.9'))).toBe(false)
  expect(draft.take(address('10.0.1.10'))).toBe(true)
  expect(draft.take(address('10.0.2.10'))).toBe(false)
  expect(draft.give(address('10.0.1.77'))).toBe(false)
  expect(draft.give(address('::1'))).toBe(false)
  const first = draft.done()
  expect(draft.give(address('10.0.1.9'))).toBe(true)
  draft.takeRange(rangeOf(cidr('10.0.1.64/26')))
  const second = draft.done()
  expect(base.takenRanges().map(formatRange)).toEqual(['10.0.1.9'])
  expect(first.takenRanges().map(formatRange)).toEqual(['10.0.1.9-10.0.1.10'])
  expect(second.takenRanges().map(formatRange)).toEqual(['10.0.1.10', '10.0.1.64-10.0.1.127'])
  expect(draft.freeCount).toBe(second.freeCount)
})

test('what lies outside the CIDR, or is of the other family, is passed over', () => {
  const block = cidr('10.0.1.0/28')
  const outside = ['10.0.0.255', '10.0.1.16', '::1'].map(address)
  const set = AddressSet.of(block, outside, [rangeOf(cidr('10.0.2.0/24')), rangeOf(cidr('::/64'))])
  expect(set.takenCount).toBe(0n)
  for (const a of outside) expect(set.has(a)).toBe(false)
  expect(set.nextFree(address('10.0.0.1'))).toEqual(address('10.0.1.0'))
  expect(set.previousFree(address('10.0.9.9'))).toEqual(address('10.0.1.15'))
  expect(set.nextFree(address('::1')) ?? set.previousFree(address('::1'))).toBeNull()
  expect(set.nthFree(-1n)).toBeNull()
  expect(formatAddress(set.nthFree(15n) as Address)).toBe('10.0.1.15')
})

test('a CIDR wider than an IPv6 /59 is a bug', () => {
  expect(AddressSet.of(cidr('2001:db8::/59')).freeCount).toBe(1n << 69n)
  expect(() => AddressSet.of(cidr('2001:db8::/58'))).toThrow(RangeError)
})
