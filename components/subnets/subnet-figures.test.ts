import { expect, it } from 'vitest'
import type { SubnetRowView } from '@/lib/api/views/network'
import { shareText, utilisationText } from './subnet-figures'

const none = { active: 0, paused: 0, random: 0, pool: 0, foreign: 0, cooling: 0, planned: 0, reserved: 5 }

const row = (size: number, held: Partial<SubnetRowView['counts']>): SubnetRowView =>
  ({ size, counts: { ...none, free: 0, ...held } }) as SubnetRowView

it.each([
  [256, {}, '0%'],
  [65_536, { active: 1 }, 'under 1%'],
  [256, { active: 10, foreign: 27 }, '14%'],
  [65_536, { foreign: 65_530 }, '99%'],
  [256, { foreign: 256 }, '100%'],
])('says what share of %i addresses is held: %o', (size, held, text) => {
  expect(shareText(row(size, held))).toBe(text)
})

it('says in words who holds', () => {
  expect(utilisationText(row(256, { active: 2, random: 1, foreign: 4, pool: 3 }))).toBe(
    '3 held, 4 by others, 3 in pools',
  )
  expect(utilisationText(row(256, {}))).toBe('Nothing held')
})
