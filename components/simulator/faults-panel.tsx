'use client'

import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorActions } from '@/lib/api/actions'
import type { SimulatorFault, SimulatorView } from '@/lib/api/views/simulator'
import { FaultForm } from './fault-form'
import { effectText, operationText, strikesText } from './fault-words'
import css from './simulator.module.css'
import { useSimulator } from './use-simulator'

/** What goes wrong in the simulated cloud, rule by rule; they are tried in this order. */
export function FaultsPanel(props: { view: SimulatorView; actions: SimulatorActions }) {
  const { faults, operations } = props.view
  const { busy, problem, act } = useSimulator()
  const set = (next: readonly SimulatorFault[], said: string) =>
    act(
      () => props.actions.setFaults(next),
      () => said,
    )
  return (
    <section className={css.panel} aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      {faults.length === 0 ? (
        <p className={css.soft}>Every call is answered. Add a fault to see how Holdfast goes on.</p>
      ) : (
        <ol className={css.faults} aria-label="Faults">
          {faults.map((fault, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fault's place is its identity
            <li key={at}>
              <span>
                <b>{operationText(fault.operation)}</b> <span>{effectText(fault)}</span>
                <span className={css.small}>{strikesText(fault)}</span>
              </span>
              <ReasonButton
                action="setFaults"
                size="compact-sm"
                variant="subtle"
                color="gray"
                disabled={busy}
                aria-label={`Remove the fault of ${operationText(fault.operation)}, ${effectText(fault)}`}
                onClick={() => void set(faults.toSpliced(at, 1), 'Fault removed')}
              >
                Remove
              </ReasonButton>
            </li>
          ))}
        </ol>
      )}
      <Problem text={problem} />
      <FaultForm
        operations={operations}
        busy={busy}
        onAdd={(fault) => set([...faults, fault], 'Fault added')}
      />
    </section>
  )
}
