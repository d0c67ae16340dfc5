import { expect, it } from 'vitest'
import { releaseDue, releaseRest } from './release-rest'

it.each([
  [0, 60],
  [1, 60],
  [2, 120],
  [3, 240],
  [6, 1_920],
  [7, 3_600],
  [500, 3_600],
])('after %i failures a release rests %i seconds', (failures, seconds) => {
  expect(releaseRest(failures)).toBe(seconds * 1_000)
})

it('is due that long after it failed', () => {
  expect(releaseDue('2026-11-03T12:00:00.000Z', 2)).toBe('2026-11-03T12:02:00.000Z')
})
