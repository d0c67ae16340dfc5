import { type WizardValues, wizardSchemas } from '@/lib/api/schemas/wizard'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { mergeProblems, type Problem, problemAt } from './problems'

/** What a step's own schema says of the values, one sentence per field. Review has none: nothing is typed there. */
export function findStepProblems(step: WizardStep, values: WizardValues): Problem[] {
  if (step === 'review') return []
  const read = wizardSchemas[values.general.cloud][step].safeParse(values[step])
  if (read.success) return []
  return mergeProblems(
    read.error.issues.map((issue) => problemAt([step, ...issue.path].join('.'), issue.message)),
  )
}

export const findSchemaProblems = (values: WizardValues): Problem[] =>
  WIZARD_STEPS.flatMap((step) => findStepProblems(step, values))
