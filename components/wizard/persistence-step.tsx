'use client'

import { Checkbox } from '@mantine/core'
import { useController } from 'react-hook-form'
import { Consequence } from './consequence'
import { ChangedMark, NumberField } from './field'
import { fieldId } from './fields'
import { OverflowField } from './overflow-field'
import { PoolField } from './pool-field'
import { PublicIpField } from './public-ip-field'
import css from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

/** The form left, the consequence right. */
export function PersistenceStep() {
  const { form } = useWizard()
  return (
    <div className={css.two}>
      <div>
        <h2 className={css.section}>Network Persistency</h2>
        <PublicIpField />
        <MaintainField />
        <PoolField />
        <OverflowField />
        <CheckField
          path="persistence.resumePoolOnCreate"
          label="Resume pool instances up to target"
          hint={
            form.getValues('persistence.maintainPrivateIp')
              ? 'Otherwise pool instances stay paused until you resume them.'
              : 'Has no effect while Maintain private IP is off.'
          }
        />
        <div className={css.field}>
          <NumberField
            path="persistence.coolingSeconds"
            label="Rest"
            hint="Seconds that a released address rests before another owner may have it. The same owner may have it back at once."
            step={30}
            width={140}
          />
        </div>
      </div>
      <Consequence />
    </div>
  )
}

function MaintainField() {
  return (
    <CheckField
      path="persistence.maintainPrivateIp"
      label="Maintain private IP"
      hint="Every instance keeps its address and interface through each replacement."
    />
  )
}

function CheckField(props: {
  path: 'persistence.maintainPrivateIp' | 'persistence.resumePoolOnCreate'
  label: string
  hint: string
}) {
  const { form } = useWizard()
  const { field } = useController({ control: form.control, name: props.path })
  return (
    <div className={css.field}>
      <Checkbox
        id={fieldId(props.path)}
        label={props.label}
        description={props.hint}
        error={useProblem(props.path)}
        checked={field.value}
        onChange={(event) =>
          form.setValue(props.path, event.currentTarget.checked, {
            shouldDirty: true,
            shouldTouch: true,
            shouldValidate: true,
          })
        }
        onBlur={field.onBlur}
        ref={field.ref}
        classNames={{ label: css.checkLabel }}
      />
      <ChangedMark path={props.path} />
    </div>
  )
}
