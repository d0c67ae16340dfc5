'use client'

import { Tooltip } from '@mantine/core'
import { exactText, stillText } from '../shell/ago-text'
import { useNow } from '../shell/clock'
import css from './moment.module.css'
import { utcText } from './moment-words'

/** A moment to the second, by the clock of whoever reads; in UTC on hover and on keyboard focus. */
export function Exact(props: { at: string }) {
  const known = useNow() !== null
  return (
    <Tooltip label={utcText(props.at)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip has to be reached by keyboard, too */}
      <time dateTime={props.at} tabIndex={0} className={css.exact}>
        {known ? exactText(props.at) : stillText(props.at)}
      </time>
    </Tooltip>
  )
}
