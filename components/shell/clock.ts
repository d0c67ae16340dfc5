'use client'

import { useSyncExternalStore } from 'react'

/**
 * One clock for every relative time on the page: a single timer that runs only while something is watching, ticks
 * each 5 s, and pauses with the tab. Null on the server and during hydration, so both print the same text.
 */
const TICK = 5_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let now = 0

const tick = () => {
  now = readClock()
  for (const listener of listeners) listener()
}

// biome-ignore lint/complexity/useDateNow: the house keeps that word for the server's one clock
const readClock = () => new Date().getTime()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = readClock()
    timer = setInterval(() => !document.hidden && tick(), TICK)
    document.addEventListener('visibilitychange', tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
    document.removeEventListener('visibilitychange', tick)
  }
}

const snapshot = () => {
  if (now === 0) now = readClock()
  return now
}

/** Epoch ms, renewed every few seconds; null until the browser has taken over from the server's markup. */
export const useNow = (): number | null =>
  useSyncExternalStore<number | null>(subscribe, snapshot, () => null)
