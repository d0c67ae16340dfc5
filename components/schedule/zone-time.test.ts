import { expect, it } from 'vitest'
import { untilText, zoneLabel, zoneTime } from './zone-time'

it.each([
  ['2026-11-23T07:00:00.000Z', 'Europe/Berlin', 'Mon 23 Nov, 08:00'],
  ['2026-11-23T07:00:00.000Z', 'UTC', 'Mon 23 Nov, 07:00'],
  ['2026-12-31T23:30:00.000Z', 'Asia/Tokyo', 'Fri 1 Jan, 08:30'],
  ['2026-11-23T00:00:00.000Z', 'UTC', 'Mon 23 Nov, 00:00'],
  ['2026-09-30T23:00:00.000Z', 'America/New_York', 'Wed 30 Sep, 19:00'],
])('%s in %s is %s', (at, zone, text) => expect(zoneTime(at, zone)).toBe(text))

it('reads a zone as words', () => expect(zoneLabel('America/New_York')).toBe('America/New York'))

it.each([
  ['2026-11-23T07:00:05.000Z', 'just now'],
  ['2026-11-23T10:30:00.000Z', 'in 3 h'],
  ['2026-12-06T08:00:00.000Z', 'in 13 days'],
  ['2026-12-13T08:00:00.000Z', 'in 20 days'],
  ['2028-02-29T00:00:00.000Z', 'in 462 days'],
  ['2026-11-23T06:00:00.000Z', '1 h ago'],
])('%s is %s', (at, text) => expect(untilText(at, Date.parse('2026-11-23T07:00:00.000Z'))).toBe(text))
