'use server'

import type { PeopleActions } from '@/lib/api/actions'
import * as accessDoors from '@/lib/server/doors/access-doors'
import * as invitationDoors from '@/lib/server/doors/invitation-doors'
import * as peopleDoors from '@/lib/server/doors/people-doors'
import { through } from '@/lib/server/doors/through'

/* What an admin does with other people's accounts. */

export const changeRole: PeopleActions['changeRole'] = async (personId, role) =>
  through('changeRole', () => peopleDoors.changeRole(personId, role))
export const removePerson: PeopleActions['removePerson'] = async (personId) =>
  through('removePerson', () => peopleDoors.removePerson(personId))
export const makeResetLink: PeopleActions['makeResetLink'] = async (personId) =>
  through('makeResetLink', () => peopleDoors.makeResetLink(personId))
export const resetFactor: PeopleActions['resetFactor'] = async (personId) =>
  through('resetFactor', () => peopleDoors.resetFactor(personId))
export const endSessionOf: PeopleActions['endSessionOf'] = async (personId, sessionId) =>
  through('endSessionOf', () => accessDoors.endSessionOf(personId, sessionId))
export const endSessionsOf: PeopleActions['endSessionsOf'] = async (personId) =>
  through('endSessionsOf', () => accessDoors.endSessionsOf(personId))
export const invite: PeopleActions['invite'] = async (values) =>
  through('invite', () => invitationDoors.invite(values))
export const revokeInvitation: PeopleActions['revokeInvitation'] = async (invitationId) =>
  through('revokeInvitation', () => invitationDoors.revokeInvitation(invitationId))
