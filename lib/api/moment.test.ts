import { describe, expect, it } from 'vitest'
import { readMoment, toldLess } from './moment'

const span = { begin: '2026-11-03T09:00:00.000Z', now: '2026-11-04T09:00:00.000Z', of: 'cassandra-ring' }

describe('a moment in an address', () => {
  it.each([
    ['2026-11-03T09:00:12Z', '2026-11-03T09:00:12.000Z'],
    ['2026-11-03T09:00:12.5Z', '2026-11-03T09:00:12.500Z'],
    ['2026-11-03T10:00+01:00', '2026-11-03T09:00:00.000Z'],
    ['2026-11-03T10:00 01:00', '2026-11-03T09:00:00.000Z'],
    ['2026-11-04T09:00:00.000Z', '2026-11-04T09:00:00.000Z'],
  ])('%s is %s', (text, at) => expect(readMoment(text, span)).toEqual({ ok: true, at }))

  it.each([
    ['', 'no moment'],
    ['yesterday', 'no moment'],
    ['2026-11-03', 'no moment'],
    ['2026-11-03T09:00:12', 'no moment'],
    ['2026-13-45T09:00:12Z', 'no moment'],
    ['2026-11-04T09:00:00.001Z', 'has not come yet'],
    ['2026-11-03T08:59:59.999Z', 'cassandra-ring begins later'],
  ])('%s is refused: it %s', (text, why) => {
    const moment = readMoment(text, span)
    expect(moment.ok ? '' : moment.sentence).toContain(why)
  })

  it('is refused while nothing is on record', () => {
    const moment = readMoment('2026-11-03T09:00:12Z', { ...span, begin: null })
    expect(moment.ok ? '' : moment.sentence).toContain('Nothing is on record')
  })

  it('tells less where an earlier version wrote the events', () => {
    expect(toldLess('2026-11-03T09:00:00.000Z', null)).toBe(false)
    expect(toldLess('2026-11-03T09:00:00.000Z', '2026-11-03T09:00:00.001Z')).toBe(true)
    expect(toldLess('2026-11-03T09:00:00.001Z', '2026-11-03T09:00:00.001Z')).toBe(false)
  })
})
