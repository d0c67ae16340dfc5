import { describe, expect, it } from 'vitest'
import type { GroupRowView } from '@/lib/api/views/groups'
import { isShort, saysMore } from './group-words'

const row = (active: number, target: number, busy = 0): GroupRowView => ({
  id: 'sig-1',
  name: 'ring',
  cloud: 'aws',
  cloudLabel: 'AWS',
  region: 'us-east-1',
  zones: [],
  capacity: { minimum: 0, target, maximum: 9 },
  active,
  paused: 7,
  busy,
  failed: 0,
  pool: { size: 9, active, paused: 7 },
  publicPool: { size: 0, taken: 0 },
  member: 'instance',
  lent: null,
  states: [],
  lastEvent: null,
  createdAt: '2026-03-01T10:00:00.000Z',
})

describe('the head of a group', () => {
  it('says once that fewer are active than target asks for (A9)', () => {
    const states = [
      { tone: 'bad', text: '1 instance in error' },
      { tone: 'warn', text: '2 of 3 active' },
    ] as const
    expect(states.filter(saysMore(row(2, 3))).map(({ text }) => text)).toEqual(['1 instance in error'])
    const busy = { tone: 'busy', text: '1 instance changing' } as const
    expect([busy].filter(saysMore(row(2, 3, 1)))).toEqual([])
    expect([busy].filter(saysMore(row(2, 3, 2)))).toEqual([busy])
    expect([row(2, 3), row(3, 3), row(4, 3), row(2, 3, 1)].map(isShort)).toEqual([true, false, false, false])
  })
})
