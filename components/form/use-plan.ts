'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import type { PlanProof, PlanView } from '@/lib/api/views/plans'
import { newRequestKey } from './request-key'

export type PlanState = {
  readonly loading: boolean
  readonly applying: boolean
  readonly plan: PlanView | null
  readonly problem: string | null
  readonly moved: readonly string[]
}

const START: PlanState = { loading: true, applying: false, plan: null, problem: null, moved: [] }

/**
 * The life of one confirmation: plan, agree, and again when the world moved. The request key belongs to the plan
 * that was agreed to: a retry after a lost connection repeats it, a fresh plan gets a new one.
 */
export function usePlan<T>(props: {
  opened: boolean
  onClose: () => void
  planKey?: string
  unplanned?: string | null
  loadPlan: () => Promise<ActionResult<PlanView>>
  apply: (proof: PlanProof, requestKey: string) => Promise<ActionResult<T>>
  onDone?: (message: string | null, value: T) => void
}) {
  const [state, setState] = useState<PlanState>(START)
  // The callers pass fresh closures at every render; only opening and `planKey` may start a new plan.
  const latest = useRef(props)
  const round = useRef(0)
  const requestKey = useRef('')
  useEffect(() => {
    latest.current = props
  })

  const load = useCallback(async () => {
    const mine = ++round.current
    if (latest.current.unplanned) return setState({ ...START, loading: false })
    requestKey.current = newRequestKey()
    setState((before) => ({ ...START, plan: before.plan }))
    const result = await settle(latest.current.loadPlan())
    if (mine !== round.current) return
    setState(
      result.ok
        ? { ...START, loading: false, plan: result.value }
        : { ...START, loading: false, problem: result.message },
    )
  }, [])

  const { opened, planKey } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: planKey is what makes the plan be made again
  useEffect(() => {
    if (!opened) return
    void load()
    return () => {
      round.current++
    }
  }, [opened, planKey, load])

  useEffect(() => {
    if (!opened) setState(START)
  }, [opened])

  const agree = async () => {
    const plan = state.plan
    if (plan === null) return
    const mine = ++round.current
    setState({ ...state, applying: true, problem: null })
    const result = await settle(latest.current.apply(plan.proof, requestKey.current))
    if (result.ok) {
      if (result.message) notify.changed(result.message, result.undo)
      latest.current.onDone?.(result.message, result.value)
      latest.current.onClose()
      return
    }
    if (mine !== round.current) return
    if (result.freshPlan === null) return setState({ ...state, applying: false, problem: result.message })
    requestKey.current = newRequestKey()
    const moved = result.moved.length > 0 ? result.moved : [result.message]
    setState({ ...START, loading: false, plan: result.freshPlan, moved })
  }

  return { state, agree, reload: load }
}

/** A server action that could not be reached throws; here it is one more refusal with a sentence. */
async function settle<T>(promise: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await promise
  } catch (error) {
    const message = errorSentence(error)
    return { ok: false, kind: 'unreachable', message, fields: [], moved: [], freshPlan: null }
  }
}
