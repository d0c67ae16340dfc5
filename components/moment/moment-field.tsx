'use client'

import { TextInput, Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import css from './moment.module.css'
import { fieldValue, momentTyped, utcText, zoneName } from './moment-words'

/** A moment typed by the clock of whoever reads; on hover and focus it stands in UTC. `at` null: now. */
export function MomentField(props: { label: string; at: string | null; onMove: (at: string) => void }) {
  const { at, onMove } = props
  // What a server writes knows nothing of the reader's zone: the value comes with the browser.
  const [value, setValue] = useState('')
  const [zone, setZone] = useState('')
  useEffect(() => setZone(zoneName()), [])
  useEffect(() => setValue(at === null ? '' : fieldValue(at)), [at])
  const typed = momentTyped(value, at)
  const take = () => typed !== null && typed !== at && onMove(typed)
  return (
    <Tooltip
      label={typed === null ? 'A date and a time' : utcText(typed)}
      events={{ hover: true, focus: true, touch: true }}
    >
      <TextInput
        className={css.field}
        size="xs"
        type="datetime-local"
        step={1}
        label={zone === '' ? props.label : `${props.label} (${zone})`}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </Tooltip>
  )
}
