'use client'

import { useSyncExternalStore } from 'react'

/*
 * Recovery codes that nobody has said to have kept yet. They are shown once, and turning the second factor on replaces
 * the session, after which Next may draw the page anew: what a part of the page remembers would be gone with it.
 */
let waiting: readonly string[] | null = null
const listeners = new Set<() => void>()

export function keepInSight(codes: readonly string[] | null): void {
  waiting = codes
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useCodesToKeep = (): readonly string[] | null =>
  useSyncExternalStore(
    subscribe,
    () => waiting,
    () => null,
  )
