'use client'

import { useEffect } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { WIZARD_FIELDS } from './fields'

/**
 * What is marked is judged again with every change: a mended field loses its sentence while it is typed in. Only when
 * it is left would be too late, because then the fields below jump up under the pointer that is about to press one.
 */
export function useRejudge(form: UseFormReturn<WizardValues>): void {
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          if (name === undefined) return
          const marked = WIZARD_FIELDS.map(({ path }) => path).filter(
            (path) => form.getFieldState(path).error,
          )
          if (marked.length > 0) void form.trigger(marked)
        },
      }),
    [form],
  )
}
