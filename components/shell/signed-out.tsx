'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useSyncExternalStore } from 'react'
import { paths } from '@/lib/api/paths'
import css from './shell.module.css'

let isOut = false
const listeners = new Set<() => void>()

/** A read was answered with "who are you?": the session ended elsewhere, or by the calendar. */
export function tellSignedOut(): void {
  if (typeof window === 'undefined' || isOut) return
  isOut = true
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The page stays, with whatever is half done on it, until its reader goes; it comes back to the same place. */
export function SignedOut() {
  const out = useSyncExternalStore(
    subscribe,
    () => isOut,
    () => false,
  )
  const place = `${usePathname()}?${useSearchParams()}`
  return (
    <div role="status" className={css.lost} data-shown={out || undefined}>
      {out && (
        <>
          You are signed out, and nothing here is brought up to date. Drafts are kept as they were last saved.{' '}
          {/* As if opened anew: what was read before must not be shown to whoever signs in. */}
          <a href={paths.login(place)}>Sign in again</a>
        </>
      )}
    </div>
  )
}
