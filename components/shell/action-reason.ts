'use client'

import { useQuery } from '@tanstack/react-query'
import { needsRole } from '@/lib/api/account-messages'
import { readOnlySentence } from '@/lib/api/maintenance-messages'
import { queries } from '@/lib/api/queries'
import { ACTION_DOORS, type ActionName, isAllowedWhileReadOnly, obstacle } from '@/lib/auth/doors'

/**
 * Why the role of who is signed in is not enough for this, by the table that the door behind it asks; null where it is,
 * and until it is known. `action` null: anybody may. For a page as a whole, which can be looked at at any time.
 */
export function useRoleReason(action: ActionName | null): string | null {
  const { data: me } = useQuery(queries.me())
  if (!me || action === null) return null
  const found = obstacle(ACTION_DOORS[action], me.role)
  return found?.kind === 'not-allowed' ? needsRole(found.needs, found.role) : null
}

/** Why this cannot be done now: the role is not enough, or nothing is changed for the time being. */
export function useActionReason(action: ActionName | null): string | null {
  const role = useRoleReason(action)
  const { data: nav } = useQuery(queries.nav())
  if (role !== null || action === null || isAllowedWhileReadOnly(action)) return role
  return nav?.readOnly ? readOnlySentence(nav.readOnly) : null
}
