'use client'

import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { showValue } from './diff'
import { type Field, fieldsOf, nicName, nicOfPath } from './fields'
import { STEP_NAMES } from './problems'
import css from './review.module.css'
import shared from './wizard.module.css'
import { useWizard } from './wizard-context'

/** The values of every step, each with the way back to it. What is to mend says so where it stands. */
export function ReviewSections() {
  const steps = WIZARD_STEPS.filter((step) => step !== 'review')
  return (
    <>
      {steps.map((step) => (
        <Section key={step} step={step} />
      ))}
    </>
  )
}

function Section({ step }: { step: WizardStep }) {
  const { values, goTo } = useWizard()
  const fields = fieldsOf(values).filter((field) => field.path.startsWith(`${step}.`))
  const nics = values.persistence.kind === 'pooled' && step === 'persistence' ? values.persistence.nics : []
  return (
    <section className={css.card} aria-label={STEP_NAMES[step]}>
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
      <Values fields={fields.filter(({ path }) => nicOfPath(path) === null)} />
      {nics.map((nic, at) => (
        <div key={nic.key}>
          <h4 className={css.part}>Network interface {nicName(nic.name, at)}</h4>
          <Values
            fields={fields
              .filter(({ path }) => nicOfPath(path)?.at === at && !path.endsWith('.name'))
              .map(({ path, label }) => ({ path, label: label.slice(label.indexOf(': ') + 2) }))}
          />
        </div>
      ))}
    </section>
  )
}

function Values({ fields }: { fields: readonly Field[] }) {
  const { values, network, problems, mend } = useWizard()
  return (
    <dl className={css.values}>
      {fields.map(({ path, label }) => {
        const problem = problems.find((item) => item.path === path)
        return (
          <div key={path} className={css.value}>
            <dt>{label}</dt>
            <dd>
              {isUnused(values, path) ? 'Not used' : showValue(values, path, network)}
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
  )
}

/** Kept as typed, but another field says that it means nothing. */
function isUnused({ persistence }: ReturnType<typeof useWizard>['values'], path: string): boolean {
  if (persistence.kind === 'stateful')
    return path === 'persistence.privateIpPool' && !persistence.maintainPrivateIp
  const nic = nicOfPath(path)
  return nic?.name === 'publicIpPool' && persistence.nics[nic.at]?.publicIp === false
}
