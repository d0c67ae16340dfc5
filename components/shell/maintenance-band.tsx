'use client'

import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { readOnlySentence } from '@/lib/api/maintenance-messages'
import { queries } from '@/lib/api/queries'
import css from './shell.module.css'

/** On every page while nothing is changed: who wanted it so, and since when. */
export function MaintenanceBand() {
  const { data: nav } = useQuery(queries.nav())
  const readOnly = nav?.readOnly ?? null
  return (
    <div
      role="status"
      aria-label="Maintenance"
      className={css.maintenance}
      data-shown={readOnly ? true : undefined}
    >
      {readOnly && (
        <>
          <IconLock size={15} aria-hidden />
          <span>{readOnlySentence(readOnly)}</span>
        </>
      )}
    </div>
  )
}
