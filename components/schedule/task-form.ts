import type { TaskValues } from '@/lib/api/schemas/tasks'
import type { ScheduledTaskView } from '@/lib/api/views/tasks'
import type { TaskAction } from '@/lib/domain/schedule'

export const PRESETS: readonly { readonly label: string; readonly cron: string }[] = [
  { label: 'Weekdays at 08:00', cron: '0 8 * * 1-5' },
  { label: 'Every night at 02:00', cron: '0 2 * * *' },
  { label: 'Sundays at 03:00', cron: '0 3 * * 0' },
]

export const KINDS: readonly {
  readonly kind: TaskAction['kind']
  readonly label: string
  readonly amount: string | null
}[] = [
  { kind: 'set-target', label: 'Set target', amount: 'Target' },
  { kind: 'scale-up', label: 'Scale up', amount: 'Scale up by' },
  { kind: 'scale-down', label: 'Scale down', amount: 'Scale down by' },
  { kind: 'recycle', label: 'Recycle every active instance', amount: null },
]

/** What a new task's form holds at first. */
export const newTask = (target: number, timeZone: string): TaskValues => ({
  name: '',
  kind: 'set-target',
  amount: target,
  cron: PRESETS[0]?.cron ?? '',
  timeZone,
  enabled: true,
})

export const valuesOf = (task: ScheduledTaskView): TaskValues => ({
  name: task.name,
  kind: task.kind,
  amount: task.amount ?? '',
  cron: task.cron,
  timeZone: task.timeZone,
  enabled: task.enabled,
})

/** The zone that this browser is in; the names of all that it knows. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export function zonesWith(chosen: string): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
  return chosen === '' || known.includes(chosen) ? known : [chosen, ...known]
}
