import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, formatAddress } from './address'
import { AddressSet } from './address-set'
import { cidr } from './cidr'
import { parsePool } from './pool'
import { checkPool, type PoolCheck, type PoolCheckInput } from './pool-check'
import { MOST_PROBLEMS } from './pool-problems'
import { eachAddress, formatRange, rangeOf, rangeSize, rangesContain, toRangeSet } from './ranges'
import type { Holder } from './refusal'
import { type Subnet, subnetOf } from './subnet'

const subnet = (id: string, ...cidrs: string[]): Subnet => ({
  id,
  virtualNetworkId: 'vpc-1',
  cloud: 'aws',
  region: 'eu-central-1',
  zone: 'eu-central-1a',
  name: id,
  cidrs: cidrs.map(cidr),
})

const instance = (n: number): Holder => ({
  kind: 'instance',
  instanceId: `ssi-${n}`,
  groupId: 'g-other',
  groupName: 'kafka',
})

const foreign = (interfaceId: string): Holder => ({
  kind: 'foreign',
  interfaceId,
  machineId: null,
  description: '',
})

/** One subnet 10.0.1.0/24 unless told otherwise; `held` says who holds which address. */
function check(
  text: string,
  held: Record<string, Holder> = {},
  more: Partial<PoolCheckInput> = {},
): PoolCheck {
  const subnets = more.subnets ?? [subnet('a', '10.0.1.0/24', '2001:db8::/64')]
  const addresses = Object.keys(held).map(address)
  const sets = subnets.map((s): [string, AddressSet] => [
    s.id,
    AddressSet.of(s.cidrs[0] ?? cidr('0.0.0.0/32'), addresses),
  ])
  return checkPool({
    groupId: null,
    ...parsePool(text),
    subnets,
    heldByOthers: new Map(sets),
    holders: new Map(Object.entries(held)),
    otherPools: [],
    cooling: new Map(),
    ...more,
  })
}

const spanTexts = ({ spans }: PoolCheck): string[] =>
  spans.map(({ entryIndex, range, verdict }) => {
    return `${entryIndex}: ${formatRange(range)} ${typeof verdict === 'string' ? verdict : verdict.kind}`
  })

describe('B2: every member', () => {
  test('that is in a subnet, free and listed once is usable', () => {
    const result = check('10.0.1.4\n10.0.1.10-40\n10.0.1.254')
    expect(result.problems).toEqual([])
    expect(result.usable.map(formatRange)).toEqual(['10.0.1.4', '10.0.1.10-10.0.1.40', '10.0.1.254'])
    expect(result.counts).toEqual({ usable: 33, resting: 0, problem: 0 })
  })

  test('outside the subnets is refused, naming them; a range only for what juts out', () => {
    const result = check('10.0.1.250-10.0.2.9 10.0.9.9')
    expect(result.problems).toEqual([
      expect.objectContaining({ kind: 'reserved', member: '10.0.1.255' }),
      { kind: 'outside-subnets', member: '10.0.2.0-10.0.2.9', subnets: ['10.0.1.0/24'] },
      { kind: 'outside-subnets', member: '10.0.9.9', subnets: ['10.0.1.0/24'] },
    ])
    expect(result.counts).toEqual({ usable: 5, resting: 0, problem: 12 })
  })

  test.each([
    ['10.0.1.0/24', ['10.0.1.0', '10.0.1.1', '10.0.1.2', '10.0.1.3']],
    ['10.0.0.0/23', []],
  ])(
    'kept back by the cloud is refused with the rule and a way out: the seed picture on %s',
    (block, refused) => {
      const { problems, total } = check(
        '10.0.1.0, 10.0.1.1, 10.0.1.2, 10.0.1.3',
        {},
        { subnets: [subnet('a', block)] },
      )
      expect(total).toBe(refused.length)
      expect(problems).toEqual(
        refused.map((member, i) => ({
          kind: 'reserved',
          member,
          cidr: '10.0.1.0/24',
          cloudLabel: 'AWS',
          suggestion: `10.0.1.${4 + i}`,
        })),
      )
    },
  )

  test('held by someone else is refused with the holder, each with its own suggestion', () => {
    const result = check('10.0.1.10-12', {
      '10.0.1.10': instance(1),
      '10.0.1.11': instance(2),
      '10.0.1.13': instance(3),
    })
    expect(result.problems).toEqual([
      { kind: 'held', member: '10.0.1.10', holder: instance(1), suggestion: '10.0.1.14' },
      { kind: 'held', member: '10.0.1.11', holder: instance(2), suggestion: '10.0.1.15' },
    ])
    expect(spanTexts(result)).toEqual(['0: 10.0.1.10 held', '0: 10.0.1.11 held', '0: 10.0.1.12 usable'])
    expect(result.spans[0]?.verdict).toEqual(result.problems[0])
  })

  test('held by one interface side by side is one span, and told for each', () => {
    const held = {
      '10.0.1.16': foreign('eni-1'),
      '10.0.1.17': foreign('eni-1'),
      '10.0.1.18': foreign('eni-2'),
    }
    const result = check('10.0.1.16-19', held)
    expect(spanTexts(result)).toEqual([
      '0: 10.0.1.16-10.0.1.17 held',
      '0: 10.0.1.18 held',
      '0: 10.0.1.19 usable',
    ])
    expect(result.total).toBe(3)
  })

  test('held by nobody we know is refused all the same', () => {
    const set = AddressSet.of(cidr('10.0.1.0/24'), [address('10.0.1.10')])
    const result = check('10.0.1.10', {}, { heldByOthers: new Map([['a', set]]) })
    expect(result.problems).toMatchObject([{ kind: 'held', holder: { kind: 'foreign', interfaceId: null } }])
  })

  test('listed twice is refused once per repeat, naming the range; the first listing stands', () => {
    const result = check('10.0.1.10-20 10.0.1.15-25 10.0.1.12')
    expect(result.problems).toEqual([
      { kind: 'listed-twice', member: '10.0.1.15-10.0.1.20' },
      { kind: 'listed-twice', member: '10.0.1.12' },
    ])
    expect(spanTexts(result)).toEqual([
      '0: 10.0.1.10-10.0.1.20 usable',
      '1: 10.0.1.15-10.0.1.20 listed-twice',
      '1: 10.0.1.21-10.0.1.25 usable',
      '2: 10.0.1.12 listed-twice',
    ])
    expect(result.counts).toEqual({ usable: 16, resting: 0, problem: 7 })
  })

  test("in another group's pool is refused with the group", () => {
    const otherPools = [
      { groupId: 'g1', groupName: 'kafka', entries: toRangeSet(parsePool('10.0.1.20-21').entries) },
      { groupId: 'g2', groupName: 'mongo', entries: toRangeSet(parsePool('10.0.1.22').entries) },
    ]
    expect(check('10.0.1.21-23', {}, { otherPools }).problems).toEqual([
      { kind: 'other-pool', member: '10.0.1.21', groupId: 'g1', groupName: 'kafka', suggestion: '10.0.1.24' },
      { kind: 'other-pool', member: '10.0.1.22', groupId: 'g2', groupName: 'mongo', suggestion: '10.0.1.25' },
    ])
  })

  test('of the wrong family is refused, unless a subnet starts with that family', () => {
    expect(check('2001:db8::7').problems).toEqual([{ kind: 'wrong-family', member: '2001:db8::7' }])
    const six = check('2001:db8::7 10.0.1.7', {}, { subnets: [subnet('six', '2001:db8::/64')] })
    expect(six.problems).toEqual([{ kind: 'wrong-family', member: '10.0.1.7' }])
    expect(six.counts.usable).toBe(1)
  })

  test('that cannot be read is told first', () => {
    const result = check('10.0.1.10 web-1 10.0.1.300')
    expect(result.problems).toEqual([
      { kind: 'unreadable', member: 'web-1', why: 'not-an-address' },
      { kind: 'unreadable', member: '10.0.1.300', why: 'octet-too-large' },
    ])
    expect(result.counts).toEqual({ usable: 1, resting: 0, problem: 2 })
  })
})

describe('B4: a member that rests', () => {
  const cooling = new Map([
    ['10.0.1.10', { until: '2026-01-01T00:05:00.000Z', groupId: 'g1' }],
    ['10.0.1.11', { until: '2026-01-01T00:06:00.000Z', groupId: null }],
  ])

  test('can be listed, and says until when', () => {
    const result = check('10.0.1.10-12', {}, { cooling })
    expect(result.problems).toEqual([])
    expect(result.resting).toEqual([
      { member: '10.0.1.10', until: '2026-01-01T00:05:00.000Z' },
      { member: '10.0.1.11', until: '2026-01-01T00:06:00.000Z' },
    ])
    expect(spanTexts(result)).toEqual(['0: 10.0.1.10-10.0.1.11 resting', '0: 10.0.1.12 usable'])
  })

  test('does not rest for the group that released it', () => {
    const result = check('10.0.1.10-12', {}, { cooling, groupId: 'g1' })
    expect(result.resting.map((rest) => rest.member)).toEqual(['10.0.1.11'])
    expect(result.counts).toEqual({ usable: 2, resting: 1, problem: 0 })
  })

  test('is not suggested', () => {
    expect(check('10.0.1.9', { '10.0.1.9': instance(1) }, { cooling }).problems).toMatchObject([
      { suggestion: '10.0.1.12' },
    ])
  })
})

describe('suggestions', () => {
  test('go down where nothing is left above, and end where nothing is left', () => {
    expect(check('10.0.1.254', { '10.0.1.254': instance(1) }).problems).toMatchObject([
      { suggestion: '10.0.1.253' },
    ])
    const full = check('10.0.1.0/28', { '10.0.1.4': instance(1) }, { subnets: [subnet('a', '10.0.1.0/28')] })
    expect(full.problems.map((p) => 'suggestion' in p && p.suggestion)).toEqual(Array(6).fill(null))
  })

  test('stay in the subnet of the member', () => {
    const subnets = [subnet('a', '10.0.1.0/28'), subnet('b', '10.0.1.16/28')]
    const result = check('10.0.1.15 10.0.1.16', {}, { subnets })
    expect(result.problems).toMatchObject([
      { member: '10.0.1.15', cidr: '10.0.1.0/28', suggestion: '10.0.1.14' },
      { member: '10.0.1.16', cidr: '10.0.1.16/28', suggestion: '10.0.1.20' },
    ])
  })
})

test('a whole /16 half held: 500 problems told, all counted, each suggestion a different usable address', () => {
  const block = cidr('10.0.0.0/16')
  const subnets = [subnet('a', '10.0.0.0/16')]
  const held = [...eachAddress([rangeOf(block)])].filter((_, i) => i % 2 === 0)
  const heldByOthers = new Map([['a', AddressSet.of(block, held)]])
  const { problems, total, counts, spans } = check('10.0.0.0/17', {}, { subnets, heldByOthers })
  expect(problems).toHaveLength(MOST_PROBLEMS)
  expect(total).toBe(16_384 + 2)
  expect(counts).toEqual({ usable: 16_382, resting: 0, problem: 16_386 })
  expect(spans.reduce((sum, span) => sum + rangeSize(span.range), 0n)).toBe(32_768n)
  const suggested = problems.flatMap((p) => ('suggestion' in p && p.suggestion ? [p.suggestion] : []))
  expect(new Set(suggested).size).toBe(MOST_PROBLEMS)
  expect(check(suggested.join('\n'), {}, { subnets, heldByOthers }).counts.usable).toBe(MOST_PROBLEMS)
})

/** The rule, said for one address at a time. */
function modelVerdict(text: string, seen: ReadonlySet<string>, input: PoolCheckInput): string {
  const a = address(text)
  const home = subnetOf(input.subnets, a)
  if (seen.has(text)) return 'listed-twice'
  if (!home) return 'outside-subnets'
  const offset = a.value % 32n
  if (offset < 4n || offset === 31n) return 'reserved'
  if (input.heldByOthers.get(home.id)?.has(a)) return 'held'
  if (input.otherPools.some((pool) => rangesContain(pool.entries, a))) return 'other-pool'
  return input.cooling.has(text) ? 'resting' : 'usable'
}

test('agrees with the rule said one address at a time', () => {
  const subnets = [subnet('a', '10.0.1.0/27'), subnet('b', '10.0.1.32/27')]
  const last = fc.nat(80).map((n) => `10.0.1.${n}`)
  const entry = fc.tuple(fc.nat(75), fc.nat(9)).map(([n, more]) => `10.0.1.${n}-${n + more}`)
  const world = fc.record({
    text: fc.array(entry, { maxLength: 8 }).map((entries) => entries.join(' ')),
    held: fc.array(last, { maxLength: 12 }),
    pooled: fc.array(entry, { maxLength: 3 }),
    resting: fc.array(last, { maxLength: 12 }),
  })
  fc.assert(
    fc.property(world, ({ text, held, pooled, resting }) => {
      const taken = held.map(address)
      const input: PoolCheckInput = {
        groupId: 'g0',
        ...parsePool(text),
        subnets,
        heldByOthers: new Map(subnets.map((s) => [s.id, AddressSet.of(s.cidrs[0] as never, taken)])),
        holders: new Map(held.map((member, i) => [member, instance(i % 2)])),
        otherPools: [
          { groupId: 'g1', groupName: 'k', entries: toRangeSet(parsePool(pooled.join(' ')).entries) },
        ],
        cooling: new Map(resting.map((member) => [member, { until: 'later', groupId: 'g1' }])),
      }
      const seen = new Set<string>()
      const expected = input.entries.flatMap((range, entryIndex) => {
        const mine = [...eachAddress([range])].map(formatAddress)
        const verdicts = mine.map((member) => `${entryIndex}: ${member} ${modelVerdict(member, seen, input)}`)
        for (const member of mine) seen.add(member)
        return verdicts
      })
      const result = checkPool(input)
      const told = result.spans.flatMap(({ entryIndex, range, verdict }) => {
        const kind = typeof verdict === 'string' ? verdict : verdict.kind
        return [...eachAddress([range])].map((a) => `${entryIndex}: ${formatAddress(a)} ${kind}`)
      })
      expect(told).toEqual(expected)
      const { usable, resting: rests, problem } = result.counts
      expect(usable + rests + problem).toBe(expected.length)
    }),
    { numRuns: 300 },
  )
})
