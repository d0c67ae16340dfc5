import { LAST_ADMIN } from '@/lib/api/people-messages'
import { signOnSentence } from '@/lib/api/sign-on-messages'
import type { InvitationView, PeopleView, PersonView } from '@/lib/api/views/people'
import type { Role } from '@/lib/auth/roles'

export const ROLE_WORDS: Record<Role, string> = { viewer: 'Viewer', operator: 'Operator', admin: 'Admin' }

export const ROLE_MEANS: Record<Role, string> = {
  viewer: 'Sees everything, changes nothing.',
  operator: 'Changes groups, networks and the simulated clouds.',
  admin: 'Does everything, and lets others in.',
}

export type Deed = 'role' | 'reset' | 'factor' | 'remove'

export const DEED_WORDS: Record<Deed, string> = {
  role: 'Change role…',
  reset: 'Link for a new password…',
  factor: 'Reset second factor…',
  remove: 'Remove…',
}

/** Why something cannot be done with somebody; null where it can. */
export function whyNot(
  deed: Deed,
  person: PersonView,
  { people, passwordsOff }: Pick<PeopleView, 'people' | 'passwordsOff'>,
): string | null {
  const isLastAdmin = person.role === 'admin' && people.filter(({ role }) => role === 'admin').length === 1
  switch (deed) {
    case 'role':
    case 'remove':
      return isLastAdmin ? LAST_ADMIN : null
    case 'reset':
      if (passwordsOff !== null) return signOnSentence({ kind: 'passwords-off', provider: passwordsOff })
      return person.hasPassword ? null : 'They sign in through single sign-on.'
    case 'factor':
      return person.secondFactor ? null : 'They have none.'
  }
}

/** How an invitation stands, with the mark of its state. */
export const INVITATION_STATES: Record<
  InvitationView['state'],
  { readonly text: string; readonly tone: 'ok' | 'busy' | 'plain' }
> = {
  open: { text: 'Waiting', tone: 'busy' },
  used: { text: 'Accepted', tone: 'ok' },
  revoked: { text: 'Taken back', tone: 'plain' },
  expired: { text: 'Ran out', tone: 'plain' },
}
