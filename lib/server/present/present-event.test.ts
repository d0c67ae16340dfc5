import { describe, expect, it } from 'vitest'
import type { Role } from '@/lib/auth/roles'
import { SHARED_WORDS } from '@/lib/domain/cloud-words'
import type { Event, EventKind } from '@/lib/domain/event'
import { presentEvent, untoldTo } from './present-event'

const event = (kind: EventKind, why: string): Event => ({
  ...{ seq: 7, at: '2026-01-31T10:00:00.000Z', kind, actor: 'operator', why },
  by: { id: 'ada', name: 'Ada', origin: '203.0.113.9' },
  ...{ byRequest: 'req-1', requestId: 'cmd-1', groupId: null, instanceId: null, subnetId: null },
  ...{ address: null, interfaceId: null, publicIpId: null, machineId: null },
  ...{ before: null, after: { email: 'olu@example.org' } },
})

const INVITED = event('invitation-made', 'Ada invited olu@example.org as an operator.')
const REMOVED = event('person-removed', 'Ada removed Olu; their sessions are ended.')
const SCALED = event('group-scaled', 'From 3 to 4.')
const seen = (role: Role | null, one: Event) =>
  presentEvent(one, { nameOf: () => null, wordsOf: () => SHARED_WORDS }, role)

describe.each(['viewer', 'operator', null] as const)('to %s', (role) => {
  it('an event says who did it, and not from where', () => {
    for (const one of [INVITED, REMOVED, SCALED])
      expect(seen(role, one)).toMatchObject({ byRequest: 'req-1', by: { name: 'Ada', origin: null } })
  })

  it('of accounts it says no more than its row of the table', () => {
    expect(seen(role, INVITED)).toMatchObject({
      ...{ title: 'Invitation made', why: 'Admins are told more of this.', before: null, after: null },
    })
    expect(JSON.stringify(seen(role, INVITED))).not.toContain('olu')
    expect(seen(role, REMOVED)).toMatchObject({ why: REMOVED.why, before: null, after: null })
    expect(untoldTo(role)).toContain('invitation-made')
    expect(untoldTo(role)).not.toContain('person-removed')
  })

  it('of the world it says everything', () => {
    expect(seen(role, SCALED)).toMatchObject({ why: SCALED.why, after: SCALED.after })
    expect(untoldTo(role)).not.toContain('group-scaled')
  })
})

it('an admin is told everything', () => {
  for (const { why, by, after, ...one } of [INVITED, REMOVED, SCALED])
    expect(seen('admin', { ...one, why, by, after })).toMatchObject({ why, by, after })
  expect(untoldTo('admin')).toEqual([])
})
