'use client'

import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import type { MapForm, MapHandle } from './address-map'
import css from './address-map.module.css'

/** Squares or List, and the zoom: in the head of the page, or (`small`) above a compact map. */
export function MapControls(props: {
  form: MapForm
  onForm: (form: MapForm) => void
  handle: RefObject<MapHandle | null>
  small?: boolean
  /** False where every cell shows all that it has already. */
  zoomable?: boolean
  heading?: ReactNode
}) {
  const squares = props.form === 'squares'
  const why = !squares
    ? 'The list has no zoom'
    : props.zoomable === false
      ? 'Every address is shown in full already'
      : null
  const size = props.small ? 28 : 34
  const zoom = [
    { label: 'Zoom out', icon: IconMinus, act: () => props.handle.current?.zoomOut() },
    { label: 'Zoom in', icon: IconPlus, act: () => props.handle.current?.zoomIn() },
    { label: 'Show all', icon: IconZoomReset, act: () => props.handle.current?.reset() },
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
        {zoom.map(({ label, icon: Icon, act }) => (
          <Tooltip key={label} label={why ?? label}>
            <ActionIcon
              variant="default"
              size={size}
              aria-label={label}
              disabled={why !== null}
              onClick={act}
            >
              <Icon size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
      </ActionIcon.Group>
    </div>
  )
}
