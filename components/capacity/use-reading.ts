'use client'

import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import { type ChartGeometry, pointAt } from './chart-geometry'

/** The point that is read. By its time too: while one reads, points come at one end and leave at the other. */
type Place = { readonly index: number; readonly at: string }

const BY_PAGE = 10

/** Reading the chart by pointer and by keyboard; the pointer comes first while it is over the chart. */
export function useReading(points: readonly CapacityPoint[], geometry: ChartGeometry) {
  const [hovered, setHovered] = useState<Place | null>(null)
  const [focused, setFocused] = useState<Place | null>(null)
  const last = points.length - 1

  const placeOf = (index: number): Place => {
    const within = Math.min(Math.max(index, 0), last)
    return { index: within, at: points[within]?.at ?? '' }
  }
  const indexOf = (place: Place | null): number | null => {
    if (place === null || last < 0) return null
    if (points[place.index]?.at === place.at) return place.index
    const found = points.findIndex((point) => point.at === place.at)
    return found >= 0 ? found : placeOf(place.index).index
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(event.key, indexOf(focused) ?? last, last)
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setFocused(placeOf(to))
  }
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const index = pointAt(points, geometry.timeAt(geometry.left + event.clientX - box.left))
    setHovered(index < 0 ? null : placeOf(index))
  }
  return {
    /** Null: nothing is read. */
    index: indexOf(hovered) ?? indexOf(focused),
    /** What the keyboard has read last, for assistive technology. */
    atKeyboard: indexOf(focused) ?? last,
    handlers: {
      onKeyDown,
      onPointerMove: onPointer,
      onPointerDown: onPointer,
      onPointerLeave: () => setHovered(null),
      onFocus: () => setFocused((before) => before ?? placeOf(last)),
      onBlur: () => setFocused(null),
    },
  }
}

/** Where a key leads; null where it means nothing here. */
function moved(key: string, from: number, last: number): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: BY_PAGE,
    PageDown: -BY_PAGE,
    Home: -last,
    End: last,
  }
  const by = steps[key]
  return by === undefined ? null : Math.min(Math.max(from + by, 0), last)
}
