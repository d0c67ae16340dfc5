'use client'

import { useCallback, useMemo, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { nicOfPath } from './fields'

/** Which cards of interfaces are open, and which interface the map beside them shows; by the cards' keys. */
export type NicView = {
  readonly isOpen: (key: string) => boolean
  readonly setOpen: (key: string, open: boolean) => void
  /** The last one that was worked at; null: none yet. */
  readonly chosen: string | null
  readonly choose: (key: string) => void
  /** Opens the card on which a field stands. */
  readonly showPath: (path: string) => void
}

/** Kept outside of the step, so that a card that was open is open again when the operator comes back. */
export function useNicView(form: UseFormReturn<WizardValues>): NicView {
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => allButFirst(form.getValues()))
  const [chosen, choose] = useState<string | null>(null)
  const setOpen = useCallback((key: string, open: boolean) => {
    setClosed((before) => {
      const after = new Set(before)
      if (open) after.delete(key)
      else after.add(key)
      return after
    })
    if (open) choose(key)
  }, [])
  const showPath = useCallback(
    (path: string) => {
      const place = nicOfPath(path)
      const { persistence } = form.getValues()
      const nic = place && persistence.kind === 'pooled' ? persistence.nics[place.at] : undefined
      if (nic) setOpen(nic.key, true)
    },
    [form, setOpen],
  )
  return useMemo(
    () => ({ isOpen: (key) => !closed.has(key), setOpen, chosen, choose, showPath }),
    [closed, setOpen, chosen, showPath],
  )
}

/** Of several that are there already the first is open: closed ones say what they are. */
function allButFirst({ persistence }: WizardValues): ReadonlySet<string> {
  const nics = persistence.kind === 'pooled' ? persistence.nics : []
  return new Set(nics.slice(1).map(({ key }) => key))
}
