import { describe, expect, it } from 'vitest'
import { countsText, fittingWindow, labelsOf, markText, momentText, stretchText } from './capacity-words'

const local = (...parts: [number, number, number, number, number, number]) => new Date(...parts).toISOString()

it('names the addresses that are no pool members after what the group keeps', () => {
  expect(labelsOf('stateful').onOther).toBe('On random addresses')
  expect(labelsOf('pooled').onOther).toBe('On dynamic addresses')
})

it('says all counts', () => {
  const count = { desired: 1200, running: 5, onPool: 4, onOther: 1 }
  expect(countsText(count, labelsOf('stateful'))).toBe(
    'Desired 1,200, Running 5, On pool addresses 4, On random addresses 1',
  )
})

describe('a stretch of time', () => {
  const from = local(2026, 10, 3, 9, 12, 41)

  it('is told to the millisecond where that matters', () => {
    const until = new Date(Date.parse(from) + 207).toISOString()
    expect(momentText(until)).toBe('3 Nov 2026, 09:12:41.207')
    expect(stretchText(from, until, momentText)).toBe('3 Nov 2026, 09:12:41.000 to 09:12:41.207')
  })

  it.each([
    [from, '3 Nov 2026, 09:12:41'],
    [local(2026, 10, 3, 9, 13, 2), '3 Nov 2026, 09:12:41 to 09:13:02'],
    [local(2026, 10, 13, 9, 13, 2), '3 Nov 2026, 09:12:41 to 13 Nov 2026, 09:13:02'],
  ])('until %s', (until, text) => {
    expect(stretchText(from, until)).toBe(text)
  })
})

it.each([
  [60_000, 'all'],
  [86_399_999, 'all'],
  [86_400_000, '24h'],
])('a group of %i ms begins with %s', (age, window) => {
  expect(fittingWindow(age)).toBe(window)
})

it.each([
  ['instance-interrupted', 12, '12 interruptions'],
  ['instance-interrupted', 1, '1 interruption'],
  ['group-scaled', 1_000, '1,000 target changes'],
  ['pool-exhausted', 2, '2 times that the pool was exhausted'],
] as const)('%s, %i times', (kind, count, text) => {
  expect(markText({ kind, count })).toBe(text)
})
