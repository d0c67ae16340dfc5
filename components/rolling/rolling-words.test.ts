import { describe, expect, test } from 'vitest'
import { durationWords } from '@/lib/api/rolling-messages'
import { batchText, countsText, endText, gateText, shareDone, stateText } from './rolling-words'

const counts = (over: Partial<Parameters<typeof countsText>[0]['counts']>) => ({
  counts: { total: 6, done: 0, skipped: 0, failed: 0, underWay: 0, waiting: 0, ...over },
})

describe('how far a run is', () => {
  test.each([
    [{ waiting: 6 }, '0 of 6 replaced, 6 waiting', 0],
    [{ done: 2, underWay: 1, waiting: 3 }, '2 of 6 replaced, 1 under way, 3 waiting', 2 / 6],
    [{ done: 4, skipped: 1, failed: 1 }, '4 of 6 replaced, 1 skipped, 1 failed', 1],
  ])('%j', (over, words, share) => {
    expect(countsText(counts(over))).toBe(words)
    expect(shareDone(counts(over))).toBeCloseTo(share)
  })

  test('of one that was cancelled, what was left keeps its machines', () => {
    const run = { ...counts({ done: 3, waiting: 3 }) } as Parameters<typeof endText>[0]
    expect(endText(run)).toBe('3 of 6 replaced, 3 left on their machines')
    const one = { ...counts({ done: 5, waiting: 1 }) } as Parameters<typeof endText>[0]
    expect(endText(one)).toBe('5 of 6 replaced, 1 left on its machine')
  })

  test('its state, and that it is ending', () => {
    expect(stateText({ state: 'waiting-for-health', cancelling: false })).toBe('Waiting for health')
    expect(stateText({ state: 'running', cancelling: true })).toBe('Ending: what is under way is finished')
  })
})

test.each([
  [
    { number: 2, zone: 'us-east-1a', total: 2, byState: { done: 1, waiting: 1 } },
    'Batch 2 of 3, us-east-1a: 1 replaced, 1 waiting',
  ],
  [{ number: 1, zone: '2', total: 1, byState: { health: 1 } }, 'Batch 1 of 3, zone 2: 1 at the health gate'],
  [{ number: 3, zone: null, total: 4, byState: { waiting: 4 } }, 'Batch 3 of 3: 4 waiting'],
])('a batch in words: %j', (batch, words) => {
  expect(batchText(batch, 3)).toBe(words)
})

test.each([
  [0, '0 s'],
  [89, '89 s'],
  [90, '2 min'],
  [600, '10 min'],
  [3_600, '1 h'],
  [4_800, '1 h 20 min'],
])('%i seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})

test('the gate counts down', () => {
  expect([gateText(12), gateText(0)]).toEqual(['Counts in 12 s if it stays so.', 'Counts at the next look.'])
})
