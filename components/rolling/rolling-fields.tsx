'use client'

import { MultiSelect, NumberInput, SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { type UseFormReturn, useController } from 'react-hook-form'
import { ORDER_WORDS } from '@/lib/api/rolling-messages'
import type { RollingValues } from '@/lib/api/schemas/rolling'
import { say } from '@/lib/domain/plural'
import { ROLLING_ORDERS } from '@/lib/domain/rolling-recycle'
import css from './rolling.module.css'

type Form = UseFormReturn<RollingValues>

/** What can be chosen by hand: everything that runs. */
export type RollingChoice = { readonly value: string; readonly label: string }

export function RollingFields(props: { form: Form; pooled: boolean; choices: readonly RollingChoice[] }) {
  const { form, pooled } = props
  return (
    <div className={css.fields}>
      <Which form={form} choices={props.choices} pooled={pooled} />
      <Amount
        form={form}
        name="batchSize"
        label="Batch size"
        hint={pooled ? 'So many VMs are there twice for a while' : 'Replaced at the same time'}
        first
      />
      <Amount
        form={form}
        name="maximumUnavailable"
        label="Maximum unavailable"
        hint={
          pooled
            ? 'No batch begins while more are missing for other reasons'
            : 'Down at once, whatever the reason: interruptions count'
        }
      />
      <Amount
        form={form}
        name="healthSeconds"
        label="Health gate"
        hint="Seconds that a new machine must have run"
        suffix=" s"
      />
      <Amount
        form={form}
        name="timeoutSeconds"
        label="Timeout of the gate"
        hint="Seconds after which the run pauses by itself"
        suffix=" s"
      />
      <Order form={form} />
    </div>
  )
}

function Amount(props: {
  form: Form
  name: 'batchSize' | 'maximumUnavailable' | 'healthSeconds' | 'timeoutSeconds'
  label: string
  hint: string
  suffix?: string
  first?: boolean
}) {
  const { field, fieldState } = useController({ control: props.form.control, name: props.name })
  return (
    <NumberInput
      {...field}
      // The timeout is judged beside the gate.
      onChange={(value) => {
        field.onChange(value)
        if (props.name === 'healthSeconds') void props.form.trigger('timeoutSeconds')
      }}
      data-autofocus={props.first || undefined}
      label={props.label}
      description={props.hint}
      suffix={props.suffix}
      inputMode="numeric"
      clampBehavior="none"
      autoComplete="off"
      error={fieldState.error?.message}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  )
}

function Order(props: { form: Form }) {
  const { field } = useController({ control: props.form.control, name: 'order' })
  const id = useId()
  return (
    <div className={css.wide}>
      <div id={id} className={css.label}>
        Order
      </div>
      <SegmentedControl
        aria-labelledby={id}
        data={ROLLING_ORDERS.map((order) => ({ value: order, label: ORDER_WORDS[order] }))}
        value={field.value}
        onChange={(value) => field.onChange(value === 'zone-by-zone' ? value : 'across-zones')}
      />
    </div>
  )
}

function Which(props: { form: Form; pooled: boolean; choices: readonly RollingChoice[] }) {
  const { form, choices, pooled } = props
  const which = useController({ control: form.control, name: 'which' })
  const chosen = useController({ control: form.control, name: 'instanceIds' })
  const id = useId()
  const what = pooled ? 'VMs' : 'instances'
  return (
    <div className={css.wide}>
      <div id={id} className={css.label}>
        Which
      </div>
      <SegmentedControl
        aria-labelledby={id}
        data={[
          { value: 'all', label: `All that run (${say(choices.length)})` },
          { value: 'chosen', label: 'Chosen ones' },
        ]}
        value={which.field.value}
        onChange={(value) => {
          which.field.onChange(value === 'chosen' ? value : 'all')
          // Nobody has chosen wrongly before choosing at all.
          form.clearErrors('instanceIds')
        }}
      />
      {which.field.value === 'chosen' && (
        <MultiSelect
          className={css.chosen}
          aria-label={`Chosen ${what}`}
          placeholder={`Search ${what} that run`}
          data={[...choices]}
          value={chosen.field.value}
          onChange={chosen.field.onChange}
          onBlur={chosen.field.onBlur}
          error={chosen.fieldState.error?.message}
          limit={100}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': `Clear chosen ${what}` }}
          nothingFoundMessage="Nothing that runs is called so"
        />
      )}
    </div>
  )
}
