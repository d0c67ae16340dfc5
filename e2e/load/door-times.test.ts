import { expect, test } from 'vitest'
import { lineOf, percentile, tableOf } from './door-times'

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

test.each([
  [50, 50],
  [95, 95],
  [99, 99],
  [100, 100],
])('%i per cent of 1 to 100 is %i', (percent, expected) => {
  expect(percentile(upTo(100), percent)).toBe(expected)
})

test('of few answers the worst is what nearly all of them kept to', () => {
  expect(percentile([3], 99)).toBe(3)
  expect(percentile([], 99)).toBe(0)
})

test('a line counts answers and errors apart; the table puts the slowest last', () => {
  const slow = { door: 'groups', times: [9, 1, 5], problems: ['500'] }
  expect(lineOf(slow)).toEqual({ door: 'groups', answers: 3, p50: 5, p95: 9, p99: 9, worst: 9, errors: 1 })
  const lines = tableOf([slow, { door: 'nav', times: [2], problems: [] }]).split('\n')
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['door', 'nav', 'groups'])
})
