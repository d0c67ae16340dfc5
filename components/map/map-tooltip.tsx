'use client'

import { Ago } from '../shell/ago'
import { Ip } from '../shell/ip'
import { StatusSquare } from '../shell/status-square'
import css from './address-map.module.css'
import { type Described, DIFFERS } from './describe'
import type { Rect } from './layout'

/** Beside the cell that is pointed at. Assistive technology hears the same from the live region, so it is hidden here. */
export function MapTooltip(props: {
  described: Described
  at: Rect
  room: number
  note: string | null
  preview: string | null
}) {
  const { described, at } = props
  const right = at.x > props.room * 0.55
  if (props.preview !== null) {
    const side = right ? { right: props.room - at.x - at.width } : { left: at.x }
    return (
      <div className={css.tooltip} aria-hidden style={{ top: at.y + at.height + 8, ...side }}>
        {props.preview}
      </div>
    )
  }
  return (
    <div
      className={css.tooltip}
      aria-hidden
      style={{
        top: Math.max(0, at.y + at.height / 2 - 18),
        ...(right ? { right: props.room - at.x + 12 } : { left: at.x + at.width + 12 }),
      }}
    >
      <div className={css.tooltipHead}>
        <Ip address={described.name} strong />
        <StatusSquare status={described.status} />
        <span>{described.words}</span>
      </div>
      {described.holder && <div>{described.holder}</div>}
      {described.drift && <div className={css.bad}>{described.drift}</div>}
      {described.since && (
        <div className={css.soft}>
          since <Ago at={described.since} still />
        </div>
      )}
      {described.differs && <div className={css.soft}>{DIFFERS}</div>}
      {props.note && <div className={css.soft}>{props.note}</div>}
    </div>
  )
}
