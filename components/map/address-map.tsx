'use client'

import { type ReactNode, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { OccupancyView } from '@/lib/api/views/network'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { AddressList } from './address-list'
import css from './address-map.module.css'
import { Legend } from './legend'
import { isLow, LowMap } from './low-map'
import { MapCanvas } from './map-canvas'
import { MapControls } from './map-controls'
import { modelOf } from './map-model'
import type { ZoomRange } from './map-surface'
import { markData } from './map-timing'
import type { Pick } from './use-pick'

export type MapHandle = { zoomIn: () => void; zoomOut: () => void; reset: () => void }
export type MapForm = 'squares' | 'list'

export type AddressMapProps = {
  readonly occupancy: OccupancyView
  /** Ranges that a plan or a draft would take: "10.0.1.16-10.0.1.21". */
  readonly planned?: readonly string[]
  /** Members of a pool that is not saved yet, whether or not a plan takes them. */
  readonly listed?: readonly string[]
  /** Ranges that differ from another moment, to be marked. */
  readonly differing?: readonly string[]
  readonly selection?: string | null
  readonly onSelect?: (address: string) => void
  readonly onHover?: (address: string | null) => void
  /** A block of a larger CIDR was opened: show its occupancy next. */
  readonly onOpenBlock?: (cidr: string) => void
  /** Escape with the whole map in sight: one level up, where there is one. */
  readonly onLeave?: () => void
  /** Click and drag choose pool members instead of opening addresses. */
  readonly pick?: Pick
  /** The CIDR of the square that fills the map at first, and whenever it changes from outside. */
  readonly initialView?: string | null
  /** Where exactly the map stands at first, as `onViewChange` said it. */
  readonly initialPlace?: string | null
  /**
   * The square that fills the map now, null while several are in sight; and where it stands, where that is not simply
   * the square or the whole.
   */
  readonly onViewChange?: (cidr: string | null, place: string | null) => void
  /** What the zoom buttons may do from now on. */
  readonly onZoomRange?: (can: ZoomRange) => void
  /** For the side of a form: smaller cells, less around them. */
  readonly compact?: boolean
  /** Squares or List, chosen outside; without it the map has its own switch and zoom buttons. */
  readonly form?: MapForm
  /** Beside the map's own switch: which subnet this is. */
  readonly heading?: ReactNode
  readonly ref?: Ref<MapHandle>
}

/** The map of one CIDR: cells or blocks on a canvas, with legend, tooltip, keyboard, and a table of the same. */
export function AddressMap(props: AddressMapProps) {
  const { occupancy, compact = false } = props
  const planned = props.planned ?? NONE
  const listed = props.listed ?? NONE
  const differing = props.differing ?? NONE
  const plannedKey = planned.join()
  const listedKey = listed.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: ranges are compared by what they say, not by identity
  const model = useMemo(() => {
    markData()
    return modelOf(occupancy, planned, listed, differing)
  }, [occupancy, plannedKey, listedKey, differing])
  const [ownForm, setOwnForm] = useState<MapForm>('squares')
  const form = props.form ?? ownForm
  const [ownRange, setOwnRange] = useState<ZoomRange>({ in: false, out: false })
  const [kept, keep] = useState<AddressStatus | null>(null)
  const [peeked, peek] = useState<AddressStatus | null>(null)
  const onZoomRange = props.form === undefined ? setOwnRange : props.onZoomRange
  const canvasProps = { ...props, onZoomRange, planned, model, compact, lit: peeked ?? kept }
  const inner = useRef<MapHandle>(null)
  useImperativeHandle(props.ref, () => ({
    zoomIn: () => inner.current?.zoomIn(),
    zoomOut: () => inner.current?.zoomOut(),
    reset: () => inner.current?.reset(),
  }))
  return (
    <div className={css.map} data-compact={compact || undefined}>
      {props.form === undefined && (
        <MapControls
          form={form}
          onForm={setOwnForm}
          handle={inner}
          small
          heading={props.heading}
          range={ownRange}
        />
      )}
      {form === 'list' ? (
        <AddressList
          model={model}
          selection={props.selection ?? null}
          onSelect={props.onSelect}
          onOpenBlock={props.onOpenBlock}
          lit={kept}
          onLight={keep}
          compact={compact}
        />
      ) : isLow(model.layout) ? (
        <LowMap {...canvasProps} ref={inner} />
      ) : (
        <MapCanvas {...canvasProps} ref={inner} />
      )}
      <Legend model={model} lit={kept} onLight={keep} onPeek={peek} />
    </div>
  )
}

const NONE: readonly string[] = []
