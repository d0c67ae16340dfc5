import { describe, expect, it } from 'vitest'
import type { PersonView } from '@/lib/api/views/people'
import { whyNot } from './people-words'

const person = (role: PersonView['role'], secondFactor = false): PersonView => ({
  ...{ id: role, name: role, email: `${role}@example.org`, role, isYou: false, secondFactor },
  ...{ hasPassword: true, since: '', usedAt: null, sessions: 0 },
})
const admin = person('admin')

describe('with somebody', () => {
  it.each([
    ['role', admin, [admin], 'This is the only admin. Make somebody else an admin first.'],
    [
      'remove',
      admin,
      [admin, person('operator')],
      'This is the only admin. Make somebody else an admin first.',
    ],
    ['remove', admin, [admin, person('admin')], null],
    ['role', person('viewer'), [admin, person('viewer')], null],
    ['reset', admin, [admin], null],
    ['factor', admin, [admin], 'They have none.'],
    ['factor', person('viewer', true), [admin], null],
  ] as const)('%s of %o', (deed, one, people, why) => {
    expect(whyNot(deed, one, { people, passwordsOff: null })).toBe(why)
  })

  it('nobody gets a link for a password where there are none', () => {
    expect(whyNot('reset', admin, { people: [admin], passwordsOff: 'Example' })).toBe(
      'Nobody signs in with a password here. Sign in with Example.',
    )
  })
})
