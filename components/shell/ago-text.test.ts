import { describe, expect, it } from 'vitest'
import { agoText, exactText, stillText } from './ago-text'

const now = Date.parse('2026-11-20T12:00:00.000Z')
const before = (ms: number) => new Date(now - ms).toISOString()

describe('agoText', () => {
  it.each([
    [0, 'just now'],
    [9_999, 'just now'],
    [10_000, '10 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_599_999, '59 min ago'],
    [3_600_000, '1 h ago'],
    [86_400_000, '1 day ago'],
    [13 * 86_400_000, '13 days ago'],
    [-200_000, 'in 3 min'],
  ])('%d ms → %s', (ms, text) => expect(agoText(before(ms), now)).toBe(text))

  it('says the date after two weeks, and the year only when it is another', () => {
    expect(agoText(new Date(2026, 9, 3, 12).toISOString(), now)).toBe('3 Oct')
    expect(agoText(new Date(2025, 9, 3, 12).toISOString(), now)).toBe('3 Oct 2025')
  })

  it('leaves what is not a time alone', () => expect(agoText('never', now)).toBe('never'))
})

it('says the exact time in local digits', () => {
  expect(exactText(new Date(2026, 10, 3, 9, 2, 5).toISOString())).toBe('3 Nov 2026, 09:02:05')
})

it('has one text that server and browser agree on', () => {
  expect(stillText('2026-11-03T09:12:41.000Z')).toBe('2026-11-03 09:12 UTC')
})
