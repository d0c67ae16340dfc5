'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { paths } from '@/lib/api/paths'
import css from './shell.module.css'

let isOut = false
const listeners = new Set<() => void>()

/** The server asked "who are you?": the session ended elsewhere, or by the calendar. */
export function tellSignedOut(): void {
  if (typeof window === 'undefined' || isOut) return
  isOut = true
  for (const listener of listeners) listener()
}

/** From then on nothing can be saved, and nothing asks whether it shall be. */
export const isSignedOut = (): boolean => isOut

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Leads to the login, so that what was on the screen is not left to whoever comes by; signing in leads back to the same
 * place. What was typed in the wizard is kept in the browser.
 */
export function SignedOut() {
  const out = useSyncExternalStore(subscribe, isSignedOut, () => false)
  useEffect(() => {
    if (!out) return
    const { pathname, search } = window.location
    // As if opened anew: what was read before must not be shown to whoever signs in.
    window.location.assign(paths.login(`${pathname}${search}`, undefined, 'ended'))
  }, [out])
  return (
    <div role="status" className={css.lost} data-shown={out || undefined}>
      {out && 'You are signed out. The login opens.'}
    </div>
  )
}
