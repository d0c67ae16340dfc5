'use server'

import type { TokenActions } from '@/lib/api/actions'
import { through } from '@/lib/server/doors/through'
import * as tokenDoors from '@/lib/server/doors/token-doors'

/* What everybody does with their own API tokens, and an admin with everybody's. */

export const makeToken: TokenActions['makeToken'] = async (values) =>
  through('makeToken', () => tokenDoors.makeToken(values))
export const revokeToken: TokenActions['revokeToken'] = async (tokenId) =>
  through('revokeToken', () => tokenDoors.revokeToken(tokenId))
