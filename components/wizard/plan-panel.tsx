'use client'

import { PlanLines } from '@/components/form/plan-view'
import { Bone } from '@/components/shell/states'
import css from './plan-panel.module.css'
import { STEP_NAMES } from './problems'
import { useWizard } from './wizard-context'

/** "What will happen": the plan's sentences, of the newest values, while they are typed. */
export function PlanPanel() {
  const { plan, unfinished } = useWizard()
  const stale = plan.loading && plan.plan !== null
  return (
    <section aria-label="What will happen" aria-busy={plan.loading}>
      <div className={css.head}>
        <h2 className={css.title}>What will happen</h2>
        <span className={css.busy} aria-hidden>
          {stale ? 'Planning…' : ''}
        </span>
      </div>
      <div aria-live="polite" className={css.body} data-stale={stale || undefined}>
        {unfinished.length > 0 ? <Unfinished /> : <PlanOrReason />}
      </div>
    </section>
  )
}

function PlanOrReason() {
  const { plan, planAgain } = useWizard()
  if (plan.refused)
    return (
      <p className={css.refused}>
        {plan.refused.message}{' '}
        {plan.refused.fields.length === 0 && (
          <button type="button" className={css.link} onClick={planAgain}>
            Try again
          </button>
        )}
      </p>
    )
  if (!plan.plan)
    return (
      <div className={css.bones} role="status" aria-label="Making the plan">
        <Bone width="72%" />
        <Bone width="58%" />
        <Bone width="66%" />
      </div>
    )
  if (plan.plan.empty) return <p className={css.quiet}>Nothing would change.</p>
  const warnings = plan.plan.warnings.filter((text) => !plan.plan?.summary.some((line) => line.text === text))
  return (
    <>
      <PlanLines lines={plan.plan.summary} label="What will happen" />
      {warnings.length > 0 && (
        <ul className={css.warnings} aria-label="Warnings">
          {warnings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  )
}

/** There is no plan before every step says what it wants; each name leads to its step. */
function Unfinished() {
  const { unfinished, goTo } = useWizard()
  return (
    <p className={css.quiet}>
      Shown as soon as these are complete:{' '}
      {unfinished.map((step, at) => (
        <span key={step}>
          {at > 0 && ', '}
          <button type="button" className={css.link} onClick={() => goTo(step)}>
            {STEP_NAMES[step]}
          </button>
        </span>
      ))}
      .
    </p>
  )
}
