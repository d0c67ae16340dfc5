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
let latest: number | null = null
const listeners = new Set<() => void>()

function tellArrival(asOf: number): void {
  latest = asOf
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Stands beside the content of every page, in the same boundary: its effect runs when that has been taken over.
 * `asOf`: the number of the last event before the server read the page; left out where it read nothing.
 */
export function PageArrived({ asOf = Number.POSITIVE_INFINITY }: { asOf?: number }) {
  useEffect(() => tellArrival(asOf), [asOf])
  return null
}

/** Calls `hear` with every page's `asOf`, the latest one at once; returns what ends it. */
export function onPageArrived(hear: (asOf: number) => void): () => void {
  const tell = () => latest !== null && hear(latest)
  tell()
  return subscribe(tell)
}

/** False on the server and until the document's first page has been taken over. */
export const usePageArrived = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => latest !== null,
    () => false,
  )
