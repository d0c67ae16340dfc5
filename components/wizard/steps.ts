import type { ComponentType } from 'react'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { ComputeStep } from './compute-step'
import { GeneralStep } from './general-step'
import { PersistenceStep } from './persistence-step'
import { STEP_NAMES } from './problems'
import { ReviewStep } from './review-step'
import { STEP_SCHEMAS } from './step-schemas'

/** A step is its schema and its component; order, stepper and footer come from this table. */
export type StepRow = {
  readonly id: WizardStep
  readonly label: string
  readonly schema: (typeof STEP_SCHEMAS)[WizardStep]
  readonly component: ComponentType
}

const COMPONENTS: Readonly<Record<WizardStep, ComponentType>> = {
  general: GeneralStep,
  compute: ComputeStep,
  persistence: PersistenceStep,
  review: ReviewStep,
}

export const STEPS: readonly StepRow[] = WIZARD_STEPS.map((id) => ({
  id,
  label: STEP_NAMES[id],
  schema: STEP_SCHEMAS[id],
  component: COMPONENTS[id],
}))
