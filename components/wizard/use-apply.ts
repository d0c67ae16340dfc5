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
  /** Not null: it was done before, with other values. Calling it dismisses that. */
  readonly became: (() => void) | null
  /** It is being asked for, or was asked for and the answer was lost. */
  readonly pending: boolean
  /** Why it cannot be done now; null when it can. */
  readonly blocked: string | null
}

type Request = Parameters<WizardActions['applyWizard']>[0]

/**
 * "Create group": agrees to the plan that is on the screen and to no other (B3). The draft names the intention: its id
 * is the request's key, so a second click, another tab or a try after a reload repeats the request and never makes a
 * second group. When an answer is lost, the very same request is sent again, whatever the world looks like by then:
 * it may be full of the group that was made.
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
  const [unanswered, setUnanswered] = useState<Request | null>(null)
  const [became, setBecame] = useState(false)
  const busy = useRef(false)
  const [keyWithoutDraft] = useState(newRequestKey)
  const repeat = unanswered && isSame(unanswered.values, input.judged.planned) ? unanswered : null

  async function run(): Promise<void> {
    if (busy.current) return
    busy.current = true
    setRunning(true)
    setFailed(null)
    try {
      const request = repeat ?? (await prepare())
      if (request) await send(request)
    } finally {
      busy.current = false
      setRunning(false)
    }
  }

  async function prepare(): Promise<Request | null> {
    const { form, judged, mend, editing, draftId, autosave } = latest.current
    await form.trigger()
    const first = mergeProblems(judged.schemaProblems, judged.known)[0]
    if (first) {
      mend(first)
      return null
    }
    const { plan } = judged.plan.state
    const { planned } = judged
    if (!plan || !planned || blockedBy(judged)) return null
    await autosave.flush()
    return {
      values: planned,
      groupId: editing?.groupId ?? null,
      draftId: draftId(),
      // Typed on after an answer was lost: under the key of then it is told whether that came to something.
      requestKey: unanswered?.requestKey ?? draftId() ?? keyWithoutDraft,
      proof: plan.proof,
    }
  }

  async function send(request: Request): Promise<void> {
    const { actions, editing, autosave, judged, form, mend } = latest.current
    await autosave.stop()
    const values = structuredClone(form.getValues())
    const answer = await settle(actions.applyWizard(request))
    setUnanswered(!answer.ok && answer.kind === 'unreachable' ? request : null)
    if (answer.ok) {
      notify.changed(
        answer.message ??
          (editing ? `${values.general.name} was changed` : `${values.general.name} was created`),
        answer.undo,
      )
      void client.invalidateQueries()
      router.push(paths.group(answer.value.groupId))
      return
    }
    autosave.resume()
    if (answer.kind === 'unreachable') return setFailed(lostAnswer(answer.message, editing !== null))
    if (answer.kind === 'request-key-reused') return setBecame(true)
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

  return {
    run,
    running,
    failed,
    pending: running || unanswered !== null,
    became: became ? () => setBecame(false) : null,
    blocked: became ? 'It was done already, with other values.' : repeat ? null : blockedBy(input.judged),
  }
}

/** Nothing was typed since the request that was not answered. */
const isSame = (asked: WizardValues, now: WizardValues | null): boolean =>
  JSON.stringify(asked) === JSON.stringify(now)

const lostAnswer = (message: string, editing: boolean): string =>
  `${message} Whether the group was ${editing ? 'changed' : 'created'} is not known. Press ${editing ? 'Apply changes' : 'Create group'} again: it happens once at most.`

function blockedBy(judged: Judgement): string | null {
  const { plan, unfinished } = judged
  if (unfinished.length > 0) return `Complete ${unfinished.map((step) => STEP_NAMES[step]).join(', ')} first.`
  if (judged.hasUnreadable) return 'Part of a private IP pool cannot be read.'
  if (judged.known.length > 0) return 'Mend what is marked first.'
  if (plan.state.refused) return plan.state.refused.message
  if (plan.state.loading || judged.checking) return 'The plan is being made.'
  return plan.state.plan ? null : 'There is no plan yet.'
}
