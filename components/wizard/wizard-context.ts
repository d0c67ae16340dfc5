'use client'

import { createContext, useContext } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardActions } from '@/lib/api/actions'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { WizardStep } from '@/lib/api/views/groups'
import type { NetworkView } from '@/lib/api/views/network'
import type { RangeSet } from '@/lib/domain/ranges'
import type { Change } from './diff'
import type { Problem } from './problems'
import type { CheckState } from './use-pool-check'
import type { PlanState } from './use-wizard-plan'

/** What every step of the wizard may use. */
export type WizardScope = {
  readonly form: UseFormReturn<WizardValues>
  readonly values: WizardValues
  readonly network: NetworkView
  readonly actions: WizardActions
  /** The group that is edited; null while one is created. */
  readonly groupId: string | null
  readonly problems: readonly Problem[]
  readonly changes: readonly Change[]
  readonly check: CheckState
  readonly checkAgain: () => void
  readonly planAgain: () => void
  readonly plan: PlanState
  /** Steps that are not complete; while there are any there is no plan. */
  readonly unfinished: readonly WizardStep[]
  /** The addresses of the pool's members, and of what Enter would add. */
  readonly poolSet: RangeSet
  /** What an edited group was; null while one is created. */
  readonly before: WizardValues | null
  readonly goTo: (step: WizardStep) => void
  /** Opens the problem's step and puts the focus on its field. */
  readonly mend: (problem: Problem) => void
  /** What stays unreadable in the pool's input is said once the operator has finished it, not while typing. */
  readonly unreadableTold: boolean
  readonly tellUnreadable: (told: boolean) => void
}

export const WizardContext = createContext<WizardScope | null>(null)

export function useWizard(): WizardScope {
  const scope = useContext(WizardContext)
  if (!scope) throw new Error('A step of the wizard stands outside of the wizard.')
  return scope
}

/** The sentence at a field: what the form or the server said of it, or what is known without being asked. */
export const useProblem = (path: string): string | null =>
  useWizard().problems.find((problem) => problem.path === path)?.message ?? null
