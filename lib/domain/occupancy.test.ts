import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, type Family } from './address'
import { type Cidr, cidr, cidrSize, formatCidr } from './cidr'
import { cloudRules } from './cloud-rules'
import {
  ADDRESS_STATUSES,
  type AddressStatus,
  type HeldStatus,
  type Occupancy,
  type OccupancyLayers,
  occupancyOf,
  type Span,
  sumCounts,
} from './occupancy'
import { countBlocks, restrictOccupancy, statusAt } from './occupancy-parts'
import { packCells, unpackCells } from './packed-cells'
import { type AddressRange, eachAddress, rangeOf, rangesContain, toRangeSet } from './ranges'

const HELD: readonly HeldStatus[] = ['foreign', 'active', 'random', 'paused']

const text = ({ first, last, status }: Span, base: bigint): string =>
  `${first - base}-${last - base} ${status}`
const texts = (occupancy: Occupancy): string[] =>
  occupancy.spans.map((span) => text(span, occupancy.cidr.base))

const anyRange = (block: Cidr): fc.Arbitrary<AddressRange> =>
  fc.tuple(fc.integer({ min: -9, max: 140 }), fc.nat(30)).map(([first, more]) => ({
    family: block.family,
    first: block.base + BigInt(first),
    last: block.base + BigInt(first + more),
  }))

const anyLayers = (block: Cidr): fc.Arbitrary<OccupancyLayers> => {
  const ranges = fc.array(anyRange(block), { maxLength: 4 })
  const hold = fc.oneof(
    fc.record({ status: fc.constantFrom(...HELD), ranges }),
    fc.record({ status: fc.constantFrom(...HELD), addresses: ranges.map((list) => [...eachAddress(list)]) }),
  )
  const holds = fc.array(hold, { maxLength: 5 })
  return fc.record({ reserved: ranges, holds, planned: ranges, cooling: ranges, pool: ranges })
}

/** The naive model: the layers asked one after the other for one address. */
function modelStatus(layers: OccupancyLayers, family: Family, value: bigint): AddressStatus {
  const has = (ranges: readonly AddressRange[]): boolean =>
    rangesContain(toRangeSet(ranges), { family, value })
  if (has(layers.reserved)) return 'reserved'
  for (const status of HELD) {
    for (const hold of layers.holds) {
      if (hold.status !== status) continue
      if ('ranges' in hold ? has([...hold.ranges]) : [...hold.addresses].some((a) => a.value === value))
        return status
    }
  }
  if (has(layers.planned ?? [])) return 'planned'
  if (has(layers.cooling ?? [])) return 'cooling'
  return has(layers.pool ?? []) ? 'pool' : 'free'
}

function expectCovers({ cidr: block, spans, counts }: Occupancy): void {
  const wrong = spans.filter(({ first, last, status }, i) => {
    const before = spans[i - 1]
    const follows = before ? first === before.last + 1n && status !== before.status : first === block.base
    return !follows || last < first
  })
  expect(wrong).toEqual([])
  expect(spans.at(-1)?.last).toBe(block.base + cidrSize(block) - 1n)
  expect(Object.values(counts).reduce((sum, n) => sum + n, 0n)).toBe(cidrSize(block))
}

describe('spans cover the CIDR exactly once, counts add up, and each address is what the layers say', () => {
  // Up to a /16 cells are painted, beyond that ranges are divided: both must agree with the model.
  test.each(['10.0.1.0/25', '10.0.1.8/29', '10.0.1.2/31', '10.0.1.7/32', '10.0.0.0/8', '2001:db8::/64'])(
    '%s',
    (block) => {
      const c = cidr(block)
      fc.assert(
        fc.property(anyLayers(c), (layers) => {
          const occupancy = occupancyOf(c, layers)
          expectCovers(occupancy)
          const most = cidrSize(c) < 180n ? Number(cidrSize(c)) : 180
          for (let i = 0; i < most; i++) {
            const a = { family: c.family, value: c.base + BigInt(i) }
            expect(statusAt(occupancy, a)).toBe(modelStatus(layers, a.family, a.value))
          }
        }),
        { numRuns: 40 },
      )
    },
  )
})

test('where layers meet: reserved, held, planned, cooling, pool, free', () => {
  const c = cidr('10.0.1.0/28')
  const at = (first: number, last: number): AddressRange[] => [
    { family: 4, first: c.base + BigInt(first), last: c.base + BigInt(last) },
  ]
  const occupancy = occupancyOf(c, {
    reserved: cloudRules.aws.reservedIn(c),
    holds: [
      { status: 'paused', ranges: at(0, 7) },
      { status: 'random', ranges: at(0, 6) },
      { status: 'active', ranges: at(0, 5) },
      { status: 'foreign', addresses: [address('10.0.1.4'), address('10.0.2.4')] },
    ],
    planned: at(0, 8),
    cooling: at(0, 9),
    pool: at(0, 10),
    drift: ['10.0.1.9', '10.0.1.5', '10.0.2.5', '::5'].map(address),
  })
  expect(texts(occupancy)).toEqual([
    '0-3 reserved',
    '4-4 foreign',
    '5-5 active',
    '6-6 random',
    '7-7 paused',
    '8-8 planned',
    '9-9 cooling',
    '10-10 pool',
    '11-14 free',
    '15-15 reserved',
  ])
  expect(occupancy.drift).toEqual([address('10.0.1.5'), address('10.0.1.9')])
  expect(occupancy.counts).toMatchObject({ reserved: 5n, free: 4n, active: 1n })
  expect(() => statusAt(occupancy, address('10.0.2.0'))).toThrow(RangeError)
  expect(() => statusAt(occupancy, address('::1'))).toThrow(RangeError)
})

describe('restrictOccupancy', () => {
  test('is the occupancy of the smaller block', () => {
    const c = cidr('10.0.1.0/25')
    fc.assert(
      fc.property(
        anyLayers(c),
        fc.constantFrom('10.0.1.0/25', '10.0.1.64/26', '10.0.1.8/29', '10.0.1.127/32'),
        (layers, part) => {
          const restricted = restrictOccupancy(occupancyOf(c, layers), cidr(part))
          expect(restricted).toEqual(occupancyOf(cidr(part), layers))
        },
      ),
    )
  })

  test('of a /64 down to its first 256', () => {
    const c = cidr('2001:db8::/64')
    const whole = occupancyOf(c, { reserved: cloudRules.aws.reservedIn(c), holds: [] })
    expect(texts(restrictOccupancy(whole, cidr('2001:db8::/120')))).toEqual(['0-3 reserved', '4-255 free'])
  })
})

describe('countBlocks', () => {
  test.each([
    ['10.0.0.0/8', 16, 256],
    ['10.0.0.0/12', 16, 16],
    ['10.0.1.0/24', 32, 256],
    ['10.0.1.7/32', 32, 1],
    ['2001:db8::/64', 72, 256],
  ])('%s in /%i', (block, prefix, blocks) => {
    const c = cidr(block)
    const holds = [
      { status: 'active' as const, ranges: [{ ...rangeOf(c), first: c.base + cidrSize(c) / 3n }] },
    ]
    const occupancy = occupancyOf(c, { reserved: cloudRules.aws.reservedIn(c), holds })
    const counted = countBlocks(occupancy, prefix)
    expect(counted).toHaveLength(blocks)
    for (const block of counted) expect(block.counts).toEqual(restrictOccupancy(occupancy, block.cidr).counts)
    expect(formatCidr((counted[0] as (typeof counted)[number]).cidr)).toBe(
      block.replace(/\/\d+/, `/${prefix}`),
    )
    const active = counted.reduce((sum, { counts }) => sum + counts.active, 0n)
    expect(active).toBe(occupancy.counts.active)
  })

  test('more than 65,536 blocks, or fewer than one, are a bug', () => {
    const occupancy = occupancyOf(cidr('10.0.0.0/8'), { reserved: [], holds: [] })
    expect(() => countBlocks(occupancy, 25)).toThrow(RangeError)
    expect(() => countBlocks(occupancy, 7)).toThrow(RangeError)
  })
})

describe('cells', () => {
  test.each(['10.0.1.0/25', '10.0.1.8/29', '10.0.1.2/31', '10.0.1.7/32', '2001:db8::/120'])(
    'pack and unpack to the status of each address: %s',
    (block) => {
      const c = cidr(block)
      fc.assert(
        fc.property(anyLayers(c), (layers) => {
          const occupancy = occupancyOf(c, layers)
          const cells = unpackCells(packCells(occupancy), c)
          const statuses = [...eachAddress([rangeOf(c)])].map((a) => statusAt(occupancy, a))
          expect([...cells].map((code) => ADDRESS_STATUSES[code])).toEqual(statuses)
        }),
        { numRuns: 40 },
      )
    },
  )

  test('a scattered /16 travels in 32 KB', () => {
    const c = cidr('10.0.0.0/16')
    const odd = Array.from({ length: 32_768 }, (_, i) => ({
      family: 4 as const,
      value: c.base + BigInt(2 * i + 1),
    }))
    const layers = {
      reserved: cloudRules.aws.reservedIn(c),
      holds: [{ status: 'active' as const, addresses: odd }],
    }
    const occupancy = occupancyOf(c, layers)
    expectCovers(occupancy)
    const bytes = packCells(occupancy)
    expect(bytes.length).toBe(32_768)
    // Low nibble first: .4 is free (0), .5 active (2).
    expect(bytes[2]).toBe(0x20)
    expect(unpackCells(bytes, c).filter((code) => code === 2).length).toBe(Number(occupancy.counts.active))
  })

  test('codes fit a nibble and keep their order', () => {
    expect(ADDRESS_STATUSES.join(' ')).toBe('free reserved active paused random pool foreign cooling planned')
    expect(ADDRESS_STATUSES.length).toBeLessThanOrEqual(16)
    const large = occupancyOf(cidr('10.0.0.0/15'), { reserved: [], holds: [] })
    expect(() => packCells(large)).toThrow(RangeError)
    expect([...unpackCells(new Uint8Array(), cidr('10.0.1.0/30'))]).toEqual([0, 0, 0, 0])
  })
})

test('the counts of several blocks together are those of each', () => {
  const blocks = ['10.0.0.0/23', '10.7.0.0/24'].map((block) => cidr(block))
  const counts = blocks.map((block) => {
    const held = [{ family: 4 as const, value: block.base + 9n }]
    return occupancyOf(block, {
      reserved: cloudRules.azure.reservedIn(block),
      holds: [{ status: 'random', addresses: held }],
    }).counts
  })
  expect(sumCounts(counts)).toMatchObject({ random: 2n, reserved: 10n, free: 512n + 256n - 12n })
  expect(sumCounts([]).free).toBe(0n)
})
