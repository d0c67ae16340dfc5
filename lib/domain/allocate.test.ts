import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Address, address, formatAddress, offsetAddress } from './address'
import { AddressSet } from './address-set'
import { type Candidate, chooseRandom, explainChoice, nearestFree, seededRandom } from './allocate'
import { cidr, cidrContains, cidrFirst } from './cidr'
import { cloudRules } from './cloud-rules'
import { eachAddress, rangesContain } from './ranges'

const withReserved = (text: string, taken: readonly Address[] = []): AddressSet => {
  const block = cidr(text)
  return AddressSet.of(block, taken, cloudRules.aws.reservedIn(block))
}

const candidate = (id: string, set: AddressSet): Candidate => ({ subnet: { id }, set })

/**
 * Pearson's statistic over equal chances; with k kinds it is above k + 5·√(2k) less than once in a million.
 */
function expectEven(counts: Iterable<number>, draws: number, kinds: number): void {
  const expected = draws / kinds
  let sum = 0
  let seen = 0
  for (const count of counts) {
    sum += (count - expected) ** 2 / expected
    seen++
  }
  sum += (kinds - seen) * expected
  expect(sum).toBeLessThan(kinds + 5 * Math.sqrt(2 * kinds))
}

describe('chooseRandom (A2)', () => {
  test('never gives what is taken or reserved, and gives something while anything is free', () => {
    const block = cidr('10.0.1.0/26')
    const reserved = cloudRules.aws.reservedIn(block)
    fc.assert(
      fc.property(fc.array(fc.nat(63), { maxLength: 80 }), fc.nat(), (offsets, seed) => {
        const taken = offsets.map((offset) => offsetAddress(cidrFirst(block), offset))
        const set = AddressSet.of(block, taken, reserved)
        const chosen = chooseRandom(set, seededRandom(seed))
        expect(chosen === null).toBe(set.freeCount === 0n)
        if (!chosen) return
        expect(cidrContains(block, chosen)).toBe(true)
        expect(rangesContain(reserved, chosen)).toBe(false)
        expect(taken.map(formatAddress)).not.toContain(formatAddress(chosen))
      }),
      { numRuns: 500 },
    )
  })

  test('fills a subnet to the last address without giving one twice', () => {
    const random = seededRandom(7)
    const draft = withReserved('10.0.1.0/24').draft()
    const given = new Set<string>()
    for (let chosen = chooseRandom(draft, random); chosen; chosen = chooseRandom(draft, random)) {
      given.add(formatAddress(chosen))
      expect(draft.take(chosen)).toBe(true)
    }
    expect(given.size).toBe(251)
    expect(chooseRandom([candidate('a', draft.done())], random)).toBeNull()
  })

  test.each([
    ['nearly empty', 10],
    ['half full', 128],
    ['crowded', 240],
  ])('gives each free address the same chance: %s', (_, count) => {
    const taken = [
      ...eachAddress([{ family: 4, first: 0x0a000104n, last: 0x0a000104n + BigInt(count) - 1n }]),
    ]
    const set = withReserved('10.0.1.0/24', taken)
    const random = seededRandom(11)
    const counts = new Map<bigint, number>()
    for (let i = 0; i < 40_000; i++) {
      const value = chooseRandom(set, random)?.value ?? 0n
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    expectEven(counts.values(), 40_000, Number(set.freeCount))
  })

  test('weighs subnets by what is free in them', () => {
    const full = withReserved('10.0.3.0/28', [
      ...eachAddress([{ family: 4, first: 0x0a000300n, last: 0x0a00030fn }]),
    ])
    const subnets = [
      candidate('a', withReserved('10.0.1.0/24')),
      candidate('full', full),
      candidate('b', withReserved('10.0.2.0/26')),
    ]
    const random = seededRandom(3)
    const counts = { a: 0, b: 0, full: 0 }
    let wrong = 0
    for (let i = 0; i < 20_000; i++) {
      const chosen = chooseRandom(subnets, random)
      if (!chosen) throw new Error('nothing chosen')
      counts[chosen.subnetId as keyof typeof counts]++
      const from = subnets.find(({ subnet }) => subnet.id === chosen.subnetId)
      if (!from || !cidrContains(from.set.cidr, chosen.address) || from.set.has(chosen.address)) wrong++
    }
    expect(wrong).toBe(0)
    expect(counts.full).toBe(0)
    expect(counts.a / 20_000).toBeCloseTo(251 / (251 + 59), 1)
  })

  test('a seed keeps its choice when other addresses come and go', () => {
    const set = withReserved('10.0.0.0/20')
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(4_095), { maxLength: 40 }), (seed, offsets) => {
        const chosen = chooseRandom(set, seededRandom(seed)) as Address
        const others = offsets
          .map((offset) => offsetAddress(cidrFirst(set.cidr), offset))
          .filter((a) => a.value !== chosen.value)
        const busier = set.with(others)
        expect(chooseRandom(busier, seededRandom(seed))).toEqual(chosen)
      }),
    )
  })

  test('draws from a whole IPv6 /64', () => {
    const random = seededRandom(5)
    const block = cidr('2001:db8::/64')
    const drawn = Array.from({ length: 200 }, () => chooseRandom(AddressSet.of(block), random) as Address)
    expect(new Set(drawn.map((a) => a.value)).size).toBe(200)
    expect(drawn.every((a) => cidrContains(block, a))).toBe(true)
    expect(
      drawn.some((a) => (a.value >> 63n) % 2n === 1n) && drawn.some((a) => (a.value >> 63n) % 2n === 0n),
    ).toBe(true)
  })

  test.each(['10.0.1.7/32', '10.0.1.6/31', '10.0.1.8/29', '::1/128'])(
    'finds the only free one of %s',
    (text) => {
      const block = cidr(text)
      const free = cidrFirst(block)
      const rest = [...eachAddress([{ family: block.family, first: block.base + 1n, last: block.base + 7n }])]
      expect(chooseRandom(AddressSet.of(block, rest), seededRandom(1))).toEqual(free)
      expect(chooseRandom(AddressSet.of(block, [free, ...rest]), seededRandom(1))).toBeNull()
    },
  )

  test('no subnets, no address', () => expect(chooseRandom([], seededRandom(1))).toBeNull())
})

test('seededRandom repeats itself for a seed, and stays in [0, 1)', () => {
  const [a, b, c] = [seededRandom(42), seededRandom(42), seededRandom(43)]
  const first = Array.from({ length: 1_000 }, a)
  expect(Array.from({ length: 1_000 }, b)).toEqual(first)
  expect(Array.from({ length: 1_000 }, c)).not.toEqual(first)
  expect(first.every((n) => n >= 0 && n < 1)).toBe(true)
})

describe('nearestFree (B2: the way out)', () => {
  const set = withReserved('10.0.1.0/28', ['10.0.1.4', '10.0.1.5', '10.0.1.14'].map(address))
  test.each([
    ['10.0.1.0', '10.0.1.6'],
    ['10.0.1.5', '10.0.1.6'],
    ['10.0.1.9', '10.0.1.9'],
    ['10.0.1.14', '10.0.1.13'],
    ['10.0.1.15', '10.0.1.13'],
    ['10.0.0.9', '10.0.1.6'],
    ['10.0.2.9', '10.0.1.13'],
  ])('%s → %s', (wanted, expected) => expect(nearestFree(set, address(wanted))).toEqual(address(expected)))

  test('minds what to avoid, upwards first', () => {
    const avoid = (a: Address): boolean => a.value % 16n > 6n
    expect(nearestFree(set, address('10.0.1.9'), avoid)).toEqual(address('10.0.1.6'))
    expect(nearestFree(set, address('10.0.1.9'), () => true)).toBeNull()
    expect(nearestFree(set, address('::1'))).toBeNull()
  })
})

describe('explainChoice', () => {
  const block = cidr('10.0.1.0/24')
  test.each([
    [
      { kind: 'random' as const, cidr: block, free: 212n },
      'Drawn at random from 10.0.1.0/24, 212 addresses were free.',
    ],
    [
      { kind: 'random' as const, cidr: block, free: 1n },
      'Drawn at random from 10.0.1.0/24, 1 address was free.',
    ],
    [
      { kind: 'overflow' as const, cidr: cidr('10.0.0.0/16'), free: 65_531n },
      'All pool members have an instance; drawn at random from 10.0.0.0/16, 65,531 addresses were free.',
    ],
    [
      { kind: 'floating' as const, cidr: block, free: 1_000n },
      'Drawn at random from 10.0.1.0/24, 1,000 addresses were free; kept until its machine is replaced.',
    ],
    [
      { kind: 'pool' as const, address: address('10.0.1.7'), position: 2, poolSize: 5 },
      'Made for 10.0.1.7, member 2 of 5 of the private IP pool.',
    ],
  ])('%#', (reason, sentence) => expect(explainChoice(reason)).toBe(sentence))
})
