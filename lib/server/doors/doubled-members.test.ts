import { expect, test } from 'vitest'
import { parsePool } from '@/lib/domain/pool'
import type { VerdictSpan } from '@/lib/domain/pool-check'
import { formatRange } from '@/lib/domain/ranges'
import { cutDoubled } from './doubled-members'

const span = (text: string, verdict: VerdictSpan['verdict']): VerdictSpan[] =>
  parsePool(text).entries.map((range, entryIndex) => ({ entryIndex, range, verdict }))

test('B2 what a sibling lists, too, is cut out; what cannot be used for another reason keeps that reason', () => {
  const held = { kind: 'listed-twice', member: '10.0.0.20' } as const
  const siblings = [{ name: 'eth1', entries: parsePool('10.0.0.12-13, 10.0.0.20, 10.0.9.9').entries }]
  const cut = cutDoubled([...span('10.0.0.10-15', 'usable'), ...span('10.0.0.20', held)], siblings)
  expect(cut.spans.map(({ range, verdict }) => [formatRange(range), verdict])).toEqual([
    ['10.0.0.10-10.0.0.11', 'usable'],
    ['10.0.0.14-10.0.0.15', 'usable'],
    ['10.0.0.20', held],
  ])
  expect(cut.doubled.map(({ range, other }) => [formatRange(range), other])).toEqual([
    ['10.0.0.12-10.0.0.13', 'eth1'],
  ])
  expect(cutDoubled(span('10.0.0.10', 'resting'), []).doubled).toEqual([])
})
