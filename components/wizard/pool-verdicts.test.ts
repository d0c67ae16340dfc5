import { describe, expect, test } from 'vitest'
import type { PoolCheckView } from '@/lib/api/views/network'
import { formatPoolEntry, parsePool } from '@/lib/domain/pool'
import { formatRange, toRangeSet } from '@/lib/domain/ranges'
import { plannedIn } from './planned'
import {
  applyVerdicts,
  countVerdicts,
  describeTooMany,
  describeUnusable,
  type PoolRow,
  plannedRanges,
  sentenceOfUnreadable,
  unusableRanges,
  wordVerdict,
} from './pool-verdicts'

type Member = PoolCheckView['members'][number]
const member = (
  entry: string,
  tone: Member['tone'],
  text: string,
  suggestion: string | null = null,
): Member => ({
  entry,
  size: parsePool(entry).entries.reduce((n, e) => n + Number(e.last - e.first) + 1, 0),
  tone,
  text,
  suggestion,
  subnetId: null,
})
const check = (members: Member[], more = 0, counts: Partial<PoolCheckView> = {}): PoolCheckView => ({
  members,
  more,
  usable: 0,
  resting: 0,
  bad: 0,
  size: 0,
  ...counts,
})
const pool = (text: string) => parsePool(text).entries
const setOf = (text: string) => toRangeSet(pool(text))
const listed = (...of: Parameters<typeof applyVerdicts>): PoolRow[] => {
  const rows = applyVerdicts(...of)
  return Array.from({ length: rows.count }, (_, index) => rows.at(index))
}

describe('B2 verdicts beside members', () => {
  test('joined by address, however the answer is cut', () => {
    const rows = listed(
      pool('10.0.2.0/24 10.0.1.7'),
      check([
        member('10.0.1.7', 'ok', 'free'),
        member('10.0.2.0-10.0.2.3', 'bad', 'reserved'),
        member('10.0.2.4-10.0.2.254', 'ok', 'free'),
        member('10.0.2.255', 'bad', 'reserved'),
      ]),
    )
    expect(rows.map((row) => [formatPoolEntry(row.entry), row.size, row.verdict?.tone])).toEqual([
      ['10.0.2.0-3', 4, 'bad'],
      ['10.0.2.4-254', 251, 'ok'],
      ['10.0.2.255', 1, 'bad'],
      ['10.0.1.7', 1, 'ok'],
    ])
    expect(rows.map((row) => row.verdict?.text)).toEqual(['reserved', 'free', 'reserved', 'free'])
  })

  test('a long pool is counted by the answer, which lists only some of it', () => {
    const long = check([member('10.0.1.4', 'ok', 'free'), member('10.1.0.0', 'bad', 'outside')], 98, {
      usable: 4,
      resting: 1,
      bad: 95,
      size: 100,
    })
    expect(countVerdicts(setOf('10.0.1.4 10.1.0.0-10.1.0.98'), long)).toEqual({
      size: 100,
      usable: 4,
      resting: 1,
      bad: 95,
    })
    expect(countVerdicts(setOf('10.0.1.4 10.1.0.0'), long)).toEqual({
      size: 2,
      usable: 1,
      resting: 0,
      bad: 1,
    })
  })

  test('one verdict over several members holds for each', () => {
    const rows = listed(pool('10.0.1.16 10.0.1.17'), check([member('10.0.1.16-17', 'ok', 'free')]))
    expect(rows.map((row) => row.verdict?.text)).toEqual(['free', 'free'])
  })

  test('a member that the answer does not know yet has no verdict', () => {
    expect(listed(pool('10.0.1.9'), check([member('10.0.1.16', 'ok', 'free')]))[0]?.verdict).toBeNull()
    expect(listed(pool('10.0.1.9'), null)[0]?.verdict).toBeNull()
  })

  test('of a cut answer the rest is usable only if everything bad was listed', () => {
    const held = [member('10.0.1.16', 'bad', 'held')]
    expect(listed(pool('10.0.1.17'), check(held, 5, { bad: 1 }))[0]?.verdict?.tone).toBe('ok')
    expect(listed(pool('10.0.1.17'), check(held, 5, { bad: 2 }))[0]?.verdict).toBeNull()
  })
})

test('rows are found among ranges that the answer cuts, wherever they stand', () => {
  const answer = check([member('10.0.2.4', 'bad', 'held'), member('10.0.3.0-10.0.3.3', 'bad', 'reserved')])
  const rows = listed(pool('10.0.1.1 10.0.2.0/24 10.0.1.2 10.0.3.0/24 10.0.1.3'), answer)
  expect(rows.map((row) => formatPoolEntry(row.entry))).toEqual([
    '10.0.1.1',
    '10.0.2.0-3',
    '10.0.2.4',
    '10.0.2.5-255',
    '10.0.1.2',
    '10.0.3.0-3',
    '10.0.3.4-255',
    '10.0.1.3',
  ])
  expect(unusableRanges(setOf('10.0.2.0/24 10.0.3.2/32'), answer).map(formatRange)).toEqual([
    '10.0.2.4',
    '10.0.3.2',
  ])
})

test('too many members are said to be too many, and by how many', () => {
  expect(describeTooMany(65_536n)).toBeNull()
  expect(describeTooMany(65_540n)).toBe('A pool has 65,536 members at most; this one has 65,540. Remove 4.')
})

test('the map draws neither refused nor resting members', () => {
  const view = check([member('10.0.1.18', 'bad', 'held'), member('10.0.1.20', 'resting', 'rests')])
  expect(plannedRanges(setOf('10.0.1.16-21'), view).map(formatRange)).toEqual([
    '10.0.1.16-10.0.1.17',
    '10.0.1.19',
    '10.0.1.21',
  ])
  expect(plannedIn('10.0.1.0/24', setOf('10.0.1.21 10.0.2.4'), view, ['10.0.1.99', '10.0.2.9'])).toEqual([
    '10.0.1.21',
    '10.0.1.99',
  ])
})

test('sentences', () => {
  expect(wordVerdict({ text: 'Held by i-1. Choose 10.0.1.22?', suggestion: '10.0.1.22' })).toBe(
    'Held by i-1.',
  )
  expect(wordVerdict({ text: 'Free', suggestion: null })).toBe('Free')
  expect(describeUnusable(check([], 0, { bad: 3, size: 9 }))).toBe('3 of 9 pool members cannot be used.')
  expect(describeUnusable(check([], 0, { bad: 0, size: 9 }))).toBeNull()
  expect(sentenceOfUnreadable([{ text: '10.0.1.300', why: 'octet-too-large' }])).toContain('10.0.1.300')
  expect(sentenceOfUnreadable([])).toBeNull()
})
