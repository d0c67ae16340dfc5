import { expect, it } from 'vitest'
import { zoneLabel, zoneTime } from './zone-time'

it.each([
  ['2026-11-23T07:00:00.000Z', 'Europe/Berlin', 'Mon 23 Nov, 08:00'],
  ['2026-11-23T07:00:00.000Z', 'UTC', 'Mon 23 Nov, 07:00'],
  ['2026-12-31T23:30:00.000Z', 'Asia/Tokyo', 'Fri 1 Jan, 08:30'],
  ['2026-11-23T00:00:00.000Z', 'UTC', 'Mon 23 Nov, 00:00'],
  ['2026-09-30T23:00:00.000Z', 'America/New_York', 'Wed 30 Sep, 19:00'],
])('%s in %s is %s', (at, zone, text) => expect(zoneTime(at, zone)).toBe(text))

it('reads a zone as words', () => expect(zoneLabel('America/New_York')).toBe('America/New York'))
