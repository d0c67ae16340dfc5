'use client'

import { Tooltip } from '@mantine/core'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import type { DataColumn } from '@/components/shell/data-table'
import type { Tone } from '@/lib/api/views/instances'
import type { ScheduledTaskView } from '@/lib/api/views/tasks'
import type { TaskOutcome } from '@/lib/domain/schedule'
import { NextRuns } from './next-runs'
import css from './schedule.module.css'
import { TaskMenu } from './task-menu'
import { TaskSwitch } from './task-switch'
import { zoneLabel } from './zone-time'

export type TaskHandlers = {
  readonly onEnable: (task: ScheduledTaskView, enabled: boolean) => Promise<void>
  readonly onEdit: (task: ScheduledTaskView) => void
  readonly onRemove: (task: ScheduledTaskView) => void
}

const RESULTS: Record<TaskOutcome['result'], { readonly tone: Tone; readonly word: string }> = {
  ran: { tone: 'ok', word: 'Ran' },
  refused: { tone: 'bad', word: 'Refused' },
  missed: { tone: 'warn', word: 'Missed' },
}

export const taskColumns = (handlers: TaskHandlers): readonly DataColumn<ScheduledTaskView>[] => [
  {
    id: 'name',
    header: 'Name',
    width: '12%',
    narrow: 'title',
    sortValue: ({ name }) => name.toLowerCase(),
    cell: ({ name }) => <b className={css.name}>{name}</b>,
  },
  { id: 'what', header: 'What', width: '12%', sortValue: ({ what }) => what, cell: ({ what }) => what },
  { id: 'when', header: 'When', width: '15%', cell: (task) => <When task={task} /> },
  {
    id: 'zone',
    header: 'Time zone',
    width: '11%',
    sortValue: ({ timeZone }) => timeZone,
    cell: ({ timeZone }) => zoneLabel(timeZone),
  },
  {
    id: 'next',
    header: 'Next runs',
    width: '244px',
    // Those that will not run stand last.
    sortValue: ({ nextRuns }) => nextRuns[0] ?? '~',
    cell: (task) =>
      task.enabled ? (
        <NextRuns runs={task.nextRuns} timeZone={task.timeZone} label={`Next runs of ${task.name}`} />
      ) : (
        <span className={css.soft}>None while it is disabled</span>
      ),
  },
  { id: 'last', header: 'Last outcome', cell: (task) => <LastOutcome task={task} /> },
  {
    id: 'enabled',
    header: 'Enabled',
    width: '84px',
    sortValue: ({ enabled }) => Number(!enabled),
    cell: (task) => <TaskSwitch task={task} onEnable={handlers.onEnable} />,
  },
  {
    id: 'actions',
    header: 'Actions',
    headerHidden: true,
    align: 'right',
    width: '56px',
    narrow: 'bare',
    cell: (task) => (
      <span className={css.corner}>
        <TaskMenu
          name={task.name}
          onEdit={() => handlers.onEdit(task)}
          onRemove={() => handlers.onRemove(task)}
        />
      </span>
    ),
  },
]

/** In words; the cron itself on hover and focus. */
function When({ task }: { task: ScheduledTaskView }) {
  return (
    <Tooltip
      label={<span className={css.mono}>{task.cron}</span>}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the cron is for the keyboard too */}
      <span className={css.cron} tabIndex={0}>
        {task.cronWords}
      </span>
    </Tooltip>
  )
}

function LastOutcome({ task: { last } }: { task: ScheduledTaskView }) {
  if (last === null) return <span className={css.soft}>Not run yet</span>
  const { tone, word } = RESULTS[last.result]
  return (
    <>
      <span className={css.told}>
        <Chip tone={tone}>{word}</Chip>
        <span className={css.soft}>
          <Ago at={last.at} still />
        </span>
      </span>
      <span className={css.sentence}>{last.sentence}</span>
    </>
  )
}
