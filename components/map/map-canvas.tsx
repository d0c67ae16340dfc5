'use client'

import { VisuallyHidden } from '@mantine/core'
import { type RefObject, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr, parseCidr } from '@/lib/domain/cidr'
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { AddressMapProps } from './address-map'
import css from './address-map.module.css'
import { describeIndex, spoken } from './describe'
import { addressOf, indexOfAddress, squareCidr, squareOf } from './layout'
import { indexOfText, type MapModel } from './map-model'
import type { MapSurface } from './map-surface'
import { MapTooltip } from './map-tooltip'
import { useCell } from './use-cell'
import { useMapKeys } from './use-map-keys'
import { usePick } from './use-pick'
import { reservedStyle, useSurface } from './use-surface'

export type CanvasProps = AddressMapProps & {
  readonly model: MapModel
  readonly planned: readonly string[]
  readonly compact: boolean
  readonly lit: AddressStatus | null
  /** Shows squares large elsewhere: a click opens one there instead of zooming. */
  readonly onOpenSquare?: (square: number) => void
  readonly framed?: number | null
  readonly above?: number
  /** The map stays whole: no zoom, no pan. */
  readonly fixed?: boolean
}

/** The canvas with everything that points at it: pointer, keyboard, tooltip, live region. */
export function MapCanvas(props: CanvasProps) {
  const { model, compact, pick: picks, lit } = props
  const { layout } = model
  const help = useId()
  const reported = useRef<string | null>(null)
  const [hover, setHover] = useState<number | null>(null)
  const [focus, setFocus] = useState<number | null>(null)
  const [keyed, setKeyed] = useState(false)
  const pick = usePick(model, picks, props.planned)
  const framed = props.framed ?? null
  const selected = indexOfText(layout, props.selection)
  const open = (index: number, small: boolean) => {
    setFocus(index)
    if (model.blocks) {
      // It grows while its own occupancy is read, and is exchanged for it where it stands.
      if (props.onOpenBlock) surface?.zoomTo(index, true)
      props.onOpenBlock?.(formatCidr(squareCidr(layout, index)))
      return
    }
    if (props.onOpenSquare) props.onOpenSquare(squareOf(layout, index))
    else if (small) surface?.zoomTo(squareOf(layout, index), true)
    props.onSelect?.(formatAddress(addressOf(layout, index)))
  }
  const { host, canvas, surface } = useSurface(
    model,
    { compact, above: props.above ?? 0, fixed: props.fixed ?? false },
    {
      hover: (index) => {
        if (index === hover) return
        setHover(index)
        props.onHover?.(index === null ? null : formatAddress(addressOf(layout, index)))
      },
      click: open,
      drag: (phase, from, to) => {
        setFocus(to)
        if (phase === 'move') pick.extend(from, to)
        else if (phase === 'end') pick.commit(from, to)
        else pick.drop()
      },
      rest: (square, place) => {
        reported.current = square === null ? null : formatCidr(squareCidr(layout, square))
        // A block that fills the map is opened: where it stood is the level above's.
        props.onViewChange?.(reported.current, model.blocks && square !== null ? null : place)
      },
      range: (can) => props.onZoomRange?.(can),
    },
  )
  const roving = Math.min(focus ?? selected ?? 0, layout.count - 1)
  const onKeyDown = useMapKeys({
    model,
    surface,
    roving,
    setFocus,
    pick,
    picks: picks !== undefined,
    open,
    onLeave: props.onLeave,
  })

  useImperativeHandle(props.ref, () => ({
    zoomIn: () => surface?.zoomBy(2),
    zoomOut: () => surface?.zoomBy(0.5),
    reset: () => surface?.zoomTo(null, true),
  }))
  useEffect(() => {
    surface?.setPicks(picks !== undefined)
  }, [surface, picks])
  useInitialView(props.initialView, props.initialPlace, reported, layout, surface)
  useEffect(() => {
    const picking = pick.picking
      ? { range: pick.picking.range, remove: pick.picking.effect === 'remove' }
      : null
    surface?.mark({ lit, selected, framed, hovered: hover, focused: keyed ? roving : null, picking })
  }, [surface, lit, selected, framed, hover, keyed, roving, pick.picking])

  // While a range is chosen, only what it would do is told, beside its end.
  const told = pick.range?.to ?? hover ?? (keyed ? roving : null)
  const cell = useCell(model, told)
  const described = told === null || told >= layout.count ? null : describeIndex(model, told, cell)
  const at = told === null || !surface ? null : surface.rectOf(told)
  return (
    <>
      <div
        ref={host}
        className={css.stage}
        style={surface ? undefined : reservedStyle(layout.cidr, compact, props.above ?? 0)}
        role="application"
        aria-roledescription="address map"
        aria-label={`${picks ? 'Pick addresses of' : 'Map of'} ${formatCidr(layout.cidr)}`}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is one control with a roving cell inside
        tabIndex={0}
        onKeyDown={(event) => {
          setKeyed(true)
          setHover(null)
          onKeyDown(event)
        }}
        onPointerDown={() => setKeyed(false)}
        onFocus={(event) => setKeyed(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => {
          setKeyed(false)
          pick.drop()
        }}
      >
        <canvas ref={canvas} className={css.canvas} data-picks={picks ? true : undefined} />
        {described && at && host.current && (
          <MapTooltip
            described={described}
            at={at}
            room={host.current.clientWidth}
            note={model.blocks ? 'Click opens it' : null}
            preview={pick.preview}
          />
        )}
      </div>
      {picks && (
        <p
          className={css.picking}
          data-idle={(pick.refusal ?? pick.preview) === null || undefined}
          data-bad={(pick.refusal !== null && pick.preview === null) || undefined}
        >
          {pick.preview ?? pick.refusal ?? 'Drag over addresses to pick them, again to take them out.'}
        </p>
      )}
      <VisuallyHidden id={help}>
        {picks
          ? 'Arrow keys move, Shift with arrows chooses a range, Enter adds or removes it, plus and minus zoom.'
          : 'Arrow keys move, Control with arrows moves by squares, N goes to the next address that is not free, Enter opens, plus and minus zoom, Escape goes up. The list shows the same as a table.'}
      </VisuallyHidden>
      <VisuallyHidden role="status" aria-live="polite">
        {[pick.preview ?? pick.refusal, keyed && described ? spoken(described) : null]
          .filter(Boolean)
          .join('. ')}
      </VisuallyHidden>
    </>
  )
}

/**
 * Shows the square or the place that the URL names: at once at first, moving to another square later. What the map itself has just
 * reported is not a wish: a view that somebody panned to by hand stays as it is.
 */
function useInitialView(
  wanted: string | null | undefined,
  place: string | null | undefined,
  reported: RefObject<string | null>,
  layout: MapModel['layout'],
  surface: MapSurface | null,
): void {
  const applied = useRef<{ surface: MapSurface; whole: string; wanted: string | null } | null>(null)
  const whole = formatCidr(layout.cidr)
  useEffect(() => {
    const last = applied.current
    if (!surface || (last?.surface === surface && last.whole === whole && last.wanted === (wanted ?? null)))
      return
    const first = last?.surface !== surface || last.whole !== whole
    applied.current = { surface, whole, wanted: wanted ?? null }
    const parsed = parseCidr(wanted ?? '')
    const inside = parsed.ok && parsed.value.prefix > layout.cidr.prefix
    const index = inside
      ? indexOfAddress(layout, { family: parsed.value.family, value: parsed.value.base })
      : null
    if (!first && (index === null ? null : wanted) === reported.current) return
    if (first && place && surface.showPlace(place)) return
    if (index !== null && layout.squares > 1 && layout.kind === 'cells')
      surface.zoomTo(squareOf(layout, index), !first)
    else if (!first && surface.zoomed) surface.zoomTo(null, true)
  }, [surface, whole, layout, wanted, place, reported])
}
