import { Ip } from '@/components/shell/ip'
import { ScrollRegion } from '@/components/shell/scroll-region'
import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import { atStart } from '@/lib/domain/cloud-words'
import css from './plan.module.css'
import { linesAtOnce, warningsLeft } from './plan-words'

/** A plan's sentences. `label` names the list for assistive technology. */
export function PlanLines(props: { lines: readonly PlanLine[]; label: string }) {
  return (
    <ul className={css.lines} aria-label={props.label}>
      {props.lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan is replaced as a whole, never reordered
        <li key={at} className={css.line} data-tone={line.tone} data-part={line.part || undefined}>
          <span className={css.sym} aria-hidden>
            {line.sym}
          </span>
          <span className={css.text}>{line.text}</span>
          {line.address !== null && ' '}
          {line.address !== null && (
            <span className={css.address}>
              <Ip address={line.address} plain />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const DISRUPTION: Record<PlanView['disruption'], (members: string) => string> = {
  none: () => 'No machine stops.',
  restarts: () => 'Machines stop or are replaced; addresses stay.',
  terminates: (members) => `${atStart(members)} end for good and give up their addresses.`,
}

/**
 * A plan as sentences: headline, how disruptive it is, and what happens. A plan of a few changes is shown change by
 * change, with its addresses; a long one by its summary, with every line behind "All changes".
 */
export function PlanSummary(props: { plan: PlanView }) {
  const { plan } = props
  const shown = linesAtOnce(plan)
  const warnings = warningsLeft(plan, shown.lines)
  return (
    <div className={css.plan}>
      <p className={css.headline}>{plan.headline}</p>
      {!plan.empty && (
        <p className={css.disruption} data-disruption={plan.disruption}>
          {DISRUPTION[plan.disruption](plan.members)}
        </p>
      )}
      {shown.lines.length > 0 && <PlanLines lines={shown.lines} label="What will happen" />}
      {warnings.length > 0 && (
        <ul className={css.warnings} aria-label="Warnings">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {shown.behind > 0 && <AllChanges plan={plan} total={shown.behind} />}
    </div>
  )
}

function AllChanges(props: { plan: PlanView; total: number }) {
  const { plan } = props
  return (
    <details className={css.all}>
      <summary>All {props.total.toLocaleString('en')} changes</summary>
      <ScrollRegion className={css.scroll} aria-label="All changes">
        <PlanLines lines={plan.lines} label="All changes" />
        {plan.moreLines > 0 && (
          <p className={css.rest}>and {plan.moreLines.toLocaleString('en')} more of the same kind</p>
        )}
      </ScrollRegion>
    </details>
  )
}
