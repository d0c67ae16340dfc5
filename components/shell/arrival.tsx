'use client'

import { useEffect, useSyncExternalStore } from 'react'

/**
 * The server's markup arrives in parts: the shell first, and the page, in a Suspense boundary of its own, when it has
 * been read. The browser takes over each part by drawing it again, and the two drawings must be equal.
 *
 *   shell taken over ─────────▶ page taken over ─────────▶ the stream opens, the palette reads
 *            └─ a read in here would change ─┘
 *               what the page is drawn from
 *
 * So until the page has arrived the shell reads nothing that a page is drawn from (`nav` is the shell's alone).
 * The browser loads the document once; later pages are drawn by the browser only, with no markup to be equal to.
 */
let arrived = false
const listeners = new Set<() => void>()

function tellArrival(): void {
  if (arrived) return
  arrived = true
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Stands beside the content of every page, in the same boundary: its effect runs when that has been taken over. */
export function PageArrived() {
  useEffect(tellArrival, [])
  return null
}

/** False on the server and until the document's first page has been taken over. */
export const usePageArrived = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => arrived,
    () => false,
  )
