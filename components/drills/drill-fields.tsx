'use client'

import { Checkbox, Collapse, MultiSelect, NumberInput, Select, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { type UseFormReturn, useController, useWatch } from 'react-hook-form'
import type { DrillValues } from '@/lib/api/schemas/drills'
import type { DrillScopeView } from '@/lib/api/views/drills'
import { wordsOf } from '@/lib/domain/cloud-words'
import { FAILING_CHOICES } from './drill-form-values'
import css from './drills.module.css'

type Form = UseFormReturn<DrillValues>

/** What happens, possibly together, then what is assumed. */
export function DrillFields(props: { form: Form; choices: DrillScopeView }) {
  const { form, choices } = props
  const { zones, byShare, failing, capacityReturns } = useWatch({ control: form.control }) as DrillValues
  return (
    <>
      <Zones form={form} choices={choices} />
      {zones.length > 0 && (
        <div className={css.together}>
          <Flag form={form} name="capacityReturns" label="Its capacity comes back" />
          {capacityReturns && <Amount form={form} name="capacityBack" label="After, minutes" />}
        </div>
      )}
      <div className={css.together}>
        <Flag form={form} name="byShare" label="A share of the machines, at random" />
        {byShare && <Amount form={form} name="share" label="Share, %" />}
      </div>
      <Machines form={form} choices={choices} />
      <Failing form={form} />
      {failing !== 'none' && (
        <div className={css.together}>
          <Amount form={form} name="failingMinutes" label="For, minutes" />
        </div>
      )}
      <Assumptions form={form} />
    </>
  )
}

function Zones(props: { form: Form; choices: DrillScopeView }) {
  const { field, fieldState } = useController({ control: props.form.control, name: 'zones' })
  const { zones, cloud } = props.choices
  return (
    <MultiSelect
      label="Zones reclaimed"
      description={
        zones.length === 0
          ? `No ${wordsOf(cloud).machine} that runs here is in a zone.`
          : 'All machines of a zone are taken, and it has no capacity.'
      }
      placeholder={field.value.length === 0 ? 'No zone' : undefined}
      disabled={zones.length === 0}
      data={zones.map(({ zone, running }) => ({ value: zone, label: `${zone} (${running} running)` }))}
      value={field.value}
      onChange={field.onChange}
      error={fieldState.error?.message}
      clearable
      clearButtonProps={{ 'aria-label': 'No zone' }}
    />
  )
}

function Machines(props: { form: Form; choices: DrillScopeView }) {
  const { field, fieldState } = useController({ control: props.form.control, name: 'instanceIds' })
  const { machines } = props.choices
  return (
    <MultiSelect
      label="These machines"
      placeholder={field.value.length === 0 ? 'None by name' : undefined}
      data={machines.map(({ instanceId, label }) => ({ value: instanceId, label }))}
      value={field.value}
      onChange={field.onChange}
      error={fieldState.error?.message}
      searchable
      limit={50}
      nothingFoundMessage="No machine that runs here is called so."
      clearable
      clearButtonProps={{ 'aria-label': 'None by name' }}
    />
  )
}

function Failing(props: { form: Form }) {
  const { field, fieldState } = useController({ control: props.form.control, name: 'failing' })
  return (
    <Select
      label="Errors of the cloud"
      data={FAILING_CHOICES}
      value={field.value}
      onChange={(value) => value && field.onChange(value)}
      error={fieldState.error?.message}
      allowDeselect={false}
    />
  )
}

/** What clouds do not promise, and what makes the drill the same once more. */
function Assumptions(props: { form: Form }) {
  const { form } = props
  const [opened, setOpened] = useState(false)
  const { errors } = form.formState
  const wrong = errors.minutes ?? errors.startSeconds ?? errors.stopSeconds ?? errors.seed
  const shown = opened || wrong !== undefined
  return (
    <div>
      <UnstyledButton className={css.more} aria-expanded={shown} onClick={() => setOpened(!opened)}>
        {shown ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
        Assumptions and seed
      </UnstyledButton>
      <Collapse expanded={shown}>
        <div className={css.numbers}>
          <Amount form={form} name="stopSeconds" label="A machine stops in, seconds" />
          <Amount form={form} name="startSeconds" label="It starts in, seconds" />
          <Amount form={form} name="minutes" label="Played for at most, minutes" />
          <Amount form={form} name="seed" label="Seed" description="The same seed draws the same machines." />
        </div>
      </Collapse>
    </div>
  )
}

type NumberField =
  | 'share'
  | 'failingMinutes'
  | 'capacityBack'
  | 'minutes'
  | 'startSeconds'
  | 'stopSeconds'
  | 'seed'

function Amount(props: { form: Form; name: NumberField; label: string; description?: string }) {
  const { field, fieldState } = useController({ control: props.form.control, name: props.name })
  return (
    <NumberInput
      className={css.amount}
      label={props.label}
      description={props.description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="numeric"
      clampBehavior="none"
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={fieldState.error?.message}
    />
  )
}

function Flag(props: { form: Form; name: 'byShare' | 'capacityReturns'; label: string }) {
  const { field } = useController({ control: props.form.control, name: props.name })
  return (
    <Checkbox
      className={css.flag}
      label={props.label}
      checked={field.value}
      onChange={(event) => {
        field.onChange(event.currentTarget.checked)
        // Whether anything was chosen is said at another field.
        if (props.form.formState.isSubmitted) void props.form.trigger()
      }}
    />
  )
}
