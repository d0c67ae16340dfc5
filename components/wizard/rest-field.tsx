'use client'

import { NumberField } from './field'
import css from './wizard.module.css'

/** B4 */
export function RestField() {
  return (
    <div className={css.field}>
      <NumberField
        path="persistence.coolingSeconds"
        label="Rest"
        hint="Seconds that a released address rests before another owner may have it. The same owner may have it back at once."
        step={30}
        width={140}
      />
    </div>
  )
}
