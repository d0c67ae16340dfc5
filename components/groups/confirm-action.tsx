'use client'

import type { GroupActions } from '@/lib/api/actions'
import type { InstanceView } from '@/lib/api/views/instances'
import { plural } from '@/lib/domain/plural'
import type { InstanceAction } from '@/lib/domain/stateful-instance'
import { type BulkChoice, leavesGap } from './bulk-action'
import { ConfirmMemberAction, type Gaps } from './confirm-member-action'
import { INSTANCES } from './instance-words'

type Choice = BulkChoice<InstanceView, InstanceAction>

/** An action on instances: its plan is the confirmation. `choice` null: closed. `onDone`: after it was applied. */
export function ConfirmAction(props: {
  groupId: string
  choice: Choice | null
  actions: GroupActions
  onClose: () => void
  onDone: () => void
}) {
  return (
    <ConfirmMemberAction
      {...props}
      kind={INSTANCES}
      commandOf={(action, target, afterwards) =>
        action === 'deallocate' ? { kind: 'deallocate', ...target, afterwards } : { kind: action, ...target }
      }
      gapsOf={gapsOf}
    />
  )
}

/** A9: only where no pool member refills the place. */
function gapsOf({ action, able }: Choice): Gaps | null {
  const count = action === 'deallocate' ? able.filter(leavesGap).length : 0
  if (count === 0) return null
  const whole = count === 1 ? 'No pool member takes its place.' : 'No pool members take their places.'
  return {
    count,
    which:
      count === able.length
        ? whole
        : `No pool member takes the place of ${plural(count, 'of them', 'of them')}.`,
    replaced:
      count === 1
        ? 'a new instance with another address is created.'
        : 'new instances with other addresses are created.',
  }
}
