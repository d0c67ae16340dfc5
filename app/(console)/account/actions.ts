'use server'

import type { OwnActions } from '@/lib/api/actions'
import * as factorDoors from '@/lib/server/doors/factor-doors'
import * as ownDoors from '@/lib/server/doors/own-doors'
import { through } from '@/lib/server/doors/through'

/* What everybody does with their own account. */

export const changePassword: OwnActions['changePassword'] = async (values) =>
  through('changePassword', () => ownDoors.changePassword(values))
export const endSession: OwnActions['endSession'] = async (sessionId) =>
  through('endSession', () => ownDoors.endSession(sessionId))
export const signOutEverywhere: OwnActions['signOutEverywhere'] = async () =>
  through('signOutEverywhere', () => ownDoors.signOutEverywhere())
export const beginFactor: OwnActions['beginFactor'] = async (values) =>
  through('beginFactor', () => factorDoors.beginFactor(values))
export const confirmFactor: OwnActions['confirmFactor'] = async (values) =>
  through('confirmFactor', () => factorDoors.confirmFactor(values))
export const endFactor: OwnActions['endFactor'] = async (values) =>
  through('endFactor', () => factorDoors.endFactor(values))
export const renewRecoveryCodes: OwnActions['renewRecoveryCodes'] = async (values) =>
  through('renewRecoveryCodes', () => factorDoors.renewRecoveryCodes(values))
