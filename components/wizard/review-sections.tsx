'use client'

import { WIZARD_STEPS } from '@/lib/api/views/groups'
import { showValue } from './diff'
import { WIZARD_FIELDS } from './fields'
import { STEP_NAMES } from './problems'
import css from './review.module.css'
import shared from './wizard.module.css'
import { useWizard } from './wizard-context'

/** The values of every step, each with the way back to it. What is to mend says so where it stands. */
export function ReviewSections() {
  const { values, network, problems, goTo, mend } = useWizard()
  const steps = WIZARD_STEPS.filter((step) => step !== 'review')
  return (
    <>
      {steps.map((step) => (
        <section key={step} className={css.card} aria-label={STEP_NAMES[step]}>
          <div className={css.head}>
            <h3 className={css.title}>{STEP_NAMES[step]}</h3>
            <button
              type="button"
              className={shared.link}
              onClick={() => goTo(step)}
              aria-label={`Edit ${STEP_NAMES[step]}`}
            >
              Edit
            </button>
          </div>
          <dl className={css.values}>
            {WIZARD_FIELDS.filter((field) => field.path.startsWith(`${step}.`)).map(({ path, label }) => {
              const problem = problems.find((item) => item.path === path)
              const off = path === 'persistence.privateIpPool' && !values.persistence.maintainPrivateIp
              return (
                <div key={path} className={css.value}>
                  <dt>{label}</dt>
                  <dd>
                    {off ? 'Not used' : showValue(values, path, network)}
                    {problem && (
                      <button type="button" className={css.mend} onClick={() => mend(problem)}>
                        {problem.message}
                      </button>
                    )}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
    </>
  )
}
