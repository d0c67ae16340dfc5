'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import { clamp, layoutOf } from './layout'
import type { MapModel } from './map-model'
import { MapSurface, type SurfaceEvents } from './map-surface'
import { measureMap } from './map-timing'
import type { Room } from './view'

/** What stands above and below the map on a page; the rest of the window is its own. */
const AROUND = 330
const LEAST_HEIGHT = 360
const MOST_HEIGHT = 860
const COMPACT_HEIGHT = 440

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
    const stage = host.current
    const drawn = canvas.current
    if (!stage || !drawn) return
    let made: MapSurface | null = null
    const make = (room: Room) => {
      made = new MapSurface(drawn, model, room, {
        hover: (...it) => latest.current.hover(...it),
        click: (...it) => latest.current.click(...it),
        drag: (...it) => latest.current.drag(...it),
        rest: (...it) => latest.current.rest(...it),
        range: (...it) => latest.current.range(...it),
      })
      shown.current = model
      made.draw()
      measureMap()
      setSurface(made)
    }
    const refit = () => {
      // A page that still streams in is there and has no size: a view held inside of nothing would be lost.
      if (stage.clientWidth === 0) return
      const room = roomOf(stage, { compact, above, fixed })
      if (made) made.fit(room)
      else make(room)
    }
    refit()
    const watch = new ResizeObserver(refit)
    watch.observe(stage)
    window.addEventListener('resize', refit)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', refit)
      made?.destroy()
    }
  }, [compact, above, fixed])

  useLayoutEffect(() => {
    if (!surface || shown.current === model) return
    shown.current = model
    surface.show(model)
    surface.draw()
    measureMap()
  }, [surface, model])

  return { host, canvas, surface }
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
  // A definite width: else the greatest height would, through the ratio, make the host narrower until the first frame.
  return { width: '100%', aspectRatio: `${layout.width} / ${layout.height}`, maxHeight: most }
}
