'use client'

import { useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardActions } from '@/lib/api/actions'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { WizardStep } from '@/lib/api/views/groups'
import { commitPending } from './pool-text'
import { poolsOf } from './pools'
import { mergeProblems, type Problem, problemAt } from './problems'
import { settle } from './settle'
import { findStepProblems } from './step-schemas'
import type { Judgement } from './use-judgement'
import { useLatest } from './use-latest'

/** "Next": the step's own schema, what is known, then the server; the first thing to mend gets the focus. */
export function useStepCheck(input: {
  form: UseFormReturn<WizardValues>
  actions: WizardActions
  groupId: string | null
  judged: Judgement
  mend: (problem: Problem) => void
}) {
  const latest = useLatest(input)
  const [checking, setChecking] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const running = useRef(false)

  async function check(step: WizardStep): Promise<boolean> {
    if (running.current) return false
    const { form, actions, groupId, mend } = latest.current
    running.current = true
    setChecking(true)
    setRefusal(null)
    try {
      if (step === 'persistence') finishPools(form)
      if (step !== 'review') await form.trigger(step)
      // The server is asked even when something is wrong already: it may know more, and all of it is shown at once.
      const values = structuredClone(form.getValues())
      const answer = await settle(actions.checkStep({ step, values, groupId }))
      const told = answer.ok ? [] : answer.fields.map((field) => problemAt(field.path, field.message))
      const { judged } = latest.current
      judged.tell(told, values)
      const typed = findStepProblems(step, form.getValues())
      // A verdict on what was typed before must not hold up what the server has just found good.
      const first = mergeProblems(typed, judged.current, told).find((problem) => problem.step === step)
      if (first) mend(first)
      else if (!answer.ok) setRefusal(answer.message)
      return answer.ok && !first
    } finally {
      running.current = false
      setChecking(false)
    }
  }

  return { check, checking, refusal }
}

/** What leaving the input does: what can be read becomes members. */
function finishPools(form: UseFormReturn<WizardValues>): void {
  for (const { path, text } of poolsOf(form.getValues())) {
    const finished = commitPending(text)
    if (finished !== text) form.setValue(path, finished, { shouldDirty: true })
  }
}
