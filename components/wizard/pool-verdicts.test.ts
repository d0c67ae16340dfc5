import { describe, expect, test } from 'vitest'
import type { PoolCheckView } from '@/lib/api/views/network'
import { formatPoolEntry, parsePool } from '@/lib/domain/pool'
import { formatRange } from '@/lib/domain/ranges'
import { plannedIn } from './planned'
import {
  applyVerdicts,
  countVerdicts,
  describeUnusable,
  plannedRanges,
  sentenceOfUnreadable,
  unusableRows,
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

describe('B2 verdicts beside members', () => {
  test('joined by address, however the answer is cut', () => {
    const rows = applyVerdicts(
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
    expect(unusableRows(rows)).toHaveLength(2)
  })

  test('a long pool is counted by the answer, which lists only some of it', () => {
    const long = check([member('10.0.1.4', 'ok', 'free'), member('10.1.0.0', 'bad', 'outside')], 98, {
      usable: 4,
      resting: 1,
      bad: 95,
      size: 100,
    })
    const rows = applyVerdicts(pool('10.0.1.4 10.1.0.0-10.1.0.98'), long)
    expect(countVerdicts(rows, long)).toEqual({ size: 100, usable: 4, resting: 1, bad: 95 })
    const shorter = applyVerdicts(pool('10.0.1.4 10.1.0.0'), long)
    expect(countVerdicts(shorter, long)).toEqual({ size: 2, usable: 1, resting: 0, bad: 1 })
  })

  test('one verdict over several members holds for each', () => {
    const rows = applyVerdicts(pool('10.0.1.16 10.0.1.17'), check([member('10.0.1.16-17', 'ok', 'free')]))
    expect(rows.map((row) => row.verdict?.text)).toEqual(['free', 'free'])
  })

  test('a member that the answer does not know yet has no verdict', () => {
    expect(applyVerdicts(pool('10.0.1.9'), check([member('10.0.1.16', 'ok', 'free')]))[0]?.verdict).toBeNull()
    expect(applyVerdicts(pool('10.0.1.9'), null)[0]?.verdict).toBeNull()
  })

  test('of a cut answer the rest is usable only if everything bad was listed', () => {
    const listed = [member('10.0.1.16', 'bad', 'held')]
    expect(applyVerdicts(pool('10.0.1.17'), check(listed, 5, { bad: 1 }))[0]?.verdict?.tone).toBe('ok')
    expect(applyVerdicts(pool('10.0.1.17'), check(listed, 5, { bad: 2 }))[0]?.verdict).toBeNull()
  })
})

test('the map draws neither refused nor resting members', () => {
  const view = check([member('10.0.1.18', 'bad', 'held'), member('10.0.1.20', 'resting', 'rests')])
  expect(plannedRanges(pool('10.0.1.16-21'), view).map(formatRange)).toEqual([
    '10.0.1.16-10.0.1.17',
    '10.0.1.19',
    '10.0.1.21',
  ])
  expect(plannedIn('10.0.1.0/24', pool('10.0.1.21 10.0.2.4'), view, ['10.0.1.99', '10.0.2.9'])).toEqual([
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
