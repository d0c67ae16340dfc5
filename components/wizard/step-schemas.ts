import { computeSchema, generalSchema, persistenceSchema, type WizardValues } from '@/lib/api/schemas/wizard'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { mergeProblems, type Problem, problemAt } from './problems'

/** Review has none: nothing is typed there. */
export const STEP_SCHEMAS = {
  general: generalSchema,
  compute: computeSchema,
  persistence: persistenceSchema,
  review: null,
} as const satisfies Record<WizardStep, unknown>

/** What a step's own schema says of the values, one sentence per field. */
export function findStepProblems(step: WizardStep, values: WizardValues): Problem[] {
  const schema = STEP_SCHEMAS[step]
  if (schema === null || step === 'review') return []
  const read = schema.safeParse(values[step])
  if (read.success) return []
  return mergeProblems(
    read.error.issues.map((issue) => problemAt([step, ...issue.path].join('.'), issue.message)),
  )
}

export const findSchemaProblems = (values: WizardValues): Problem[] =>
  WIZARD_STEPS.flatMap((step) => findStepProblems(step, values))
