'use client'

import { BeforeAfter } from '@/components/form/before-after'
import { STEP_NAMES } from './problems'
import css from './review.module.css'
import { useWizard } from './wizard-context'

/** Of an edited group: each field that is not as it was, before and after. */
export function ReviewChanges() {
  const { changes } = useWizard()
  return (
    <section className={css.card} aria-label="What changes">
      <div className={css.head}>
        <h3 className={css.title}>What changes</h3>
      </div>
      {changes.length === 0 ? (
        <p className={css.quiet}>Nothing was changed yet. Every value is as the group has it.</p>
      ) : (
        <BeforeAfter
          what="Field"
          rows={changes.map((change) => ({
            key: change.path,
            name: (
              <>
                {change.label}
                <span className={css.step}>{STEP_NAMES[change.step]}</span>
              </>
            ),
            before: change.before,
            after: change.after,
          }))}
        />
      )}
    </section>
  )
}
