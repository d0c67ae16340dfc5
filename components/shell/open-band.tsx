'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { openModeSentence } from '@/lib/api/account-messages'
import { queries } from '@/lib/api/queries'
import css from './shell.module.css'

const Open = createContext(false)

/** Whether the server ran without login when it made the document, for every page in it. */
export const OpenMode = Open.Provider

/** On every page while Holdfast runs without login. It cannot be closed: it is true for as long as it stands there. */
export function OpenBand() {
  const atFirst = useContext(Open)
  // Only where it is read in any case: outside the console nobody may be there who could be told.
  const { data: me } = useQuery({ ...queries.me(), enabled: false })
  if (!(me?.open ?? atFirst)) return null
  return (
    <section className={css.open} aria-label="Open mode">
      {openModeSentence}
    </section>
  )
}
