import { describe, expect, it } from 'vitest'
import { addressesDiffer, membersDiffer } from './change-words'
import { fieldValue, justBefore, momentTyped, utcText } from './moment-words'
import { keyMoment, momentAt, shareOf } from './slide-keys'

const range = {
  begin: '2026-11-03T09:00:00.000Z',
  now: '2026-11-03T19:00:00.000Z',
  at: '2026-11-03T12:00:00.000Z',
  before: '2026-11-03T11:30:00.000Z',
  after: null,
}

describe('keys on the slider', () => {
  it.each([
    ['ArrowLeft', false, '2026-11-03T11:30:00.000Z'],
    ['ArrowRight', false, range.now],
    ['PageDown', false, '2026-11-03T11:00:00.000Z'],
    ['PageUp', false, '2026-11-03T13:00:00.000Z'],
    ['PageDown', true, range.begin],
    ['PageUp', true, range.now],
    ['Home', false, range.begin],
    ['End', false, range.now],
    ['Tab', false, null],
  ])('%s (shift: %s) leads to %s', (key, shift, to) => expect(keyMoment(key, shift, range)).toBe(to))
})

describe('the slider', () => {
  it('places a moment between the ends, and finds it again', () => {
    expect(shareOf(range.at, range)).toBe(0.3)
    expect(momentAt(0.3, range)).toBe(range.at)
    expect(momentAt(7, range)).toBe(range.now)
    expect(shareOf('2020-01-01T00:00:00.000Z', range)).toBe(0)
    expect(shareOf(range.now, { begin: range.now, now: range.now })).toBe(1)
  })
})

describe('a typed moment', () => {
  it('is meant to the end of its second, unless it is the one that is shown', () => {
    const shown = '2026-11-03T12:00:00.250Z'
    expect(momentTyped(fieldValue(shown), shown)).toBe(shown)
    expect(momentTyped(fieldValue(shown), null)).toBe('2026-11-03T12:00:00.999Z')
    expect(momentTyped('', shown)).toBeNull()
    expect(momentTyped('soon', shown)).toBeNull()
  })

  it('stands in UTC, and has one just before', () => {
    expect(utcText(range.at)).toBe('2026-11-03 12:00:00.000 UTC')
    expect(justBefore(range.at)).toBe('2026-11-03T11:59:59.999Z')
  })
})

describe('what differs', () => {
  it('is counted in a sentence', () => {
    expect(addressesDiffer({ counts: {} })).toBe('No address differs.')
    expect(addressesDiffer({ counts: { taken: 1 } })).toBe('1 address differs: 1 taken.')
    expect(addressesDiffer({ counts: { released: 2, moved: 1 } })).toBe(
      '3 addresses differ: 1 with another holder, 2 released.',
    )
    const facts = {}
    expect(membersDiffer({ changes: [] }, 'VM')).toBe('No VM differs.')
    expect(membersDiffer({ changes: [{ id: 'a', change: 'gone', facts }] }, 'VM')).toBe(
      '1 VM differs: 1 gone.',
    )
    expect(
      membersDiffer(
        {
          changes: [
            { id: 'a', change: 'created', facts },
            { id: 'b', change: 'created', facts },
          ],
        },
        'instance',
      ),
    ).toBe('2 instances differ: 2 created.')
  })
})
