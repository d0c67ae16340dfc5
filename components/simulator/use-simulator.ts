'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import { queries } from '@/lib/api/queries'

/**
 * One thing done to the simulated cloud: `busy` while it runs, its refusal kept as `problem` beside the control,
 * its success said in a toast, and the page read again.
 */
export function useSimulator() {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const act = async <T>(
    call: () => Promise<ActionResult<T>>,
    said: (value: T) => string,
  ): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    const result = await call().catch(
      (error: unknown) => ({ ok: false, message: errorSentence(error) }) as const,
    )
    setBusy(false)
    if (!result.ok) {
      setProblem(result.message)
      return false
    }
    notify.done(result.message ?? said(result.value))
    await client.invalidateQueries({ queryKey: queries.simulator().queryKey })
    return true
  }
  return { busy, problem, act, forget: () => setProblem(null) }
}
