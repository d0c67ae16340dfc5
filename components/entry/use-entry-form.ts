'use client'

import { useMounted } from '@mantine/hooks'
import { useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { ActionResult } from '@/lib/api/action-result'

export const LOST = 'The server could not be reached. Try again in a moment.'

/**
 * Sends a form that leads into the console. What is refused stands at its field, or above the button; where it is not,
 * `done` says what comes next, mostly `enter`. `refused`: true where a refusal is
 * told elsewhere.
 */
export function useEntryForm<Values extends FieldValues, T>(
  form: UseFormReturn<Values>,
  send: (values: Values) => Promise<ActionResult<T>>,
  done: (value: T) => void,
  refused?: (kind: string, message: string) => boolean,
) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // What is typed before the form has taken its fields over would be lost.
  const isReady = useMounted()
  const submit = form.handleSubmit(async (values) => {
    setBusy(true)
    setProblem(null)
    const answer = await send(values).catch(() => null)
    if (answer?.ok) return done(answer.value)
    setBusy(false)
    if (answer && refused?.(answer.kind, answer.message)) return
    const fields = answer?.fields ?? []
    for (const { path, message } of fields)
      form.setError(path as Path<Values>, { message }, { shouldFocus: true })
    if (fields.length === 0) setProblem(answer?.message ?? LOST)
  })
  /** The page stays: it can be sent again. */
  const settle = () => setBusy(false)
  return { problem, busy, isReady, submit, settle }
}

/** As if the browser had been opened there anew, so that nothing is left of who was here before. */
export const enter = (to: string): void => window.location.assign(to)
