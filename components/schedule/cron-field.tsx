'use client'

import { Button, TextInput } from '@mantine/core'
import { useId } from 'react'
import { type UseFormReturn, useController } from 'react-hook-form'
import type { TaskValues } from '@/lib/api/schemas/tasks'
import { CronPreview } from './cron-preview'
import css from './schedule.module.css'
import { PRESETS } from './task-form'
import { TimeZoneSelect } from './time-zone-select'

/** When the task runs: what is common at a click, anything else as cron, and beside it what that means. */
export function CronField(props: { form: UseFormReturn<TaskValues> }) {
  const { form } = props
  const presetsId = useId()
  const cron = useController({ control: form.control, name: 'cron' })
  const zone = useController({ control: form.control, name: 'timeZone' })
  return (
    <>
      <div>
        <div id={presetsId} className={css.label}>
          When
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, these are shortcuts to one */}
        <div role="group" aria-labelledby={presetsId} className={css.presets}>
          {PRESETS.map((preset) => (
            <Button
              key={preset.cron}
              size="xs"
              variant={cron.field.value === preset.cron ? 'light' : 'default'}
              aria-pressed={cron.field.value === preset.cron}
              onClick={() => form.setValue('cron', preset.cron, { shouldDirty: true, shouldValidate: true })}
            >
              {preset.label}
            </Button>
          ))}
        </div>
      </div>
      <div className={css.when}>
        <div className={css.fields}>
          <TextInput
            {...cron.field}
            label="Cron"
            description="Minute, hour, day of the month, month, day of the week."
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: css.mono }}
            error={cron.fieldState.error?.message}
          />
          <TimeZoneSelect
            value={zone.field.value}
            onChange={zone.field.onChange}
            onBlur={zone.field.onBlur}
            error={zone.fieldState.error?.message}
          />
        </div>
        <CronPreview cron={cron.field.value} timeZone={zone.field.value} />
      </div>
    </>
  )
}
