'use client'

import { many } from '@/lib/domain/cloud-words'
import { NumberField } from './field'
import css from './wizard.module.css'
import { useCloud } from './wizard-context'

export function CapacityField() {
  const { words } = useCloud()
  return (
    <fieldset className={css.field}>
      <legend className={css.label}>Capacity</legend>
      <p className={css.hint}>
        How many {many(words.machine)} are active: never fewer than minimum, never more than maximum.
      </p>
      <div className={css.triple}>
        <NumberField path="general.capacity.minimum" label="Minimum" />
        <NumberField path="general.capacity.target" label="Target" />
        <NumberField path="general.capacity.maximum" label="Maximum" />
      </div>
    </fieldset>
  )
}
