'use client'

import { createContext, useContext } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardActions } from '@/lib/api/actions'
import type { PooledValues, StatefulValues, WizardValues } from '@/lib/api/schemas/wizard'
import type { WizardStep } from '@/lib/api/views/groups'
import type { NetworkView } from '@/lib/api/views/network'
import type { NicSurroundings } from '@/lib/domain/check-nics'
import { type CloudRules, cloudRules } from '@/lib/domain/cloud-rules'
import type { PooledConfig } from '@/lib/domain/group'
import type { Change } from './diff'
import type { Problem } from './problems'
import type { JudgedPool } from './use-judgement'
import type { NicView } from './use-nic-view'
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
  /** The private IP pools of the form, each with what is known of its members. */
  readonly pools: readonly JudgedPool[]
  /** The inventory as the domain's checks ask it. */
  readonly around: NicSurroundings
  /** What a pooled form means so far; null in another form. */
  readonly soFar: PooledConfig | null
  /** Which cards of interfaces are open, and which one the map shows. */
  readonly nicView: NicView
  readonly planAgain: () => void
  readonly plan: PlanState
  /** Steps that are not complete; while there are any there is no plan. */
  readonly unfinished: readonly WizardStep[]
  /** What an edited group was; null while one is created. */
  readonly before: WizardValues | null
  readonly goTo: (step: WizardStep) => void
  /** Opens the problem's step and puts the focus on its field. */
  readonly mend: (problem: Problem) => void
  /** The key of the pool that is typed in: what cannot be read there is said once the operator has finished it. */
  readonly typedIn: string | null
  readonly setTypedIn: (key: string | null) => void
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

/** The rules and words of the cloud that is chosen. */
export function useCloud(): CloudRules {
  return cloudRules[useWizard().values.general.cloud]
}

/** The part of the form that only groups with an identity per instance have. */
export function useStateful(): StatefulValues {
  const { persistence } = useWizard().values
  if (persistence.kind !== 'stateful') throw new Error('A field of stateful groups stands in another form.')
  return persistence
}

/** The part of the form that only groups that draw from pools have. */
export function usePooled(): PooledValues {
  const { persistence } = useWizard().values
  if (persistence.kind !== 'pooled') throw new Error('A field of pooled groups stands in another form.')
  return persistence
}

export function usePool(key: string): JudgedPool {
  const pool = useWizard().pools.find((one) => one.key === key)
  if (!pool) throw new Error(`The form has no pool ${key}.`)
  return pool
}
