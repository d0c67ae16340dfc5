'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { newRequestKey } from '@/components/form/request-key'
import { notify } from '@/components/shell/notify'
import type { WizardActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { Autosave } from './autosave'
import { mergeProblems, type Problem, problemAt, STEP_NAMES } from './problems'
import { settle } from './settle'
import type { Judgement } from './use-judgement'
import { useLatest } from './use-latest'
import type { EditedGroup } from './wizard-screen'

export type Finish = {
  readonly run: () => Promise<void>
  readonly running: boolean
  readonly failed: string | null
  /** Why it cannot be done now; null when it can. */
  readonly blocked: string | null
}

/**
 * "Create group": agrees to the plan that is on the screen and to no other (B3). The request key belongs to that
 * intention: a second click or a retry after a lost connection repeats it, another plan gets another.
 */
export function useApply(input: {
  form: UseFormReturn<WizardValues>
  actions: WizardActions
  editing: EditedGroup | null
  judged: Judgement
  draftId: () => string | null
  autosave: Autosave
  mend: (problem: Problem) => void
}): Finish {
  const latest = useLatest(input)
  const router = useRouter()
  const client = useQueryClient()
  const [running, setRunning] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const busy = useRef(false)
  const intention = useRef({ about: '', key: '' })

  async function run(): Promise<void> {
    if (busy.current) return
    busy.current = true
    setRunning(true)
    setFailed(null)
    try {
      await apply()
    } finally {
      busy.current = false
      setRunning(false)
    }
  }

  async function apply(): Promise<void> {
    const { form, judged, mend } = latest.current
    await form.trigger()
    const first = mergeProblems(judged.schemaProblems, judged.known)[0]
    if (first) return mend(first)
    const { plan } = judged.plan.state
    const { planned } = judged
    if (!plan || !planned || blockedBy(judged)) return

    const { actions, editing, draftId, autosave } = latest.current
    await autosave.stop()
    const values = structuredClone(form.getValues())
    const about = JSON.stringify([planned, plan.proof])
    if (intention.current.about !== about) intention.current = { about, key: newRequestKey() }
    const answer = await settle(
      actions.applyWizard({
        values: planned,
        groupId: editing?.groupId ?? null,
        draftId: draftId(),
        requestKey: intention.current.key,
        proof: plan.proof,
      }),
    )
    if (answer.ok) {
      notify.done(
        answer.message ??
          (editing ? `${values.general.name} was changed` : `${values.general.name} was created`),
      )
      void client.invalidateQueries()
      router.push(paths.group(answer.value.groupId))
      return
    }
    autosave.resume()
    if (answer.freshPlan) {
      judged.plan.takeFresh(answer.freshPlan, answer.moved.length > 0 ? answer.moved : [answer.message])
      return
    }
    const told = answer.fields.map((field) => problemAt(field.path, field.message))
    judged.tell(told, values)
    const [topmost] = mergeProblems(told)
    if (topmost) mend(topmost)
    else setFailed(answer.message)
  }

  return { run, running, failed, blocked: blockedBy(input.judged) }
}

function blockedBy(judged: Judgement): string | null {
  const { plan, unfinished } = judged
  if (unfinished.length > 0) return `Complete ${unfinished.map((step) => STEP_NAMES[step]).join(', ')} first.`
  if (judged.hasUnreadable) return 'Part of the private IP pool cannot be read.'
  if (judged.known.length > 0) return 'Mend what is marked first.'
  if (plan.state.refused) return plan.state.refused.message
  if (plan.state.loading || judged.check.checking) return 'The plan is being made.'
  return plan.state.plan ? null : 'There is no plan yet.'
}
