'use client'

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
        <table className={css.changes}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.path}>
                <th scope="row">
                  {change.label}
                  <span className={css.step}>{STEP_NAMES[change.step]}</span>
                </th>
                <td data-head="Before">{change.before}</td>
                <td data-head="After">{change.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
