'use client'

import { useController } from 'react-hook-form'
import { OVERFLOWS, type Overflow } from '@/lib/domain/group'
import { OVERFLOW_NAMES } from './diff'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './overflow-field.module.css'
import shared from './wizard.module.css'
import { useWizard } from './wizard-context'

const PATH = 'persistence.overflow'

const HINTS: Readonly<Record<Overflow, string>> = {
  random:
    'The instances beyond the pool take free addresses of the group’s subnets, drawn at random, and launch at once.',
  wait: 'The instances beyond the pool are not made until the pool has room for them.',
  refuse: 'A target larger than the pool is refused.',
}

/** A4: the policy is explicit. */
export function OverflowField() {
  const { form } = useWizard()
  const { field } = useController({ control: form.control, name: PATH })
  return (
    <fieldset className={shared.field} aria-describedby={`${fieldId(PATH)}-hint`}>
      <legend className={shared.label}>When target is larger than the pool</legend>
      <div className={css.chips}>
        {OVERFLOWS.map((overflow) => (
          <label key={overflow} className={css.chip} data-on={field.value === overflow || undefined}>
            <input
              type="radio"
              name={PATH}
              id={field.value === overflow ? fieldId(PATH) : undefined}
              className={css.radio}
              checked={field.value === overflow}
              onChange={() => form.setValue(PATH, overflow, { shouldDirty: true, shouldTouch: true })}
              onBlur={field.onBlur}
            />
            {OVERFLOW_NAMES[overflow]}
          </label>
        ))}
      </div>
      <p className={css.hint} id={`${fieldId(PATH)}-hint`}>
        {HINTS[field.value]}
      </p>
      <ChangedMark path={PATH} />
    </fieldset>
  )
}
