import { z } from 'zod'
import * as tasks from '@/lib/allocation/change-tasks'
import type { ActionResult } from '@/lib/api/action-result'
import { readCron } from '@/lib/api/cron'
import { groupIdSchema, requestKeySchema } from '@/lib/api/schemas/commands'
import { actionOf, taskIdSchema, taskValuesSchema } from '@/lib/api/schemas/tasks'
import { actionWords } from '@/lib/api/task-messages'
import { act } from './action'

const addInput = z.object({
  groupId: groupIdSchema,
  values: taskValuesSchema,
  requestKey: requestKeySchema,
})
const editInput = z.object({ taskId: taskIdSchema, values: taskValuesSchema })
const enableInput = z.object({ taskId: taskIdSchema, enabled: z.boolean() })

type Done = Promise<ActionResult<{ taskId: string }>>

export function addTask(groupId: unknown, values: unknown, requestKey: unknown): Done {
  return act(addInput, { groupId, values, requestKey }, async ({ engine }, parsed) => {
    const added = await tasks.addTask(
      engine.allocation,
      parsed.groupId,
      saidBy(parsed.values),
      parsed.requestKey,
    )
    return added.ok ? { ...added, message: `“${parsed.values.name}” is scheduled.` } : added
  })
}

export function editTask(taskId: unknown, values: unknown): Done {
  return act(editInput, { taskId, values }, async ({ engine }, parsed) => {
    const edited = await tasks.editTask(engine.allocation, parsed.taskId, saidBy(parsed.values))
    return edited.ok ? { ...edited, message: `“${parsed.values.name}” is changed.` } : edited
  })
}

export function enableTask(taskId: unknown, enabled: unknown): Done {
  return act(enableInput, { taskId, enabled }, ({ engine }, parsed) =>
    tasks.enableTask(engine.allocation, parsed.taskId, parsed.enabled),
  )
}

export function removeTask(taskId: unknown): Done {
  return act(taskIdSchema, taskId, async ({ engine }, parsed) => {
    const removed = await tasks.removeTask(engine.allocation, parsed)
    return removed.ok ? { ...removed, message: 'The task is removed.' } : removed
  })
}

/** As the schema has passed it: its schedule can be read. */
function saidBy(values: z.output<typeof taskValuesSchema>): tasks.TaskSaid {
  const { name, timeZone, enabled } = values
  const action = actionOf(values)
  const cron = readCron(values.cron, timeZone)
  const { text, words } = cron.ok ? cron.value : { text: values.cron, words: values.cron }
  return {
    name,
    action,
    cron: text,
    timeZone,
    enabled,
    why: `“${name}”: ${actionWords(action)}. ${words}, ${timeZone}${enabled ? '' : ', disabled'}.`,
  }
}
