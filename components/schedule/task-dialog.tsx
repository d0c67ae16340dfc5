'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Modal, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useController, useForm } from 'react-hook-form'
import { DialogFoot } from '@/components/form/dialog-foot'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { newRequestKey } from '@/components/form/request-key'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { TaskActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import { type TaskValues, taskValuesSchema } from '@/lib/api/schemas/tasks'
import type { GroupRowView } from '@/lib/api/views/groups'
import type { ScheduledTaskView } from '@/lib/api/views/tasks'
import { CronField } from './cron-field'
import css from './schedule.module.css'
import { TaskActionFields } from './task-action-fields'
import { browserZone, newTask, valuesOf } from './task-form'

type DialogProps = {
  row: GroupRowView
  /** Why no task of this group can recycle; null where it can. */
  noRecycle: string | null
  actions: TaskActions
  onClose: () => void
}

/** Adds a task, or edits one. `open`: null while it is closed. */
export function TaskDialog(props: DialogProps & { open: 'add' | ScheduledTaskView | null }) {
  const { open, row } = props
  return (
    <Modal
      opened={open !== null}
      onClose={props.onClose}
      title={open === 'add' ? `Schedule a task for ${row.name}` : 'Edit scheduled task'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {open !== null && <TaskForm {...props} task={open === 'add' ? null : open} />}
    </Modal>
  )
}

function TaskForm(props: DialogProps & { task: ScheduledTaskView | null }) {
  const { task, row } = props
  const form = useForm<TaskValues>({
    defaultValues: task ? valuesOf(task) : newTask(row.capacity.target, browserZone()),
    mode: 'onChange',
    resolver: zodResolver(taskValuesSchema, undefined, { raw: true }),
  })
  const { busy, problem, save } = useSaveTask({ ...props, form })
  const enabled = useController({ control: form.control, name: 'enabled' })
  const { errors } = form.formState
  return (
    <form noValidate onSubmit={form.handleSubmit(save)} className={css.form}>
      <TextInput
        {...form.register('name')}
        data-autofocus
        label="Name"
        placeholder="Weekday mornings"
        autoComplete="off"
        error={errors.name?.message}
      />
      <TaskActionFields form={form} capacity={row.capacity} noRecycle={props.noRecycle} />
      <CronField form={form} />
      <Switch
        label="Enabled"
        checked={enabled.field.value}
        onChange={(event) => enabled.field.onChange(event.currentTarget.checked)}
      />
      <Problem text={problem} />
      <DialogFoot action={task ? 'editTask' : 'addTask'} tight>
        <Button variant="default" onClick={props.onClose} disabled={busy}>
          Cancel
        </Button>
        <ReasonButton action={task ? 'editTask' : 'addTask'} type="submit" loading={busy}>
          {task ? 'Save task' : 'Add task'}
        </ReasonButton>
      </DialogFoot>
    </form>
  )
}

/** Sends the form: what is wrong with a field goes there, everything else stands above the buttons. */
function useSaveTask(
  props: DialogProps & {
    task: ScheduledTaskView | null
    form: ReturnType<typeof useForm<TaskValues>>
  },
) {
  const { task, row, form, actions } = props
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  /** One intention: a retry after a lost connection repeats it, other values are another. */
  const asked = useRef<{ readonly said: string; readonly key: string } | null>(null)
  const keyFor = (values: TaskValues): string => {
    const said = JSON.stringify(values)
    if (asked.current?.said !== said) asked.current = { said, key: newRequestKey() }
    return asked.current.key
  }
  const save = async (values: TaskValues) => {
    setBusy(true)
    setProblem(null)
    const call = task ? actions.editTask(task.id, values) : actions.addTask(row.id, values, keyFor(values))
    const result = await call.catch(
      (error: unknown) => ({ ok: false, message: errorSentence(error), fields: [] }) as const,
    )
    if (!result.ok) {
      setBusy(false)
      const here = result.fields.filter(({ path }) => path.replace(/^values\./, '') in values)
      for (const { path, message } of here)
        form.setError(path.replace(/^values\./, '') as keyof TaskValues, { message })
      return setProblem(here.length > 0 ? null : result.message)
    }
    if (result.message) notify.done(result.message)
    // The table behind says the same as the dialog did when it closes.
    await client.invalidateQueries({ queryKey: queries.tasks(row.id).queryKey })
    props.onClose()
  }
  return { busy, problem, save }
}
