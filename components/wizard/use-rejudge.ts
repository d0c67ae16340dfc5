'use client'

import { useEffect } from 'react'
import type { FieldPath, UseFormReturn } from 'react-hook-form'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { fieldsOf } from './fields'

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
          // The list of interfaces as a whole would judge those of its fields that nobody has left yet.
          const marked = fieldsOf(form.getValues())
            .map(({ path }) => path as FieldPath<WizardValues>)
            .filter((path) => path !== 'persistence.nics' && form.getFieldState(path).error)
          if (marked.length > 0) void form.trigger(marked)
        },
      }),
    [form],
  )
}
