'use client'

import { useEffect, useState } from 'react'
import { type PaletteItem, readRecent, withRecent } from './palette-items'

const KEY = 'holdfast.recent'

/** Places opened last from the palette or the address search, newest first. Empty on the server and at first paint. */
export function useRecent(): readonly [readonly PaletteItem[], (item: PaletteItem) => void] {
  const [recent, setRecent] = useState<readonly PaletteItem[]>([])
  useEffect(() => setRecent(readRecent(readStore())), [])
  return [recent, remember]
}

function remember(item: PaletteItem): void {
  const kept = { kind: item.kind, title: item.title, detail: item.detail, href: item.href }
  writeStore(JSON.stringify(withRecent(readRecent(readStore()), kept)))
}

function readStore(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Private windows may refuse storage; then there are no recent items. */
function writeStore(text: string): void {
  try {
    localStorage.setItem(KEY, text)
  } catch {
    return
  }
}
