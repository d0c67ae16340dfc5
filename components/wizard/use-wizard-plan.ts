'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { WizardActions } from '@/lib/api/actions'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { CodeView, PlanView } from '@/lib/api/views/plans'
import { withPoolTexts } from './pools'
import { settle } from './settle'

export type WizardPlan = PlanView & { readonly codes: readonly CodeView[] }

export type PlanState = {
  /** The last plan; it stays, marked as old, while the next one is being made. */
  readonly plan: WizardPlan | null
  readonly loading: boolean
  readonly refused: {
    readonly message: string
    readonly fields: readonly { path: string; message: string }[]
  } | null
  /** B3: what moved since the plan that was agreed to. Empty once the values change. */
  readonly moved: readonly string[]
}

const NOTHING: PlanState = { plan: null, loading: false, refused: null, moved: [] }
const QUIET_MS = 400

/**
 * The consequence of what is typed, always of the newest values. `values` null: not complete enough to plan. `texts` are
 * the pools as they were read, in the order of the form.
 */
export function useWizardPlan(input: {
  planWizard: WizardActions['planWizard']
  values: WizardValues | null
  texts: readonly string[]
  groupId: string | null
}) {
  const [state, setState] = useState<PlanState>(NOTHING)
  const [round, setRound] = useState(0)
  const latest = useRef(0)
  const { planWizard, groupId } = input
  const { values } = input
  // A pool of 65,536 lines is compared as it stands, and not written out once more at every key.
  const pools = values && input.texts.join('\u0000')
  const rest = values && JSON.stringify({ ...withPoolTexts(values, []), kept: {} })

  // biome-ignore lint/correctness/useExhaustiveDependencies: `rest` and `pools` are the values, and `round` asks once more
  useEffect(() => {
    const mine = ++latest.current
    if (values === null) {
      setState((before) => ({ ...NOTHING, plan: before.plan }))
      return
    }
    setState((before) => ({ ...before, loading: true, moved: [] }))
    const asked = { ...withPoolTexts(values, input.texts), kept: {} }
    const timer = window.setTimeout(async () => {
      const answer = await settle(planWizard({ values: asked, groupId }))
      if (mine !== latest.current) return
      setState((before) =>
        answer.ok
          ? { ...NOTHING, plan: answer.value }
          : { ...NOTHING, plan: before.plan, refused: { message: answer.message, fields: answer.fields } },
      )
    }, QUIET_MS)
    return () => window.clearTimeout(timer)
  }, [planWizard, rest, pools, groupId, round])

  /** B3: the plan that was agreed to is stale; this is the one to agree to now. */
  const takeFresh = useCallback((fresh: PlanView, moved: readonly string[]) => {
    latest.current++
    setState((before) => ({ ...NOTHING, plan: { codes: before.plan?.codes ?? [], ...fresh }, moved }))
  }, [])
  const again = useCallback(() => setRound((n) => n + 1), [])
  return { state, takeFresh, again }
}
