'use client'

import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { valuesOfDraft } from './form-values'
import { findTyped, forgetTyped, type Owner } from './kept-typing'
import css from './wizard.module.css'

/** Offers what was typed here and not saved when its writer was signed out. `person` null: nobody has an account. */
export function TypedBanner(props: {
  form: UseFormReturn<WizardValues>
  person: string | null
  groupId: string | null
  /** The draft that was opened. */
  draftId: string | null
  onTaken: () => void
}) {
  const { form, person, groupId, draftId } = props
  const [found, setFound] = useState<WizardValues | null>(null)
  // Once, when the wizard is there: what is typed from now on is this visit's.
  const [owner] = useState<Owner | null>(() => (person === null ? null : { person, groupId, draftId }))
  useEffect(() => {
    const typed = owner === null ? null : findTyped(owner)
    if (typed === null) return
    const values = valuesOfDraft(typed)
    if (JSON.stringify(values) !== JSON.stringify(form.getValues())) setFound(values)
  }, [owner, form])
  if (found === null) return null
  const settle = (take: boolean) => {
    if (take) form.reset(found)
    forgetTyped()
    setFound(null)
    if (take) props.onTaken()
  }
  return (
    <div className={css.banner} role="status">
      <span className={css.bannerText}>
        What you typed last was not saved when you were signed out. It was kept in this browser.
      </span>
      <Button variant="default" size="xs" onClick={() => settle(false)}>
        Leave it out
      </Button>
      <Button size="xs" onClick={() => settle(true)}>
        Take it over
      </Button>
    </div>
  )
}
