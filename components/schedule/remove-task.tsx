'use client'

import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { TaskActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { ScheduledTaskView } from '@/lib/api/views/tasks'
import css from './schedule.module.css'

/** Asks before a task is removed. `task`: null while nothing is asked. */
export function RemoveTask(props: {
  groupId: string
  task: ScheduledTaskView | null
  actions: TaskActions
  onClose: () => void
}) {
  const { task } = props
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
    if (busy) return
    setProblem(null)
    props.onClose()
  }
  const remove = async () => {
    if (task === null || busy) return
    setBusy(true)
    const result = await props.actions
      .removeTask(task.id)
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    if (result.ok) await client.invalidateQueries({ queryKey: queries.tasks(props.groupId).queryKey })
    setBusy(false)
    if (!result.ok) return setProblem(result.message)
    notify.done(`“${task.name}” is removed.`)
    setProblem(null)
    props.onClose()
  }
  return (
    <Modal
      opened={task !== null}
      onClose={close}
      title={`Remove ${task?.name ?? 'task'}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={css.asked}>
        It will not run any more. What it did stays in the group’s activity, and the group stays as it is. To
        keep it for later, disable it.
      </p>
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.foot}>
        <Button variant="default" onClick={close} disabled={busy}>
          Cancel
        </Button>
        <Button color="red" data-autofocus loading={busy} onClick={() => void remove()}>
          Remove task
        </Button>
      </div>
    </Modal>
  )
}
