'use client'

import { NumberInput, Radio } from '@mantine/core'
import { type UseFormReturn, useController } from 'react-hook-form'
import type { TaskValues } from '@/lib/api/schemas/tasks'
import type { Capacity } from '@/lib/domain/group'
import css from './schedule.module.css'
import { KINDS } from './task-form'

/** What the task does, and to how many. What the group cannot do is there and says why. */
export function TaskActionFields(props: {
  form: UseFormReturn<TaskValues>
  capacity: Capacity
  noRecycle: string | null
}) {
  const { form, capacity, noRecycle } = props
  const kind = useController({ control: form.control, name: 'kind' })
  const amount = useController({ control: form.control, name: 'amount' })
  const chosen = KINDS.find((one) => one.kind === kind.field.value)
  const choose = (value: string) => {
    const next = KINDS.find((one) => one.kind === value)
    if (!next) return
    form.setValue('kind', next.kind, { shouldDirty: true, shouldValidate: true })
    if (next.amount !== null)
      form.setValue('amount', next.kind === 'set-target' ? capacity.target : 1, { shouldValidate: true })
  }
  return (
    <>
      <Radio.Group
        label="What it does"
        value={kind.field.value}
        onChange={choose}
        error={kind.fieldState.error?.message}
      >
        <div className={css.kinds}>
          {KINDS.map((one) => {
            const why = one.kind === 'recycle' ? noRecycle : null
            return (
              <Radio
                key={one.kind}
                value={one.kind}
                label={one.label}
                description={why ?? undefined}
                disabled={why !== null}
              />
            )
          })}
        </div>
      </Radio.Group>
      {chosen?.amount != null && (
        <NumberInput
          label={chosen.amount}
          description={`Held between minimum ${capacity.minimum.toLocaleString('en')} and maximum ${capacity.maximum.toLocaleString('en')}; target is ${capacity.target.toLocaleString('en')} now.`}
          inputMode="numeric"
          clampBehavior="none"
          value={amount.field.value}
          onChange={amount.field.onChange}
          onBlur={amount.field.onBlur}
          error={amount.fieldState.error?.message}
        />
      )}
    </>
  )
}
