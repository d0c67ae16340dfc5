import type { ComponentType } from 'react'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { ComputeStep } from './compute-step'
import { GeneralStep } from './general-step'
import { PersistenceStep } from './persistence-step'
import { STEP_NAMES } from './problems'
import { ReviewStep } from './review-step'

/** Order, stepper and footer come from this table; what a step asks for, from the schemas of its cloud. */
export type StepRow = {
  readonly id: WizardStep
  readonly label: string
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
  component: COMPONENTS[id],
}))
