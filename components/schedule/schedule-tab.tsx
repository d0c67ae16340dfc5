'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { DataTable } from '@/components/shell/data-table'
import { notify } from '@/components/shell/notify'
import { EmptyState, ErrorState, errorSentence, RowsSkeleton } from '@/components/shell/states'
import type { TaskActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { GroupView } from '@/lib/api/views/groups'
import type { ScheduledTaskView, TasksView } from '@/lib/api/views/tasks'
import { RemoveTask } from './remove-task'
import css from './schedule.module.css'
import { taskColumns } from './task-columns'
import { TaskDialog } from './task-dialog'

/** What is done to a group by the clock. Wants `queries.tasks` prefetched. */
export function ScheduleTab(props: { view: GroupView; actions: TaskActions }) {
  const { data, error, refetch } = useQuery(queries.tasks(props.view.row.id))
  if (data) return <Schedule {...props} tasks={data} />
  return (
    <div className={css.card}>
      {error ? (
        <ErrorState title="The schedule could not be read" error={error} retry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={3} height={78} label="scheduled tasks" />
      )}
    </div>
  )
}

function Schedule(props: { view: GroupView; tasks: TasksView; actions: TaskActions }) {
  const { view, tasks, actions } = props
  const { row } = view
  const [open, setOpen] = useState<'add' | ScheduledTaskView | null>(null)
  const [removing, setRemoving] = useState<ScheduledTaskView | null>(null)
  const enable = useEnable(row.id, actions)
  const columns = useMemo(
    () => taskColumns({ onEnable: enable, onEdit: setOpen, onRemove: setRemoving }),
    [enable],
  )
  const noAdding = view.state === 'live' ? tasks.full : `${row.name} is being deleted.`
  const add = (
    <ReasonButton action="addTask" reason={noAdding} onClick={() => setOpen('add')}>
      Add task
    </ReasonButton>
  )
  return (
    <>
      <DataTable
        label="Scheduled tasks"
        urlPrefix="tasks"
        rows={tasks.tasks}
        columns={columns}
        rowKey={({ id }) => id}
        rowHeight={80}
        tools={add}
        empty={
          <EmptyState
            title="Nothing is scheduled"
            text="A task changes target or recycles instances at set times, for example fewer instances at night. It keeps to minimum and maximum."
            action={add}
          />
        }
      />
      <TaskDialog
        open={open}
        row={row}
        noRecycle={tasks.noRecycle}
        actions={actions}
        onClose={() => setOpen(null)}
      />
      <RemoveTask groupId={row.id} task={removing} actions={actions} onClose={() => setRemoving(null)} />
    </>
  )
}

function useEnable(groupId: string, actions: TaskActions) {
  const client = useQueryClient()
  return useMemo(
    () => async (task: ScheduledTaskView, enabled: boolean) => {
      const result = await actions
        .enableTask(task.id, enabled)
        .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
      if (!result.ok) notify.failed(`${task.name} was not changed`, result.message)
      await client.invalidateQueries({ queryKey: queries.tasks(groupId).queryKey })
    },
    [actions, client, groupId],
  )
}
