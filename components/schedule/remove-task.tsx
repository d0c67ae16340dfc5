'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ConfirmRemoval } from '@/components/form/confirm-removal'
import { notify } from '@/components/shell/notify'
import type { TaskActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { ScheduledTaskView } from '@/lib/api/views/tasks'

/** Asks before a task is removed. `task`: null while nothing is asked. */
export function RemoveTask(props: {
  groupId: string
  task: ScheduledTaskView | null
  actions: TaskActions
  onClose: () => void
}) {
  const { groupId, task, actions, onClose } = props
  const client = useQueryClient()
  // The dialog fades out after its task is gone; its words stay until then.
  const shown = useRef(task)
  if (task !== null) shown.current = task
  const one = shown.current
  if (one === null) return null
  return (
    <ConfirmRemoval
      opened={task !== null}
      title={`Remove ${one.name}`}
      verb="Remove task"
      action="removeTask"
      remove={() => actions.removeTask(one.id)}
      onRemoved={async () => {
        await client.invalidateQueries({ queryKey: queries.tasks(groupId).queryKey })
        notify.done(`“${one.name}” is removed.`)
      }}
      onClose={onClose}
    >
      It will not run any more. What it did stays in the group’s activity, and the group stays as it is. To
      keep it for later, disable it.
    </ConfirmRemoval>
  )
}
