'use client'

import { useQuery } from '@tanstack/react-query'
import { needsRole } from '@/lib/api/account-messages'
import { queries } from '@/lib/api/queries'
import { ACTION_DOORS, type ActionName, obstacle } from '@/lib/auth/doors'

/**
 * Why who is signed in may not do this, by the table that the door behind it asks; null where they may, and until it is
 * known who they are. `action` null: anybody may.
 */
export function useRoleReason(action: ActionName | null): string | null {
  const { data: me } = useQuery(queries.me())
  if (!me || action === null) return null
  const found = obstacle(ACTION_DOORS[action], me.role)
  return found?.kind === 'not-allowed' ? needsRole(found.needs, found.role) : null
}
