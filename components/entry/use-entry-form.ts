'use client'

import { useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { ActionResult } from '@/lib/api/action-result'

export const LOST = 'The server could not be reached. Try again in a moment.'

/**
 * Sends a form that leads into the console. What is refused stands at its field, or above the button; where it is not,
 * the browser goes to `to` as if it had been opened anew, so that nothing is left of who was here before.
 */
export function useEntryForm<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  send: (values: Values) => Promise<ActionResult<unknown>>,
  to: string,
) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = form.handleSubmit(async (values) => {
    setBusy(true)
    setProblem(null)
    const answer = await send(values).catch(() => null)
    if (answer?.ok) return window.location.assign(to)
    setBusy(false)
    const fields = answer?.fields ?? []
    for (const { path, message } of fields)
      form.setError(path as Path<Values>, { message }, { shouldFocus: true })
    if (fields.length === 0) setProblem(answer?.message ?? LOST)
  })
  return { problem, busy, submit }
}
