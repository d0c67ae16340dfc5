'use client'

import { useMemo, useState } from 'react'
import { formatCidr, parseCidr } from '@/lib/domain/cidr'
import { Ip } from '../shell/ip'
import css from './address-map.module.css'
import { indexOfAddress, type MapLayout, squareCidr, squareOf } from './layout'
import { type CanvasProps, MapCanvas } from './map-canvas'
import { codeOf, indexOfText, type MapModel, squareModel } from './map-model'

/** A /22 to a /18: so few rows of squares that the square which is looked at has room below them. */
export const isLow = (layout: MapLayout): boolean =>
  layout.kind === 'cells' && layout.squares >= 4 && layout.squareRows <= 4

/** What the rows of squares and the line below them take from the height. */
const heightOf = (layout: MapLayout): number => layout.squareRows * 38 + 56

/** All squares of a low map, small, and one of them below, large: a click above opens it there. */
export function LowMap(props: CanvasProps) {
  const { model, pick } = props
  const { layout } = model
  const [chosen, choose] = useState<number | null>(null)
  const square =
    squareOfCidr(layout, props.initialView) ??
    chosen ??
    squareOfSelection(model, props.selection) ??
    firstHeld(model)
  const lens = useMemo(() => squareModel(model, square), [model, square])
  const open = (next: number) => {
    choose(next)
    props.onViewChange?.(formatCidr(squareCidr(layout, next)), null)
  }
  return (
    <>
      <MapCanvas
        {...props}
        ref={undefined}
        fixed
        initialView={null}
        initialPlace={null}
        onViewChange={undefined}
        onZoomRange={undefined}
        pick={undefined}
        onSelect={pick ? undefined : props.onSelect}
        onOpenSquare={open}
        framed={square}
      />
      <p className={css.lens}>
        <Ip address={formatCidr(lens.layout.cidr)} plain strong />
      </p>
      <MapCanvas
        {...props}
        key={square}
        model={lens}
        initialView={null}
        onViewChange={(_, place) => props.onViewChange?.(formatCidr(lens.layout.cidr), place)}
        above={heightOf(layout)}
      />
    </>
  )
}

function squareOfCidr(layout: MapLayout, text: string | null | undefined): number | null {
  const parsed = parseCidr(text ?? '')
  if (!parsed.ok || parsed.value.prefix <= layout.cidr.prefix) return null
  const index = indexOfAddress(layout, { family: parsed.value.family, value: parsed.value.base })
  return index === null ? null : squareOf(layout, index)
}

function squareOfSelection(model: MapModel, selection: string | null | undefined): number | null {
  const index = indexOfText(model.layout, selection)
  return index === null ? null : squareOf(model.layout, index)
}

/** The first square in which anything is held or planned, else the first of all. */
function firstHeld(model: MapModel): number {
  const quiet = [codeOf('free'), codeOf('reserved')]
  const index = model.cells?.findIndex((code) => !quiet.includes(code)) ?? -1
  return index < 0 ? 0 : squareOf(model.layout, index)
}
