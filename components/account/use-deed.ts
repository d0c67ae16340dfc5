'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { notify } from '@/components/shell/notify'
import { replacesSession, tellSignedOut } from '@/components/shell/signed-out'
import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'

/**
 * One thing that is asked of the server about accounts: says while it is under way, keeps why it was refused, tells
 * what came of it, and reads again what it changed.
 */
export function useDeed() {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async <T>(ask: Promise<ActionResult<T>>, done?: (value: T) => void): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const result = await replacesSession(ask).catch(
      (error: unknown) => ({ ok: false, message: errorSentence(error) }) as const,
    )
    setBusy(false)
    if (!result.ok) {
      if ('kind' in result && result.kind === 'not-signed-in') tellSignedOut()
      return setProblem(result.message)
    }
    if (result.message) notify.done(result.message)
    done?.(result.value)
    for (const queryKey of [['account'], ['accounts'], ['me'], ['tokens']])
      void client.invalidateQueries({ queryKey })
  }
  return { busy, problem, run, forget: () => setProblem(null) }
}
