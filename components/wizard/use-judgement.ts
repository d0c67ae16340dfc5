'use client'

import { useMemo, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardActions } from '@/lib/api/actions'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import type { NetworkView } from '@/lib/api/views/network'
import { rangesSize } from '@/lib/domain/ranges'
import { configSoFar, isPooledForm, judgePooled, surroundingsOf } from './judge-pooled'
import { findMisfits } from './misfits'
import { describeTooMany, describeUnusable, sentenceOfUnreadable } from './pool-verdicts'
import { chosenSubnetIds, withPoolTexts } from './pools'
import { flattenErrors, mergeProblems, type Problem, problemAt } from './problems'
import { findSchemaProblems } from './step-schemas'
import { rememberTold, stillTold, type ToldProblem } from './told'
import { type CheckState, usePoolChecks } from './use-pool-check'
import { type ReadPool, useReadPools } from './use-read-pools'
import { useWizardPlan } from './use-wizard-plan'

export type Judgement = ReturnType<typeof useJudgement>

/** A pool of the form as it was read, and what the server says of its members. */
export type JudgedPool = ReadPool & { readonly check: CheckState }

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
  const [typedIn, setTypedIn] = useState<string | null>(null)
  const read = useReadPools(values)
  const [told, setTold] = useState<readonly ToldProblem[]>([])
  const checks = usePoolChecks({
    checkPools: actions.checkPools,
    pools: read.map(({ key, name, subnetIds, read: { text } }) => ({ key, name, subnetIds, text })),
    groupId,
    world: countsIn(network, chosenSubnetIds(values)),
  })
  const pools: readonly JudgedPool[] = read.map((pool) => ({ ...pool, check: checks.of(pool.key) }))

  const schemaProblems = useMemo(() => findSchemaProblems(values), [values])
  const unfinished = WIZARD_STEPS.filter((id) => schemaProblems.some((problem) => problem.step === id))
  const wanted = (step === 'persistence' || step === 'review') && unfinished.length === 0
  // An unchecked pool is kept as typed but means nothing; half-typed text has a sentence of its own.
  const texts = pools.map((pool) => (pool.enabled ? pool.read.text : pool.text))
  const plan = useWizardPlan({
    planWizard: actions.planWizard,
    values: wanted ? values : null,
    texts,
    groupId,
  })

  const around = useMemo(() => surroundingsOf(network), [network])
  const soFar = isPooledForm(values)
    ? configSoFar(
        values,
        pools.map(({ read: { set } }) => set),
      )
    : null
  const typed = flattenErrors(form.formState.errors)
  const local = [
    ...findMisfits(values, network),
    ...(soFar ? judgePooled(soFar, network, around, groupId) : []),
    ...pools.flatMap((pool) => unreadableProblem(pool, typedIn)),
  ]
  const ofPools = pools.flatMap(poolProblems)
  const ofPlan = wanted
    ? (plan.state.refused?.fields ?? []).map((field) => problemAt(field.path, field.message))
    : []
  const known: Problem[] = [...local, ...ofPools, ...ofPlan]
  return {
    /** What is shown: errors of fields that were left or asked about, and whatever is known live. */
    problems: mergeProblems(typed, known, stillTold(told, values)),
    /** Known without any field having been left. */
    known,
    /** Known of the values as they are now: without the verdicts on older ones that are being made anew. */
    current: [...local, ...(checks.checking ? [] : ofPools), ...(plan.state.loading ? [] : ofPlan)],
    schemaProblems,
    /** Verdicts on members are on their way. */
    checking: checks.checking,
    pools,
    around,
    soFar,
    plan,
    /** The values that the plan is of: the pools as they were read. Null: there is nothing to plan yet. */
    planned: wanted ? withPoolTexts(values, texts) : null,
    /** Steps whose own schema is not content yet. */
    unfinished,
    /** The server's sentences, each at its field for as long as the field is as it was when the server was asked. */
    tell: (problems: readonly Problem[], about: WizardValues) => setTold(rememberTold(problems, about)),
    hasUnreadable: pools.some((pool) => pool.read.unreadable.length > 0),
    /** What stays unreadable in a pool's input is said once the operator has finished it, not while typing. */
    typedIn,
    setTypedIn,
  }
}

/** How many addresses of each status these subnets have, live: a change tells that the pools are to be checked anew. */
const countsIn = (network: NetworkView, subnetIds: readonly string[]): string =>
  network.subnets
    .filter(({ id }) => subnetIds.includes(id))
    .map(({ id, counts }) => `${id} ${Object.values(counts).join()}`)
    .join('\n')

function unreadableProblem({ key, path, read }: JudgedPool, typedIn: string | null): Problem[] {
  const sentence = sentenceOfUnreadable(read.unreadable)
  return sentence && typedIn !== key ? [problemAt(path, sentence)] : []
}

/** Too many is said at once: of a pool that cannot be, nobody wants to mend the members. */
function poolProblems({ path, read, check }: JudgedPool): Problem[] {
  const sentence = describeTooMany(rangesSize(read.set)) ?? describeUnusable(check.view)
  return sentence ? [problemAt(path, sentence)] : []
}
