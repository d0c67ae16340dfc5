import { describe, expect, it } from 'vitest'
import type { EventView } from '@/lib/api/views/events'
import { holdTimeline, lastedText } from './hold-timeline'

const holder = { kind: 'instance', instanceId: 'ssi-1', groupId: 'g1', groupName: 'ring' } as const
const hold = (holderText: string, since: string, until: string | null) => ({
  holderText,
  holder,
  since,
  until,
})
const event = (at: string, why: string) => ({ kind: 'address-allocated', at, why }) as EventView

describe('holdTimeline', () => {
  it('puts the newest first, names the gaps, and takes the reason from the log', () => {
    const parts = holdTimeline(
      [
        hold('i-04c1', '2026-11-01T08:00:00Z', '2026-11-02T08:00:00Z'),
        hold('ssi-1', '2026-11-03T09:00:00Z', null),
      ],
      [event('2026-11-03T09:00:01Z', 'Member 2 of the pool.')],
    )
    expect(
      parts.map((part) => (part.kind === 'gap' ? 'gap' : `${part.hold.holderText}: ${part.why}`)),
    ).toEqual(['ssi-1: Member 2 of the pool.', 'gap', 'i-04c1: null'])
  })

  it('begins with a gap when nobody holds it now, and has none between owners that follow at once', () => {
    const parts = holdTimeline(
      [
        hold('b', '2026-11-02T08:00:00.500Z', '2026-11-03T08:00:00Z'),
        hold('a', '2026-11-01T08:00:00Z', '2026-11-02T08:00:00Z'),
      ],
      [],
    )
    expect(parts.map((part) => part.kind)).toEqual(['gap', 'hold', 'hold'])
  })

  it('is empty for an address that nobody ever held', () => expect(holdTimeline([], [])).toEqual([]))
})

it.each([
  [20, 'less than a minute'],
  [240, '4 min'],
  [3 * 3600, '3 h'],
  [12 * 86_400, '12 days'],
])('%d s lasted %s', (seconds, text) => {
  const since = '2026-11-01T00:00:00.000Z'
  expect(lastedText(since, new Date(Date.parse(since) + seconds * 1000).toISOString())).toBe(text)
})
