'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import { clamp, layoutOf } from './layout'
import type { MapModel } from './map-model'
import { MapSurface, type SurfaceEvents } from './map-surface'
import type { Room } from './view'

/** What stands above and below the map on a page; the rest of the window is its own. */
const AROUND = 330
const LEAST_HEIGHT = 360
const MOST_HEIGHT = 860
const COMPACT_HEIGHT = 440

/** Marks that say how long the map took from its data to the screen. */
const DATA = 'holdfast:map-data'
const DRAWN = 'holdfast:map-drawn'

/** `above`: pixels that something else of the same map takes from its height. `fixed`: it neither zooms nor pans. */
export type Frame = { readonly compact: boolean; readonly above: number; readonly fixed: boolean }

/** Ties a MapSurface to a host element: made once, told of every new model, fitted to the host's width. */
export function useSurface(model: MapModel, { compact, above, fixed }: Frame, events: SurfaceEvents) {
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(events)
  latest.current = events
  const [surface, setSurface] = useState<MapSurface | null>(null)
  const shown = useRef<MapModel | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; the model reaches it through the next effect
  useLayoutEffect(() => {
    if (!host.current || !canvas.current) return
    performance.mark(DATA)
    const frame = { compact, above, fixed }
    const made = new MapSurface(canvas.current, model, roomOf(host.current, frame), {
      hover: (...it) => latest.current.hover(...it),
      click: (...it) => latest.current.click(...it),
      drag: (...it) => latest.current.drag(...it),
      rest: (...it) => latest.current.rest(...it),
      range: (...it) => latest.current.range(...it),
    })
    shown.current = model
    made.draw()
    measure()
    setSurface(made)
    const watch = new ResizeObserver(() => host.current && made.fit(roomOf(host.current, frame)))
    watch.observe(host.current)
    const refit = () => host.current && made.fit(roomOf(host.current, frame))
    window.addEventListener('resize', refit)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', refit)
      made.destroy()
    }
  }, [compact, above, fixed])

  useLayoutEffect(() => {
    if (!surface || shown.current === model) return
    performance.mark(DATA)
    shown.current = model
    surface.show(model)
    surface.draw()
    measure()
  }, [surface, model])

  return { host, canvas, surface }
}

function measure(): void {
  performance.mark(DRAWN)
  performance.measure('holdfast:map', DATA, DRAWN)
}

function roomOf(host: HTMLElement, { compact, above, fixed }: Frame): Room {
  return {
    width: host.clientWidth,
    height: compact ? COMPACT_HEIGHT : clamp(window.innerHeight - AROUND - above, LEAST_HEIGHT, MOST_HEIGHT),
    ratio: window.devicePixelRatio || 1,
    compact,
    fixed,
  }
}

/** Room kept before the first frame (on the server, while loading), so that nothing jumps when it comes. */
export function reservedStyle(cidr: Parameters<typeof layoutOf>[0], compact: boolean, above: number) {
  const layout = layoutOf(cidr)
  const most = compact
    ? `${COMPACT_HEIGHT}px`
    : `clamp(${LEAST_HEIGHT}px, 100svh - ${AROUND + above}px, ${MOST_HEIGHT}px)`
  return { aspectRatio: `${layout.width} / ${layout.height}`, maxHeight: most }
}
