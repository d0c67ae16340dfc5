'use client'

import { useQuery } from '@tanstack/react-query'
import { queries } from '@/lib/api/queries'
import css from './shell.module.css'

/** On every page while Holdfast runs without login. It cannot be closed: it is true for as long as it stands there. */
export function OpenBand() {
  const { data: me } = useQuery(queries.me())
  if (!me?.open) return null
  return (
    <section className={css.open} aria-label="Open mode">
      Open for trying out: no login, and whoever uses this machine may do everything (HOLDFAST_OPEN is 1).
    </section>
  )
}
