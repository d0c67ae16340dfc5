'use client'

import { NumberInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useController } from 'react-hook-form'
import { fieldId } from './fields'
import css from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

/** While a group is edited: what the field was before, in words. */
export function ChangedMark({ path }: { path: string }) {
  const change = useWizard().changes.find((item) => item.path === path)
  return change ? <p className={css.changed}>Changed, was {change.before}</p> : null
}

type TextPath = 'general.name' | 'compute.imageId' | `persistence.nics.${number}.name`
type NumberPath =
  | 'general.capacity.minimum'
  | 'general.capacity.target'
  | 'general.capacity.maximum'
  | 'persistence.coolingSeconds'
  | 'persistence.releaseAfterDays'

export function TextField(props: {
  path: TextPath
  label: string
  hint?: ReactNode
  placeholder?: string
  mono?: boolean
}) {
  const { form } = useWizard()
  const { field } = useController({ control: form.control, name: props.path })
  return (
    <div className={css.field}>
      <TextInput
        {...field}
        id={fieldId(props.path)}
        label={props.label}
        description={props.hint}
        placeholder={props.placeholder}
        error={useProblem(props.path)}
        autoComplete="off"
        spellCheck={false}
        styles={props.mono ? { input: { fontFamily: 'var(--mono)', fontSize: 13 } } : undefined}
      />
      <ChangedMark path={props.path} />
    </div>
  )
}

/** Keeps what was typed, also when it is no number; the schema says so. */
export function NumberField(props: {
  path: NumberPath
  label: string
  hint?: ReactNode
  step?: number
  suffix?: string
  width?: number
}) {
  const { form } = useWizard()
  const { field } = useController({ control: form.control, name: props.path })
  const problem = useProblem(props.path)
  return (
    <div>
      <NumberInput
        {...field}
        id={fieldId(props.path)}
        label={props.label}
        description={props.hint}
        error={problem}
        clampBehavior="none"
        hideControls
        step={props.step ?? 1}
        suffix={props.suffix}
        inputMode="numeric"
        autoComplete="off"
        styles={props.width ? { input: { width: props.width } } : undefined}
      />
      <ChangedMark path={props.path} />
    </div>
  )
}
