'use client'

import { Checkbox } from '@mantine/core'
import { useController } from 'react-hook-form'
import { Consequence } from './consequence'
import { ElasticIpField } from './elastic-ip-field'
import { ChangedMark, NumberField } from './field'
import { fieldId } from './fields'
import { OverflowField } from './overflow-field'
import { PoolField } from './pool-field'
import { THE_POOL } from './pools'
import { RestField } from './rest-field'
import css from './wizard.module.css'
import { useProblem, useStateful, useWizard } from './wizard-context'

/** The form left, the consequence right (A1–A10). */
export function StatefulForm() {
  const { maintainPrivateIp } = useStateful()
  return (
    <div className={css.two}>
      <div>
        <h2 className={css.section}>Network Persistency</h2>
        <ElasticIpField />
        <MaintainField />
        <PoolField
          poolKey={THE_POOL}
          hint={
            maintainPrivateIp
              ? 'One paused instance per address. Type or paste addresses, ranges and CIDRs, or pick them on the map.'
              : 'Kept as typed, but not used while Maintain private IP is off.'
          }
        />
        <OverflowField />
        <CheckField
          path="persistence.resumePoolOnCreate"
          label="Resume pool instances up to target"
          hint={
            maintainPrivateIp
              ? 'Otherwise pool instances stay paused until you resume them.'
              : 'Has no effect while Maintain private IP is off.'
          }
        />
        <RestField />
        <RetentionField />
      </div>
      <Consequence poolKey={THE_POOL} />
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

/** B6: what is paused for long is let go by itself. */
function RetentionField() {
  const { releaseAfterDays } = useStateful()
  const isOn = String(releaseAfterDays).trim() !== ''
  return (
    <>
      <div className={css.field}>
        <NumberField
          path="persistence.releaseAfterDays"
          label="Release what is paused after"
          hint="Days that a retained or random-address instance may be paused before it is deallocated with its address, interface and Elastic IP. Empty: it keeps them until you release it. One that target needs is left alone."
          width={140}
        />
      </div>
      <CheckField
        path="persistence.releasePoolMembers"
        label="Release pool instances, too"
        hint={
          isOn
            ? 'Their addresses are refilled with paused instances that have no interface yet.'
            : 'Has no effect while nothing is released by itself.'
        }
      />
    </>
  )
}

function CheckField(props: {
  path: 'persistence.maintainPrivateIp' | 'persistence.resumePoolOnCreate' | 'persistence.releasePoolMembers'
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
