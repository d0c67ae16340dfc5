'use client'

import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useActionReason } from '@/components/shell/action-reason'
import type { ScheduledTaskView } from '@/lib/api/views/tasks'
import css from './schedule.module.css'

/** Shows what is wanted while it is on its way. */
export function TaskSwitch(props: {
  task: ScheduledTaskView
  onEnable: (task: ScheduledTaskView, enabled: boolean) => Promise<void>
}) {
  const { task } = props
  const barred = useActionReason('enableTask')
  const [wanted, setWanted] = useState<boolean | null>(null)
  return (
    <Switch
      className={css.switch}
      aria-label={`${task.name} is enabled`}
      disabled={barred !== null}
      title={barred ?? undefined}
      checked={wanted ?? task.enabled}
      onChange={(event) => {
        const enabled = event.currentTarget.checked
        setWanted(enabled)
        void props.onEnable(task, enabled).finally(() => setWanted(null))
      }}
    />
  )
}
