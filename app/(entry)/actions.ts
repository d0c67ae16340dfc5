'use server'

import type { AccountActions } from '@/lib/api/actions'
import * as accountDoors from '@/lib/server/doors/account-doors'
import * as factorDoors from '@/lib/server/doors/factor-doors'
import * as invitationDoors from '@/lib/server/doors/invitation-doors'
import * as resetDoors from '@/lib/server/doors/reset-doors'
import { beginSignOn as begin } from '@/lib/server/doors/sign-on-doors'
import { through } from '@/lib/server/doors/through'

/* How somebody comes in, and goes. */

export const setUp: AccountActions['setUp'] = async (values) =>
  through('setUp', () => accountDoors.setUp(values))
export const signIn: AccountActions['signIn'] = async (values) =>
  through('signIn', () => accountDoors.signIn(values))
export const beginSignOn: AccountActions['beginSignOn'] = async (to) =>
  through('beginSignOn', () => begin(to))
export const signOut: AccountActions['signOut'] = async () => through('signOut', () => accountDoors.signOut())
export const answerCode: AccountActions['answerCode'] = async (values) =>
  through('answerCode', () => factorDoors.answerCode(values))
export const acceptInvitation: AccountActions['acceptInvitation'] = async (values) =>
  through('acceptInvitation', () => invitationDoors.acceptInvitation(values))
export const setNewPassword: AccountActions['setNewPassword'] = async (values) =>
  through('setNewPassword', () => resetDoors.setNewPassword(values))
