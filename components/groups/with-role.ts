import { useMemo } from 'react'
import { useActionReason } from '@/components/shell/action-reason'
import type { Member } from './member'

/** Where the role is not enough, or nothing is changed by now, nothing can be done with any of them, and that is why. */
export function useWithRole<T extends Member<string>>(
  members: readonly T[] | undefined,
): readonly T[] | undefined {
  const reason = useActionReason('applyCommand')
  return useMemo(() => {
    if (reason === null) return members
    return members?.map((member) => ({
      ...member,
      can: Object.fromEntries(Object.keys(member.can).map((action) => [action, reason])),
    }))
  }, [members, reason])
}
