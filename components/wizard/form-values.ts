import type { WizardValues } from '@/lib/api/schemas/wizard'
import { draftValuesSchema, EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { finishPoolText } from './pool-text'
import { poolsOf, withPoolTexts } from './pools'

/** A draft's values exactly as typed; a draft of another shape (an older release) begins anew. */
export function valuesOfDraft(values: unknown): WizardValues {
  const read = draftValuesSchema.safeParse(values)
  return read.success ? read.data : EMPTY_WIZARD
}

/** The configuration of a group as the form holds it. */
export const valuesOfGroup = (values: WizardValues): WizardValues =>
  withPoolTexts(
    values,
    poolsOf(values).map(({ text }) => finishPoolText(text)),
  )

/** The step that the address bar asks for, or where the draft was left. */
export const chooseStep = (asked: string | null, left: WizardStep | null): WizardStep =>
  WIZARD_STEPS.find((step) => step === asked) ?? left ?? 'general'

export const stepAfter = (step: WizardStep): WizardStep | null =>
  WIZARD_STEPS[WIZARD_STEPS.indexOf(step) + 1] ?? null
export const stepBefore = (step: WizardStep): WizardStep | null =>
  WIZARD_STEPS[WIZARD_STEPS.indexOf(step) - 1] ?? null
