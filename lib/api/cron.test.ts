import { describe, expect, it } from 'vitest'
import { isTimeZone, readCron } from './cron'
import { cronSentence } from './task-messages'

const read = (text: string, zone = 'Europe/Berlin') => {
  const reading = readCron(text, zone)
  if (!reading.ok) throw new Error(cronSentence(reading.refusal))
  return reading.value
}

const DAY = 86_400_000

describe('a daily task at 02:30 in Europe/Berlin', () => {
  it.each([
    ['the clock jumps from 02:00 to 03:00', '2027-03-26T12:00:00.000Z', '2027-03-28T01:00:00.000Z'],
    ['the clock goes back from 03:00 to 02:00', '2026-10-23T12:00:00.000Z', '2026-10-25T00:30:00.000Z'],
  ])('runs once a day when %s', (_, from, onTheDay) => {
    const runs = read('30 2 * * *').next(from, 6)
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' })
    const days = runs.map((at) => day.format(new Date(at)))
    expect(new Set(days).size).toBe(6)
    expect(Date.parse(runs[5] ?? '') - Date.parse(runs[0] ?? '')).toBeLessThan(5 * DAY + 3_600_001)
    expect(runs).toContain(onTheDay)
  })

  it('does not come again in the repeated hour, whenever that is asked', () => {
    for (const after of ['2026-10-25T00:30:00.000Z', '2026-10-25T00:59:00.000Z', '2026-10-25T01:29:59.000Z'])
      expect(read('30 2 * * *').next(after, 1)).toEqual(['2026-10-26T01:30:00.000Z'])
  })

  it('is found once between any two looks, however they fall', () => {
    const cron = read('30 2 * * *')
    for (const start of ['2027-03-27T12:00:00.000Z', '2026-10-24T12:00:00.000Z']) {
      const found: string[] = []
      for (let at = Date.parse(start); at < Date.parse(start) + 2 * DAY; at += 600_000)
        found.push(...cron.between(new Date(at).toISOString(), new Date(at + 600_000).toISOString(), 10))
      expect(found).toHaveLength(2)
    }
  })
})

it('several times of one day are times of day too: each at most once', () => {
  expect(read('15,45 2 * * *').next('2026-10-24T12:00:00.000Z', 3)).toEqual([
    '2026-10-25T00:15:00.000Z',
    '2026-10-25T00:45:00.000Z',
    '2026-10-26T01:15:00.000Z',
  ])
  expect(read('15,45 2 * * *').next('2027-03-27T12:00:00.000Z', 2)).toEqual([
    '2027-03-28T01:00:00.000Z',
    '2027-03-29T00:15:00.000Z',
  ])
})

it('what runs every half an hour does so through both changes', () => {
  expect(read('*/30 * * * *').next('2026-10-24T23:59:00.000Z', 5)).toEqual([
    '2026-10-25T00:00:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T01:30:00.000Z',
    '2026-10-25T02:00:00.000Z',
  ])
  expect(read('*/30 * * * *').next('2027-03-28T00:20:00.000Z', 3)).toEqual([
    '2027-03-28T00:30:00.000Z',
    '2027-03-28T01:00:00.000Z',
    '2027-03-28T01:30:00.000Z',
  ])
})

it('finds what was due between two times, the later one included, the oldest first and so many at most', () => {
  const cron = read('0 * * * *', 'UTC')
  expect(cron.between('2026-11-03T09:00:00.000Z', '2026-11-03T11:00:00.000Z', 10)).toEqual([
    '2026-11-03T10:00:00.000Z',
    '2026-11-03T11:00:00.000Z',
  ])
  expect(cron.between('2026-11-03T09:00:00.000Z', '2027-11-03T11:00:00.000Z', 3)).toHaveLength(3)
  expect(cron.between('2026-11-03T09:00:00.000Z', '2026-11-03T09:59:59.999Z', 10)).toEqual([])
})

it.each([
  ['0 8 * * 1-5', 'At 08:00, Monday through Friday'],
  ['0  8 * * mon-fri', 'At 08:00, Monday through Friday'],
  ['0 2 * * *', 'At 02:00, every day'],
  ['0 8,18 * * *', 'At 08:00 and 18:00, every day'],
  ['* * * * *', 'Every minute'],
  ['0 8 1 * MON', 'At 08:00, on day 1 of the month, and also on Monday'],
  ['0 3 * * FRI-SUN', 'At 03:00, Friday through Sunday'],
])('%s reads “%s”', (text, words) => expect(read(text).words).toBe(words))

it.each([
  ['0 8 * * 7', '2026-11-08T08:00:00.000Z'],
  ['0 8 * * SUN', '2026-11-08T08:00:00.000Z'],
  ['0 3 * * FRI-SUN', '2026-11-06T03:00:00.000Z'],
  ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
  ['0 8 15 * MON', '2026-11-09T08:00:00.000Z'],
])('%s is next due %s', (text, at) =>
  expect(read(text, 'UTC').next('2026-11-03T12:00:00.000Z', 1)).toEqual([at]),
)

describe('refuses with a sentence', () => {
  it.each([
    ['', /^Give a schedule\./],
    ['   ', /^Give a schedule\./],
    ['@daily', /“@daily” is a nickname/],
    ['0 0 8 * * *', /six fields\. Seconds cannot be scheduled/],
    ['0 8 * *', /five fields, this has 4/],
    ['0 0 8 * * * 2027', /five fields, this has 7/],
    ['61 * * * *', /“61” is not a minute: it goes from 0 to 59/],
    ['0 24 * * *', /“24” is not an hour: it goes from 0 to 23/],
    ['0 8 0 * *', /day of the month: it goes from 1 to 31/],
    ['0 8 * 13 *', /“13” is not a month: it goes from 1 to 12/],
    ['0 8 * * 8', /day of the week: it goes from 0 to 7/],
    ['0 8 * * FUNDAY', /“FUNDAY” is not a day of the week/],
    ['0 8 * * 5-1', /“5-1” in the day of the week ends before it starts/],
    ['0 8,,9 * * *', /hour has a comma with nothing beside it/],
    ['5/10 * * * *', /“5\/10” in the minute is not a step/],
    ['*/0 * * * *', /“\*\/0” in the minute is not a step/],
    ['*/90 * * * *', /“\*\/90” in the minute is not a step/],
    ['0 8 L * *', /“L” is not a day of the month/],
    ['0 8 * * 5#2', /“5#2” is not a day of the week/],
    ['0 0 31 2 *', /never run/],
    ['0 0 30 2 *', /never run/],
    ['0 0 31 4,6,9,11 *', /never run/],
  ])('“%s”', (text, sentence) => {
    const reading = readCron(text, 'UTC')
    expect(reading.ok ? 'read' : cronSentence(reading.refusal)).toMatch(sentence)
  })
})

it('knows the names of time zones, and takes no offset for one', () => {
  expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
  ])
  expect(['', '+02:00', 'Mars/Base', 'Berlin', '../etc'].map(isTimeZone)).toEqual(
    Array.from({ length: 5 }, () => false),
  )
})
