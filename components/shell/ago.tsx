'use client'

import { Tooltip } from '@mantine/core'
import { agoText, exactText, stillText } from './ago-text'
import { useNow } from './clock'
import css from './mono.module.css'

/**
 * A time as "2 min ago", kept current; the exact time on hover and on keyboard focus. `at`: ISO 8601.
 * `still`: not a tab stop (in long lists, where the row itself is the stop).
 */
export function Ago(props: { at: string; still?: boolean }) {
  const now = useNow()
  const text = now === null ? stillText(props.at) : agoText(props.at, now)
  return (
    <Tooltip
      label={now === null ? stillText(props.at) : exactText(props.at)}
      events={{ hover: true, focus: true, touch: true }}
    >
      <time dateTime={props.at} className={css.ago} tabIndex={props.still ? undefined : 0}>
        {text}
      </time>
    </Tooltip>
  )
}
