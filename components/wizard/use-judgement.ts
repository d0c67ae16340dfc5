'use client'

import { useMemo, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardActions } from '@/lib/api/actions'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import type { NetworkView, PoolCheckView } from '@/lib/api/views/network'
import { type RangeSet, rangesSize } from '@/lib/domain/ranges'
import { findMisfits } from './misfits'
import { readReadable } from './pool-text'
import { describeTooMany, describeUnusable, sentenceOfUnreadable } from './pool-verdicts'
import { flattenErrors, mergeProblems, type Problem, problemAt } from './problems'
import { findSchemaProblems } from './step-schemas'
import { rememberTold, stillTold, type ToldProblem } from './told'
import { usePoolCheck } from './use-pool-check'
import { useWizardPlan } from './use-wizard-plan'

const POOL = 'persistence.privateIpPool'

export type Judgement = ReturnType<typeof useJudgement>

/** Everything that is known about the values besides the values: what is to mend, pool verdicts, the plan. */
export function useJudgement(input: {
  form: UseFormReturn<WizardValues>
  values: WizardValues
  network: NetworkView
  actions: WizardActions
  groupId: string | null
  step: WizardStep
}) {
  const { form, values, network, actions, groupId, step } = input
  const [unreadableTold, tellUnreadable] = useState(true)
  const { maintainPrivateIp, privateIpPool } = values.persistence
  const poolText = maintainPrivateIp ? privateIpPool : ''
  const pool = useMemo(() => readReadable(poolText), [poolText])
  const [told, setTold] = useState<readonly ToldProblem[]>([])
  const check = usePoolCheck({
    checkPool: actions.checkPool,
    text: pool.text === '' ? null : pool.text,
    subnetIds: values.general.subnetIds,
    groupId,
    world: countsIn(network, values.general.subnetIds),
  })

  const schemaProblems = useMemo(() => findSchemaProblems(values), [values])
  const unfinished = WIZARD_STEPS.filter((id) => schemaProblems.some((problem) => problem.step === id))
  const wanted = (step === 'persistence' || step === 'review') && unfinished.length === 0
  // An unchecked pool is kept as typed but means nothing; half-typed text has a sentence of its own.
  const planned = wanted
    ? {
        ...values,
        persistence: {
          ...values.persistence,
          privateIpPool: maintainPrivateIp ? pool.text : privateIpPool,
        },
      }
    : null
  const plan = useWizardPlan({ planWizard: actions.planWizard, values: planned, groupId })

  const unreadable = sentenceOfUnreadable(pool.unreadable)
  const typed = flattenErrors(form.formState.errors)
  const local = [
    ...findMisfits(values, network),
    ...(unreadable && unreadableTold ? [problemAt(POOL, unreadable)] : []),
  ]
  const ofPool = poolProblems(pool.set, check.view)
  const ofPlan = wanted
    ? (plan.state.refused?.fields ?? []).map((field) => problemAt(field.path, field.message))
    : []
  const known: Problem[] = [...local, ...ofPool, ...ofPlan]
  return {
    /** What is shown: errors of fields that were left or asked about, and whatever is known live. */
    problems: mergeProblems(typed, known, stillTold(told, values)),
    /** Known without any field having been left. */
    known,
    /** Known of the values as they are now: without the verdicts on older ones that are being made anew. */
    current: [...local, ...(check.checking ? [] : ofPool), ...(plan.state.loading ? [] : ofPlan)],
    schemaProblems,
    /** Steps whose own schema is not content yet. */
    check,
    /** Members and what Enter would add. */
    poolSet: pool.set,
    plan,
    /** The values that the plan is of: the pool as it was read. Null: there is nothing to plan yet. */
    planned,
    unfinished,
    /** The server's sentences, each at its field for as long as the field is as it was when the server was asked. */
    tell: (problems: readonly Problem[], about: WizardValues) => setTold(rememberTold(problems, about)),
    hasUnreadable: pool.unreadable.length > 0,
    unreadableTold,
    tellUnreadable,
  }
}

/** How many addresses of each status these subnets have, live: a change tells that the pool is to be checked anew. */
const countsIn = (network: NetworkView, subnetIds: readonly string[]): string =>
  network.subnets
    .filter(({ id }) => subnetIds.includes(id))
    .map(({ id, counts }) => `${id} ${Object.values(counts).join()}`)
    .join('\n')

/** Too many is said at once: of a pool that cannot be, nobody wants to mend the members. */
function poolProblems(pool: RangeSet, view: PoolCheckView | null): Problem[] {
  const sentence = describeTooMany(rangesSize(pool)) ?? describeUnusable(view)
  return sentence ? [problemAt(POOL, sentence)] : []
}
