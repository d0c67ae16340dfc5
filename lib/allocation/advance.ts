import { kindOf, type Operation } from '@/lib/domain/operation'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { completeStep } from './complete-step'
import { failStep } from './fail-step'
import type { Advanced, StepContext, StepOutcome } from './step-outcome'
import { foundWhy, teller } from './tell-steps'

/**
 * The next journal entry of an operation: pure.
 *
 *   step done ──▶ next step ──▶ … ──▶ instance in its end state, operation done
 *   step failed ──▶ again, back, or an operator has to look: `failStep`
 */
export function advance(
  operation: Operation,
  instance: StatefulInstance,
  outcome: StepOutcome,
  context: StepContext,
): Advanced {
  const step = operation.steps[operation.cursor]
  if (!step) throw new Error(`operation ${operation.id} has no step ${operation.cursor}`)
  if (!outcome.ok) return failStep(operation, instance, kindOf(step), outcome.error, context)
  const done = completeStep(operation, instance, kindOf(step), outcome, context)
  if (!outcome.found) return done
  const found = teller(operation, done.instance, context.now)('step-found', foundWhy(step))
  return { ...done, events: [found, ...done.events] }
}
