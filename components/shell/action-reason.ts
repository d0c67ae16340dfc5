'use client'

import { useQuery } from '@tanstack/react-query'
import { needsRole } from '@/lib/api/account-messages'
import { readOnlySentence } from '@/lib/api/maintenance-messages'
import { queries } from '@/lib/api/queries'
import { ACTION_DOORS, type ActionName, isAllowedWhileReadOnly, obstacle } from '@/lib/auth/doors'

/**
 * Why who is signed in may not do this now, by the tables that the door behind it asks: their role is not enough, or
 * nothing is changed for the time being. Null where they may, and until it is known. `action` null: anybody may, at
 * any time.
 */
export function useActionReason(action: ActionName | null): string | null {
  const { data: me } = useQuery(queries.me())
  const { data: nav } = useQuery(queries.nav())
  if (action === null) return null
  const found = me ? obstacle(ACTION_DOORS[action], me.role) : null
  if (me && found?.kind === 'not-allowed') return needsRole(found.needs, me.role)
  const readOnly = nav?.readOnly ?? null
  return readOnly && !isAllowedWhileReadOnly(action) ? readOnlySentence(readOnly) : null
}
