import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import css from './plan.module.css'

/** A plan's sentences. `label` names the list for assistive technology. */
export function PlanLines(props: { lines: readonly PlanLine[]; label: string }) {
  return (
    <ul className={css.lines} aria-label={props.label}>
      {props.lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan is replaced as a whole, never reordered
        <li key={at} className={css.line} data-tone={line.tone}>
          <span className={css.sym} aria-hidden>
            {line.sym}
          </span>
          <span>{line.text}</span>
        </li>
      ))}
    </ul>
  )
}

const DISRUPTION: Record<PlanView['disruption'], string> = {
  none: 'No machine stops.',
  restarts: 'Machines stop or are replaced; addresses stay.',
  terminates: 'Instances end for good and give up their addresses.',
}

/**
 * A plan as sentences: headline, how disruptive it is, summary, warnings, and every line behind "All changes".
 * `plan`: PlanView. `headline={false}` where the surroundings already say it.
 */
export function PlanSummary(props: { plan: PlanView; headline?: boolean }) {
  const { plan } = props
  const total = plan.lines.length + plan.moreLines
  const more =
    total > plan.summary.length || plan.lines.some((line, at) => line.text !== plan.summary[at]?.text)
  return (
    <div className={css.plan}>
      {props.headline !== false && <p className={css.headline}>{plan.headline}</p>}
      {!plan.empty && (
        <p className={css.disruption} data-disruption={plan.disruption}>
          {DISRUPTION[plan.disruption]}
        </p>
      )}
      {plan.summary.length > 0 && <PlanLines lines={plan.summary} label="What will happen" />}
      {plan.warnings.length > 0 && (
        <ul className={css.warnings} aria-label="Warnings">
          {plan.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {more && total > 0 && (
        <details className={css.all}>
          <summary>{total === 1 ? 'The one change' : `All ${total.toLocaleString('en')} changes`}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section className={css.scroll} aria-label="All changes" tabIndex={0}>
            <PlanLines lines={plan.lines} label="All changes" />
            {plan.moreLines > 0 && (
              <p className={css.rest}>and {plan.moreLines.toLocaleString('en')} more of the same kind</p>
            )}
          </section>
        </details>
      )}
    </div>
  )
}
