'use client'

import type { GroupActions } from '@/lib/api/actions'
import type { VmView } from '@/lib/api/views/vms'
import type { VmAction } from '@/lib/domain/pooled-vm'
import type { BulkChoice } from './bulk-action'
import { ConfirmMemberAction } from './confirm-member-action'
import type { MemberKind } from './member'

/** Replace or remove VMs: the plan is the confirmation. `choice` null: closed. `onDone`: after it was applied. */
export function ConfirmVmAction(props: {
  kind: MemberKind<VmView, VmAction>
  groupId: string
  choice: BulkChoice<VmView, VmAction> | null
  actions: GroupActions
  onClose: () => void
  onDone: () => void
}) {
  const { one } = props.kind
  return (
    <ConfirmMemberAction
      {...props}
      commandOf={(action, target, afterwards) =>
        action === 'remove' ? { kind: 'deallocate', ...target, afterwards } : { kind: 'recycle', ...target }
      }
      gapsOf={({ action, able: { length: count } }) =>
        action !== 'remove'
          ? null
          : {
              count,
              replaced:
                count === 1
                  ? `another ${one} is launched at once, with addresses chosen anew.`
                  : `other ${one}s are launched at once, with addresses chosen anew.`,
            }
      }
    />
  )
}
