'use client'

import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import type { MapForm, MapHandle } from './address-map'
import css from './address-map.module.css'
import type { ZoomRange } from './map-surface'

/** Squares or List, and the zoom: in the head of the page, or (`small`) above a compact map. */
export function MapControls(props: {
  form: MapForm
  onForm: (form: MapForm) => void
  handle: RefObject<MapHandle | null>
  small?: boolean
  range: ZoomRange
  heading?: ReactNode
}) {
  const squares = props.form === 'squares'
  const { range } = props
  const none = !squares ? 'The list has no zoom' : 'Every address is shown in full already'
  const still = !squares || !(range.in || range.out)
  const size = props.small ? 28 : 34
  const zoom = [
    {
      label: 'Zoom out',
      icon: IconMinus,
      why: still ? none : range.out ? null : 'The whole map is in sight',
      act: () => props.handle.current?.zoomOut(),
    },
    {
      label: 'Zoom in',
      icon: IconPlus,
      why: still ? none : range.in ? null : 'Every address in sight is shown in full',
      act: () => props.handle.current?.zoomIn(),
    },
    {
      label: 'Show all',
      icon: IconZoomReset,
      why: still ? none : range.out ? null : 'The whole map is in sight',
      act: () => props.handle.current?.reset(),
    },
  ]
  return (
    <div className={css.controls}>
      {props.heading != null && <div className={css.heading}>{props.heading}</div>}
      <SegmentedControl
        size={props.small ? 'xs' : 'sm'}
        aria-label="Show as"
        value={props.form}
        onChange={(value) => props.onForm(value === 'list' ? 'list' : 'squares')}
        data={[
          { value: 'squares', label: 'Squares' },
          { value: 'list', label: 'List' },
        ]}
      />
      <ActionIcon.Group>
        {zoom.map(({ label, icon: Icon, why, act }) => (
          <Tooltip key={label} label={why ?? label}>
            <ActionIcon
              variant="default"
              className={css.zoom}
              size={size}
              aria-label={label}
              // Not `disabled`: a button that is pressed until it can do no more keeps the keyboard.
              aria-disabled={why !== null || undefined}
              data-disabled={why !== null || undefined}
              onClick={() => why === null && act()}
            >
              <Icon size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
      </ActionIcon.Group>
    </div>
  )
}
