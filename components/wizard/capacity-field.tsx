'use client'

import { NumberField } from './field'
import css from './wizard.module.css'

export function CapacityField() {
  return (
    <fieldset className={css.field}>
      <legend className={css.label}>Capacity</legend>
      <p className={css.hint}>
        How many instances are active: never fewer than minimum, never more than maximum.
      </p>
      <div className={css.triple}>
        <NumberField path="general.capacity.minimum" label="Minimum" />
        <NumberField path="general.capacity.target" label="Target" />
        <NumberField path="general.capacity.maximum" label="Maximum" />
      </div>
    </fieldset>
  )
}
