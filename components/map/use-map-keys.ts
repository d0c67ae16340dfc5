'use client'

import { type KeyboardEvent, useRef } from 'react'
import type { MapModel } from './map-model'
import { statusAtIndex } from './map-model'
import type { MapSurface } from './map-surface'
import { move, moveOf, seek } from './navigate'
import type { usePick } from './use-pick'

/** The keyboard of the map: see the help text in address-map.tsx for what it promises. */
export function useMapKeys(on: {
  model: MapModel
  surface: MapSurface | null
  /** The cell that has the keyboard. */
  roving: number
  setFocus: (index: number) => void
  pick: ReturnType<typeof usePick>
  picks: boolean
  open: (index: number, small: boolean) => void
  onLeave: (() => void) | undefined
}) {
  const { model, surface, roving, pick } = on
  const anchor = useRef<number | null>(null)

  const go = (to: number, extends_: boolean) => {
    if (extends_ && on.picks && model.cells) {
      anchor.current ??= roving
      pick.extend(anchor.current, to)
    } else {
      anchor.current = null
      pick.drop()
    }
    on.setFocus(to)
    surface?.reveal(to)
  }

  const act = (event: KeyboardEvent): boolean => {
    const by = moveOf(event.key, event.ctrlKey || event.metaKey)
    if (by) {
      go(move(model.layout, roving, by), event.shiftKey)
      return true
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    switch (event.key) {
      case 'Enter':
      case ' ':
        if (on.picks && model.cells) pick.commit(pick.range?.from ?? roving, pick.range?.to ?? roving)
        else on.open(roving, surface?.cellsAreSmall ?? false)
        anchor.current = null
        return true
      case '+':
      case '=':
        surface?.zoomBy(2)
        return true
      case '-':
        surface?.zoomBy(0.5)
        return true
      case '0':
        surface?.zoomTo(null, true)
        return true
      case 'n':
      case 'p': {
        const found = seek(
          model.layout,
          roving,
          event.key === 'n' ? 1 : -1,
          (i) => statusAtIndex(model, i) !== 'free',
        )
        if (found !== null) go(found, false)
        return true
      }
      case 'Escape':
        anchor.current = null
        if (pick.range) pick.drop()
        else if (surface?.zoomed) surface.zoomTo(null, true)
        else if (on.onLeave) on.onLeave()
        else return false
        return true
      default:
        return false
    }
  }

  return (event: KeyboardEvent) => {
    if (!act(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}
