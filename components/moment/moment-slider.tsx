'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { MomentsView } from '@/lib/api/views/moments'
import { exactText } from '../shell/ago-text'
import css from './moment.module.css'
import { keyMoment, momentAt, shareOf } from './slide-keys'

/** While it is dragged the page follows this often. */
const FOLLOW_MS = 160
/** Parts with this many events have the highest tick. */
const MANY = 12

/**
 * The record from its beginning to now, with a tick for each part in which something happened. One stop of the keyboard:
 * arrows go from event to event, page up and down by an hour, with shift by a day.
 */
export function MomentSlider(props: {
  moments: MomentsView & { readonly begin: string }
  at: string
  onMove: (at: string) => void
}) {
  const { moments, onMove } = props
  const track = useRef<HTMLDivElement>(null)
  const [dragged, drag] = useState<string | null>(null)
  const at = dragged ?? props.at
  useEffect(() => {
    if (dragged === null) return
    const timer = setTimeout(() => onMove(dragged), FOLLOW_MS)
    return () => clearTimeout(timer)
  }, [dragged, onMove])

  const momentOf = (event: PointerEvent): string => {
    const box = track.current?.getBoundingClientRect()
    return box ? momentAt((event.clientX - box.left) / box.width, moments) : at
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { before, after, begin, now } = moments
    const to = keyMoment(event.key, event.shiftKey, { at: props.at, begin, now, before, after })
    if (to === null) return
    event.preventDefault()
    onMove(to)
  }
  const end = () => {
    if (dragged !== null) onMove(dragged)
    drag(null)
  }
  const share = `${shareOf(at, moments) * 100}%`
  return (
    <div
      ref={track}
      className={css.track}
      role="slider"
      tabIndex={0}
      aria-label="Moment"
      aria-valuemin={Date.parse(moments.begin)}
      aria-valuemax={Date.parse(moments.now)}
      aria-valuenow={Date.parse(at)}
      aria-valuetext={exactText(at)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drag(momentOf(event))
      }}
      onPointerMove={(event) => dragged !== null && drag(momentOf(event))}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <Ticks ticks={moments.ticks} />
      <span className={css.rail} aria-hidden />
      <span className={css.thumb} style={{ left: share }} aria-hidden />
      {dragged !== null && (
        <span className={css.flag} style={{ left: share }} aria-hidden>
          {exactText(dragged)}
        </span>
      )}
    </div>
  )
}

function Ticks(props: { ticks: readonly number[] }) {
  const { ticks } = props
  return (
    <svg
      className={css.ticks}
      viewBox={`0 0 ${Math.max(1, ticks.length)} ${MANY}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {ticks.map((count, slot) => {
        const height = count === 0 ? 0 : 4 + (Math.min(count, MANY) / MANY) * (MANY - 4)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part of the record is its place
          <rect key={slot} x={slot + 0.15} width={0.7} y={MANY - height} height={height} />
        )
      })}
    </svg>
  )
}
