import { useMemo } from 'react'
import { useRoleReason } from '@/components/shell/role-reason'
import type { Member } from './member'

/** Where the role of who is signed in is not enough, nothing can be done with any of them, and that is why. */
export function useWithRole<T extends Member<string>>(
  members: readonly T[] | undefined,
): readonly T[] | undefined {
  const reason = useRoleReason('applyCommand')
  return useMemo(() => {
    if (reason === null) return members
    return members?.map((member) => ({
      ...member,
      can: Object.fromEntries(Object.keys(member.can).map((action) => [action, reason])),
    }))
  }, [members, reason])
}
