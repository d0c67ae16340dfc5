'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Up to this many rows are drawn at once: find-in-page works, and the browser does not notice them. */
const DRAWN_AT_ONCE = 100
const ROW_HEIGHT = 47
/** The top bar and the bar of bulk actions cover the edges of the window. */
const COVERED_ABOVE = 72
const COVERED_BELOW = 84

/** Which rows are drawn, the room of those that are not, and how to bring the focus to one of them. */
export function useMemberRows(rows: readonly { readonly id: string }[]) {
  const body = useRef<HTMLTableSectionElement>(null)
  const wanted = useRef<string | null>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  const long = rows.length > DRAWN_AT_ONCE
  // What stands above the table may grow: a banner, a second line of warnings.
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current) setScrollMargin(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  const virtual = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    enabled: long,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 10,
    scrollMargin,
    scrollPaddingStart: COVERED_ABOVE,
    scrollPaddingEnd: COVERED_BELOW,
    initialRect: { width: 1200, height: 900 },
  })
  const drawn = long ? virtual.getVirtualItems() : []
  const items = long ? drawn.map(({ index }) => index) : rows.map((_, at) => at)
  const above = long ? (drawn[0]?.start ?? scrollMargin) - scrollMargin : 0
  const below = long ? virtual.getTotalSize() - ((drawn.at(-1)?.end ?? scrollMargin) - scrollMargin) : 0

  // A row far away is drawn only after the window has scrolled there; the focus waits for it.
  useEffect(() => {
    if (wanted.current === null) return
    const row = body.current?.querySelector(`[data-key="${CSS.escape(wanted.current)}"] [data-row-stop]`)
    if (!(row instanceof HTMLElement)) return
    wanted.current = null
    row.focus({ preventScroll: long })
  })
  const scrollTo = useCallback(
    (at: number, key: string) => {
      wanted.current = key
      if (long) virtual.scrollToIndex(at)
    },
    [long, virtual],
  )
  return { body, items, above, below, virtual, scrollTo }
}
