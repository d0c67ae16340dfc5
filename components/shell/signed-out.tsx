'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { apiPaths, paths } from '@/lib/api/paths'
import css from './shell.module.css'

/** The status of an answer to nobody. */
export const NOBODY = 401

let isOut = false
const listeners = new Set<() => void>()

/** The server asked "who are you?": the session ended elsewhere, or by the calendar. */
export function tellSignedOut(): void {
  if (typeof window === 'undefined' || isOut) return
  isOut = true
  for (const listener of listeners) listener()
}

const replacing = new Set<Promise<unknown>>()

/**
 * For what may give this browser another session in place of the one that it has: turning a second factor on, a new
 * password. The old one is over on the server before the new one arrives here with the answer.
 */
export function replacesSession<T>(answer: Promise<T>): Promise<T> {
  replacing.add(answer)
  const arrived = () => void replacing.delete(answer)
  answer.then(arrived, arrived)
  return answer
}

/**
 * Whether a read that was refused was refused for good. It may have been sent with a session that was replaced
 * meanwhile; leading to the login then would take away what is shown once, such as recovery codes.
 */
export async function isStillSignedIn(): Promise<boolean> {
  await Promise.allSettled(replacing)
  const answer = await fetch(apiPaths.me(), { cache: 'no-store' }).catch(() => null)
  return answer?.status !== NOBODY
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
