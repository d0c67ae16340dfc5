import { expect, it } from 'vitest'
import type { PlanLine } from '@/lib/api/views/plans'
import { linesAtOnce, warningsLeft } from './plan-words'

const line = (text: string, address: string | null = null): PlanLine => ({
  sym: '▸',
  tone: 'good',
  text,
  address,
  instanceId: null,
  part: false,
})
const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => line(`change ${at}`, `10.0.0.${at}`))
const summary = [line('all of it')]

it('reads a few changes one by one, with nothing behind them', () => {
  expect(linesAtOnce({ summary, lines: lines(6), moreLines: 0 })).toEqual({ lines: lines(6), behind: 0 })
})

it('sums up many changes, and counts those that are not listed too', () => {
  expect(linesAtOnce({ summary, lines: lines(7), moreLines: 0 })).toEqual({ lines: summary, behind: 7 })
  expect(linesAtOnce({ summary, lines: lines(2), moreLines: 5_000 }).behind).toBe(5_002)
})

it('says the summary where there is no single change', () => {
  expect(linesAtOnce({ summary, lines: [], moreLines: 0 })).toEqual({ lines: summary, behind: 0 })
})

it('counts what has parts once, and sums it up before them', () => {
  const parts = [line('a'), { ...line('its part'), part: true }, line('all of it')]
  expect(linesAtOnce({ summary, lines: parts, moreLines: 0 })).toEqual({
    lines: [...summary, ...parts.slice(0, 2)],
    behind: 0,
  })
  const long = Array.from({ length: 7 }, () => parts.slice(0, 2)).flat()
  expect(linesAtOnce({ summary, lines: long, moreLines: 0 })).toEqual({ lines: summary, behind: 7 })
})

it('says a warning once', () => {
  const plan = { warnings: ['all of it', 'and a warning'] }
  expect(warningsLeft(plan, summary)).toEqual(['and a warning'])
})
